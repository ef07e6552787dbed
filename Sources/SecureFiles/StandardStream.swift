internal import Glibc
public import Secrets

/// The streams that a process is started with.
public enum StandardStream: Int32, Sendable {
  case output = 1
  case error = 2

  /// Writes all of `text`.
  ///
  /// - Throws: where not all of it could be written, as to a full disk or to a reader that went away.
  public func write(_ text: String) throws(FileError) {
    unsafe try Files.withBytes(of: Array(text.utf8)) { (bytes) throws(FileError) in unsafe try write(bytes) }
  }

  /// As ``write(_:)-(String)``, for a private key or an archive with one.
  public func write(secret: borrowing SecretBytes) throws(FileError) {
    unsafe try secret.withUnsafeBytes { (bytes) throws(FileError) in unsafe try write(bytes) }
  }

  private func write(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
    var written = 0
    while written < bytes.count {
      let put = unsafe Glibc.write(rawValue, bytes.baseAddress?.advanced(by: written), bytes.count - written)
      if put < 0, errno == EINTR || errno == EAGAIN { continue }
      guard put >= 0 else { throw FileError(errno, .write, name) }
      written += put
    }
  }

  /// Whether somebody looks at it: it is a terminal.
  public var isTerminal: Bool { isatty(rawValue) == 1 }

  private var name: String { self == .output ? "standard output" : "standard error" }

  /// Makes a write to a reader that went away, or beyond the limit of a file's size, an error, where it would
  /// otherwise end the process in the middle of its work.
  public static func surviveFailedWrites() {
    for number in [SIGPIPE, SIGXFSZ] { signal(number, SIG_IGN) }
  }

  /// Takes the places of streams that this process was started without: else the next file that is opened
  /// would get one of their numbers, and what is meant for a reader would be written into it.
  ///
  /// What is written to or read from such a stream is an error all the same.
  public static func occupyClosed() {
    for number: Int32 in 0...2 where fcntl(number, F_GETFD) < 0 {
      // The lowest free number is given, which is this one; opened the wrong way round on purpose.
      _ = unsafe open("/dev/null", number == 0 ? O_WRONLY : O_RDONLY)
    }
  }

  /// Standard input to its end, for a private key.
  ///
  /// - Throws: where it cannot be read, or is longer than `limit` bytes.
  public static func inputSecret(limit: Int = Files.readingLimit) throws(FileError) -> SecretBytes {
    unsafe try SecretBytes(capacity: limit + 1) { (room) throws(FileError) in
      var filled = 0
      while filled < room.count {
        let got = unsafe read(0, room.baseAddress?.advanced(by: filled), room.count - filled)
        if got < 0, errno == EINTR { continue }
        guard got >= 0 else { throw FileError(errno, .read, "standard input") }
        if got == 0 { break }
        filled += got
      }
      guard filled <= limit else {
        throw FileError(.tooLarge, .read, "standard input", "it is longer than \(limit) bytes")
      }
      return filled
    }
  }

  /// The lines of standard input, without their ends.
  ///
  /// - Throws: where it cannot be read, or is longer than `limit` bytes.
  public static func inputLines(limit: Int = Files.readingLimit) throws(FileError) -> [String] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      let got = unsafe chunk.withUnsafeMutableBytes { unsafe read(0, $0.baseAddress, $0.count) }
      if got < 0, errno == EINTR { continue }
      guard got >= 0 else { throw FileError(errno, .read, "standard input") }
      if got == 0 { break }
      bytes += chunk[..<got]
      guard bytes.count <= limit else {
        throw FileError(
          .tooLarge, .read, "standard input", "it is longer than \(limit) bytes",
          hint: "give it in several parts")
      }
    }
    // Editors of other systems begin a text with a byte order mark.
    if bytes.starts(with: [0xef, 0xbb, 0xbf]) { bytes.removeFirst(3) }
    return bytes.split(separator: UInt8(ascii: "\n")).map { line in
      String(decoding: line.last == UInt8(ascii: "\r") ? line.dropLast() : line, as: UTF8.self)
    }
  }
}
