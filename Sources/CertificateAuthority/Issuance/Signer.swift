internal import OpenSSL

/// An authority's certificate with its key: what makes certificates of drafts, on as many threads as are
/// there.
final class Signer: Sendable {
  let certificate: Certificate
  let key: PrivateKey
  private let trust: TrustStore

  init(_ certificate: Certificate, key: consuming PrivateKey) throws {
    self.certificate = certificate
    self.key = key
    trust = try TrustStore([certificate])
  }

  /// The certificate that `draft` becomes, signed, and found good under the authority's own at the moment
  /// `now`.
  func sign(_ draft: Draft, at now: Time) throws -> IssuedCertificate {
    let profile = draft.item.profile
    let template = CertificateTemplate(
      serial: draft.serial, issuer: certificate.fields.subject,
      subject: try DistinguishedName(commonName: draft.holder), notBefore: draft.notBefore,
      notAfter: draft.notAfter,
      publicKey: draft.publicKey, basicConstraints: profile.basicConstraints,
      keyUsage: profile.keyUsage(for: draft.publicKey.kind), extendedKeyUsage: profile.extendedKeyUsage,
      subjectAlternativeNames: draft.item.names,
      authorityKeyIdentifier: certificate.fields.subjectKeyIdentifier ?? [])
    let prepared = try PreparedCertificate(template, profile: profile, authority: certificate.fields)
    let signed = try prepared.sign(with: key)
    try verify(signed, profile, at: now)
    return IssuedCertificate(
      profile: profile, certificate: signed, privateKey: draft.takePrivateKey(),
      request: draft.item.key.request)
  }

  /// Nothing leaves the authority that its own certificate does not accept.
  private func verify(_ certificate: Certificate, _ profile: Profile, at now: Time) throws {
    let purposes: [TrustStore.Purpose] =
      switch profile {
      case .server, .authority: [.server]
      case .client: [.client]
      case .peer: [.server, .client]
      }
    for purpose in purposes {
      if case .refused(let refusal) = try trust.judge(certificate, as: purpose, at: now) {
        throw IssuanceError(
          .selfCheck,
          "the certificate that was signed for \(certificate.fields.subject.rfc2253) does not verify: "
            + refusal.reason)
      }
    }
  }
}
