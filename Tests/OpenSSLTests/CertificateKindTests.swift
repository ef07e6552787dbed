import TestSupport
import Testing

@testable import OpenSSL

/// What a certificate is in the eyes of OpenSSL.
@Suite struct CertificateKindTests {
  @Test func `an authority is told from a leaf, and by what makes it one`() throws {
    let authority = try Authority()
    let leaf = try authority.issue()
    #expect(authority.certificate.authorityKind == .byConstraints && authority.certificate.canIssue)
    #expect(leaf.authorityKind == .none && !leaf.canIssue)
    #expect(authority.certificate.isSelfSigned && authority.certificate.looksSelfSigned && !leaf.isSelfSigned)
    #expect(authority.certificate.mayHaveIssued(leaf) && !leaf.mayHaveIssued(authority.certificate))
    let old = try Certificate.parse(pem: Array(version1().utf8))[0]
    #expect(old.fields.version == 1 && old.authorityKind == .selfSignedVersion1 && old.isSelfSigned)
    let key = try quickKey().publicKey.der
    let byUsage = DER.certificate(
      key: key, extensions: [DER.standardExtension(15, [0x03, 0x02, 0x02, 0x04])])
    #expect(try Certificate(der: byUsage).authorityKind == .byKeyUsage)
  }

  private func version1() throws -> String {
    let folder = try TemporaryFolder()
    let key = try folder.write(text(quickKey().pem()), to: "key.pem")
    let request = try OpenSSLCommand.output(["req", "-new", "-key", key, "-subj", "/CN=old"])
    return try OpenSSLCommand.output(["x509", "-req", "-signkey", key], input: request)
  }

  @Test func `a leaf with its authority's whole name and no key identifiers looks self-signed`() throws {
    let name = DER.sequence([
      DER.element(0x31, DER.sequence([DER.element(0x06, [0x55, 0x04, 0x03]), DER.text(0x0c, "x")]))
    ])
    // The subject alone is settable; the issuer of these is empty, and so is this subject.
    let bare = try Certificate(der: DER.certificate(key: quickKey().publicKey.der))
    #expect(bare.looksSelfSigned && !bare.isSelfSigned && bare.isSelfIssued)
    let named = try Certificate(der: DER.certificate(subject: name, key: quickKey().publicKey.der))
    #expect(!named.looksSelfSigned && !named.isSelfIssued)
  }

  @Test func `critical extensions that OpenSSL does not know are named`() throws {
    let unknown = DER.sequence([DER.element(0x06, [0x2a, 3, 4]), [1, 1, 0xff], DER.octets([5, 0])])
    let harmless = DER.sequence([DER.element(0x06, [0x2a, 3, 5]), DER.octets([5, 0])])
    let constraints = DER.standardExtension(19, critical: true, DER.sequence([]))
    let der = DER.certificate(
      key: try quickKey().publicKey.der, extensions: [unknown, harmless, constraints])
    #expect(try Certificate(der: der).unhandledCriticalExtensions == ["1.2.3.4"])
  }

  @Test func `what a signature and a key are worth is counted as security levels do`() throws {
    let leaf = try Authority().issue()
    #expect(leaf.signatureDigest == "SHA256" && leaf.signatureSecurityBits == 128)
    #expect(leaf.fields.publicKey?.bits == 256 && leaf.fields.publicKey?.securityBits == 128)
    let eddsa = try PrivateKey.generate(.ed25519)
    let own = try Sketch.authority().signed(for: eddsa.publicKey, with: eddsa)
    #expect(own.signatureDigest == nil && own.signatureSecurityBits == 128)
    #expect([-1, 0, 1, 2, 3, 5, 9].map(PublicKey.securityBits(ofLevel:)) == [0, 0, 80, 112, 128, 256, 256])
  }

  @Test func `SHA-1 and RSA-1024 are judged as each library at each level judges them`() throws {
    let folder = try TemporaryFolder()
    func certificate(_ bits: Int, _ digest: String) throws -> Certificate {
      let pem = try OpenSSLCommand.output([
        "req", "-x509", "-newkey", "rsa:\(bits)", "-nodes", "-keyout", folder("x"), "-subj", "/CN=leaf",
        "-CA", folder("ca.pem"), "-CAkey", folder("ca.key"), "-\(digest)", "-days", "90",
        "-addext", "basicConstraints=CA:FALSE",
      ])
      return try Certificate.parse(pem: Array(pem.utf8))[0]
    }
    let root = try OpenSSLCommand.output([
      "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", folder("ca.key"), "-subj", "/CN=ca",
      "-days", "99",
    ])
    try folder.write(root, to: "ca.pem")
    let store = try TrustStore(Certificate.parse(pem: Array(root.utf8)))
    let rows: [(Certificate, TrustStore.LibraryGeneration, Int, RefusalCause?)] = [
      (try certificate(2048, "sha1"), .openSSL3, 2, .weakDigest),
      (try certificate(2048, "sha1"), .openSSL3, 1, .weakDigest),
      (try certificate(2048, "sha1"), .openSSL1, 1, nil),
      (try certificate(2048, "md5"), .openSSL1, 1, .weakDigest),
      (try certificate(1024, "sha256"), .openSSL3, 2, .weakKey),
      (try certificate(1024, "sha256"), .openSSL1, 1, nil),
      (try certificate(1024, "sha256"), .openSSL3, 1, nil),
      (try certificate(512, "sha256"), .openSSL1, 1, .weakKey),
      (try certificate(512, "sha1"), .openSSL3, 0, nil),
    ]
    for (leaf, library, level, cause) in rows {
      let judgement = try store.judge(
        leaf, as: .server, at: Time.now(), securityLevel: level, library: library)
      if case .refused(let refusal) = judgement {
        #expect(
          refusal.cause == cause && refusal.certificate == leaf, "\(library) \(level): \(refusal.reason)")
      } else {
        #expect(cause == nil, "\(library) \(level)")
      }
    }
  }
}
