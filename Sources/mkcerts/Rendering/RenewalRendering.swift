internal import Fleet

extension Renewed {
  /// A paragraph for each host: what it has now, and what is to be done on it.
  func text(_ completion: CommandCompletion) -> String {
    hosts.map { $0.text(completion) }.joined()
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
  fileprivate func text(_ completion: CommandCompletion) -> String {
    let what = certificates.map { issued in
      "\(issued.file.lastPathComponent) until \(issued.notAfter.prefix(10)) (\(issued.daysLeft) days)"
    }
    let key = keepsKey ? ", over the key that it has" : ""
    let head = "\(host): renewed as \(role) in \(folder)\(key): \(what.joined(separator: ", "))\n"
    return head + steps.lines(remarks, completion)
  }
}
