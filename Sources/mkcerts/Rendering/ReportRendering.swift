internal import Verification

/// A report as text: one line a host, the reason and the fix under each failure, the proof at the end.
struct ReportRendering {
  let report: Report

  var text: String {
    var text = report.findings.filter { $0.host == nil }.map(lines).joined()
    let hosts = report.hosts.sorted { !$0.passed && $1.passed }
    var table = Table()
    for host in hosts { add(host, to: &table) }
    for (host, line) in zip(hosts, table.lines) {
      text += line + "\n"
      text += report.findings.filter { $0.host == host.name }.map(lines).joined()
    }
    return text + conclusion
  }

  private func add(_ host: Report.Host, to table: inout Table) {
    var files: Set<String> = []
    // A peer shows one certificate to both sides.
    let certificates = host.certificates.filter { files.insert($0.file).inserted }.map { presented in
      "\(presented.file.lastPathComponent) until \(presented.notAfter.prefix(10))"
    }
    // The verdicts are one wide column with the names, so that the findings below stand under the names.
    table.add(
      "\(host.passed ? "ok    " : "FAILED") \(host.name)", host.role, certificates.joined(separator: ", "))
  }

  private func lines(_ finding: Finding) -> String {
    var text = "       \(finding.severity.rawValue): \(finding.sentence) (\(finding.rule))\n"
    if let symptom = finding.symptom { text += "         the servers say: \(symptom)\n" }
    if let fix = finding.fix { text += "         fix: \(fix)\n" }
    return text
  }

  private var conclusion: String {
    guard let proof = report.proof else {
      let failed = report.hosts.filter { !$0.passed }.count
      guard failed > 0 else { return "not proven: see above what the pki folder itself lacks\n" }
      let hosts = report.hosts.count == 1 ? "1 host" : "\(report.hosts.count) hosts"
      return "not proven: \(failed) of \(hosts) failed\n"
    }
    let masters = proof.masters == 1 ? "1 master" : "\(proof.masters) masters"
    let slaves = proof.slaves == 1 ? "1 slave" : "\(proof.slaves) slaves"
    let connections = proof.links == 1 ? "1 connection" : "\(proof.links) connections"
    return """
      proven: \(masters) and \(slaves) share one authority, \(proof.subject), on \(connections)
              its key: SHA-256 \(proof.keySHA256)
      \(report.passed ? "" : "but not all is well: see above\n")
      """
  }
}
