internal import Replication

/// A slave's connection uses TLS only where its statement says so, or where its server does by itself.
struct NoTLSRule: Rule {
  static let name = "no-tls"

  func findings(in examination: Examination) -> [Finding] {
    examination.deployment.hosts.flatMap { host in
      let server = examination.server(of: host)
      return host.connections.compactMap { connection -> Finding? in
        guard !(connection.usesTLS ?? server.slaveUsesTLSByDefault), !connection.reliesOnClientGroup else {
          return nil
        }
        let words = examination.words(of: host)
        let why =
          connection.usesTLS == nil
          ? "nothing sets \(words)SSL, and without it \(examination.title(of: host)) does not"
          : "\(words)SSL is 0"
        return finding(
          .breaks, host, connection.statementFile, "the connection of \(host.name) does not use TLS: \(why)",
          symptom: .accountRefuses,
          fix:
            "set \(words)SSL = 1 with all that belongs to it\(examination.readyMade(host, " --running"))"
        )
      }
    }
  }
}
