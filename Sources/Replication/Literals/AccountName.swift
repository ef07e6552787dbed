/// A user and the hosts it may log in from: `'repl'@'%'`.
public struct AccountName: Sendable, Hashable, CustomStringConvertible {
  /// The user name that is replicated as unless another is asked for.
  public static let defaultUser = "repl"

  /// The user.
  public let user: String
  /// A host name, an address, or a pattern with `%` and `_`.
  public let host: String
  /// The account as SQL writes it.
  public let description: String

  /// Takes an account of `server`.
  ///
  /// - Throws: `badAccount` for an empty or too long user (`Server.longestUserName`) and for a host that is
  ///   empty or longer than 255 characters; `unwritable` for what SQL cannot hold safely.
  public init(
    user: String = AccountName.defaultUser, host: String = "%", on server: Server
  ) throws(ReplicationError) {
    try AccountName.check(user: user, on: server)
    guard (1...255).contains(host.unicodeScalars.count) else {
      throw ReplicationError(
        .badAccount,
        "the host of account \(quoted(user)) has \(host.unicodeScalars.count) characters, not 1 to 255",
        hint: "the host is a name, an address or a pattern like %.example.com; % stands for any")
    }
    let host = host.lowercased()
    description = "\(try SQLLiteral(user))@\(try SQLLiteral(host))"
    self.user = user
    self.host = host
  }

  /// Refuses a user name that `server` would not take.
  static func check(user: String, on server: Server) throws(ReplicationError) {
    let count = user.unicodeScalars.count
    guard count > 0 else {
      throw ReplicationError(
        .badAccount, "an empty user name would be the anonymous account",
        hint: "leave --user out for \(defaultUser)")
    }
    guard count <= server.longestUserName else {
      throw ReplicationError(
        .badAccount,
        "user name \(quoted(user)) has \(count) characters, and \(server) takes \(server.longestUserName)",
        hint: "give a shorter --user, or leave it out for \(defaultUser)")
    }
  }
}
