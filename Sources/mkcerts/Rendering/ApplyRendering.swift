internal import Fleet
internal import Verification

/// What `apply` did, and what verify says of it.
struct ApplyRendering: Encodable {
  let applied: FleetApplied
  let report: Report
  let pki: PKIFolder

  private enum CodingKeys: CodingKey { case format, plan, hosts, verification }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(1, forKey: .format)
    try container.encode(applied.plan, forKey: .plan)
    try container.encode(applied.issued, forKey: .hosts)
    try container.encode(report, forKey: .verification)
  }

  /// Whether all is as the file wants it, and proven.
  var isWell: Bool { report.passed && !applied.plan.hosts.contains { $0.action == .held } }

  func text(_ palette: Palette) -> String {
    let done = PlanRendering(plan: applied.plan)
    return done.changes(palette) + done.conclusion + "\n"
      + ReportRendering(report: report, palette: palette).text
  }

  /// What somebody who reads the result should know besides.
  var remarks: [String] {
    let remarks = applied.issued.flatMap(\.remarks)
    guard applied.plan.hosts.contains(where: { $0.action.isChange }) else { return remarks }
    return remarks + [
      "next: bring the folders that changed from \(pki.hosts) to their hosts; the replication-tls.cnf in each "
        + "says where its files go and what makes the server read them"
    ]
  }
}
