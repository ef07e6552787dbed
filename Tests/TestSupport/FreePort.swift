import Foundation

/// A TCP port that was free on `address` a moment ago; servers of parallel tests still have to retry.
public func freePort(on address: String = "127.0.0.2") throws -> UInt16 {
  let socket = try Descriptor(
    owning: socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0), "socket")
  var name = sockaddr_in()
  name.sin_family = sa_family_t(AF_INET)
  name.sin_addr.s_addr = unsafe inet_addr(address)
  var length = socklen_t(MemoryLayout<sockaddr_in>.size)
  let bound = unsafe withUnsafeMutablePointer(to: &name) { pointer in
    unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
      unsafe bind(socket.number, generic, length) == 0 && getsockname(socket.number, generic, &length) == 0
    }
  }
  guard bound else { throw ProgramFailure(description: "no free port on \(address)") }
  return UInt16(bigEndian: name.sin_port)
}
