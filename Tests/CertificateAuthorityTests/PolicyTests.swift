import CertificateAuthority
import OpenSSL
import Testing

@Suite struct PolicyTests {
  static let rsa = KeyKind.rsa(bits: 2048, exponent: 65_537, pss: false)

  static let usages: [(Profile, KeyKind, KeyUsage)] = [
    (.authority, rsa, [.keyCertSign, .cRLSign]), (.authority, .ed25519, [.keyCertSign, .cRLSign]),
    (.server, rsa, [.digitalSignature, .keyEncipherment]),
    (.peer, rsa, [.digitalSignature, .keyEncipherment]),
    (.client, rsa, .digitalSignature), (.server, .ec(curve: "prime256v1"), .digitalSignature),
    (.peer, .ed25519, .digitalSignature), (.client, .ed25519, .digitalSignature),
    (.server, .rsa(bits: 2048, exponent: 65_537, pss: true), .digitalSignature),
  ]

  @Test(arguments: usages)
  func `a key may do what its kind and profile need`(profile: Profile, kind: KeyKind, usage: KeyUsage) {
    #expect(profile.keyUsage(for: kind) == usage)
  }

  @Test func `a profile is what its role needs and no more`() {
    #expect(Profile.server.extendedKeyUsage == [.serverAuth])
    #expect(Profile.client.extendedKeyUsage == [.clientAuth])
    #expect(Profile.peer.extendedKeyUsage == [.serverAuth, .clientAuth])
    #expect(Profile.authority.extendedKeyUsage == [])
    #expect(Profile.authority.basicConstraints == .init(isAuthority: true, pathLength: 0))
    for leaf in [Profile.server, .client, .peer] {
      #expect(leaf.basicConstraints == .init(isAuthority: false))
      #expect(leaf.defaultDays == 397)
    }
    #expect(Profile.authority.defaultDays == 3650)
    #expect(Profile.allCases.filter(\.presentsNames) == [.server, .peer])
  }

  @Test(arguments: [
    rsa, .rsa(bits: 8192, exponent: 65_537, pss: false), .rsa(bits: 3072, exponent: 65_539, pss: false),
    .ec(curve: "prime256v1"), .ec(curve: "secp384r1"), .ec(curve: "secp521r1"), .ed25519,
  ])
  func `keys that all servers load are certified`(kind: KeyKind) {
    #expect(KeyPolicy.refusal(of: kind) == nil)
  }

  @Test(arguments: [
    (KeyKind.rsa(bits: 1024, exponent: 65_537, pss: false), "1024 bits"),
    (.rsa(bits: 2047, exponent: 65_537, pss: false), "2047 bits"),
    (.rsa(bits: 8193, exponent: 65_537, pss: false), "8193 bits"),
    (.rsa(bits: 2048, exponent: 3, pss: false), "exponent is 3"),
    (.rsa(bits: 2048, exponent: 65_538, pss: false), "exponent is 65538"),
    (.rsa(bits: 2048, exponent: 65_537, pss: true), "RSASSA-PSS"), (.ec(curve: "secp256k1"), "secp256k1"),
    (.ec(curve: "of explicit parameters"), "explicit"), (.ed448, "Ed448"), (.other("DSA"), "DSA"),
  ])
  func `other keys are refused by a sentence that says why`(kind: KeyKind, words: String) {
    #expect(KeyPolicy.refusal(of: kind)?.contains(words) == true)
  }

  @Test(arguments: [
    "db1", "a.b", "DB1.Example.COM", "x_y.z", "*.db.example.com", "xn--nxasmq6b", "1.2.3.4.example", "a-b",
    String(repeating: "a", count: 63) + ".b", "10.0.0.5a",
  ])
  func `a DNS name that servers' clients match may stand in a certificate`(name: String) {
    #expect(NamePolicy.refusal(of: .dns(name)) == nil)
  }

  @Test(arguments: [
    "", ".", "a..b", ".a", "a.", "-a", "a-", "a b", "*", "*.test", "a.*.example.com", "m*.db.test", "**.a.b",
    "dbé.example.com", "a\0b", "a/b", "10.0.0.5", "1", "a.1", "[::1]", "::1",
    String(repeating: "a", count: 64),
    Array(repeating: String(repeating: "a", count: 63), count: 4).joined(separator: "."),
  ])
  func `other DNS names are refused`(name: String) {
    #expect(NamePolicy.refusal(of: .dns(name)) != nil)
  }

  @Test func `addresses have 4 or 16 octets, and nothing else is a name`() {
    for count in 0...20 {
      let refusal = NamePolicy.refusal(of: .ip([UInt8](repeating: 1, count: count)))
      #expect((refusal == nil) == [4, 16].contains(count))
    }
    #expect(NamePolicy.refusal(of: .other("email:a@b.c")) != nil)
  }
}
