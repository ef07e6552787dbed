import TestSupport
import Testing

@testable import OpenSSL

@Suite struct TrustStoreTests {
  /// What a case asks, and what must be answered, by us and by `openssl verify`.
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    var purposes: [ExtendedKeyUsage] = [.serverAuth, .clientAuth]
    var role = TrustStore.Purpose.server
    var at = noon
    var name: GeneralName?
    var by = Issuer.trusted
    /// X509_V_ERR_… (openssl-verify(1)); nil where it is accepted.
    var refusal: Int32?
  }
  /// Who signs the leaf: the authority of the store, another one, and another one of the same name.
  enum Issuer: Sendable { case trusted, stranger, namesake }

  static let names: [GeneralName] = [
    .dns("db1.example.com"), .dns("*.wild.example.com"), .ip([10, 0, 0, 5]),
    .ip([0x20, 0x01, 0x0d, 0xb8] + [UInt8](repeating: 0, count: 11) + [1]),
  ]
  static let day: Int64 = 86_400
  static let cases: [Case] = [
    Case(testDescription: "a server"), Case(testDescription: "a client", role: .client),
    Case(testDescription: "the first second", at: noon.adding(days: -1)),
    Case(testDescription: "a second early", at: noon.adding(seconds: -day - 1), refusal: 9),
    // OpenSSL takes notAfter itself for too late, which RFC 5280, 4.1.2.5 counts as the last valid second.
    Case(testDescription: "the last second", at: noon.adding(seconds: 30 * day - 1)),
    Case(testDescription: "a second late", at: noon.adding(days: 30), refusal: 10),
    Case(testDescription: "a client's certificate as a server", purposes: [.clientAuth], refusal: 26),
    Case(
      testDescription: "a server's certificate as a client", purposes: [.serverAuth], role: .client,
      refusal: 26),
    Case(testDescription: "a certificate for any purpose named so", purposes: [.any], refusal: 26),
    Case(testDescription: "a certificate without purposes", purposes: []),
    Case(testDescription: "its DNS name", name: names[0]),
    Case(testDescription: "its DNS name in capitals", name: .dns("DB1.EXAMPLE.COM")),
    Case(testDescription: "a name under the wildcard", name: .dns("x.wild.example.com")),
    Case(
      testDescription: "a name two levels under the wildcard", name: .dns("y.x.wild.example.com"), refusal: 62
    ),
    Case(testDescription: "another DNS name", name: .dns("db2.example.com"), refusal: 62),
    Case(testDescription: "the common name, beside DNS names", name: .dns("db1"), refusal: 62),
    Case(testDescription: "its IPv4 address", name: names[2]),
    Case(testDescription: "its IPv6 address", name: names[3]),
    Case(testDescription: "another address", name: .ip([10, 0, 0, 6]), refusal: 64),
    Case(testDescription: "its address as a DNS name", name: .dns("10.0.0.5"), refusal: 62),
    Case(testDescription: "another authority", by: .stranger, refusal: 20),
    // The identifiers tell the two apart before any signature is checked.
    Case(testDescription: "another authority of the same name", by: .namesake, refusal: 20),
  ]

  private func issuer(_ kind: Issuer, _ trusted: consuming Authority) throws -> Authority {
    switch kind {
    case .trusted: trusted
    case .stranger: try Authority(.authority("stranger"))
    case .namesake: try Authority()
    }
  }

  @Test(arguments: cases) func `judges as openssl verify does`(item: Case) throws {
    let trusted = try Authority()
    let anchor = trusted.certificate
    let issuer = try issuer(item.by, trusted)
    var sketch = Sketch()
    sketch.purposes = item.purposes
    sketch.names = Self.names
    if item.by == .stranger { sketch.issuer = "stranger" }
    let leaf = try issuer.issue(sketch)
    let store = try TrustStore([anchor])
    let judgement = try store.judge(leaf, as: item.role, at: item.at, name: item.name)
    switch judgement {
    case .accepted(let chain):
      #expect(item.refusal == nil)
      #expect(chain == [leaf, anchor])
    case .refused(let refusal):
      #expect(refusal.code == item.refusal, "\(refusal)")
      #expect(refusal.depth == 0)
      expect(refusal, hasNamesOf: item.refusal)
    }
    expectCleanQueue(after: "judge") { try store.judge(leaf, as: item.role, at: item.at, name: item.name) }

    let folder = try TemporaryFolder()
    let verdict = try OpenSSLCommand.verify(
      try folder.write(leaf.pem(), to: "leaf.pem"), under: try folder.write(anchor.pem(), to: "ca.pem"),
      more: options(item))
    #expect(verdict.succeeded == (item.refusal == nil), "\(verdict.errors)")
    if case .refused(let refusal) = judgement {
      #expect(verdict.errors.contains("error \(refusal.code) at 0 depth lookup: \(refusal.reason)"))
    }
  }

  private func options(_ item: Case) -> [String] {
    let name: [String] =
      switch item.name {
      case .dns(let text)?: ["-verify_hostname", text]
      case .ip?: ["-verify_ip", item.name?.text ?? ""]
      default: []
      }
    return ["-purpose", item.role == .server ? "sslserver" : "sslclient", "-attime", String(item.at.seconds)]
      + name
  }

  private func expect(_ refusal: Refusal, hasNamesOf code: Int32?) {
    #expect(refusal.isNotYetValid == (code == 9) && refusal.isExpired == (code == 10))
    #expect(refusal.isWrongPurpose == (code == 26) && refusal.isWrongName == (code == 62 || code == 64))
  }

  @Test(arguments: [
    GeneralName.dns(""), .dns("db1.example.com\0.evil.example"), .dns("\0"), .dns("bücher"), .ip([]),
    .ip([10, 0, 0]),
    .other("email:a@example.com"),
  ])
  func `a name that cannot be dialled is an error, never an unchecked name`(name: GeneralName) throws {
    let authority = try Authority()
    let leaf = try authority.issue()
    let store = try TrustStore([authority.certificate])
    #expect(throws: OpenSSLError.self) { try store.judge(leaf, as: .server, at: noon, name: name) }
    expectCleanQueue(after: "judge") { try store.judge(leaf, as: .server, at: noon, name: name) }
  }

  @Test func `a certificate's name with a NUL in it is not the name before the NUL`() throws {
    let authority = try Authority()
    var sketch = Sketch()
    sketch.names = [.dns("db1.example.com.evil.example")]
    let der = try authority.issue(sketch).der
    var damaged = der
    let name = try #require(der.firstRange(of: Array(".evil".utf8)))
    damaged[name.lowerBound] = 0
    let leaf = try Certificate(der: damaged)
    #expect(leaf.fields.subjectAlternativeNames == [.dns("db1.example.com\0evil.example")])
    // The signature no longer holds; a store that trusts the leaf itself would not look at it.
    let store = try TrustStore([authority.certificate])
    let judgement = try store.judge(leaf, as: .server, at: noon, name: .dns("db1.example.com"))
    guard case .refused = judgement else { Issue.record("accepted"); return }
  }

  @Test func `of two authorities of one name, the one that signed is found, in either order`() throws {
    let one = try Authority()
    let two = try Authority()
    #expect(one.certificate.subjectHash == two.certificate.subjectHash)
    #expect(one.certificate.fields.subjectKeyIdentifier != two.certificate.fields.subjectKeyIdentifier)
    let (leafOfOne, leafOfTwo) = (try one.issue(), try two.issue())
    for anchors in [[one.certificate, two.certificate], [two.certificate, one.certificate]] {
      let store = try TrustStore(anchors)
      #expect(store.anchors == anchors)
      for (leaf, root) in [(leafOfOne, one.certificate), (leafOfTwo, two.certificate)] {
        let judgement = try store.judge(leaf, as: .server, at: noon)
        guard case .accepted(let chain) = judgement else { Issue.record("\(judgement)"); continue }
        #expect(chain.last == root)
      }
    }
  }

  @Test func `an anchor may be there twice, and a store without anchors trusts nobody`() throws {
    let authority = try Authority()
    let leaf = try authority.issue()
    let twice = try TrustStore([authority.certificate, authority.certificate]).judge(
      leaf, as: .server, at: noon)
    guard case .accepted = twice else { Issue.record("\(twice)"); return }
    let none = try TrustStore([]).judge(leaf, as: .server, at: noon)
    guard case .refused(let refusal) = none else { Issue.record("\(none)"); return }
    #expect(refusal.code == 20 && refusal.reason == "unable to get local issuer certificate")
  }

  @Test func `an expired authority refuses at its own depth`() throws {
    var old = Sketch.authority()
    old.notAfter = noon.adding(days: -50)
    let authority = try Authority(old)
    let judgement = try TrustStore([authority.certificate]).judge(authority.issue(), as: .server, at: noon)
    guard case .refused(let refusal) = judgement else { Issue.record("\(judgement)"); return }
    #expect(refusal.isExpired && refusal.depth == 1)
  }

  @Test func `a chain goes through the intermediates that are given, and not without them`() throws {
    var rootSketch = Sketch.authority("root")
    rootSketch.constraints = .init(isAuthority: true)
    let root = try Authority(rootSketch)
    var sketch = Sketch.authority("middle")
    sketch.issuer = "root"
    let middleKey = try quickKey()
    let middle = try sketch.signed(for: middleKey.publicKey, with: root.key)
    var leafSketch = Sketch()
    leafSketch.issuer = "middle"
    let leaf = try leafSketch.signed(for: try quickKey().publicKey, with: middleKey)
    let store = try TrustStore([root.certificate])
    let judgement = try store.judge(leaf, intermediates: [middle], as: .server, at: noon)
    guard case .accepted(let chain) = judgement else { Issue.record("\(judgement)"); return }
    #expect(chain == [leaf, middle, root.certificate])
    guard case .refused = try store.judge(leaf, as: .server, at: noon) else {
      Issue.record("accepted"); return
    }
    // A leaf of a leaf: path lengths and usages are looked at along the whole chain.
    let stray = try leafSketch.signed(for: try quickKey().publicKey, with: try quickKey())
    guard case .refused = try store.judge(stray, intermediates: [middle], as: .server, at: noon) else {
      Issue.record("accepted")
      return
    }
  }

  @Test func `a key too weak for security level 2 is refused`() throws {
    let pem = try OpenSSLCommand.output(["genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:1024"])
    let weak = try PrivateKey.parse(pem: secret(pem))
    let authority = try Authority()
    let leaf = try Sketch().signed(for: weak.publicKey, with: authority.key)
    let judgement = try TrustStore([authority.certificate]).judge(leaf, as: .server, at: noon)
    guard case .refused(let refusal) = judgement else { Issue.record("\(judgement)"); return }
    #expect(refusal.reason == "EE certificate key too weak")
  }

  @Test func `one store judges for many tasks at once`() async throws {
    let authority = try Authority()
    let leaf = try authority.issue()
    let store = try TrustStore([authority.certificate])
    let accepted = try await withThrowingTaskGroup(of: Bool.self) { group in
      for _ in 0..<64 {
        group.addTask {
          guard case .accepted = try store.judge(leaf, as: .server, at: noon, name: .dns("db1.example.com"))
          else {
            return false
          }
          return leaf.isSigned(by: store.anchors[0].fields.publicKey ?? leaf.fields.publicKey!)
        }
      }
      return try await group.reduce(into: 0) { count, accepted in count += accepted ? 1 : 0 }
    }
    #expect(accepted == 64)
  }
}
