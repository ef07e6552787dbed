internal import Verification

/// The findings of a report, by what they are about.
struct FindingsByHost {
  /// How a host stands.
  enum State: Int, Comparable {
    /// It makes the verification fail.
    case failed
    /// It passes, but something is exposed or due.
    case warned
    case well

    static func < (one: State, other: State) -> Bool { one.rawValue < other.rawValue }
  }

  /// Those about the deployment as a whole, or about a host that the report does not list.
  let common: [Finding]
  private let named: [String: [Finding]]

  init(_ report: Report) {
    let listed = Set(report.hosts.map(\.name))
    common = report.findings.filter { $0.host.map(listed.contains) != true }
    named = Dictionary(grouping: report.findings) { $0.host ?? "" }
  }

  /// Those about one host.
  subscript(host: Report.Host) -> [Finding] { named[host.name] ?? [] }

  func state(of host: Report.Host) -> State {
    if !host.passed { return .failed }
    return self[host].contains { $0.severity < .note } ? .warned : .well
  }
}

extension Report {
  /// How many findings there are of each severity that any is of, the worst first, as in `breaks 2, due 1`.
  func counts(of severities: [Severity] = Severity.allCases) -> String? {
    let counts = severities.sorted().compactMap { severity in
      let count = findings.count { $0.severity == severity }
      return count == 0 ? nil : "\(severity.rawValue) \(count)"
    }
    return counts.isEmpty ? nil : counts.joined(separator: ", ")
  }

  /// The connections of a host that are not proven, each as a sentence: why it fails where no finding says so.
  func unproven(of host: Host) -> [String] {
    links.filter { $0.slave == host.name }.map { link in
      let fate =
        switch link.outcome {
        case .fails: "does not come up"
        case .plain: "is not encrypted"
        case .unverified: "is encrypted, but not under one authority"
        }
      return "the connection to \(link.master) \(fate)"
    }
  }
}
