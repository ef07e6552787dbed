import Foundation

/// A file descriptor with one owner, closed with it; all are opened so that no other child inherits them.
final class Descriptor: Sendable {
  let number: Int32

  init(owning number: Int32, _ operation: String) throws {
    guard number >= 0 else {
      throw ProgramFailure(description: "\(operation): \(unsafe String(cString: strerror(errno)))")
    }
    self.number = number
  }

  deinit { close(number) }

  /// A file that has no name, with `bytes` in it, to be read from its beginning.
  static func nameless(holding bytes: [UInt8] = []) throws -> Descriptor {
    let name =
      FileManager.default.temporaryDirectory.path(percentEncoded: false) + "/mkcerts-\(UUID().uuidString)"
    let file = unsafe try Descriptor(
      owning: open(name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600), "open \(name)")
    unsafe unlink(name)
    var written = 0
    while written < bytes.count {
      let count = unsafe bytes[written...].withUnsafeBytes {
        unsafe write(file.number, $0.baseAddress, $0.count)
      }
      guard count > 0 else { throw ProgramFailure(description: "cannot write to a file without a name") }
      written += count
    }
    lseek(file.number, 0, SEEK_SET)
    return file
  }

  /// Two connected sockets; each reads the end of file when the other is closed.
  static func pair() throws -> (Descriptor, Descriptor) {
    var ends: [Int32] = [-1, -1]
    let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    guard unsafe socketpair(AF_UNIX, kind, 0, &ends) == 0 else {
      throw ProgramFailure(description: "no pair of sockets to be had")
    }
    return (try Descriptor(owning: ends[0], "socketpair"), try Descriptor(owning: ends[1], "socketpair"))
  }

  /// All bytes of the file, wherever its position is.
  func contents() -> [UInt8] {
    var all: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65536)
    while true {
      let count = unsafe chunk.withUnsafeMutableBytes {
        unsafe pread(number, $0.baseAddress, $0.count, off_t(all.count))
      }
      guard count > 0 else { return all }
      all += chunk[..<count]
    }
  }
}
