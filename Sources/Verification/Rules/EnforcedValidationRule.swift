internal import OpenSSL
internal import Replication

/// A MySQL server that is told to verify its own certificate (`tls_certificates_enforced_validation`) does not start
/// where that does not hold under ssl_ca alone: what stands behind it in ssl_cert does not count, nor what it is for
/// (measured on 9.7).
struct EnforcedValidationRule: Rule {
  static let name = "enforced-validation"

  func findings(in examination: Examination) -> [Finding] {
    examination.deployment.hosts.indices.compactMap { place in
      guard case .exits(let failure)? = examination.judge.start(of: place), failure.subject == .validation
      else {
        return nil
      }
      let host = examination.deployment.hosts[place]
      let trust = host.asMaster?.trust.path
      return finding(
        .breaks, host, failure.named,
        "\(examination.server(of: host).title) of \(host.name) does not start: tls_certificates_enforced_validation is "
          + "on, and its certificate does not hold under \(trust ?? "ssl_ca, which is not named,") alone: "
          + failure.reason,
        symptom: .masterCannotLoad(.validation),
        fix: (trust.map { "put every issuer of \(failure.named) into \($0)" } ?? "name ssl_ca")
          + ", give the server a certificate that holds, or take the option out")
    }
  }
}
