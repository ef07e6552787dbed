internal import Fleet
internal import Verification

/// What `apply` did, and what verify says of it.
struct ApplyRendering: Encodable {
  let applied: FleetApplied
  let report: Report

  private enum CodingKeys: CodingKey { case format, plan, hosts, steps, verification }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(1, forKey: .format)
    try container.encode(applied.plan, forKey: .plan)
    try container.encode(applied.issued, forKey: .hosts)
    try container.encode(applied.steps, forKey: .steps)
    try container.encode(report, forKey: .verification)
  }

  /// Whether all is as the file wants it, and proven.
  var isWell: Bool { report.passed && !applied.plan.hosts.contains { $0.action == .held } }

  func text(_ palette: Palette, _ completion: CommandCompletion) -> String {
    let done = PlanRendering(plan: applied.plan)
    return completion(done.changes(palette)) + done.conclusion + "\n"
      + applied.steps.map { $0.text(completion) }.joined()
      + ReportRendering(report: report, palette: palette).text
  }

  /// What somebody who reads the result should know besides.
  var remarks: [String] { applied.issued.flatMap(\.remarks) }
}
