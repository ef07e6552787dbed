internal import Glibc

/// An address that can be dialled: of IPv4, IPv6, or a socket on this machine.
public struct SocketAddress: Sendable, Hashable, CustomStringConvertible {
  let family: Int32
  /// The sockaddr of that family.
  let bytes: [UInt8]
  /// As `127.0.0.1:3306`, `[::1]:3306` or a path.
  public let description: String

  init(_ address: UnsafePointer<sockaddr>, _ length: socklen_t, _ description: String) {
    family = unsafe Int32(address.pointee.sa_family)
    bytes = unsafe Array(UnsafeRawBufferPointer(start: address, count: Int(length)))
    self.description = description
  }

  /// The socket at `path`.
  ///
  /// - Throws: for a path that is empty or longer than the 107 bytes that an address holds (unix(7)).
  public init(path: String) throws(SocketError) {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let path = Array(path.utf8)
    let room = MemoryLayout.size(ofValue: address.sun_path)
    guard !path.isEmpty, path.count < room, !path.contains(0) else {
      throw SocketError(.badPath, "the path of a socket has 1 to \(room - 1) bytes, not \(path.count)")
    }
    unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: path) }
    family = AF_UNIX
    bytes = unsafe withUnsafeBytes(of: &address) { unsafe Array($0) }
    description = String(decoding: path, as: UTF8.self)
  }
}
