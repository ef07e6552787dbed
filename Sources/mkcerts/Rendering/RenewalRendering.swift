internal import Fleet
internal import SecureFiles

extension Renewed {
  /// A line for each host, and a paragraph for those on which the same is to be done.
  func text(_ completion: CommandCompletion) -> String {
    hosts.map(\.line).joined() + steps.map { $0.text(completion) }.joined()
      + leftOut.map { left in
        "\(left.host): left out: \(left.reason)\n"
          + (left.fix.map { "  fix: \(completion($0))\n" } ?? "")
      }.joined()
  }

  /// What is worth knowing and is no result.
  var talk: [String] {
    guard hosts.isEmpty, leftOut.isEmpty else {
      return leftOut.isEmpty
        ? []
        : [
          "\(leftOut.count) \(leftOut.count == 1 ? "host was" : "hosts were") left out, \(hosts.count) renewed"
        ]
    }
    guard let nextEnd else { return ["nothing is issued yet; a slave: `mkcerts issue slave01`"] }
    return ["nothing to renew: the first certificate to end does so \(nextEnd)"]
  }
}

extension RenewedHost {
  fileprivate var line: String {
    let what = certificates.map { issued in
      "\(issued.file.lastPathComponent) until \(issued.notAfter.prefix(10)) (\(issued.daysLeft) days)"
    }
    let key = keepsKey ? ", over the key that it has" : ""
    return "\(host): renewed as \(role) in \(folder)\(key): \(what.joined(separator: ", "))\n"
  }
}
