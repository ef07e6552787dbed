internal import OpenSSL

/// Intermediates are of version 3, and say that they are authorities (RFC 5280, 4.1.2.1). Servers take version 1 for
/// leaves and roots (measured on all), of which nothing is said, but for no intermediate.
struct Version1Rule: Rule {
  static let name = "version-1"

  func findings(in examination: Examination) -> [Finding] {
    examination.deployment.hosts.flatMap { host in
      let shown = host.presentations.flatMap { _, presentation in
        (presentation.chain.value ?? []).dropFirst().map { (presentation.chain.path, $0) }
      }
      let trusted = host.trusts.flatMap { trust in trust.certificates.map { (trust.path ?? "", $0) } }
      return (shown + trusted).filter { $0.1.fields.version < 3 && !$0.1.isSelfIssued }.map {
        path, certificate in
        finding(
          .note, host, path,
          "\(certificate.fields.subject.rfc2253) is of version \(certificate.fields.version), and no root: servers take it "
            + "for no authority", fix: "issue it anew, as version 3")
      }
    }
  }
}
