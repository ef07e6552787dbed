internal import Verification

/// A report as JUnit XML, as CI systems read it: a test case for each host and one for the proof. At least one
/// fails wherever the verification does.
///
/// There is no standard; what is written is the part that readers agree on: at most one `failure` a test case,
/// counts on the suite, and what does not fail as `system-out`.
struct JUnitRendering {
  let report: Report

  var text: String {
    let findings = FindingsByHost(report)
    let cases = report.hosts.map { testCase($0, findings[$0]) } + [proof(findings.common)]
    let counts = [
      ("tests", "\(cases.count)"), ("failures", "\(cases.count { $0.children.first?.name == "failure" })"),
      ("errors", "0"),
    ]
    let suite = XMLElement(
      name: "testsuite",
      // Readers take it without a time zone.
      attributes: [("name", "mkcerts verify \(report.source)")] + counts
        + [("skipped", "0"), ("time", "0"), ("timestamp", String(report.time.prefix { $0 != "Z" }))],
      children: cases)
    return XMLElement(
      name: "testsuites", attributes: [("name", "mkcerts verify")] + counts + [("time", "0")],
      children: [suite]
    ).document
  }

  private func testCase(_ host: Report.Host, _ findings: [Finding]) -> XMLElement {
    let failing = findings.filter(report.fails)
    let unproven = failing.isEmpty ? report.unproven(of: host) : []
    return testCase(
      host.name, "hosts", failure: host.passed ? nil : (failing, unproven),
      others: findings.filter { !report.fails($0) })
  }

  private func proof(_ findings: [Finding]) -> XMLElement {
    let conclusion = ReportConclusion(report: report)
    let failing = findings.filter(report.fails)
    let isGood = report.proof != nil && failing.isEmpty
    return testCase(
      "same authority", "proof", failure: isGood ? nil : (failing, [conclusion.sentence]),
      others: findings.filter { !report.fails($0) }, said: isGood ? [conclusion.sentence] : [])
  }

  /// - Parameters:
  ///   - failure: the findings that make it fail, and further sentences; nil where it passes.
  ///   - others: the findings that do not.
  ///   - said: further sentences of what passes.
  private func testCase(
    _ name: String, _ group: String, failure: (findings: [Finding], sentences: [String])?, others: [Finding],
    said: [String] = []
  ) -> XMLElement {
    var parts: [XMLElement] = []
    if let failure {
      let sentences = failure.findings.map(\.sentence) + failure.sentences
      parts.append(
        XMLElement(
          name: "failure",
          attributes: [
            ("type", failure.findings.first?.rule ?? "not-proven"),
            ("message", sentences.first ?? "it is not proven"),
          ], text: body(failure.findings, failure.sentences)))
    }
    if !others.isEmpty || !said.isEmpty {
      parts.append(XMLElement(name: "system-out", text: body(others, said)))
    }
    return XMLElement(
      name: "testcase",
      attributes: [("classname", "mkcerts.verify.\(group)"), ("name", name), ("time", "0")], children: parts)
  }

  private func body(_ findings: [Finding], _ sentences: [String]) -> String {
    let lines = findings.flatMap { finding in
      ["\(finding.severity.rawValue): \(finding.statement)"]
        + ([finding.file.map { "file: \($0)" }].compactMap { $0 } + finding.remarks).map { "  " + $0 }
    }
    return (lines + sentences).map { $0.legible + "\n" }.joined()
  }
}
