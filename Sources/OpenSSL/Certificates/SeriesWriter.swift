/// Writes further certificates of a series (``CertificateSeries``) as OpenSSL wrote the first one: what they have in
/// common is copied from it, octet for octet.
///
/// To build an X509, to encode it and to read it again takes twice as long as to sign what comes of it, and nearly all
/// of it is the same in each certificate of a batch.
public final class SeriesWriter: Sendable {
  /// The series that it writes.
  public let series: CertificateSeries
  private let template: CertificateTemplate
  private let rest: [UInt8]
  private let issuer: [UInt8]
  /// Each extension, in order; nil for the subject key identifier, which each certificate has of its own.
  private let extensions: [[UInt8]?]

  /// The writer of the series that `first` begins, which `template` became; nil where certificates like it are not
  /// written in the plainest way (``CertificateParts``).
  public init?(of first: Certificate, from template: CertificateTemplate) {
    let der = first.der
    guard let parts = CertificateParts(der), let part = CertificateParts.signedPart(of: der),
      let identifier = parts.keyIdentifier, let places = Self.places(der, part.all)
    else { return nil }
    series = CertificateSeries(of: first)
    self.template = template
    rest = parts.rest
    issuer = Array(der[places.issuer])
    extensions = places.extensions.map { $0.upperBound == identifier.upperBound ? nil : Array(der[$0]) }
    // Of the same template it has to write what OpenSSL wrote.
    guard body(template).elementsEqual(der[part.all]) else { return nil }
  }

  /// Where the issuer and the extensions stand in the signed part at `signed`.
  private static func places(
    _ der: [UInt8], _ signed: Range<Int>
  ) -> (issuer: Range<Int>, extensions: [Range<Int>])? {
    var outer = DERWalk(der, in: signed)
    guard let body = outer.contents(0x30) else { return nil }
    var walk = DERWalk(der, in: body)
    guard walk.element(0xa0) != nil, walk.element(0x02) != nil, walk.element(0x30) != nil,
      let issuer = walk.element(0x30), walk.element(0x30) != nil, walk.element(0x30) != nil,
      walk.element(0x30) != nil, let wrapped = walk.contents(0xa3)
    else { return nil }
    var inner = DERWalk(der, in: wrapped)
    guard let list = inner.contents(0x30) else { return nil }
    var extensions: [Range<Int>] = []
    var entries = DERWalk(der, in: list)
    while let entry = entries.element(0x30) { extensions.append(entry) }
    return (issuer, extensions)
  }

  /// A further certificate of the series, which nobody has signed yet.
  struct Further: Sendable {
    /// What it says, read anew from what is to be signed.
    let fields: CertificateFields
    fileprivate let body: [UInt8]
    fileprivate let writer: SeriesWriter

    /// Signs it as the first one was: with ECDSA and SHA-256.
    func sign(with key: borrowing PrivateKey) throws(OpenSSLError) -> Certificate {
      let signature = try key.signature(of: Digest.sha256(body))
      let bits = DERWriter.element(0x03, [0] + signature)
      var fields = fields
      fields.signatureAlgorithm = writer.series.signatureAlgorithm
      return Certificate(
        der: DERWriter.element(0x30, body + CertificateParts.algorithm + bits), fields: fields,
        series: writer.series)
    }
  }

  /// The certificate that `template` describes; nil where it is not of this series.
  func further(_ template: CertificateTemplate) -> Further? {
    guard isOfSeries(template) else { return nil }
    let body = body(template)
    guard let parts = CertificateParts(body, signed: body.indices), parts.rest == rest,
      var fields = series.fields(body, parts)
    else { return nil }
    fields.signatureAlgorithm = nil
    return Further(fields: fields, body: body, writer: self)
  }

  /// Whether a template differs from that of the first one only in what is written anew.
  private func isOfSeries(_ other: CertificateTemplate) -> Bool {
    other.issuer == template.issuer && other.basicConstraints == template.basicConstraints
      && other.keyUsage == template.keyUsage && other.extendedKeyUsage == template.extendedKeyUsage
      && other.subjectAlternativeNames == template.subjectAlternativeNames
      && other.authorityKeyIdentifier == template.authorityKeyIdentifier
      && other.publicKey.kind == CurveP256.kind && !other.serial.isNegative
  }

  /// The TBSCertificate of `template` (RFC 5280, 4.1).
  private func body(_ template: CertificateTemplate) -> [UInt8] {
    let identifier = CertificateParts.identifierHead + template.publicKey.identifier
    let validity = DERWriter.time(template.notBefore) + DERWriter.time(template.notAfter)
    var body = CertificateParts.version + DERWriter.integer(template.serial.bytes)
    body += CertificateParts.algorithm + issuer
    body += DERWriter.element(0x30, validity)
    body += template.subject.der + template.publicKey.der
    body += DERWriter.element(0xa3, DERWriter.element(0x30, extensions.flatMap { $0 ?? identifier }))
    return DERWriter.element(0x30, body)
  }
}
