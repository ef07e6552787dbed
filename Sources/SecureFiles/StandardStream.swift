internal import Glibc

/// The streams that a process is started with.
public enum StandardStream: Int32, Sendable {
  case output = 1
  case error = 2

  /// Writes all of `text`.
  ///
  /// - Throws: where not all of it could be written, as to a full disk or to a reader that went away.
  public func write(_ text: String) throws(FileError) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let written = unsafe rest.withUnsafeBytes { unsafe Glibc.write(rawValue, $0.baseAddress, $0.count) }
      if written < 0, errno == EINTR || errno == EAGAIN { continue }
      guard written >= 0 else { throw FileError(errno, .write, name) }
      rest = rest.dropFirst(written)
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
