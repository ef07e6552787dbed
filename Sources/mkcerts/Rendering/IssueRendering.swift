internal import Fleet

extension IssueOutcome {
  /// A line for people.
  var line: String {
    let what = certificates.map { issued in
      let file = issued.file.split(separator: "/").last.map(String.init) ?? issued.file
      let left = issued.daysLeft < 0 ? "expired" : "\(issued.daysLeft) days"
      return "\(file) until \(issued.notAfter.prefix(10)) (\(left))"
    }
    let state = isNew ? "issued" : "unchanged"
    return "\(host): \(state) as \(role) in \(folder): \(what.joined(separator: ", "))\n"
  }

  /// What somebody who reads the line should know besides.
  var remarks: [String] {
    var remarks: [String] = []
    if certificates.contains(where: { $0.daysLeft < 0 }) {
      remarks.append(
        "\(host) has expired and was left as it is; issue it anew with `mkcerts issue \(host) --replace`")
    }
    if !namesNotTaken.isEmpty {
      let names = namesNotTaken.joined(separator: ", ")
      remarks.append("the request of \(host) also asks for \(names), which only --san can allow")
    }
    return remarks
  }
}
