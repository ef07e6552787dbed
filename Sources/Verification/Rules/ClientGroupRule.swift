internal import Replication

/// No slave reads [client], nor any other group, for its connection to a master: that is for the command-line
/// tools (measured on all servers; the manuals say otherwise).
struct ClientGroupRule: Rule {
  static let name = "client-group"

  func findings(in examination: Examination) -> [Finding] {
    examination.deployment.hosts.flatMap { host in
      host.connections.filter(\.reliesOnClientGroup).map { connection in
        let words = examination.words(of: host)
        let server = examination.server(of: host)
        let encrypted =
          server.slaveUsesTLSByDefault
          ? "its connection is encrypted by \(examination.title(of: host)) itself, but not with \(words)SSL = 0"
          : "its connection is encrypted where its statement says \(words)SSL = 1, and else not"
        return finding(
          .breaks, host, connection.statementFile,
          "the files of \(host.name) stand under [client], which no slave reads: \(encrypted); either way it shows no "
            + "certificate and verifies no authority",
          symptom: .accountRefuses,
          fix: "name them in \(examination.server(of: host).words.change) as "
            + "\(words)SSL_CA, \(words)SSL_CERT and \(words)SSL_KEY\(examination.readyMade(host)); "
            + "where that was done, verify with its statement or SHOW SLAVE STATUS")
      }
    }
  }
}
