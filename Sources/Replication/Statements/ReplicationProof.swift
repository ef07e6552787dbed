/// How a master shows that its slaves are connected over TLS.
public struct ReplicationProof: Sendable, Hashable {
  /// What runs on the master.
  public let master: Server
  private let words: ReplicationWords

  /// The proof on `master`, told in its own words.
  public init(master: Server) { self.init(master: master, words: master.words) }

  /// The proof on `master`, told in the words of the slave that asks.
  init(master: Server, words: ReplicationWords) {
    self.master = master
    self.words = words
  }

  /// The query: for every slave's connection its user, host and type (`SSL/TLS` when encrypted), TLS version
  /// and cipher, where the master shows those. Nil for a server without these tables. Needs `performance_schema`
  /// (measured on all).
  public var query: String? {
    master.showsEncryptionOfThreads ? statement.joined(separator: "\n") : nil
  }

  private var statement: [String] {
    master.showsCipherOfThreads ? ReplicationProof.whole : ReplicationProof.ofType
  }

  private static let ofType = [
    "SELECT processlist_user, processlist_host, connection_type FROM performance_schema.threads",
    "  WHERE processlist_command LIKE 'Binlog Dump%';",
  ]

  private static let whole = [
    "SELECT t.processlist_user, t.processlist_host, t.connection_type, s.variable_name, s.variable_value",
    "  FROM performance_schema.threads t",
    "  JOIN performance_schema.status_by_thread s USING (thread_id)",
    "  WHERE t.processlist_command LIKE 'Binlog Dump%'",
    "    AND s.variable_name IN ('Ssl_version', 'Ssl_cipher');",
  ]

  /// The query and what is to be known about it, as comments of a SQL file.
  var lines: [String] {
    var lines = ["-- Proof of encryption, on the \(words.master):"]
    if master.showsEncryptionOfThreads {
      lines += statement.map { "-- \($0)" }
      lines.append(
        "-- connection_type is SSL/TLS"
          + (master.showsCipherOfThreads ? ", and version and cipher are not empty." : "."))
    }
    guard !master.hasPerformanceSchemaOn else { return lines }
    lines += without
    return lines
  }

  private var without: [String] {
    let reason =
      master.showsEncryptionOfThreads
      ? "No rows: performance_schema = ON must stand in [mysqld]; MariaDB has it off by default. After the "
        + "restart \(words.slave)s come back within Connect_Retry, a minute by default. Without it:"
      : "No table of \(master.title) shows the encryption of another session, but:"
    return Comment.sql(
      """
      \(reason) REQUIRE is checked at every login. Where SHOW CREATE USER has it, and SHOW PROCESSLIST has \
      a Binlog Dump thread of that account that logged in since it was set, the connection is encrypted.
      """)
  }
}
