import TestSupport
import Testing

@testable import OpenSSL

/// Further certificates of a series are not written by OpenSSL: what is written is held against what it writes.
@Suite struct SeriesWriterTests {
  private let authority: MadeAuthority

  init() throws { authority = try MadeAuthority() }

  /// An authority's key, which is to outlive what it signs.
  private final class MadeAuthority: Sendable {
    let key: PrivateKey
    init() throws { key = try quickKey() }
  }

  private func template(_ sketch: Sketch) throws -> CertificateTemplate {
    try sketch.template(for: quickKey().publicKey, issuerKey: authority.key.publicKey)
  }

  private func writer(_ sketch: Sketch = Sketch()) throws -> SeriesWriter {
    let template = try template(sketch)
    return try #require(
      SeriesWriter(of: UnsignedCertificate(template).sign(with: authority.key), from: template))
  }

  @Test func `a further certificate is what OpenSSL makes of the same template, octet for octet`() throws {
    var generator = SeededGenerator()
    let writer = try writer()
    for turn in 0..<300 {
      let moment: Comment = "seed \(generator.seed), turn \(turn)"
      var sketch = Sketch()
      let length = Int.random(in: 1...64, using: &generator)
      sketch.subject = String(
        (0..<length).compactMap { _ in "abcXYZ019-._".randomElement(using: &generator) })
      sketch.serial = SerialNumber(
        bytes: (0..<Int.random(in: 1...20, using: &generator)).map { _ in
          .random(in: 1...127, using: &generator)
        })
      sketch.notBefore = Time(seconds: .random(in: -631_152_000...2_524_607_999, using: &generator))
      sketch.notAfter = Time(seconds: .random(in: 2_524_607_990...253_402_300_799, using: &generator))
      let template = try template(sketch)
      let unsigned = try UnsignedCertificate(template, in: writer)
      let promised = unsigned.fields
      let further = try unsigned.sign(with: authority.key)
      let built = try UnsignedCertificate(template).sign(with: authority.key)
      #expect(further.series === writer.series && built.series == nil, moment)
      #expect(Self.signedPart(further) == Self.signedPart(built), moment)
      #expect(further.fields == built.fields, moment)
      #expect(try Certificate(der: further.der).fields == further.fields, moment)
      #expect(try further.pem() == Certificate(der: further.der).pem(), moment)
      var said = promised
      said.signatureAlgorithm = further.fields.signatureAlgorithm
      #expect(promised.signatureAlgorithm == nil && said == further.fields, moment)
      #expect(further.isSigned(by: authority.key.publicKey), moment)
      #expect(try SeriesSignature(by: authority.key.publicKey).isGood(on: further), moment)
    }
  }

  private static func signedPart(_ certificate: Certificate) -> [UInt8]? {
    CertificateParts.signedPart(of: certificate.der).map { Array(certificate.der[$0.all]) }
  }

  @Test(
    arguments: [
      { $0.names = [.dns("db2.example.com")] }, { $0.purposes = [.clientAuth] }, { $0.purposes = [] },
      { $0.usage = [.digitalSignature, .keyEncipherment] }, { $0.issuer = "another authority" },
      { $0.constraints = .init(isAuthority: true) }, { $0.subject = "two words, and a comma" },
      { $0.subject = "test authority" },
      {
        $0.notAfter = $0.notAfter.adding(days: 1); $0.names = []
      },
    ] as [@Sendable (inout Sketch) -> Void])
  func `what is of no series, or written in another way, is left to OpenSSL`(
    change: @Sendable (inout Sketch) -> Void
  ) throws {
    var sketch = Sketch()
    change(&sketch)
    let other = try UnsignedCertificate(template(sketch), in: writer()).sign(with: authority.key)
    #expect(other.series == nil)
  }

  @Test func `keys and signatures of other kinds begin no series`() throws {
    for algorithm in [KeyAlgorithm.ecdsaP384, .ed25519, .rsa2048] {
      let key = try PrivateKey.generate(algorithm)
      let template = try Sketch().template(for: quickKey().publicKey, issuerKey: key.publicKey)
      #expect(try SeriesWriter(of: UnsignedCertificate(template).sign(with: key), from: template) == nil)
      let ours = try Sketch().template(for: key.publicKey, issuerKey: authority.key.publicKey)
      let first = try UnsignedCertificate(ours).sign(with: authority.key)
      #expect(SeriesWriter(of: first, from: ours) == nil)
      #expect(try UnsignedCertificate(ours, in: writer()).sign(with: authority.key).series == nil)
    }
  }

  @Test func `a first certificate of another template begins no series`() throws {
    let first = try UnsignedCertificate(template(Sketch())).sign(with: authority.key)
    #expect(SeriesWriter(of: first, from: try template(Sketch())) == nil)
  }
}
