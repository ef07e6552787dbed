/// Who reads a server's binary log, by its list of connections: that does not tell which of them are encrypted, and is
/// there also where performance_schema is off.
public struct BinlogReaders: Sendable, Hashable {
  /// One connection on which the server sends its binary log.
  public struct Reader: Sendable, Hashable {
    /// The connection's number, as `KILL` takes it.
    public let id: String
    /// The account's user.
    public let user: String
    /// Where it comes from, without a port: an address, or a name where the server asks for names.
    public let host: String
  }

  public let readers: [Reader]
  /// Whether those of all users were seen: without PROCESS, everybody sees their own alone, and no error.
  public let isComplete: Bool

  /// Reads the answer to ``ServerQuestion/readers``, which was given to `login`, as in `audit@%`.
  public init(_ table: ClientTable, login: String) {
    let rows = table.rows
    readers = rows.filter { $0["kind"] == "reads" }.map { row in
      Reader(id: row["id"] ?? "", user: row["user"] ?? "", host: Self.withoutPort(row["host"] ?? ""))
    }
    let own = login.lastIndex(of: "@").map { String(login[..<$0]) } ?? login
    isComplete =
      rows.contains { $0["kind"] == "sees" && $0["id"] != "0" } || readers.contains { $0.user != own }
  }

  /// Of `127.0.0.1:4711` the address; what comes through a socket has no port.
  private static func withoutPort(_ host: String) -> String {
    guard let colon = host.lastIndex(of: ":"), Int(host[host.index(after: colon)...]) != nil else {
      return host
    }
    return String(host[..<colon])
  }
}
