internal import OpenSSL

/// The two ends of a link are under one authority: both chains end at the same key. Links between others come
/// up where each trusts the other's authority.
struct DifferentAuthoritiesRule: Rule {
  static let name = "different-authorities"

  private struct Ends: Hashable {
    let slave: Int
    let ofMaster: PublicKey
    let ofSlave: PublicKey
  }

  func findings(in examination: Examination) -> [Finding] {
    var masters: [Ends: [Int]] = [:]
    var order: [(ends: Ends, connection: Int)] = []
    for (link, verdict) in examination.survey.unproven {
      guard case .encrypted(let assurance) = verdict, let ofMaster = assurance.ofMaster,
        let ofSlave = assurance.ofSlave, ofMaster != ofSlave
      else { continue }
      let ends = Ends(slave: link.slave, ofMaster: ofMaster, ofSlave: ofSlave)
      if masters[ends] == nil { order.append((ends, link.connection)) }
      masters[ends, default: []].append(link.master)
    }
    return order.map { ends, connection in
      let slave = examination.deployment.hosts[ends.slave]
      return finding(
        .exposed, slave, slave.connections[connection].presentation?.chain.path,
        "\(slave.name) and \(examination.names(masters[ends] ?? [])) accept each other, but their certificates end "
          + "at different authorities: \(words(ends.ofSlave, examination)) and "
          + "\(words(ends.ofMaster, examination))",
        fix: examination.isOfPKI
          ? "issue one of them anew under the authority of the other"
          : "issue one of them anew under the authority of the other; where both are generations of one "
            + "authority, during a rollover, name its pki folder too")
    }
  }

  /// An authority's name, where it is known, and its key.
  private func words(_ key: PublicKey, _ examination: Examination) -> String {
    let name = examination.certificate(ofKeyIn: [key])?.fields.subject.rfc2253
    return "\(name.map { "\($0) with the key " } ?? "")\(key.shortFingerprint)"
  }
}
