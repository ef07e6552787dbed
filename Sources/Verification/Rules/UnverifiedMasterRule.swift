internal import Replication

/// A slave that uses TLS verifies its master: it names the authority to verify by. Without, anybody between
/// them can pretend to be the master.
struct UnverifiedMasterRule: Rule {
  static let name = "unverified-master"

  func findings(in examination: Examination) -> [Finding] {
    examination.deployment.hosts.flatMap { host in
      let server = examination.server(of: host)
      return host.connections.compactMap { connection -> Finding? in
        guard connection.usesTLS ?? server.slaveUsesTLSByDefault, !connection.trust.isNamed,
          !connection.reliesOnClientGroup, connection.refusal == nil
        else { return nil }
        let (words, verifies) = (
          examination.words(of: host), connection.verifiesMaster ?? server.verifiesMasterByDefault
        )
        let sentence =
          verifies
          ? "\(host.name) is to verify its master, and no \(words)SSL_CA names an authority to verify it by"
          : "\(host.name) does not verify its master: no \(words)SSL_CA names an authority to verify it by"
        return finding(
          .breaks, host, connection.statementFile, sentence,
          symptom: verifies ? .slaveHasNoAuthority : nil,
          fix: "set \(words)SSL_CA and \(words)SSL_VERIFY_SERVER_CERT = 1"
            + examination.readyMade(host, " --running"))
      }
    }
  }
}
