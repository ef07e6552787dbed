internal import SecureFiles
internal import Verification

/// A report as text: what fails first, with the reason and the fix, then what is well, the proof at the end.
///
/// It stays readable for thousands of hosts: those of which the same is to be said are told of together, and
/// those that are well are counted.
struct ReportRendering {
  let report: Report
  var palette = Palette.plain

  /// Up to how many hosts that are well, and up to how many others, are shown one by one.
  static let limit = 40

  var text: String {
    let findings = FindingsByHost(report)
    let blocks = HostBlock.blocks(of: report, findings, limit: Self.limit)
    let well = report.hosts.filter { findings.state(of: $0) == .well && findings[$0].isEmpty }
    let listed = well.count <= Self.limit ? well : []
    let isMixed = isMixed
    var table = Table()
    for block in blocks { add(block.host, block.state, isMixed, to: &table) }
    for host in listed { add(host, .well, isMixed, to: &table) }
    let lines = table.lines
    var text = findings.common.map(self.lines).joined()
    for (block, line) in zip(blocks, lines) {
      text += coloured(line, block.state) + "\n" + details(of: block)
    }
    for line in lines.dropFirst(blocks.count) { text += coloured(line, .well) + "\n" }
    if listed.count < well.count { text += coloured("\(verdict(.well)) \(summary(of: well))", .well) + "\n" }
    let isWhole = listed.count == well.count && blocks.allSatisfy { $0.others.isEmpty && $0.alike.isEmpty }
    return text + LiveRendering(hosts: report.live ?? []).text + conclusion(withCounts: !isWhole)
  }

  /// Whether hosts present certificates of more than one generation of the authority.
  private var isMixed: Bool {
    Set(report.hosts.lazy.flatMap { $0.certificates.compactMap(\.authority) }).count > 1
  }

  /// Six letters, so that the findings below stand under the names.
  private func verdict(_ state: FindingsByHost.State) -> String {
    switch state {
    case .failed: "FAILED"
    case .warned: "warn  "
    case .well: "ok    "
    }
  }

  private func coloured(_ line: String, _ state: FindingsByHost.State) -> String {
    let colour: Palette.Colour =
      switch state {
      case .failed: .red
      case .warned: .yellow
      case .well: .green
      }
    return palette(String(line.prefix(6)), colour) + line.dropFirst(6)
  }

  private func add(_ host: Report.Host, _ state: FindingsByHost.State, _ isMixed: Bool, to table: inout Table)
  {
    var files: Set<String> = []
    // A peer shows one certificate to both sides.
    let certificates = host.certificates.filter { files.insert($0.file).inserted }.map { presented in
      // Where hosts are of several generations, of which one each is.
      let authority = isMixed ? presented.authority.map { " of \($0.legible)" } ?? "" : ""
      return "\(presented.file.lastPathComponent.legible)\(authority) until \(presented.notAfter.prefix(10))"
    }
    // The verdicts are one wide column with the names.
    table.add(
      "\(verdict(state)) \(host.name.legible)", host.role.legible, certificates.joined(separator: ", "))
  }

  private func details(of block: HostBlock) -> String {
    var text = block.findings.map(lines).joined()
    if block.state == .failed, !block.findings.contains(where: report.fails) {
      text += report.unproven(of: block.host).map { "       \($0.legible)\n" }.joined()
    }
    if !block.others.isEmpty {
      text += "       and \(counted(block.others.count, "more host")): \(names(block.others))\n"
    }
    if !block.alike.isEmpty {
      let rules = Set(block.findings.map(\.rule)).sorted().joined(separator: ", ")
      text +=
        "       and \(counted(block.alike.count, "more host")) with findings of the same rules"
        + " (\(rules.legible)): \(names(block.alike))\n"
    }
    return text
  }

  private func names(_ names: [String]) -> String { HostNames(names: names).text.legible }

  private func lines(_ finding: Finding) -> String {
    let colour: Palette.Colour? =
      switch finding.severity {
      case .breaks: .red
      case .exposed, .due: .yellow
      case .note: nil
      }
    let severity = finding.severity.rawValue
    let text = "       \(colour.map { palette(severity, $0) } ?? severity): \(finding.statement.legible)\n"
    return text + finding.remarks.map { "         \($0.legible)\n" }.joined()
  }

  /// The hosts that are well, in one line.
  private func summary(of hosts: [Report.Host]) -> String {
    let roles = Dictionary(grouping: hosts, by: \.role).map { role, hosts in (role, hosts.count) }.sorted(
      by: <)
    let ends = hosts.flatMap { host in host.certificates.map { ($0.notAfter, host.name) } }
    let first = ends.min { $0.0 < $1.0 }.map { "; \($0.1.legible) is the first to end, \($0.0.prefix(10))" }
    return "\(counted(hosts.count, "host")): "
      + roles.map { "\($0.0.legible) \($0.1)" }.joined(separator: ", ")
      + (first ?? "")
  }

  private func conclusion(withCounts: Bool) -> String {
    let conclusion = ReportConclusion(report: report)
    let (first, rest) = conclusion.sentence.legible.split(at: ":")
    var lines = [palette(first, report.proof == nil ? .red : .green) + rest]
    if let key = conclusion.key { lines.append("        " + key) }
    if let remark = conclusion.remark { lines.append(palette(remark, report.passed ? .yellow : .red)) }
    let isCounted = report.passed && conclusion.remark != nil
    if withCounts, !isCounted, let counts = report.counts() { lines.append("findings: " + counts) }
    return lines.map { $0 + "\n" }.joined()
  }
}

extension String {
  /// What stands before the first `mark`, and the rest from it on.
  fileprivate func split(at mark: Character) -> (String, String) {
    let place = firstIndex(of: mark) ?? endIndex
    return (String(self[..<place]), String(self[place...]))
  }
}
