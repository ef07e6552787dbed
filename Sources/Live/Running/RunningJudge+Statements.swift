internal import Replication
internal import Verification

/// Statements for connections that are there already, each with the connection's name.
extension RunningJudge {
  /// The statements about the connection of a row.
  func statements(_ row: ReplicationStatus, _ server: Server) -> ConnectionStatements {
    ConnectionStatements(of: server, channel: try? Channel(row.options.channel))
  }

  /// Stops a connection, tells it `options`, and starts it again.
  ///
  /// A script for a new slave is not to be run again on one that replicates: it names host and port, and naming
  /// them forgets the position in the binary log (manuals, "CHANGE MASTER TO", "CHANGE REPLICATION SOURCE TO").
  func telling(_ row: ReplicationStatus, _ options: [String], _ server: Server) -> String {
    guard canBeNamed(row) else {
      return
        "stop the connection \(Self.prose(row)), set \(options.joined(separator: ", ")) on it, and start it"
    }
    let statements = statements(row, server)
    return "`\(statements.stop)`, `\(statements.change) \(options.joined(separator: ", "))"
      + "\(statements.changeEnd)`, `\(statements.start)`"
  }

  /// Starts the connection of a row.
  func starting(_ row: ReplicationStatus, _ server: Server) -> String {
    canBeNamed(row) ? "`\(statements(row, server).start)`" : "start the connection \(Self.prose(row))"
  }

  /// Stops the connection of a row and starts it: one that waits for its next attempt is not started again otherwise.
  func restarting(_ row: ReplicationStatus, _ server: Server) -> String {
    canBeNamed(row)
      ? "`\(statements(row, server).stop)`, `\(statements(row, server).start)`"
      : "stop and start the connection \(Self.prose(row))"
  }

  /// A name that no statement of ours can hold, as it is, such as one with a backslash: what that means to a server
  /// depends on its sql_mode.
  private static func prose(_ row: ReplicationStatus) -> String { "'\(row.options.channel)'" }

  /// A statement that leaves the name of a connection out would be about all of them, or about another one.
  private func canBeNamed(_ row: ReplicationStatus) -> Bool {
    row.options.channel.isEmpty || (try? Channel(row.options.channel)) != nil
  }

  /// Where the whole statement for a slave that replicates is printed; empty for hosts that mkcerts did not issue.
  func readyMade(_ host: DeployedHost, channel: String) -> String {
    guard host.isOfPKI, channel.isEmpty || (try? Channel(channel)) != nil else { return "" }
    let option = channel.isEmpty ? "" : " --channel \(channel.inShell)"
    return "; `mkcerts config \(host.name.inShell) --running\(option)` prints it with every option of TLS"
  }
}
