/// Everything that a certificate will say, before there is one.
public struct CertificateTemplate: Sendable {
  public var serial: SerialNumber
  public var issuer: DistinguishedName
  public var subject: DistinguishedName
  public var notBefore: Time
  public var notAfter: Time
  public var publicKey: PublicKey
  /// Always written, critical.
  public var basicConstraints: CertificateFields.BasicConstraints
  /// Always written, critical.
  public var keyUsage: KeyUsage
  /// Written where not empty.
  public var extendedKeyUsage: [ExtendedKeyUsage]
  /// Written where not empty.
  public var subjectAlternativeNames: [GeneralName]
  /// The subject key identifier of the issuer; written as the key identifier alone, never with name and
  /// serial.
  public var authorityKeyIdentifier: [UInt8]

  public init(
    serial: SerialNumber, issuer: DistinguishedName, subject: DistinguishedName, notBefore: Time,
    notAfter: Time, publicKey: PublicKey, basicConstraints: CertificateFields.BasicConstraints,
    keyUsage: KeyUsage, extendedKeyUsage: [ExtendedKeyUsage], subjectAlternativeNames: [GeneralName],
    authorityKeyIdentifier: [UInt8]
  ) {
    self.serial = serial
    self.issuer = issuer
    self.subject = subject
    self.notBefore = notBefore
    self.notAfter = notAfter
    self.publicKey = publicKey
    self.basicConstraints = basicConstraints
    self.keyUsage = keyUsage
    self.extendedKeyUsage = extendedKeyUsage
    self.subjectAlternativeNames = subjectAlternativeNames
    self.authorityKeyIdentifier = authorityKeyIdentifier
  }
}
