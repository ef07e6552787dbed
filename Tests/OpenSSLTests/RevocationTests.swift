import TestSupport
import Testing

@testable import OpenSSL

/// Judgement with revocation lists, as servers with ssl-crl do it: every level needs a current list (measured).
@Suite struct RevocationTests {
  /// A root, an authority below it, and a leaf of each.
  private struct Tree {
    let rootKey: KeyBox
    let root: Certificate
    let middleKey: KeyBox
    let middle: Certificate
    let ofRoot: Certificate
    let ofMiddle: Certificate

    init() throws {
      (rootKey, middleKey) = (try KeyBox(.ecdsaP256), try KeyBox(.ecdsaP256))
      let leafKey = try quickKey().publicKey
      var sketch = Sketch.authority("root")
      sketch.constraints = .init(isAuthority: true)
      root = try sketch.signed(for: rootKey.key.publicKey, with: rootKey.key)
      sketch = Sketch.authority("middle")
      sketch.issuer = "root"
      middle = try sketch.signed(for: middleKey.key.publicKey, with: rootKey.key)
      var leaf = Sketch()
      leaf.issuer = "root"
      ofRoot = try leaf.signed(for: leafKey, with: rootKey.key)
      leaf.issuer = "middle"
      ofMiddle = try leaf.signed(for: leafKey, with: middleKey.key)
    }
  }

  private func judge(
    _ tree: Tree, _ leaf: Certificate, _ lists: [String], checks: Bool = false
  ) throws -> Judgement {
    let lists = try lists.map { try RevocationList.parse(pem: Array($0.utf8)) }
    let store = try TrustStore([tree.root], revocationLists: lists, checksRevocation: checks)
    return try store.judge(leaf, intermediates: [tree.middle], as: .server, at: noon)
  }

  private func refusal(_ judgement: Judgement) throws -> Refusal {
    guard case .refused(let refusal) = judgement else { throw Accepted() }
    return refusal
  }
  private struct Accepted: Error {}

  @Test func `every issuing level needs a list, and the refusal names the certificate that has none`() throws
  {
    let tree = try Tree()
    let folder = try TemporaryFolder()
    let ofRoot = try MadeList(in: folder).make(by: tree.root, tree.rootKey.key)
    let ofMiddle = try MadeList(in: folder).make(by: tree.middle, tree.middleKey.key)
    guard case .accepted = try judge(tree, tree.ofMiddle, [ofRoot, ofMiddle]) else { throw Accepted() }
    guard case .accepted = try judge(tree, tree.ofRoot, [ofRoot]) else { throw Accepted() }
    guard case .accepted = try judge(tree, tree.ofRoot, []) else { throw Accepted() }
    let noLeafList = try refusal(judge(tree, tree.ofMiddle, [ofRoot]))
    #expect(noLeafList.cause == .revocationListMissing && noLeafList.certificate == tree.ofMiddle)
    let noRootList = try refusal(judge(tree, tree.ofMiddle, [ofMiddle]))
    #expect(noRootList.cause == .revocationListMissing && noRootList.certificate == tree.middle)
    #expect(noRootList.depth == 1)
    #expect(try refusal(judge(tree, tree.ofRoot, [], checks: true)).cause == .revocationListMissing)
  }

  @Test func `a revoked certificate is refused at its depth, with the list that revokes it`() throws {
    let tree = try Tree()
    let folder = try TemporaryFolder()
    let ofRoot = try MadeList(in: folder).make(
      by: tree.root, tree.rootKey.key, revoking: [tree.middle])
    let ofMiddle = try MadeList(in: folder).make(by: tree.middle, tree.middleKey.key)
    let refusal = try refusal(judge(tree, tree.ofMiddle, [ofRoot, ofMiddle]))
    #expect(refusal.cause == .revoked && refusal.depth == 1 && refusal.certificate == tree.middle)
    #expect(try refusal.revocationList == RevocationList.parse(pem: Array(ofRoot.utf8)))
  }

  @Test func `an expired, an early and a forged list, and a delta, are told apart`() throws {
    let tree = try Tree()
    let folder = try TemporaryFolder()
    let certificate = tree.root
    let stranger = try quickKey()
    let old = try MadeList(in: folder).make(
      by: certificate, tree.rootKey.key, nextUpdate: noon.adding(days: -1))
    #expect(try refusal(judge(tree, tree.ofRoot, [old])).cause == .revocationListExpired)
    var maker = MadeList(in: folder)
    maker.thisUpdate = noon.adding(days: 1)
    let early = try maker.make(by: certificate, tree.rootKey.key)
    #expect(try refusal(judge(tree, tree.ofRoot, [early])).cause == .revocationListNotYetValid)
    // The command refuses a key that is not the certificate's; a namesake with that key makes the same list.
    var sketch = Sketch.authority("root")
    sketch.constraints = .init(isAuthority: true)
    let namesake = try sketch.signed(for: stranger.publicKey, with: stranger)
    let forged = try MadeList(in: folder).make(by: namesake, stranger)
    let cause = try refusal(judge(tree, tree.ofRoot, [forged])).cause
    #expect(cause == .revocationListMissing || cause == .revocationListBadSignature)
    maker = MadeList(in: folder)
    maker.extensions = ["2.5.29.27=critical,ASN1:INTEGER:3"]
    let delta = try maker.make(by: certificate, tree.rootKey.key)
    #expect(try RevocationList.parse(pem: Array(delta.utf8)).isDelta)
    #expect(try refusal(judge(tree, tree.ofRoot, [delta])).cause == .revocationListMissing)
  }

  @Test func `an issuer that must not sign lists, and an unknown critical extension, make a list useless`()
    throws
  {
    var sketch = Sketch.authority()
    sketch.usage = [.keyCertSign]
    let authority = try Authority(sketch)
    let folder = try TemporaryFolder()
    let list = try MadeList(in: folder).make(by: authority.certificate, authority.key)
    let good = try Authority()
    var maker = MadeList(in: folder)
    maker.extensions = ["1.2.3.4=critical,ASN1:NULL"]
    let critical = try maker.make(by: good.certificate, good.key)
    for (anchor, leaf, list, code) in [
      (authority.certificate, try authority.issue(), list, X509_V_ERR_KEYUSAGE_NO_CRL_SIGN),
      (good.certificate, try good.issue(), critical, X509_V_ERR_UNHANDLED_CRITICAL_CRL_EXTENSION),
    ] {
      let store = try TrustStore([anchor], revocationLists: [.parse(pem: Array(list.utf8))])
      let refusal = try refusal(store.judge(leaf, as: .server, at: noon))
      #expect(refusal.cause == .revocationListUnusable && refusal.code == code)
    }
  }
}

/// Of openssl/x509_vfy.h, which the tests of this suite name as openssl-verify(1) does.
private let X509_V_ERR_KEYUSAGE_NO_CRL_SIGN: Int32 = 35
private let X509_V_ERR_UNHANDLED_CRITICAL_CRL_EXTENSION: Int32 = 36
