internal import Fleet
internal import SecureFiles

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
      let left = issued.daysLeft < 0 ? "expired" : "\(issued.daysLeft) days"
      return "\(issued.file.lastPathComponent) until \(issued.notAfter.prefix(10)) (\(left))"
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
    switch procedure {
    case .newRequirement:
      remarks.append(
        "what is required of \(role == "master" ? "the slaves of \(host)" : host) may be another now: in which order, "
          + "so that replication goes on, `mkcerts config \(host) --steps new-requirement` shows")
    case .newSlave:
      remarks.append(
        "\(host) logs in with an account of its own, which accounts.sql of "
          + "\((accountsOn ?? []).joined(separator: ", ")) has now: make it there, as "
          + "`mkcerts config \(host) --steps new-slave` shows")
    default: break
    }
    return remarks
  }
}
