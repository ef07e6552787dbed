internal import Replication

/// The slave's server takes the statement that tells it of its master.
struct RefusedStatementRule: Rule {
  static let name = "refused-statement"

  func findings(in examination: Examination) -> [Finding] {
    examination.deployment.hosts.flatMap { host in
      host.connections.compactMap { connection in
        connection.refusal.map { refusal in
          finding(
            .breaks, host, connection.statementFile,
            "the server of \(host.name) refuses its statement: \(refusal)",
            symptom: .statementRefused,
            fix: host.isOfPKI
              ? "`mkcerts config \(host.name)` writes it in the words of the server that --server names"
              : "write it as a \(examination.server(of: host).words.change) of its server: as "
                + "`mkcerts config --help` has it, with --server")
        }
      }
    }
  }
}
