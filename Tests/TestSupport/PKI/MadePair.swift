public import OpenSSL

/// A key and its certificate, made in code.
public final class MadePair: Sendable {
  public let key: PrivateKey
  public let certificate: Certificate

  /// An authority that signs itself.
  public init(authority sketch: CertificateSketch, algorithm: KeyAlgorithm = .ecdsaP256) throws {
    let key = try PrivateKey.generate(algorithm)
    let template = try sketch.template(for: key.publicKey, issuer: sketch.subject, issuerKey: key.publicKey)
    certificate = try UnsignedCertificate(template).sign(with: key)
    self.key = key
  }

  /// What `authority` certifies.
  fileprivate init(
    _ sketch: CertificateSketch, by authority: MadePair, key: consuming PrivateKey
  ) throws {
    certificate = try authority.sign(sketch, for: key.publicKey)
    self.key = key
  }

  /// An authority of this name, made anew.
  public static func authority(_ name: String = "Replication CA G1") throws -> MadePair {
    try MadePair(authority: .authority(name))
  }

  /// A new key, certified by this one.
  public func issue(_ sketch: CertificateSketch, algorithm: KeyAlgorithm = .ecdsaP256) throws -> MadePair {
    try MadePair(sketch, by: self, key: PrivateKey.generate(algorithm))
  }

  /// A revocation list of this authority, made a day before noon.
  public func list(
    revoking entries: [RevocationList.Entry] = [], number: Int = 1,
    until nextUpdate: Time = CertificateSketch.noon.adding(days: 60)
  ) throws -> RevocationList {
    let template = RevocationListTemplate(
      issuer: certificate.fields.subject, number: number,
      thisUpdate: CertificateSketch.noon.adding(days: -1), nextUpdate: nextUpdate,
      authorityKeyIdentifier: certificate.fields.subjectKeyIdentifier ?? [], entries: entries)
    return try UnsignedRevocationList(template).sign(with: key)
  }

  /// A certificate for a key that exists, signed by this one.
  public func sign(_ sketch: CertificateSketch, for key: PublicKey) throws -> Certificate {
    let own = certificate.fields.subject.commonName ?? ""
    let template = try sketch.template(for: key, issuer: own, issuerKey: self.key.publicKey)
    return try UnsignedCertificate(template).sign(with: self.key)
  }
}
