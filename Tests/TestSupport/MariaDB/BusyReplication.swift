import Foundation
import Synchronization

/// A replication that is never idle: its master inserts rows without a pause, and its slaves lose their
/// connections again and again and have to make new ones.
public final class BusyReplication: Sendable {
  private let topology: ReplicationTopology
  private let isOver = Mutex(false)
  private let state = Mutex(State())
  private let group = DispatchGroup()

  private struct State {
    var cuts = 0
    var failure: (any Error)?
  }

  /// Begins to write and to cut, on a topology whose slaves follow.
  public init(_ topology: ReplicationTopology) throws {
    self.topology = topology
    try topology.master.sql(
      """
      CREATE DATABASE IF NOT EXISTS proof; CREATE TABLE proof.busy (id INT AUTO_INCREMENT PRIMARY KEY);
      CREATE TABLE proof.over (id INT);
      DELIMITER //
      CREATE PROCEDURE proof.insert_on() BEGIN
        WHILE NOT EXISTS (SELECT * FROM proof.over) DO INSERT INTO proof.busy () VALUES (); DO SLEEP(0.002); END WHILE;
      END//
      DELIMITER ;
      """)
    group.enter()
    Thread.detachNewThread { [self] in
      do { try self.topology.master.sql("CALL proof.insert_on()") } catch {
        state.withLock { $0.failure = error }
      }
      group.leave()
    }
    group.enter()
    Thread.detachNewThread { [self] in
      while !isOver.withLock({ $0 }) {
        cut()
        Thread.sleep(forTimeInterval: 0.1)
      }
      group.leave()
    }
  }

  /// Ends the connection of each slave, as a network would.
  private func cut() {
    let threads = "SELECT id FROM information_schema.processlist WHERE command LIKE 'Binlog Dump%'"
    guard let rows = try? topology.master.sql(threads), !rows.isEmpty else { return }
    for row in rows { _ = try? topology.master.sql("KILL \(row[0])") }
    state.withLock { $0.cuts += rows.count }
  }

  /// Stops writing and cutting.
  ///
  /// - Returns: how many rows were written, and how often a connection was cut.
  /// - Throws: where a row could not be written.
  public func stop() throws -> (rows: Int, cuts: Int) {
    isOver.withLock { $0 = true }
    try topology.master.sql("INSERT INTO proof.over VALUES (1)")
    group.wait()
    let (cuts, failure) = state.withLock { ($0.cuts, $0.failure) }
    if let failure { throw failure }
    return (Int(try topology.master.sql("SELECT COUNT(*) FROM proof.busy")[0][0]) ?? 0, cuts)
  }
}

extension MariaDBServer {
  /// What the server's log says of connections to its master that it could not make; lost ones that it made
  /// again are none.
  public var failedConnections: [String] {
    errorLog.split(separator: "\n").map(String.init).filter {
      $0.contains("error connecting to master") || $0.contains("error reconnecting to master")
    }
  }
}
