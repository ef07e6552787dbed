internal import Verification

/// A report as annotations of a GitHub workflow: one command a finding, the worst first, and what it comes to.
///
/// The form is that of "Workflow commands for GitHub Actions": `::error file=…,line=…,title=…::…`.
struct WorkflowRendering {
  let report: Report

  var text: String {
    let conclusion = ReportConclusion(report: report)
    let end = [conclusion.sentence, conclusion.remark].compactMap { $0 }.joined(separator: ", ")
    // A run that fails has at least one error, so that it shows why.
    let last =
      report.passed ? end.legible : command("error", [("title", "mkcerts verify")], [end])
    return report.findings.map { annotation($0) + "\n" }.joined() + last + "\n"
  }

  private func annotation(_ finding: Finding) -> String {
    var properties: [(String, String)] = []
    if let place = finding.place {
      properties.append(("file", place.path))
      if let line = place.line { properties.append(("line", "\(line)")) }
    }
    properties.append(("title", "\(finding.rule)\(finding.host.map { " on \($0)" } ?? "")"))
    return command(Self.level(finding.severity), properties, [finding.scopedSentence] + finding.remarks)
  }

  private static func level(_ severity: Severity) -> String {
    switch severity {
    case .breaks: "error"
    case .exposed, .due: "warning"
    case .note: "notice"
    }
  }

  private func command(_ name: String, _ properties: [(String, String)], _ lines: [String]) -> String {
    let escaped = properties.map { "\($0)=\(Self.escaped($1, and: ":,"))" }.joined(separator: ",")
    return "::\(name) \(escaped)::\(Self.escaped(lines.joined(separator: "\n")))"
  }

  /// What the runner takes for an end, as `%` and two hexadecimal digits; in properties also what separates
  /// them. Other control characters are shown, since the runner prints them.
  private static func escaped(_ text: String, and separators: String = "") -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      if scalar == "%" || scalar == "\r" || scalar == "\n" || separators.unicodeScalars.contains(scalar) {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        escaped += "%" + (digits.count < 2 ? "0" : "") + digits
      } else {
        escaped += String(scalar).legible
      }
    }
    return escaped
  }
}
