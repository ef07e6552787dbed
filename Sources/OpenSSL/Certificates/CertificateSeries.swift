internal import Synchronization

/// Certificates that are alike octet for octet but for what has to differ: serial number, dates, common name, key
/// and its identifier, names, signature. An authority that issues a thousand certificates issues a few series.
///
/// OpenSSL 3 takes longer to decode a certificate than to check its signature, since it builds a chain of decoders
/// for every key. Of a series it decodes the first; what the others say is what that one says, but for the parts
/// that differ (``CertificateParts``), and they are decoded where OpenSSL has to judge them.
public final class CertificateSeries: Sendable {
  private let fields: CertificateFields
  /// OpenSSL's name of the algorithm that all are signed with.
  var signatureAlgorithm: String? { fields.signatureAlgorithm }
  /// What the issuer is called, so that a certificate that issued itself is left to OpenSSL.
  private let issuer: String?

  init(of certificate: Certificate) {
    fields = certificate.fields
    issuer = Self.folded(certificate.fields.issuer.commonName)
  }

  /// Names that differ in case and blanks alone are one name (RFC 5280, 7.1).
  private static func folded(_ name: String?) -> String? {
    name.map { $0.lowercased().filter { !$0.isWhitespace } }
  }

  /// The certificate `der`, one of this series.
  private func certificate(_ der: [UInt8], _ parts: CertificateParts) -> Certificate? {
    fields(der, parts).map { Certificate(der: der, fields: $0, series: self) }
  }

  /// What the certificate of this series says that has these parts in `der`.
  func fields(_ der: [UInt8], _ parts: CertificateParts) -> CertificateFields? {
    var fields = fields
    fields.serial = parts.serial
    fields.notBefore = parts.notBefore
    fields.notAfter = parts.notAfter
    fields.subject = DistinguishedName(der: Array(der[parts.subject]))
    fields.publicKey = PublicKey(der: Array(der[parts.key]), kind: CurveP256.kind)
    // One that is not written in the plainest way is the same in all of the series.
    if let identifier = parts.keyIdentifier { fields.subjectKeyIdentifier = Array(der[identifier]) }
    if let names = parts.names { fields.subjectAlternativeNames = names }
    // Whoever may have issued itself is not like the others.
    guard let issuer, Self.folded(fields.subject.commonName) != issuer else { return nil }
    return fields
  }

  /// The series that were met so far.
  public final class Book: Sendable {
    private let known = Mutex<[Octets: CertificateSeries]>([:])

    public init() {}

    /// The certificate that is all of `pem`, where it is one of a series; nil for everything else.
    public func certificate(pem: [UInt8]) -> Certificate? {
      guard let der = PEMBlock.only("CERTIFICATE", in: pem), let parts = CertificateParts(der) else {
        return nil
      }
      if let series = known.withLock({ $0[Octets(parts.rest)] }) {
        return series.certificate(der, parts)
      }
      guard let first = try? Certificate(der: der), first.der == der else { return nil }
      known.withLock { known in
        if known[Octets(parts.rest)] == nil { known[Octets(parts.rest)] = CertificateSeries(of: first) }
      }
      return first
    }
  }
}
