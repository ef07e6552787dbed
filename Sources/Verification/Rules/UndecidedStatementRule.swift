internal import Replication

/// What the statements of a script do to accounts and to replication can be told without running them.
struct UndecidedStatementRule: Rule {
  static let name = "undecided-statement"
  /// Whatever fails may fail for another reason.
  static let explainsLinks = false

  func findings(in examination: Examination) -> [Finding] {
    examination.deployment.hosts.flatMap { host in
      host.mistakes.filter(\.isUndecided).map { mistake in
        finding(
          .breaks, host, nil,
          "what becomes of \(host.name) cannot be told from its files: \(mistake.place): \(mistake.sentence)",
          fix:
            "write the statements out as they are to be run, or ask the running server: `mkcerts verify --live`"
        )
      }
    }
  }
}
