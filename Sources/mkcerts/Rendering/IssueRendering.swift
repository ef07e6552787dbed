internal import Fleet

/// What `issue` tells as JSON.
struct IssueReport: Encodable {
  let format = 1
  /// In the order in which the hosts were named.
  let hosts: [IssueOutcome]
}

extension IssueOutcome {
  /// A line for people.
  var line: String {
    let what = certificates.map { issued in
      "\(issued.file.lastPathComponent) until \(issued.notAfter.prefix(10)) (\(issued.daysLeft) days)"
    }
    let state = isNew ? "issued" : "unchanged"
    return "\(host): \(state) as \(role) in \(folder): \(what.joined(separator: ", "))\n"
  }

  /// What somebody who reads the line should know besides.
  var remarks: [String] {
    guard !namesNotTaken.isEmpty else { return [] }
    return [
      "the request of \(host) also asks for \(namesNotTaken.joined(separator: ", ")), which only --san can allow"
    ]
  }
}

extension String {
  /// What stands behind the last slash of a path.
  var lastPathComponent: String { split(separator: "/").last.map(String.init) ?? self }
}
