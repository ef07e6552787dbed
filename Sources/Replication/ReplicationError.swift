/// Why this room cannot say what was asked of it.
public struct ReplicationError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What is wrong, for code and tests.
  public enum Code: Sendable, Hashable {
    /// The text names no server that is known here, or one that is too old.
    case unknownServer
    /// The text names no role.
    case unknownRole
    /// The text cannot be written safely into SQL or an option file.
    case unwritable
    /// The folder or file cannot be named to a server.
    case badPath
    /// The user or host of an account is none that a server takes.
    case badAccount
    /// The host name or port cannot be dialled.
    case badAddress
    /// The name is none that a connection can have.
    case badChannel
    /// The host, or the version of its server, has not what was asked for.
    case unsupported
    /// What answers at a port is no MySQL or MariaDB server, or one of before TLS.
    case foreign
    /// A server's packet is not what the protocol allows, or ends early.
    case malformed
    /// A server ends the connection with an error before there is any TLS.
    case refused
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
