internal import OpenSSL
internal import Secrets
internal import SecureFiles

extension AuthorityStore {
  /// Makes the first generation: key, certificate, and their place in the ledger.
  ///
  /// The order is plan, sign, record, key, certificate, so that whatever a killed process leaves can be
  /// completed without the passphrase, or holds nothing worth keeping.
  ///
  /// - Returns: the authority, ready to sign without its passphrase being asked for again.
  /// - Throws: ``IssuanceError`` with the code `authorityExists` where there is one already, whatever is
  ///   asked for.
  public func create(_ request: AuthorityRequest) throws -> Issuer {
    try request.check()
    guard try authority() == nil else {
      throw IssuanceError(
        .authorityExists, "\(layout.root) has an authority already", hint: "use another --pki")
    }
    let number = (try ledger.generations().last?.number ?? 0) + 1
    let key = try PrivateKey.generate(request.algorithm)
    let text = try Self.encode(key, request.protection, path: layout.key)
    let serial = try serials()
    let now = clock()
    try ledger.plan(
      Generation(
        number: number, serial: serial, state: .planned, keyFingerprint: key.publicKey.fingerprint),
      notes: request.notes, at: now)
    let name = try DistinguishedName(
      commonName: AuthorityRequest.commonName(request.name, generation: number))
    let certificate = try Self.selfSigned(name, days: request.days, serial, key, now)
    try ledger.setCertificate(certificate, ofGeneration: number)
    try Files.writeNew(layout.key, secret: text, mode: .key)
    try Files.writeNew(layout.certificate, Array(certificate.pem().utf8), mode: .certificate)
    try ledger.setState(.issued, ofGeneration: number)
    present = [
      TrustedGeneration(
        generation: Generation(
          number: number, serial: serial, state: .issued, keyFingerprint: key.publicKey.fingerprint,
          certificate: certificate.der, plannedAt: now),
        certificate: certificate, key: layout.key)
    ]
    try expectOnDisk([certificate])
    return try Issuer(store: self, generation: number, certificate: certificate, key: key)
  }

  /// Signs the certificate of a generation of this subject with its own key.
  static func selfSigned(
    _ name: DistinguishedName, days: Int, _ serial: SerialNumber, _ key: borrowing PrivateKey, _ now: Time
  ) throws -> Certificate {
    let template = CertificateTemplate(
      serial: serial, issuer: name, subject: name, notBefore: now.adding(seconds: -Profile.backdate),
      notAfter: now.adding(days: days), publicKey: key.publicKey,
      basicConstraints: Profile.authority.basicConstraints,
      keyUsage: Profile.authority.keyUsage(for: key.kind),
      extendedKeyUsage: [], subjectAlternativeNames: [], authorityKeyIdentifier: key.publicKey.identifier)
    let certificate = try PreparedCertificate(template, profile: .authority, authority: nil).sign(with: key)
    guard certificate.isSigned(by: key.publicKey) else {
      throw IssuanceError(.selfCheck, "the authority's new certificate does not verify with its own key")
    }
    return certificate
  }

  private static func encode(
    _ key: borrowing PrivateKey, _ protection: KeyProtection, path: String
  ) throws -> SecretBytes {
    switch protection {
    case .clear: return try key.pem()
    case .encrypted(let source, let derivation):
      let passphrase = try source.read(purpose: "new passphrase of \(path)", confirming: true)
      return try key.encryptedPEM(passphrase: passphrase, derivation: derivation)
    }
  }
}
