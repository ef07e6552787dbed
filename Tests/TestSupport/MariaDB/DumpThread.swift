/// A connection that sends the binary log to a slave, as the master itself sees it: the proof of encryption,
/// since a slave's status only repeats the options that it was given.
public struct DumpThread: Sendable, Equatable {
  /// The account that the slave uses.
  public let user: String
  /// `SSL/TLS` or `TCP/IP`.
  public let connectionType: String
  /// The protocol, such as `TLSv1.3`; empty without TLS.
  public let version: String
  /// The cipher; empty without TLS.
  public let cipher: String

  /// Whether the connection is encrypted.
  public var isEncrypted: Bool {
    connectionType == "SSL/TLS" && version.hasPrefix("TLSv1.") && !cipher.isEmpty
  }

  /// The statement that reads them on a master with `performance_schema=ON`.
  static let query = """
    SELECT t.processlist_user, t.connection_type,
      MAX(IF(s.variable_name = 'Ssl_version', s.variable_value, '')),
      MAX(IF(s.variable_name = 'Ssl_cipher', s.variable_value, ''))
    FROM performance_schema.threads t JOIN performance_schema.status_by_thread s USING (thread_id)
    WHERE t.processlist_command LIKE 'Binlog Dump%' GROUP BY t.thread_id
    """

  init(row: [String]) {
    user = row[0]
    connectionType = row[1]
    version = row[2]
    cipher = row[3]
  }
}
