import TestSupport
import Testing

@testable import OpenSSL

@Suite struct PathValidatorTests {
  private static func root(_ name: String = "root") -> Sketch {
    var sketch = Sketch.authority(name)
    sketch.constraints = .init(isAuthority: true)
    return sketch
  }

  private static func middle(_ name: String = "middle", of issuer: String = "root") -> Sketch {
    var sketch = root(name)
    sketch.issuer = issuer
    return sketch
  }

  private static func leaf(of issuer: String) -> Sketch {
    var sketch = Sketch()
    sketch.issuer = issuer
    return sketch
  }

  private func refusal(_ judgement: Judgement) throws -> Refusal {
    guard case .refused(let refusal) = judgement else { throw Accepted() }
    return refusal
  }
  private struct Accepted: Error {}

  @Test func `every candidate issuer of one name is tried, in any order`() throws {
    let root = try Authority(Self.root())
    let key = try quickKey()
    // The same authority with the same key, once expired, once without the right to issue, once good.
    var old = Self.middle()
    old.notAfter = noon.adding(days: -1)
    var powerless = Self.middle()
    powerless.constraints = .init(isAuthority: false)
    let certificates = try [old, powerless, Self.middle()].map {
      try $0.signed(for: key.publicKey, with: root.key)
    }
    let leaf = try Self.leaf(of: "middle").signed(for: quickKey().publicKey, with: key)
    let validator = PathValidator([root.certificate])
    for others in [
      certificates, certificates.reversed(), [certificates[1], certificates[2], certificates[0]],
    ] {
      let judgement = try validator.validate(leaf, intermediates: others, as: .server, at: noon)
      guard case .accepted(let chain) = judgement else { throw Accepted() }
      #expect(chain == [leaf, certificates[2], root.certificate])
    }
    let without = try refusal(
      validator.validate(leaf, intermediates: Array(certificates.prefix(2)), as: .server, at: noon))
    #expect(without.certificate == certificates[0] || without.certificate == certificates[1])
  }

  @Test func `the last second of the validity counts, and the next does not`() throws {
    let authority = try Authority()
    let leaf = try authority.issue()
    let last = try #require(leaf.fields.notAfter)
    let validator = PathValidator([authority.certificate])
    guard case .accepted = try validator.validate(leaf, as: .server, at: last) else { throw Accepted() }
    let late = try refusal(validator.validate(leaf, as: .server, at: last.adding(seconds: 1)))
    #expect(late.isExpired && late.certificate == leaf)
    let first = try #require(leaf.fields.notBefore)
    let early = try refusal(validator.validate(leaf, as: .server, at: first.adding(seconds: -1)))
    #expect(early.isNotYetValid)
  }

  @Test func `a common name is never a host name, and a wildcard is a whole label`() throws {
    let authority = try Authority()
    var sketch = Sketch()
    (sketch.subject, sketch.names) = ("db1.example.com", [])
    let nameless = try authority.issue(sketch)
    sketch.names = [.dns("m*.example.com"), .dns("*.wild.example.com")]
    let wild = try authority.issue(sketch)
    let validator = PathValidator([authority.certificate])
    let asked: [(Certificate, String, Bool)] = [
      (nameless, "db1.example.com", false), (wild, "m1.example.com", false),
      (wild, "x.wild.example.com", true),
    ]
    for (certificate, host, isGood) in asked {
      let judgement = try validator.validate(certificate, as: .server, at: noon, peer: .host(host))
      if case .refused(let refusal) = judgement {
        #expect(!isGood && refusal.isWrongName)
      } else {
        #expect(isGood)
      }
    }
    #expect(throws: OpenSSLError.self) {
      try validator.validate(wild, as: .server, at: noon, peer: .host(""))
    }
  }

  @Test func `an anchor need not be a root`() throws {
    let root = try Authority(Self.root())
    let key = try quickKey()
    let middle = try Self.middle().signed(for: key.publicKey, with: root.key)
    let leaf = try Self.leaf(of: "middle").signed(for: quickKey().publicKey, with: key)
    guard case .accepted(let chain) = try PathValidator([middle]).validate(leaf, as: .server, at: noon) else {
      throw Accepted()
    }
    #expect(chain == [leaf, middle])
    // A server wants the root all the same (measured).
    let server = try refusal(TrustStore([middle]).judge(leaf, as: .server, at: noon))
    #expect(server.cause == .missingIssuer && server.depth == 1 && server.certificate == middle)
  }

  @Test func `no certificate of another key passes for an issuer, and the reason says so`() throws {
    let root = try Authority(Self.root())
    let key = try quickKey()
    let other = try quickKey()
    let forged = try Self.middle().signed(for: other.publicKey, with: root.key)
    let leaf = try Self.leaf(of: "middle").signed(for: quickKey().publicKey, with: key)
    let validator = PathValidator([root.certificate])
    let judgement = try validator.validate(leaf, intermediates: [forged], as: .server, at: noon)
    #expect(try refusal(judgement).certificate == leaf)
    #expect(try [.badSignature, .missingIssuer].contains(refusal(judgement).cause))
    #expect(try refusal(PathValidator([]).validate(leaf, as: .server, at: noon)).cause == .missingIssuer)
    let self1 = try refusal(PathValidator([]).validate(root.certificate, as: .server, at: noon))
    #expect(self1.cause == .selfSignedLeaf)
  }

  @Test func `usages are nested: an authority for clients issues no server`() throws {
    let root = try Authority(Self.root())
    let key = try quickKey()
    var sketch = Self.middle()
    sketch.purposes = [.clientAuth]
    let middle = try sketch.signed(for: key.publicKey, with: root.key)
    var leafSketch = Self.leaf(of: "middle")
    leafSketch.purposes = [.serverAuth, .clientAuth]
    let leaf = try leafSketch.signed(for: quickKey().publicKey, with: key)
    let validator = PathValidator([root.certificate])
    let asServer = try refusal(validator.validate(leaf, intermediates: [middle], as: .server, at: noon))
    #expect(asServer.isWrongPurpose && asServer.certificate == middle)
    guard case .accepted = try validator.validate(leaf, intermediates: [middle], as: .client, at: noon) else {
      throw Accepted()
    }
  }

  @Test func `a thousand authorities of one name that lead nowhere are given up in time`() throws {
    let root = try Authority(Self.root())
    let keys = try (0..<10).map { _ in try KeyBox(.ecdsaP256) }
    // Each signs each of the others, under one name: paths without number.
    var others: [Certificate] = []
    for issuer in keys {
      for subject in keys {
        let sketch = Self.root("x")
        others.append(try sketch.signed(for: subject.key.publicKey, with: issuer.key))
      }
    }
    var sketch = Self.leaf(of: "x")
    sketch.names = []
    let leaf = try sketch.signed(for: quickKey().publicKey, with: keys[0].key)
    let begin = ContinuousClock.now
    let judgement = try PathValidator([root.certificate]).validate(
      leaf, intermediates: others, as: .server, at: noon)
    #expect(try refusal(judgement).cause == .budget)
    #expect(ContinuousClock.now - begin < .seconds(10))
  }

  @Test func `no more authorities than the depth allows stand in between`() throws {
    let root = try Authority(Self.root())
    var (issuer, name) = (root.key.publicKey, "root")
    var keys = [try KeyBox(.ecdsaP256), try KeyBox(.ecdsaP256), try KeyBox(.ecdsaP256)]
    var others: [Certificate] = []
    for (index, box) in keys.enumerated() {
      let sketch = Self.middle("m\(index)", of: name)
      let made =
        index == 0
        ? try sketch.signed(for: box.key.publicKey, with: root.key)
        : try sketch.signed(for: box.key.publicKey, with: keys[index - 1].key)
      others.append(made)
      (issuer, name) = (box.key.publicKey, "m\(index)")
    }
    #expect(others.last?.fields.publicKey == issuer)
    let last = keys.removeLast()
    let leaf = try Self.leaf(of: name).signed(for: quickKey().publicKey, with: last.key)
    for (depth, isGood) in [(3, true), (2, false), (0, false)] {
      var validator = PathValidator([root.certificate])
      validator.maximumDepth = depth
      let judgement = try validator.validate(leaf, intermediates: others.shuffled(), as: .server, at: noon)
      if case .refused(let refusal) = judgement {
        #expect(!isGood && refusal.cause == .chainTooLong)
      } else {
        #expect(isGood)
      }
    }
  }

  @Test func `a revoked certificate has no path, and a delta is no list`() throws {
    let authority = try Authority()
    let leaf = try authority.issue()
    let folder = try TemporaryFolder()
    let empty = try MadeList(in: folder).make(by: authority.certificate, authority.key)
    let full = try MadeList(in: folder).make(by: authority.certificate, authority.key, revoking: [leaf])
    var maker = MadeList(in: folder)
    maker.extensions = ["2.5.29.27=critical,ASN1:INTEGER:3"]
    let delta = try maker.make(by: authority.certificate, authority.key)
    for (list, cause) in [(empty, nil), (full, .revoked), (delta, .revocationListMissing)]
      as [(String, RefusalCause?)]
    {
      var validator = PathValidator([authority.certificate])
      validator.checksRevocation = true
      validator.revocationLists = [try .parse(pem: Array(list.utf8))]
      let judgement = try validator.validate(leaf, as: .server, at: noon)
      if case .refused(let refusal) = judgement {
        #expect(refusal.cause == cause)
      } else {
        #expect(cause == nil)
      }
    }
  }

  @Test func `whatever is a path is accepted by openssl verify too, on random chains`() throws {
    var random = SeededGenerator()
    let keys = try (0..<4).map { _ in try KeyBox(.ecdsaP256) }
    var accepted = 0
    for round in 0..<300 {
      let chain = try RandomChain(keys: keys, using: &random)
      var validator = PathValidator(chain.anchors)
      validator.securityLevel = chain.level
      let judgement = try validator.validate(
        chain.leaf, intermediates: chain.intermediates, as: chain.purpose, at: noon)
      guard case .accepted = judgement else { continue }
      accepted += 1
      let server = try TrustStore(chain.anchors).judge(
        chain.leaf, intermediates: chain.intermediates, as: chain.purpose, at: noon,
        securityLevel: chain.level)
      guard case .accepted = server else {
        // OpenSSL does not go back from the first issuer that fits, though another leads to the trust.
        if chain.hasSelfSignedTwin, case .refused(let refusal) = server, refusal.cause == .selfSignedInChain {
          continue
        }
        Issue.record("round \(round), seed \(random.seed): \(server)\n\(chain)")
        continue
      }
    }
    #expect(accepted > 20, "seed \(random.seed)")
  }
}
