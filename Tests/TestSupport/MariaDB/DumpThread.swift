/// A connection that sends the binary log to a slave, as the master itself sees it: the proof of encryption,
/// since a slave's status only repeats the options that it was given.
public struct DumpThread: Sendable, Equatable {
  /// The account that the slave uses.
  public let user: String
  /// `SSL/TLS` or `TCP/IP`.
  public let connectionType: String
  /// The protocol, such as `TLSv1.3`; empty without TLS, nil where the master keeps no record of it: MariaDB
  /// 10.5 has no `Ssl_` variables in `status_by_thread`, later releases do.
  public let version: String?
  /// The cipher; empty without TLS, nil as `version` is.
  public let cipher: String?

  /// Whether the connection is encrypted, by all that the master knows of it.
  public var isEncrypted: Bool {
    connectionType == "SSL/TLS" && version?.hasPrefix("TLSv1.") != false && cipher?.isEmpty != true
  }

  /// The statement that reads them on a master with `performance_schema=ON`: a row for each thread and
  /// variable.
  public static let query = """
    SELECT t.thread_id, t.processlist_user, t.connection_type, s.variable_name, s.variable_value
    FROM performance_schema.threads t LEFT JOIN performance_schema.status_by_thread s
      ON s.thread_id = t.thread_id AND s.variable_name IN ('Ssl_version', 'Ssl_cipher')
    WHERE t.processlist_command LIKE 'Binlog Dump%'
    """

  /// Reads the rows of `query`.
  public static func threads(_ rows: [[String]]) -> [DumpThread] {
    Dictionary(grouping: rows, by: \.[0]).sorted { $0.key < $1.key }.map { _, rows in
      func value(_ name: String) -> String? { rows.first { $0[3] == name }?[4] }
      return DumpThread(
        user: rows[0][1], connectionType: rows[0][2], version: value("Ssl_version"),
        cipher: value("Ssl_cipher"))
    }
  }
}
