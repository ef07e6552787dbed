internal import Fleet

extension Revoked {
  /// Prints what was done, and says what is to be done now.
  func print(_ format: Format, _ completion: CommandCompletion) throws {
    switch format {
    case .json: try Output.result(json: self)
    case .text: try Output.result(text(completion))
    }
    for remark in remarks { Output.talk(completion(remark)) }
  }

  private func text(_ completion: CommandCompletion) -> String {
    certificates.map(\.line).joined() + lists.map(\.line).joined()
      + steps.map { $0.text(completion) }.joined()
  }

  /// What is worth knowing and is no result.
  private var remarks: [String] {
    let hosts = Set(certificates.filter(\.isNew).map(\.host)).sorted()
    var remarks: [String] = []
    for certificate in certificates where !certificate.sameKey.isEmpty {
      remarks.append(
        "\(certificate.serial.prefix(6))… of \(certificate.host) shares its key with certificates of "
          + "\(HostNames(names: Set(certificate.sharedWith).sorted()).text) that are good yet: "
          + "`mkcerts revoke \(certificate.sameKey.joined(separator: " "))`")
    }
    if !hosts.isEmpty {
      remarks.append(
        "a connection that stands is not checked again: where \(HostNames(names: hosts).text) is connected, end it with "
          + "KILL and its number in SHOW PROCESSLIST")
    }
    if let end = lists.map(\.nextUpdate).min() {
      remarks.append(
        "from \(end) on, servers with this list refuse every certificate, and all replication stops: before that, "
          + "`mkcerts crl` and the same steps again")
    }
    return remarks
  }
}

extension RevokedCertificate {
  fileprivate var line: String {
    let state = isNew ? "revoked" : "unchanged: revoked already"
    let other = otherReason.map { "; that stays its reason, and \($0) is not recorded" } ?? ""
    return "\(host): \(profile) certificate \(serial) \(state), \(revokedAt), \(reason)\(other)\n"
  }
}

extension ListSummary {
  fileprivate var line: String {
    "\(file): list number \(number) of \(issuer), \(entries) revoked, until \(nextUpdate) (\(daysLeft) days)\n"
  }
}
