internal import OpenSSL

/// Below an authority stand no more authorities than its path length allows (RFC 5280, 4.2.1.9).
struct PathLengthRule: Rule {
  static let name = "path-length"

  func findings(in examination: Examination) -> [Finding] {
    refusals([.pathLength], in: examination) { chain, authority in
      let allowed = authority.fields.basicConstraints?.pathLength ?? 0
      let host = examination.deployment.hosts[chain.holder].name
      return (
        "\(authority.fields.subject.rfc2253) allows \(allowed == 0 ? "no" : "\(allowed)") further "
          + "\(allowed == 1 ? "authority" : "authorities") between itself and a host, and above the certificate of "
          + "\(host) there are \(chain.refusal.depth - 1)",
        "issue \(host) from an authority that stands higher, or make a new authority with a longer path"
      )
    }
  }
}
