internal import OpenSSL
internal import Synchronization

/// An authority's certificate with its key: what makes certificates of drafts, on as many threads as are
/// there.
final class Signer: Sendable {
  let certificate: Certificate
  let key: PrivateKey
  private let trust: TrustStore
  /// By profile, the series of the first certificate that was found good.
  private let series = Mutex<[Profile: SeriesWriter]>([:])

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
    let writer = series.withLock { $0[profile] }
    let prepared = try PreparedCertificate(
      template, profile: profile, authority: certificate.fields, series: writer)
    let signed = try prepared.sign(with: key)
    if try !isGoodAsFurther(signed, of: writer?.series, at: now) {
      try verify(signed, profile, at: now)
      if writer == nil { begin(signed, template, profile) }
    }
    return IssuedCertificate(
      profile: profile, certificate: signed, privateKey: draft.takePrivateKey(),
      request: draft.item.key.request)
  }

  /// Lets further certificates be written and looked at as this one was, which was found good.
  private func begin(_ first: Certificate, _ template: CertificateTemplate, _ profile: Profile) {
    // Where the authority may not certify every name, each is to be looked at.
    guard !certificate.fields.extensions.contains(ExtensionIdentifier.nameConstraints),
      let writer = SeriesWriter(of: first, from: template)
    else { return }
    series.withLock { series in
      if series[profile] == nil { series[profile] = writer }
    }
  }

  /// Whether a certificate is of a series whose first one was found good, and is so too in what differs: its dates and
  /// its signature.
  private func isGoodAsFurther(
    _ signed: Certificate, of series: CertificateSeries?, at now: Time
  ) throws -> Bool {
    guard let series, signed.series === series, let key = certificate.fields.publicKey,
      let begin = signed.fields.notBefore, let end = signed.fields.notAfter, begin <= now, now < end
    else { return false }
    return try SeriesSignature(by: key).isGood(on: signed)
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
