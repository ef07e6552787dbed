internal import Replication

/// A slave that does not verify its master's name. MariaDB then goes on in plain text where the master offers
/// no TLS, without a word (measured on all versions); every server takes any certificate of the authority for
/// the master's, another slave's too.
struct PlainTextFallbackRule: Rule {
  static let name = "plain-text-fallback"
  static let explainsLinks = false

  func findings(in examination: Examination) -> [Finding] {
    examination.deployment.hosts.flatMap { host in
      let server = examination.server(of: host)
      return host.connections.compactMap { connection -> Finding? in
        guard connection.usesTLS ?? server.slaveUsesTLSByDefault, connection.refusal == nil,
          !connection.reliesOnClientGroup,
          !(connection.verifiesMaster ?? server.verifiesMasterByDefault)
        else { return nil }
        let words = examination.words(of: host)
        return finding(
          server.refusesPlainMaster ? .note : .exposed, host, connection.statementFile,
          server.refusesPlainMaster
            ? "\(host.name) takes any certificate of the authority for its master's: "
              + "\(words)SSL_VERIFY_SERVER_CERT is not 1"
            : "\(host.name) replicates in plain text, without a word, should its master offer no TLS: "
              + "\(words)SSL_VERIFY_SERVER_CERT is not 1",
          fix:
            "set \(words)SSL_VERIFY_SERVER_CERT = 1; the master's certificate must be for the name it dials")
      }
    }
  }
}
