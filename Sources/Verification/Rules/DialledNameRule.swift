internal import OpenSSL

/// A slave that verifies its master finds the name that it dials in the master's certificate, as OpenSSL matches it.
struct DialledNameRule: Rule {
  static let name = "dialled-name"

  func findings(in examination: Examination) -> [Finding] {
    let masters = examination.deployment.masters
    let nameless = masters.compactMap { master -> Finding? in
      guard let leaf = leaf(master), (leaf.fields.subjectAlternativeNames ?? []).isEmpty else { return nil }
      return finding(
        .breaks, master, master.asMaster?.chain.path, "the certificate names nothing that a slave could dial",
        symptom: Symptoms.slaveRefusesName,
        fix: "issue it anew with `mkcerts issue \(master.name) --san NAME --replace`")
    }
    let slaves = examination.deployment.slaves.compactMap { slave -> Finding? in
      guard let dialled = slave.dials else { return nil }
      let others = masters.filter { $0.name != slave.name }.compactMap(leaf)
      guard !others.isEmpty, !others.contains(where: { $0.isFor(dialled) }) else { return nil }
      let known = others.flatMap { $0.fields.subjectAlternativeNames ?? [] }.map(\.text)
      return finding(
        .breaks, slave, "change-master.sql",
        "\(slave.name) dials \(dialled), which no master's certificate is for; they are for "
          + known.prefix(8).joined(separator: ", ") + (known.count > 8 ? " …" : ""),
        symptom: Symptoms.slaveRefusesName,
        fix: "dial one of these names, or issue the master anew with `--san \(dialled) --replace`")
    }
    return nameless + slaves
  }

  private func leaf(_ master: DeployedHost) -> Certificate? { master.asMaster?.chain.value?.first }
}
