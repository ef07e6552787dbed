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
    let statements = statements(row, server)
    return "`\(statements.stop)`, `\(statements.change) \(options.joined(separator: ", "))"
      + "\(statements.changeEnd)`, `\(statements.start)`"
  }

  /// Where the whole statement for a slave that replicates is printed; empty for hosts that mkcerts did not issue.
  func readyMade(_ host: DeployedHost, channel: String) -> String {
    guard host.isOfPKI else { return "" }
    let option = channel.isEmpty ? "" : " --channel '\(channel)'"
    return "; `mkcerts config \(host.name) --running\(option)` prints it with every option"
  }
}
