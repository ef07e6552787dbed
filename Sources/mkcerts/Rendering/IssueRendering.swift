internal import Fleet

extension IssueOutcome {
  /// A line for people.
  var line: String {
    let what = certificates.map { issued in
      let file = issued.file.split(separator: "/").last.map(String.init) ?? issued.file
      return "\(file) until \(issued.notAfter.prefix(10)) (\(issued.daysLeft) days)"
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
