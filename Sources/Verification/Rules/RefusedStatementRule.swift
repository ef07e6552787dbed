internal import Replication

/// The slave's server takes the statement that tells it of its master, and the master's those that make accounts.
struct RefusedStatementRule: Rule {
  static let name = "refused-statement"

  func findings(in examination: Examination) -> [Finding] {
    connections(examination) + others(examination)
  }

  /// Where another statement is refused, what it would have made is not there.
  private func others(_ examination: Examination) -> [Finding] {
    examination.deployment.hosts.flatMap { host -> [Finding] in
      guard !host.connections.contains(where: { $0.refusal != nil }) else { return [] }
      return host.mistakes.filter(\.isStatement).map { mistake in
        finding(
          .breaks, host, nil,
          "the server of \(host.name) refuses a statement, which changes nothing: \(mistake.place): "
            + mistake.sentence,
          fix: "write it as its server takes it, and run it again")
      }
    }
  }

  private func connections(_ examination: Examination) -> [Finding] {
    examination.deployment.hosts.flatMap { host in
      host.connections.compactMap { connection in
        connection.refusal.map { refusal in
          finding(
            .breaks, host, connection.statementFile,
            "the server of \(host.name) refuses its statement: \(refusal)",
            symptom: .statementRefused,
            fix: host.isOfPKI
              ? "`mkcerts config \(host.name.inShell)` writes it in the words of the server that --server names"
              : "write it as a \(examination.server(of: host).words.change) of its server: as "
                + "`mkcerts config --help` has it, with --server")
        }
      }
    }
  }
}
