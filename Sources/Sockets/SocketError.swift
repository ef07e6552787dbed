internal import Glibc

/// Why there is no connection, or none any more.
public struct SocketError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What went wrong, for code and tests.
  public enum Code: Sendable, Hashable {
    /// The name is not known, or cannot be asked for.
    case unknownName
    /// Nobody listens there.
    case refused
    case unreachable
    case timedOut
    /// The peer, or something on the way, ended the connection at once.
    case reset
    /// The path names no socket that can be used.
    case badPath
    /// Whatever else the system reports.
    case other
  }

  /// What went wrong.
  public let code: Code
  /// One sentence, without capital and full stop; the address is not in it.
  public let description: String
  /// What to do about it.
  public let hint: String?

  public init(_ code: Code, _ description: String, hint: String? = nil) {
    self.code = code
    self.description = description
    self.hint = hint
  }

  /// The error of a system call that failed with `number` (errno(3)).
  init(_ number: Int32) {
    switch number {
    case ECONNREFUSED:
      self.init(
        .refused, "nobody listens there (connection refused)",
        hint: "see that the server runs, and its bind_address and port")
    case EHOSTUNREACH, ENETUNREACH, EHOSTDOWN, ENETDOWN, EADDRNOTAVAIL:
      self.init(.unreachable, "there is no way to it (\(Self.text(number)))")
    case ETIMEDOUT:
      self.init(.timedOut, "it does not answer", hint: "a firewall may be on the way")
    case ECONNRESET, EPIPE, ECONNABORTED:
      self.init(.reset, "the connection was reset")
    case ENOENT, ENOTSOCK, EACCES, EPROTOTYPE, ENOTDIR:
      self.init(.badPath, "the socket cannot be used (\(Self.text(number)))")
    default:
      self.init(.other, Self.text(number))
    }
  }

  /// The system's words, such as "network is unreachable".
  private static func text(_ number: Int32) -> String {
    guard let text = unsafe strerror(number).map({ unsafe String(cString: $0) }) else {
      return "error \(number)"
    }
    return text.prefix(1).lowercased() + text.dropFirst()
  }
}
