internal import OpenSSL

/// Whoever issued a certificate is an authority by its own: basicConstraints say so, or it is of version 1 and
/// signed itself (RFC 5280, 4.2.1.9; X509_check_ca(3)).
struct IssuerNotCARule: Rule {
  static let name = "issuer-not-ca"

  func findings(in examination: Examination) -> [Finding] {
    refusals([.notAuthority], in: examination) { chain, issuer in
      // Of the authority itself another rule says so.
      guard issuer.authorityKind == .none,
        issuer.fields.basicConstraints?.isAuthority != true || !examination.authority.contains(issuer)
      else { return nil }
      let host = examination.deployment.hosts[chain.holder].name
      return (
        "\(issuer.fields.subject.rfc2253), above the certificate of \(host), is not an authority: \(Self.why(issuer))",
        "issue \(host) from an authority, with basicConstraints CA:TRUE"
      )
    } + undeclared(examination)
  }

  private static func why(_ issuer: Certificate) -> String {
    guard let constraints = issuer.fields.basicConstraints else {
      return "it has no basicConstraints, and is of version \(issuer.fields.version)"
    }
    return constraints.isAuthority
      ? "its keyUsage has no keyCertSign" : "its basicConstraints say CA:FALSE"
  }

  /// Authorities that OpenSSL takes by their keyUsage alone; RFC 5280 does not.
  private func undeclared(_ examination: Examination) -> [Finding] {
    examination.deployment.hosts.flatMap { host in
      host.trusts.flatMap { trust in
        trust.certificates.filter { $0.authorityKind == .byKeyUsage }.map { authority in
          finding(
            .note, host, trust.path,
            "\(authority.fields.subject.rfc2253) has no basicConstraints: OpenSSL takes it for an authority by its "
              + "keyUsage, and RFC 5280 does not",
            fix: "make the next authority with basicConstraints CA:TRUE")
        }
      }
    }
  }
}
