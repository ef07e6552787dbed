import Secrets
import Testing

@testable import OpenSSL

/// Reads bytes as everything that they might be, and uses what comes of it: whatever they are, that ends in values or
/// in errors.
enum Exercise {
  /// Reads `bytes` as a file in PEM.
  static func pem(_ bytes: [UInt8]) {
    _ = PEMContents(bytes)
    if let certificates = try? Certificate.parse(pem: bytes) { use(certificates) }
    for loader in CertificateLoader.allCases { _ = try? Certificate.presented(pem: bytes, by: loader) }
    if let file = try? TrustFile.parse(pem: bytes) { file.revocationLists.forEach(use) }
    _ = try? CertificateRequest.parse(pem: bytes).provesPossession
    if let lists = try? RevocationList.parseAll(pem: bytes) { lists.forEach(use) }
    _ = try? PrivateKey.parse(pem: .init(copying: bytes)).kind
  }

  /// Reads `bytes` as a file in DER, and as DER in PEM armour of every kind that is read.
  static func der(_ bytes: [UInt8]) {
    if let certificate = try? Certificate(der: bytes) { use([certificate]) }
    if let list = try? RevocationList(der: bytes) { use(list) }
    for label in [
      "CERTIFICATE", "TRUSTED CERTIFICATE", "X509 CRL", "CERTIFICATE REQUEST", "PRIVATE KEY",
      "RSA PRIVATE KEY",
      "EC PRIVATE KEY",
    ] {
      pem(Array(Armour.pem(bytes, label).utf8))
    }
  }

  /// Asks the certificates of one file everything that can be asked, and judges them.
  static func use(_ certificates: [Certificate]) {
    for certificate in certificates.prefix(8) {
      use(certificate)
      judge(certificate, among: certificates)
    }
  }

  private static func use(_ certificate: Certificate) {
    let fields = certificate.fields
    _ = (
      certificate.subjectHash, certificate.isSelfIssued, certificate.isSelfSigned, certificate.looksSelfSigned
    )
    _ = (certificate.authorityKind, certificate.unhandledCriticalExtensions, certificate.trustSettings)
    _ = (certificate.signatureDigest, certificate.signatureSecurityBits)
    _ = (fields.subject.oneline, fields.subject.rfc2253, fields.subject.commonName)
    _ = fields.subjectAlternativeNames?.map(\.tagged)
    for matching in NameMatching.allCases {
      _ = certificate.matches(dialled: "db1.example.com", as: matching)
      _ = certificate.matches(dialled: "10.0.0.5", as: matching)
    }
    if let key = fields.publicKey {
      _ = (key.kind, key.bits, key.securityBits)
      _ = certificate.isSigned(by: key)
    }
  }

  private static func judge(_ certificate: Certificate, among others: [Certificate]) {
    let time = fieldsTime(certificate)
    _ = try? TrustStore([certificate]).judge(certificate, as: .server, at: time)
    _ = try? TrustStore(others).judge(
      certificate, intermediates: others, as: .client, at: time, name: .dns("db1.example.com"))
    _ = try? PathValidator(others).validate(
      certificate, intermediates: others, as: .server, at: time, peer: .host("db1.example.com"))
    _ = try? PathValidator(Array(others.suffix(1))).validate(
      certificate, intermediates: others, as: nil, at: time, peer: .address([10, 0, 0, 5]))
  }

  /// A moment at which the certificate is valid, so that no judgement ends at its time.
  private static func fieldsTime(_ certificate: Certificate) -> Time { certificate.fields.notBefore ?? noon }

  private static func use(_ list: RevocationList) {
    _ = (list.number, list.baseNumber, list.isDelta, list.scope, list.hasMalformedScope)
    _ = (list.extensions, list.unhandledCriticalExtensions, list.authorityKeyIdentifier, list.entries.count)
    if let key = try? quickKey().publicKey { _ = list.isSigned(by: key) }
  }
}
