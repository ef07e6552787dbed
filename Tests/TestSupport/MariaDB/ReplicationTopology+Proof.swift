import Foundation

extension ReplicationTopology {
  /// How a slave stands now.
  public func status(_ name: String) throws -> SlaveStatus {
    SlaveStatus(columns: try slave(name).row("SHOW SLAVE STATUS") ?? [:])
  }

  /// Waits until a slave is connected, or has failed to be, and returns how it stands.
  ///
  /// - Throws: `ProgramFailure` when neither happens in time.
  public func settle(_ name: String, timeout: Duration = .seconds(20)) throws -> SlaveStatus {
    try wait(timeout, for: "\(name) to connect or to fail") {
      let status = try self.status(name)
      return status.isReceiving || status.connectionError != 0 ? status : nil
    }
  }

  /// Writes a row on the master and waits until each of the slaves `names` has it.
  ///
  /// - Throws: `ProgramFailure`, with the slave's status, when a slave does not get it in time.
  public func replicateRow(to names: [String], timeout: Duration = .seconds(20)) throws {
    let value = UUID().uuidString
    try master.sql(
      """
      CREATE DATABASE IF NOT EXISTS proof; CREATE TABLE IF NOT EXISTS proof.line (value VARCHAR(64));
      INSERT INTO proof.line VALUES ('\(value)')
      """)
    for name in names {
      let slave = try slave(name)
      do {
        try wait(timeout, for: "the row on \(name)") {
          let rows = try? slave.sql("SELECT COUNT(*) FROM proof.line WHERE value = '\(value)'")
          return rows == [["1"]] ? true : nil
        }
      } catch { throw ProgramFailure(description: "\(error); \(try status(name))") }
    }
  }

  /// The connections on which the master sends its binary log, as the master sees them.
  public func dumpThreads() throws -> [DumpThread] {
    DumpThread.threads(try master.sql(DumpThread.query))
  }

  @discardableResult
  private func wait<Value>(_ timeout: Duration, for what: String, _ check: () throws -> Value?) throws
    -> Value
  {
    let deadline = Date(timeIntervalSinceNow: timeout / .seconds(1))
    while Date.now < deadline {
      if let value = try check() { return value }
      Thread.sleep(forTimeInterval: 0.05)
    }
    throw ProgramFailure(description: "waited \(timeout) in vain for \(what)")
  }
}
