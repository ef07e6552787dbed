internal import OpenSSL

/// A certificate that names its authority by issuer and serial number is accepted under that very certificate of the
/// authority alone, and under no renewed one of the same key (RFC 5280, 4.2.1.1; measured on all servers).
struct IssuerNamedBySerialRule: Rule {
  static let name = "issuer-named-by-serial"

  func findings(in examination: Examination) -> [Finding] {
    let hosts = examination.deployment.hosts
    return refusals([.missingIssuer, .selfSignedInChain], in: examination) { chain, _ in
      let trust = chain.receiversTrust(hosts)
      guard let certificate = chain.presentation(hosts)?.chain.value?.first,
        certificate.fields.authorityKeyIdentifier?.namesIssuer == true,
        let renewed = trust.certificates.first(where: {
          $0.fields.subject.matches(certificate.fields.issuer)
            && $0.fields.publicKey.map(certificate.isSigned) == true
        })
      else { return nil }
      let host = hosts[chain.holder]
      return (
        "\(certificate.fields.subject.rfc2253) names its authority by the serial number of one certificate, and "
          + "\(examination.names(chain.receivers)) has another of the same key (\(renewed.fields.serial)) in "
          + (trust.path ?? "ssl_ca"),
        "keep the old certificate of the authority in \(trust.path ?? "ssl_ca") beside the renewed one until "
          + "\(host.name) has a new certificate without that number"
      )
    }
  }
}
