/// Why a running server cannot be looked at.
public struct LiveError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What is wrong, for code and tests.
  public enum Code: Sendable, Hashable {
    /// What was named is no address.
    case badAddress
    /// There is no connection to it.
    case unreachable
    /// It does not answer, or not to the end, in time.
    case timedOut
    /// What answers is no MySQL or MariaDB server.
    case foreign
    /// What it says is not what the protocol allows.
    case malformed
    /// It ends the connection with an error.
    case refused
    /// The TLS handshake fails.
    case handshake
    /// Files that it is to be held against, or that are to be presented, cannot be used.
    case badFiles
  }

  /// What is wrong.
  public let code: Code
  /// One sentence, without capital and full stop.
  public let description: String
  /// What to do about it.
  public let hint: String?

  init(_ code: Code, _ description: String, hint: String? = nil) {
    self.code = code
    self.description = description
    self.hint = hint
  }
}
