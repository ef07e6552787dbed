import OpenSSL
import TestSupport
import Testing

@testable import CertificateAuthority

/// Every lint with a certificate that breaks only that one.
@Suite struct LintTests {
  static let authority = Result { try MadePair.authority() }

  /// A certificate that is as its profile wants it.
  static func sound(_ profile: Profile, key: PublicKey) -> CertificateSketch {
    var sketch: CertificateSketch =
      switch profile {
      case .authority: .authority("Replication CA G1")
      case .server: .server("db1")
      case .client: .client("db1")
      case .peer: .peer("db1")
      }
    sketch.usage = profile.keyUsage(for: key.kind)
    return sketch
  }

  private func context(
    _ profile: Profile, _ change: (inout CertificateFields) -> Void = { _ in },
    algorithm: KeyAlgorithm = .ecdsaP256
  ) throws -> LintContext {
    let authority = try Self.authority.get()
    let key = try PrivateKey.generate(algorithm)
    let sketch = Self.sound(profile, key: key.publicKey)
    var fields: CertificateFields
    if profile == .authority {
      fields = authority.certificate.fields
    } else {
      let template = try sketch.template(
        for: key.publicKey, issuer: "Replication CA G1", issuerKey: authority.key.publicKey)
      fields = try UnsignedCertificate(template).fields
    }
    change(&fields)
    return LintContext(
      fields: fields, profile: profile,
      authority: profile == .authority ? fields : authority.certificate.fields)
  }

  @Test(arguments: Profile.allCases, KeyAlgorithm.allCases.filter { $0 != .rsa4096 && $0 != .rsa3072 })
  func `what a profile makes passes every lint`(profile: Profile, algorithm: KeyAlgorithm) throws {
    #expect(Lints.findings(in: try context(profile, algorithm: algorithm)) == [])
  }

  struct Broken: Sendable, CustomTestStringConvertible {
    let lint: String
    let testDescription: String
    var profile = Profile.server
    let change: @Sendable (inout CertificateFields) throws -> Void
    init(
      _ lint: String, _ description: String, _ profile: Profile = .server,
      _ change: @escaping @Sendable (inout CertificateFields) throws -> Void
    ) {
      (self.lint, testDescription, self.profile, self.change) = (lint, description, profile, change)
    }
  }

  static let end = CertificateSketch.noon.adding(days: 3650)
  static let broken: [Broken] = [
    Broken("version", "version 1") { $0.version = 1 },
    Broken("serial-number", "zero") { $0.serial = SerialNumber(bytes: []) },
    Broken("serial-number", "negative") {
      $0.serial = SerialNumber(bytes: $0.serial.bytes, isNegative: true)
    },
    Broken("serial-number", "21 octets") {
      $0.serial = SerialNumber(bytes: [0x80] + [UInt8](repeating: 1, count: 19))
    },
    Broken("serial-number", "15 octets") {
      $0.serial = SerialNumber(bytes: [UInt8](repeating: 1, count: 15))
    },
    Broken("subject-name", "a slash") { $0.subject = try DistinguishedName(commonName: "a/b") },
    Broken("subject-name", "beyond ASCII") { $0.subject = try DistinguishedName(commonName: "dbé") },
    Broken("subject-name", "the authority's") { $0.subject = $0.issuer },
    Broken("subject-name", "the authority's in capitals") {
      $0.subject = try DistinguishedName(commonName: "REPLICATION  CA g1")
    },
    Broken("subject-name", "another issuer") { $0.issuer = try DistinguishedName(commonName: "other") },
    Broken("validity", "backwards") { $0.notBefore = $0.notAfter?.adding(seconds: 1) },
    Broken("validity", "no time at all") { $0.notBefore = $0.notAfter },
    Broken("validity", "unreadable") { $0.notBefore = nil },
    Broken("outlives-authority", "by a second") { $0.notAfter = LintTests.end.adding(seconds: 1) },
    Broken("extension-set", "twice") { $0.extensions.append($0.extensions[0]) },
    Broken("extension-set", "an unknown one") { $0.extensions.append("2.5.29.31") },
    Broken("extension-set", "a critical name") {
      $0.criticalExtensions.insert(ExtensionIdentifier.subjectAltName)
    },
    Broken("extension-set", "constraints not critical") {
      $0.criticalExtensions.remove(ExtensionIdentifier.basicConstraints)
    },
    Broken("basic-constraints", "a leaf that signs") { $0.basicConstraints = .init(isAuthority: true) },
    Broken("basic-constraints", "none") { $0.basicConstraints = nil },
    Broken("basic-constraints", "an authority without path length", .authority) {
      $0.basicConstraints = .init(isAuthority: true)
    },
    Broken("key-usage", "a leaf that signs certificates") { $0.keyUsage = .keyCertSign },
    Broken("key-usage", "more than needed") { $0.keyUsage?.insert(.keyEncipherment) },
    Broken("key-usage", "none") { $0.keyUsage = nil },
    Broken("extended-key-usage", "a client's") { $0.extendedKeyUsage = [.clientAuth] },
    Broken("extended-key-usage", "more than needed") { $0.extendedKeyUsage = [.serverAuth, .clientAuth] },
    Broken("extended-key-usage", "none") { $0.extendedKeyUsage = nil },
    Broken("extended-key-usage", "an authority's", .authority) { $0.extendedKeyUsage = [.serverAuth] },
    Broken("subject-alt-name", "none") { $0.subjectAlternativeNames = nil },
    Broken("subject-alt-name", "twice") { $0.subjectAlternativeNames = [.dns("a.b"), .dns("a.b")] },
    Broken("subject-alt-name", "a wide wildcard") { $0.subjectAlternativeNames = [.dns("*.test")] },
    Broken("subject-alt-name", "of another kind") { $0.subjectAlternativeNames = [.other("email:a@b.c")] },
    Broken("subject-alt-name", "a bad one of a client", .client) { $0.subjectAlternativeNames = [.dns("")] },
    Broken("subject-alt-name", "an authority's", .authority) { $0.subjectAlternativeNames = [.dns("ca")] },
    Broken("key-identifier", "another subject's") { $0.subjectKeyIdentifier = [1, 2, 3] },
    Broken("key-identifier", "none") { $0.subjectKeyIdentifier = nil },
    Broken("key-identifier", "no authority's") { $0.authorityKeyIdentifier = nil },
    Broken("key-identifier", "another authority's") { $0.authorityKeyIdentifier = .init(keyIdentifier: [1]) },
    Broken("key-identifier", "with name and serial") {
      $0.authorityKeyIdentifier = .init(
        keyIdentifier: $0.authorityKeyIdentifier?.keyIdentifier, namesIssuer: true)
    },
    Broken("key-policy", "an unreadable key") { $0.publicKey = nil },
  ]

  @Test(arguments: broken)
  func `a lint names what breaks it, and only what breaks it`(broken: Broken) throws {
    var failure: (any Error)?
    let context = try context(broken.profile, { do { try broken.change(&$0) } catch { failure = error } })
    #expect(failure == nil)
    let found = Lints.findings(in: context)
    // A certificate of which the key cannot be read has no identifier of it either.
    let expected =
      broken.testDescription == "an unreadable key" ? ["key-policy", "key-identifier"] : [broken.lint]
    #expect(found.map(\.lint) == expected, "\(found)")
    #expect(
      found.allSatisfy {
        !$0.sentence.isEmpty && !$0.sentence.hasSuffix(".") && $0.sentence.first?.isUppercase == false
      })
  }

  @Test func `every lint has a certificate here that breaks it`() {
    #expect(Set(Self.broken.map(\.lint)) == Set(Lints.all.map(\.name)))
  }

  @Test func `a leaf may end with the authority to the second`() throws {
    #expect(Lints.findings(in: try context(.server, { $0.notAfter = Self.end })) == [])
  }

  @Test func `what is linted is what is signed, and what does not pass is not`() throws {
    let authority = try Self.authority.get()
    let key = try PrivateKey.generate(.ecdsaP256)
    func prepare(_ sketch: CertificateSketch) throws -> Certificate {
      let template = try sketch.template(
        for: key.publicKey, issuer: "Replication CA G1", issuerKey: authority.key.publicKey)
      // A prepared certificate is not copyable and is consumed by its signature: a second `sign` does not
      // compile.
      return try PreparedCertificate(template, profile: .server, authority: authority.certificate.fields)
        .sign(with: authority.key)
    }
    #expect(try prepare(.server("db1")).isSigned(by: authority.key.publicKey))
    let error = #expect(throws: IssuanceError.self) {
      try prepare(.server("db1").with { ($0.names, $0.usage) = ([], .keyCertSign) })
    }
    #expect(error?.code == .lint)
    #expect(
      error?.description
        == "refusing to sign a certificate for db1: keyUsage is keyCertSign, not digitalSignature "
        + "(key-usage); it names nothing that a client could dial (subject-alt-name)")
  }
}
