internal import Replication

/// No slave reads [client], nor any other group, for its connection to a master: that is for the command-line
/// tools (measured on all servers; the manuals say otherwise).
struct ClientGroupRule: Rule {
  static let name = "client-group"

  func findings(in examination: Examination) -> [Finding] {
    examination.deployment.hosts.flatMap { host in
      host.connections.filter(\.reliesOnClientGroup).map { connection in
        let words = examination.words(of: host)
        return finding(
          .breaks, host, connection.statementFile,
          "the files of \(host.name) stand under [client], which no slave reads: it shows no certificate and "
            + "verifies nothing",
          symptom: .accountRefuses,
          fix: "name them in \(examination.server(of: host).words.change) as "
            + "\(words)SSL_CA, \(words)SSL_CERT and \(words)SSL_KEY\(examination.readyMade(host)); "
            + "where that was done, verify with its statement or SHOW SLAVE STATUS")
      }
    }
  }
}
