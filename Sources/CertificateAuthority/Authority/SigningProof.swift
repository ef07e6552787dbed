public import OpenSSL

/// The proof that a key and a certificate make an authority that can sign now, without anything being
/// recorded or written.
public enum SigningProof {
  /// Signs a certificate for nobody, in memory alone, and verifies it.
  ///
  /// - Parameters:
  ///   - certificate: the authority's certificate.
  ///   - key: its private key.
  ///   - now: when it shall sign.
  /// - Returns: nil where the certificate that was signed verifies under the authority's; else why it does
  ///   not, to stand behind "cannot sign: ".
  /// - Throws: where OpenSSL fails in a way that says nothing about either.
  public static func refusal(
    of certificate: Certificate, with key: borrowing PrivateKey, at now: Time
  ) throws -> String? {
    let fields = certificate.fields
    guard key.publicKey == fields.publicKey else {
      return "the SHA-256 of its key begins with \(key.publicKey.shortFingerprint), that of the key in its "
        + "certificate with \(fields.publicKey?.shortFingerprint ?? "?")"
    }
    guard let begin = fields.notBefore, let end = fields.notAfter else {
      return "the validity of its certificate cannot be read"
    }
    guard begin <= now else { return "it begins \(begin.iso8601), and it is \(now.iso8601)" }
    guard now < end else { return "it ended \(end.iso8601), and it is \(now.iso8601)" }
    let signed = try sign(certificate, key, at: now)
    if case .refused(let refusal) = try TrustStore([certificate]).judge(signed, as: .client, at: now) {
      return "a certificate that it signed does not verify: \(refusal.reason)"
    }
    return nil
  }

  private static func sign(
    _ authority: Certificate, _ key: borrowing PrivateKey, at now: Time
  ) throws -> Certificate {
    let profile = Profile.client
    let holder = try PrivateKey.generate(.ecdsaP256).publicKey
    let begin = max(now.adding(seconds: -Profile.backdate), authority.fields.notBefore ?? now)
    let template = CertificateTemplate(
      serial: try SerialNumber.random(), issuer: authority.fields.subject,
      subject: try DistinguishedName(commonName: "signing-proof"), notBefore: begin,
      notAfter: min(now.adding(days: 1), authority.fields.notAfter ?? now), publicKey: holder,
      basicConstraints: profile.basicConstraints, keyUsage: profile.keyUsage(for: holder.kind),
      extendedKeyUsage: profile.extendedKeyUsage, subjectAlternativeNames: [],
      authorityKeyIdentifier: authority.fields.subjectKeyIdentifier ?? [])
    return try PreparedCertificate(template, profile: profile, authority: authority.fields).sign(with: key)
  }
}
