internal import OpenSSL
internal import Replication

/// A slave that verifies its master finds the name that it dials in the master's certificate, as OpenSSL
/// matches it.
struct DialledNameRule: Rule {
  static let name = "dialled-name"
  static let explainsLinks = false

  func findings(in examination: Examination) -> [Finding] {
    let hosts = examination.deployment.hosts
    let slaves = examination.slaves.lazy.map { hosts[$0] }
    let unnamed = examination.masters.compactMap { nameless(hosts[$0], slaves, examination) }
    let names = MasterNames(hosts, masters: examination.masters)
    return unnamed + examination.slaves.compactMap { slave(at: $0, examination, names) }
  }

  /// Without alternative names the common name is what servers look at (measured on all), so that this matters only
  /// where nobody said what slaves dial.
  private func nameless(
    _ master: DeployedHost, _ slaves: some Sequence<DeployedHost>, _ examination: Examination
  ) -> Finding? {
    guard let leaf = master.serverLeaf, (leaf.fields.subjectAlternativeNames ?? []).isEmpty,
      !slaves.contains(where: { $0.connections.contains { $0.dials != nil } })
    else { return nil }
    return finding(
      .exposed, master, master.asMaster?.presentation?.chain.path,
      "the certificate has no alternative names, so that a slave that verifies its master has to dial the common "
        + "name, \(leaf.fields.subject.commonName ?? "of which there is none")",
      fix: examination.reissue(master, " --san NAME") + ", with the name that slaves dial")
  }

  private func slave(at place: Int, _ examination: Examination, _ names: MasterNames) -> Finding? {
    let hosts = examination.deployment.hosts
    let slave = hosts[place]
    guard let connection = slave.connections.first, let dialled = connection.dials else {
      return finding(
        .note, slave, nil,
        "what \(slave.name) dials is not known, so no master's names were held against it",
        fix: slave.isOfPKI
          ? "write its statement with `mkcerts config \(slave.name.inShell)`"
          : "verify with its statement, or with what \(examination.server(of: slave).words.status) prints")
    }
    let server = examination.server(of: slave)
    let isKnown = names.candidates(for: dialled).contains { master in
      guard master != place, let leaf = hosts[master].serverLeaf else { return false }
      return examination.isNamed(leaf, dialled, as: server.nameMatching)
    }
    guard !isKnown else { return nil }
    let masters = examination.masters.filter { $0 != place }.compactMap { master in
      hosts[master].serverLeaf.map { (host: hosts[master], leaf: $0) }
    }
    guard let first = masters.first else { return nil }
    let words = examination.words(of: slave)
    let isChecked =
      (connection.usesTLS ?? server.slaveUsesTLSByDefault)
      && (connection.verifiesMaster ?? server.verifiesMasterByDefault)
      && !server.ignoresName(dialling: dialled)
    let known = masters.flatMap(\.leaf.namesOrCommonName)
    let command = first.host.command(adding: dialled)
    let isAddress = GeneralName.ip(parsing: dialled) != nil
    let holdsAddress = masters.contains { master in
      (master.leaf.fields.subjectAlternativeNames ?? []).contains {
        if case .ip = $0 { true } else { false }
      }
    }
    return finding(
      isChecked ? .breaks : .note, slave, connection.statementFile,
      "\(slave.name) dials \(dialled), which no master's certificate is for; they are for "
        + known.prefix(8).joined(separator: ", ") + (known.count > 8 ? " …" : "")
        + (isAddress && !holdsAddress
          ? ": an address has to be among the IP addresses of the alternative names, and there is none" : "")
        + (isChecked ? "" : "; nobody checks that while \(words)SSL_VERIFY_SERVER_CERT is not 1"),
      symptom: isChecked ? .slaveRefusesName : nil,
      fix: "dial one of these names"
        + (first.host.isOfPKI
          ? command.map { ", or let the master have that one too with `\($0)`" } ?? ""
          : ", or sign a certificate for \(first.host.name) that has it as a subjectAltName too"))
  }
}
