import Secrets
import TestSupport
import Testing

@testable import OpenSSL

@Suite struct UnsignedCertificateTests {
  private func sketch() throws -> Sketch {
    var sketch = Sketch()
    sketch.serial = try SerialNumber.random()
    sketch.purposes = [.serverAuth, .clientAuth]
    sketch.names = [.dns("db1.example.com"), .dns("*.example.org"), .ip([10, 0, 0, 5])]
    sketch.names.append(try #require(GeneralName.ip(parsing: "2001:db8::1")))
    return sketch
  }

  private static let digests: [KeyAlgorithm: String] = [
    .ecdsaP256: "ecdsa-with-SHA256", .ecdsaP384: "ecdsa-with-SHA384", .rsa2048: "sha256WithRSAEncryption",
    .ed25519: "ED25519",
  ]

  @Test(arguments: digests.keys.sorted { $0.rawValue < $1.rawValue })
  func `a certificate signed by every kind of key says what was asked, here and to openssl`(
    algorithm: KeyAlgorithm
  ) throws {
    let key = try PrivateKey.generate(algorithm)
    let authority = try Sketch.authority().signed(for: key.publicKey, with: key)
    let sketch = try sketch()
    let leafKey = try quickKey().publicKey
    let template = try sketch.template(for: leafKey, issuerKey: key.publicKey)
    let unsigned = try UnsignedCertificate(template)
    let before = unsigned.fields
    let leaf = try unsigned.sign(with: key)

    expect(leaf.fields, says: template)
    var promised = before
    #expect(promised.signatureAlgorithm == nil)
    promised.signatureAlgorithm = leaf.fields.signatureAlgorithm
    #expect(promised == leaf.fields, "what was shown before signing is not what was signed")
    #expect(try Certificate(der: leaf.der).fields == leaf.fields, "its encoding says something else")
    #expect(leaf.fields.signatureAlgorithm == Self.digests[algorithm])
    #expect(leaf.isSigned(by: key.publicKey) && !leaf.isSigned(by: leafKey))
    #expect(authority.isSelfIssued && !leaf.isSelfIssued)
    #expect(authority.fields.basicConstraints == .init(isAuthority: true, pathLength: 0))

    let folder = try TemporaryFolder()
    let ca = try folder.write(authority.pem(), to: "ca.pem")
    let file = try folder.write(leaf.pem(), to: "leaf.pem")
    let at = ["-attime", String(noon.seconds)]
    for certificate in [ca, file] {
      let verdict = try OpenSSLCommand.verify(certificate, under: ca, more: at)
      #expect(verdict.succeeded, "\(verdict.errors)")
    }
    let text = try OpenSSLCommand.output(["x509", "-in", file, "-noout", "-text"])
    for line in Self.lines(of: leaf.fields) { #expect(text.contains(line), "\(line) is not in \(text)") }
  }

  private func expect(_ fields: CertificateFields, says template: CertificateTemplate) {
    #expect(fields.version == 3)
    #expect(fields.serial == template.serial)
    #expect(fields.issuer == template.issuer && fields.subject == template.subject)
    #expect(fields.notBefore == template.notBefore && fields.notAfter == template.notAfter)
    #expect(fields.publicKey == template.publicKey)
    #expect(fields.basicConstraints == template.basicConstraints)
    #expect(fields.keyUsage == template.keyUsage)
    #expect(fields.extendedKeyUsage == template.extendedKeyUsage)
    #expect(fields.subjectAlternativeNames == template.subjectAlternativeNames)
    #expect(fields.subjectKeyIdentifier == template.publicKey.identifier)
    #expect(fields.authorityKeyIdentifier == .init(keyIdentifier: template.authorityKeyIdentifier))
    #expect(
      fields.extensions == [
        ExtensionIdentifier.basicConstraints, ExtensionIdentifier.keyUsage, ExtensionIdentifier.extKeyUsage,
        ExtensionIdentifier.subjectAltName, ExtensionIdentifier.subjectKeyIdentifier,
        ExtensionIdentifier.authorityKeyIdentifier,
      ])
    #expect(
      fields.criticalExtensions == [ExtensionIdentifier.basicConstraints, ExtensionIdentifier.keyUsage])
  }

  private static func lines(of fields: CertificateFields) -> [String] {
    let identifier = (fields.subjectKeyIdentifier ?? []).hexadecimal(separator: ":").uppercased()
    let authority = (fields.authorityKeyIdentifier?.keyIdentifier ?? []).hexadecimal(separator: ":")
      .uppercased()
    return [
      "Version: 3 (0x2)", fields.serial.bytes.hexadecimal(separator: ":"),
      "Signature Algorithm: \(fields.signatureAlgorithm ?? "")", "Issuer: CN = test authority",
      "Not Before: Feb 28 12:00:00 2027 GMT", "Not After : Mar 31 12:00:00 2027 GMT", "Subject: CN = db1\n",
      "X509v3 Basic Constraints: critical\n                CA:FALSE",
      "X509v3 Key Usage: critical\n                Digital Signature\n",
      "Extended Key Usage: \n                TLS Web Server Authentication, TLS Web Client Authentication\n",
      "DNS:db1.example.com, DNS:*.example.org, IP Address:10.0.0.5, IP Address:2001:DB8:0:0:0:0:0:1\n",
      "X509v3 Subject Key Identifier: \n                \(identifier)\n",
      "X509v3 Authority Key Identifier: \n                \(authority)\n",
    ]
  }

  @Test func `every usage and no other is written`() throws {
    var sketch = Sketch()
    let key = try quickKey()
    for item in KeyUsage.named {
      sketch.usage = item.usage
      let fields = try UnsignedCertificate(sketch.template(for: key.publicKey, issuerKey: key.publicKey))
        .fields
      #expect(fields.keyUsage == item.usage && fields.keyUsage?.names == [item.name])
    }
    sketch.usage = KeyUsage(KeyUsage.named.map(\.usage))
    let fields = try UnsignedCertificate(sketch.template(for: key.publicKey, issuerKey: key.publicKey)).fields
    #expect(fields.keyUsage == sketch.usage && fields.keyUsage?.names.count == 9)
  }

  @Test func `lists that are empty are not written`() throws {
    var sketch = Sketch()
    sketch.purposes = []
    sketch.names = []
    let leaf = try Authority().issue(sketch)
    #expect(leaf.fields.extendedKeyUsage == nil && leaf.fields.subjectAlternativeNames == nil)
    #expect(!leaf.fields.extensions.contains(ExtensionIdentifier.extKeyUsage))
    #expect(!leaf.fields.extensions.contains(ExtensionIdentifier.subjectAltName))
  }

  @Test(arguments: ["", "1", "serverAuth", "9.9.9"])
  func `a purpose that is no object identifier is refused`(identifier: String) throws {
    var sketch = Sketch()
    sketch.purposes = [ExtendedKeyUsage(identifier: identifier)]
    let key = try quickKey()
    let template = try sketch.template(for: key.publicKey, issuerKey: key.publicKey)
    #expect(throws: OpenSSLError.self) { try UnsignedCertificate(template).fields }
    expectCleanQueue(after: "UnsignedCertificate") { try UnsignedCertificate(template).fields }
  }

  @Test func `a key that cannot sign signs nothing, and says why`() throws {
    let pem = try OpenSSLCommand.output(["genpkey", "-algorithm", "X25519"])
    let key = try PrivateKey.parse(pem: secret(pem))
    let error = #expect(throws: OpenSSLError.self) {
      try Sketch.authority().signed(for: key.publicKey, with: key)
    }
    #expect(error?.operation == "X509_sign" && error?.entries.isEmpty == false)
    expectCleanQueue(after: "sign") { try Sketch.authority().signed(for: key.publicKey, with: key) }
  }

  @Test func `making and signing leave the error queue empty`() throws {
    let key = try quickKey()
    expectCleanQueue(after: "sign") { try Sketch.authority().signed(for: key.publicKey, with: key) }
    expectCleanQueue(after: "generate") { try quickKey().kind }
    expectCleanQueue(after: "identifier") { key.publicKey.identifier }
    expectCleanQueue(after: "pem") { try key.pem().count }
  }
}
