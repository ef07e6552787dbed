internal import OpenSSL

/// A slave that verifies its master finds the name that it dials in the master's certificate, as OpenSSL
/// matches it.
struct DialledNameRule: Rule {
  static let name = "dialled-name"
  static let explainsLinks = false

  func findings(in examination: Examination) -> [Finding] {
    let hosts = examination.deployment.hosts
    let slaves = examination.slaves.map { hosts[$0] }
    let unnamed = examination.masters.compactMap { nameless(hosts[$0], slaves) }
    return unnamed
      + examination.slaves.compactMap { place in
        slave(hosts[place], examination.masters.lazy.filter { $0 != place }.compactMap { leaf(hosts[$0]) })
      }
  }

  /// Without alternative names the common name is looked at (measured on all servers).
  private func nameless(_ master: DeployedHost, _ slaves: [DeployedHost]) -> Finding? {
    guard let leaf = leaf(master), (leaf.fields.subjectAlternativeNames ?? []).isEmpty else { return nil }
    let isDialled = slaves.contains { $0.dials.map(leaf.isFor) == true }
    let fix = "issue it anew with `mkcerts issue \(master.name) --san NAME --replace`"
    guard isDialled else {
      return finding(
        .breaks, master, master.asMaster?.chain.path, "the certificate names nothing that a slave could dial",
        symptom: Symptoms.slaveRefusesName, fix: fix)
    }
    return finding(
      .note, master, master.asMaster?.chain.path,
      "the certificate has no alternative names, and only its common name is what slaves dial", fix: fix)
  }

  private func slave(_ slave: DeployedHost, _ masters: some Sequence<Certificate>) -> Finding? {
    guard let dialled = slave.dials else {
      return finding(
        .note, slave, nil,
        "what \(slave.name) dials is not known, so no master's names were held against it",
        fix: "write its statement with `mkcerts config \(slave.name)`")
    }
    let masters = Array(masters)
    guard !masters.isEmpty, !masters.contains(where: { $0.isFor(dialled) }) else { return nil }
    let known = masters.flatMap(Self.names)
    return finding(
      .breaks, slave, "change-master.sql",
      "\(slave.name) dials \(dialled), which no master's certificate is for; they are for "
        + known.prefix(8).joined(separator: ", ") + (known.count > 8 ? " …" : ""),
      symptom: Symptoms.slaveRefusesName,
      fix: "dial one of these names, or issue the master anew with `--san \(dialled) --replace`")
  }

  private static func names(_ certificate: Certificate) -> [String] {
    let names = (certificate.fields.subjectAlternativeNames ?? []).map(\.text)
    return names.isEmpty ? [certificate.fields.subject.commonName].compactMap { $0 } : names
  }

  private func leaf(_ master: DeployedHost) -> Certificate? { master.asMaster?.chain.value?.first }
}
