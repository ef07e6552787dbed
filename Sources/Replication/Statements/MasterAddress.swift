/// Where a slave finds its master, and as whom it logs in.
public struct MasterAddress: Sendable, Hashable {
  /// A name or address; it must be one of the names in the master's certificate.
  public let host: String
  /// The TCP port.
  public let port: Int
  /// The user of the replication account.
  public let user: String

  /// Takes an address.
  ///
  /// - Throws: `badAddress` for a host that is empty or longer than 255 bytes and for a port outside 1 to
  ///   65535; `badAccount` for a user that `server` would not take; `unwritable` for what SQL cannot hold.
  public init(
    host: String, port: Int = 3306, user: String = AccountName.defaultUser, dialledBy server: Server
  ) throws(ReplicationError) {
    guard (1...255).contains(host.utf8.count) else {
      throw ReplicationError(
        .badAddress, "the host to replicate from has \(host.utf8.count) characters, not 1 to 255",
        hint: "name the master as its certificate does, as in --master-host db1.example.com")
    }
    guard (1...65535).contains(port) else {
      throw ReplicationError(
        .badAddress, "port \(port) of \(quoted(host)) is not between 1 and 65535",
        hint: "leave --master-port out for 3306")
    }
    try AccountName.check(user: user, on: server)
    (hostLiteral, userLiteral) = (try SQLLiteral(host), try SQLLiteral(user))
    self.host = host
    self.port = port
    self.user = user
  }

  let hostLiteral: SQLLiteral
  let userLiteral: SQLLiteral
}
