internal import OpenSSL

/// Proof that every lint passed on exactly these contents. It can be redeemed for a signature once.
public struct PreparedCertificate: ~Copyable {
  /// What was looked at.
  let fields: CertificateFields
  private let unsigned: UnsignedCertificate

  /// Builds the certificate that `template` describes and lints it; `authority` is nil for one that signs
  /// itself.
  ///
  /// - Parameter series: writes it, where it is one of that series.
  /// - Throws: ``IssuanceError`` with the findings of all lints that did not pass.
  init(
    _ template: CertificateTemplate, profile: Profile, authority: CertificateFields?,
    series: SeriesWriter? = nil
  ) throws {
    let unsigned = try UnsignedCertificate(template, in: series)
    let context = LintContext(
      fields: unsigned.fields, profile: profile, authority: authority ?? unsigned.fields)
    let findings = Lints.findings(in: context)
    guard findings.isEmpty else {
      throw IssuanceError(
        .lint,
        "refusing to sign a certificate for \(template.subject.commonName ?? "?"): "
          + findings.map { "\($0.sentence) (\($0.lint))" }.joined(separator: "; "))
    }
    fields = unsigned.fields
    self.unsigned = unsigned
  }

  /// Signs what was linted, and makes sure that the certificate, read anew, says just that.
  consuming func sign(with key: borrowing PrivateKey) throws -> Certificate {
    let expected = fields
    let certificate = try unsigned.sign(with: key)
    var signed = certificate.fields
    signed.signatureAlgorithm = nil
    guard signed == expected else {
      throw IssuanceError(.selfCheck, "the signed certificate differs from the one that was linted")
    }
    return certificate
  }
}
