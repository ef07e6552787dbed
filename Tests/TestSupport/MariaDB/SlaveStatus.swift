/// What `SHOW SLAVE STATUS` says of one slave.
public struct SlaveStatus: Sendable, CustomStringConvertible {
  /// Every column by its name.
  public let columns: [String: String]

  /// Takes the columns by their names.
  public init(columns: [String: String]) { self.columns = columns }

  /// Whether the slave is connected to its master and reads from it.
  public var isReceiving: Bool { columns["Slave_IO_Running"] == "Yes" }

  /// Whether the slave applies what it has read.
  public var isApplying: Bool { columns["Slave_SQL_Running"] == "Yes" }

  /// The number of the last connection error, 0 for none: 1045 is a refused account, 2026 a TLS failure seen
  /// by the slave, 2013 a connection that the master closed.
  public var connectionError: Int { columns["Last_IO_Errno"].flatMap { Int($0) } ?? 0 }

  /// One line that tells how the slave stands.
  public var description: String {
    let words = ["Slave_IO_Running", "Slave_SQL_Running", "Last_IO_Errno", "Last_IO_Error", "Last_SQL_Error"]
    return words.map { "\($0)=\(columns[$0] ?? "?")" }.joined(separator: " ")
  }
}
