import TestSupport
import Testing

@testable import OpenSSL

/// Lists that are made here, read back and by the openssl command.
@Suite struct UnsignedRevocationListTests {
  private func entries(_ reasons: [RevocationReason?]) -> [RevocationList.Entry] {
    reasons.enumerated().map { number, reason in
      // From the highest serial number down, so that sorting has something to do.
      RevocationList.Entry(
        serial: SerialNumber(bytes: [0x7f, UInt8(200 - number), 0xff]), date: noon.adding(days: -2),
        reason: reason)
    }
  }

  @Test func `a list says what its template says, sorted, and unspecified is not written`() throws {
    let authority = try MadePair.authority()
    let wanted = entries([.keyCompromise, .unspecified, nil, .superseded, .privilegeWithdrawn])
    let list = try authority.list(revoking: wanted, number: 300)
    #expect(
      list.issuer == authority.certificate.fields.subject && list.number == SerialNumber(bytes: [1, 44]))
    #expect(list.thisUpdate == noon.adding(days: -1) && list.nextUpdate == noon.adding(days: 60))
    #expect(list.entries.map(\.serial) == wanted.map(\.serial).reversed())
    #expect(list.entries.map(\.reason) == [.privilegeWithdrawn, .superseded, nil, nil, .keyCompromise])
    #expect(list.entries.allSatisfy { $0.date == noon.adding(days: -2) })
    #expect(list.extensions == ["2.5.29.35", "2.5.29.20"] && list.unhandledCriticalExtensions.isEmpty)
    #expect(list.authorityKeyIdentifier?.keyIdentifier == authority.certificate.fields.subjectKeyIdentifier)
    #expect(list.authorityKeyIdentifier?.namesIssuer == false && !list.isDelta && list.scope == nil)
    #expect(try RevocationList.parse(pem: Array(list.pem().utf8)) == list)
    expectCleanQueue(after: "sign") { try authority.list(revoking: wanted) }
  }

  @Test(arguments: KeyAlgorithm.allCases.filter { $0 != .rsa4096 && $0 != .rsa3072 })
  func `every kind of key signs a list that openssl accepts, with its own digest`(algorithm: KeyAlgorithm)
    throws
  {
    let folder = try TemporaryFolder()
    let pair = try MadePair(authority: .authority("Replication CA G1"), algorithm: algorithm)
    let list = try pair.list(revoking: entries([.keyCompromise]))
    try folder.write(pair.certificate.pem(), to: "ca.pem")
    try folder.write(list.pem(), to: "crl.pem")
    let shown = try OpenSSLCommand.output([
      "crl", "-in", folder("crl.pem"), "-CAfile", folder("ca.pem"), "-noout", "-text", "-hash",
    ])
    #expect(shown.contains("Version 2 (0x1)") && shown.contains("Key Compromise"))
    let digest =
      switch algorithm {
      case .ecdsaP384: "ecdsa-with-SHA384"
      case .ed25519: "ED25519"
      case .ecdsaP256: "ecdsa-with-SHA256"
      default: "sha256WithRSAEncryption"
      }
    #expect(shown.contains("Signature Algorithm: \(digest)"), "\(shown)")
    #expect(shown.contains(list.issuerHash))
    let verified = try OpenSSLCommand.run([
      "crl", "-in", folder("crl.pem"), "-CAfile", folder("ca.pem"), "-noout",
    ])
    #expect(verified.errors.contains("verify OK"))
  }

  @Test func `ten thousand certificates are revoked in a moment`() throws {
    let authority = try MadePair.authority()
    let many: [RevocationList.Entry] = (0..<10_000).map { number in
      let mixed = number &* 7919
      let bytes = [1, UInt8(truncatingIfNeeded: mixed >> 8), UInt8(number & 0xff), UInt8(number >> 8)]
      return RevocationList.Entry(
        serial: SerialNumber(bytes: bytes), date: noon.adding(days: -2), reason: .superseded)
    }
    var list: RevocationList?
    let time = try ContinuousClock().measure { list = try authority.list(revoking: many) }
    #expect(list?.entries.count == 10_000)
    // Sorted after every one of them it would take a minute.
    #expect(time < .seconds(5), "\(time)")
  }

  @Test func `times from 2050 on are written as RFC 5280 wants them, and impossible ones refused`() throws {
    let authority = try MadePair.authority()
    let late = Time(seconds: 2_524_608_000)
    #expect(try authority.list(until: late).nextUpdate == late)
    #expect(try authority.list(until: late.adding(seconds: -1)).nextUpdate == late.adding(seconds: -1))
    #expect(throws: OpenSSLError.self) { try authority.list(until: Time(seconds: 253_402_300_800)) }
  }
}
