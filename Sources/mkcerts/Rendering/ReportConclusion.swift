internal import Verification

/// What a report comes to.
struct ReportConclusion {
  let report: Report

  /// Whether it is proven, with counts, in one line.
  var sentence: String {
    guard let proof = report.proof else {
      let failed = report.hosts.count { !$0.passed }
      guard failed > 0 else { return "not proven: see above what the deployment as a whole lacks" }
      return "not proven: \(failed) of \(counted(report.hosts.count, "host")) failed"
    }
    let other = proof.otherGeneration.map { " and, during its rollover, \($0.subject)" } ?? ""
    return "proven: \(counted(proof.masters, "master")) and \(counted(proof.slaves, "slave")) share one "
      + "authority, \(proof.subject)\(other), on \(counted(proof.links, "connection"))"
  }

  /// The key of the authority that is shared.
  var key: String? {
    report.proof.map { proof in
      let other = proof.otherGeneration.map { " and \($0.keySHA256)" } ?? ""
      return "its \(other.isEmpty ? "key" : "keys"): SHA-256 \(proof.keySHA256)\(other)"
    }
  }

  /// What is not well although all is proven.
  var remark: String? {
    guard report.proof != nil else { return nil }
    if !report.passed { return "but not all is well: see above" }
    return report.counts(of: [.exposed, .due]).map { "but not all is well: \($0); with --strict that fails" }
  }
}

/// As in `1 host` and `2 hosts`.
func counted(_ count: Int, _ noun: String) -> String { count == 1 ? "1 \(noun)" : "\(count) \(noun)s" }
