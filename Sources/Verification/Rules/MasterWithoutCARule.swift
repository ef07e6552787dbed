internal import OpenSSL
internal import Replication

/// A master to which slaves show certificates names the authority that it accepts them under. Without ssl-ca it
/// refuses each of them (measured).
struct MasterWithoutCARule: Rule {
  static let name = "master-without-ca"

  func findings(in examination: Examination) -> [Finding] {
    let refused = Set(
      examination.survey.unproven.compactMap { link, verdict -> Int? in
        guard case .fails(.masterRefuses) = verdict else { return nil }
        return link.master
      })
    return refused.sorted().compactMap { place in
      let host = examination.deployment.hosts[place]
      guard let side = host.asMaster, !side.trust.isNamed else { return nil }
      return finding(
        .breaks, host, side.optionFile ?? side.presentation?.chain.path,
        "\(host.name) names no ssl-ca, so it refuses every certificate that a slave shows",
        symptom: .masterRefusesSlave(nil), fix: "name the authority's certificate as ssl-ca under [mysqld]"
      )
    }
  }
}
