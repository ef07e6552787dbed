internal import Fleet

/// The difference between a fleet file and a pki folder: a line for each kind of change, with the hosts that
/// it is for, and the counts at the end.
struct PlanRendering: Encodable {
  let plan: FleetPlan

  private enum CodingKeys: CodingKey { case format, settled, plan, counts }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(1, forKey: .format)
    try container.encode(plan.isSettled, forKey: .settled)
    try container.encode(plan, forKey: .plan)
    let counts = plan.counts.map { ($0.key.rawValue, $0.value) }
    try container.encode(Dictionary(counts) { first, _ in first }, forKey: .counts)
  }

  /// With what is to be done, and the counts.
  func text(_ palette: Palette) -> String { changes(palette) + summary + "\n" }

  /// A line for each group of hosts of which the same is to be said.
  func changes(_ palette: Palette) -> String {
    var table = Table()
    var colours: [Palette.Colour?] = []
    if plan.authority.isNew {
      table.add(
        "+ make", plan.authority.name ?? "an authority of a fresh name", "authority", "in \(plan.pki)")
      colours.append(.green)
    }
    for group in groups {
      let reasons = group.hosts[0].reasons.joined(separator: "; ").legible
      table.add(
        group.action.sign, HostNames(names: group.hosts.map(\.host), limit: 4).text, group.hosts[0].role,
        reasons)
      colours.append(group.action.colour)
    }
    return zip(table.lines, colours).map { line, colour in
      (colour.map { palette(String(line.prefix(1)), $0) } ?? String(line.prefix(1))) + line.dropFirst() + "\n"
    }.joined()
  }

  /// As in `plan: 250 to issue, 1 to refresh, 3 unchanged`.
  var summary: String { "plan: " + counts(of: plan.authority.isNew ? "the authority to make" : nil, \.plan) }

  /// As in `done: 250 issued, 1 refreshed, 3 unchanged`.
  var conclusion: String { "done: " + counts(of: plan.authority.isNew ? "the authority made" : nil, \.done) }

  private func counts(of authority: String?, _ word: (PlannedHost.Action) -> String) -> String {
    let counts = plan.counts
    let order: [PlannedHost.Action] = [.issue, .reissue, .renew, .refresh, .held, .unchanged, .left]
    let hosts = order.compactMap { action in counts[action].map { "\($0) \(word(action))" } }
    return ([authority].compactMap { $0 } + hosts).joined(separator: ", ")
  }

  /// Hosts of which the same is to be said, in the order of the file; those that are unchanged are only
  /// counted.
  private var groups: [(action: PlannedHost.Action, hosts: [PlannedHost])] {
    struct Key: Hashable {
      let action: PlannedHost.Action
      let role: String
      let reasons: [String]
    }
    var order: [Key] = []
    var members: [Key: [PlannedHost]] = [:]
    for host in plan.hosts where host.action != .unchanged {
      let key = Key(action: host.action, role: host.role, reasons: host.reasons)
      if members[key] == nil { order.append(key) }
      members[key, default: []].append(host)
    }
    return order.map { ($0.action, members[$0] ?? []) }
  }
}

extension PlannedHost.Action {
  fileprivate var sign: String {
    switch self {
    case .issue: "+ issue"
    case .reissue: "~ issue anew"
    case .renew: "~ renew"
    case .refresh: "~ refresh"
    case .unchanged: "= unchanged"
    case .held: "! decide"
    case .left: "- not in the file"
    }
  }

  fileprivate var plan: String {
    switch self {
    case .issue: "to issue"
    case .reissue: "to issue anew"
    case .renew: "to renew"
    case .refresh: "to refresh"
    case .unchanged: "unchanged"
    case .held: "to be decided"
    case .left: "not in the file"
    }
  }

  fileprivate var done: String {
    switch self {
    case .issue: "issued"
    case .reissue: "issued anew"
    case .renew: "renewed"
    case .refresh: "refreshed"
    case .unchanged, .held, .left: plan
    }
  }

  fileprivate var colour: Palette.Colour? {
    switch self {
    case .issue: .green
    case .reissue, .renew, .refresh, .left: .yellow
    case .held: .red
    case .unchanged: nil
    }
  }
}
