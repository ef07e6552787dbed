import TestSupport
import Testing

@testable import OpenSSL

@Suite struct RevocationListTests {
  /// A list that the openssl command made in the name of `authority`, revoking `revoked`.
  private func list(of authority: borrowing Authority, revoking revoked: [Certificate]) throws -> String {
    let folder = try TemporaryFolder()
    let ca = try folder.write(authority.certificate.pem(), to: "ca.pem")
    let key = try folder.write(text(authority.key.pem()), to: "key.pem")
    try folder.write("", to: "index")
    let configuration = try folder.write(
      """
      [ca]
      default_ca=d
      [d]
      database=\(folder("index"))
      default_md=sha256
      certificate=\(ca)
      private_key=\(key)
      """, to: "ca.cnf")
    for (number, certificate) in revoked.enumerated() {
      let file = try folder.write(certificate.pem(), to: "\(number).pem")
      try OpenSSLCommand.output(["ca", "-config", configuration, "-revoke", file])
    }
    return try OpenSSLCommand.output([
      "ca", "-config", configuration, "-gencrl", "-crl_lastupdate", "20270301120000Z",
      "-crl_nextupdate", "20270401120000Z",
    ])
  }

  @Test func `a list made by openssl is read back`() throws {
    let authority = try Authority()
    var sketch = Sketch()
    let serials = [[0x01], [0x7f, 0xff], [0x80, 0x01]].map { SerialNumber(bytes: $0) }
    let revoked = try serials.map { serial in
      sketch.serial = serial
      return try authority.issue(sketch)
    }
    let pem = try list(of: authority, revoking: revoked)
    let list = try RevocationList.parse(pem: Array(pem.utf8))
    #expect(list.issuer == authority.certificate.fields.subject)
    #expect(list.thisUpdate == noon && list.nextUpdate == noon.adding(days: 31))
    #expect(Set(list.revokedSerials) == Set(serials))
    #expect(list.isSigned(by: authority.key.publicKey))
    #expect(!list.isSigned(by: try quickKey().publicKey))
    expectCleanQueue(after: "parse") { try RevocationList.parse(pem: Array(pem.utf8)) }
    expectCleanQueue(after: "isSigned") { list.isSigned(by: try quickKey().publicKey) }
  }

  @Test func `a list that revokes nothing is read, behind other blocks`() throws {
    let authority = try Authority()
    let pem = try authority.certificate.pem() + list(of: authority, revoking: [])
    #expect(try RevocationList.parse(pem: Array(pem.utf8)).revokedSerials.isEmpty)
  }

  @Test func `no list and a broken list are told apart`() throws {
    let pem = try list(of: Authority(), revoking: [])
    #expect(throws: PEMError.missing("revocation list", found: [])) { try RevocationList.parse(pem: []) }
    let error = #expect(throws: PEMError.self) {
      try RevocationList.parse(pem: Array(pem.dropLast(70).utf8))
    }
    #expect(error?.code == .malformed && error?.cause?.entries.isEmpty == false)
  }

  private func made(_ extensions: [String], reason: String? = nil) throws -> RevocationList {
    let authority = try Authority()
    var maker = MadeList(in: try TemporaryFolder())
    maker.extensions = extensions
    let pem = try maker.make(
      by: authority.certificate, authority.key, revoking: [authority.issue()], reason: reason)
    return try RevocationList.parse(pem: Array(pem.utf8))
  }

  @Test func `numbers, deltas and the issuer's key identifier are read`() throws {
    let plain = try made([])
    #expect(plain.number == nil && plain.baseNumber == nil && !plain.isDelta && plain.scope == nil)
    #expect(plain.authorityKeyIdentifier?.keyIdentifier?.count == 20)
    #expect(plain.unhandledCriticalExtensions == [] && !plain.hasMalformedScope)
    let delta = try made(["2.5.29.20=ASN1:INTEGER:7", "2.5.29.27=critical,ASN1:INTEGER:3"])
    #expect(delta.isDelta && delta.baseNumber == SerialNumber(bytes: [3]))
    #expect(delta.number == SerialNumber(bytes: [7]) && delta.unhandledCriticalExtensions == [])
    let broken = try made(["2.5.29.27=critical,ASN1:NULL", "2.5.29.28=ASN1:NULL"])
    #expect(broken.isDelta && broken.baseNumber == nil && broken.hasMalformedScope)
    expectCleanQueue(after: "reading") { (broken.baseNumber, broken.scope, broken.number) }
  }

  @Test func `the scope of a list is read`() throws {
    let list = try made([
      "issuingDistributionPoint=critical,@p", "[p]", "fullname=URI:http://a/b", "onlyCA=TRUE",
    ])
    let scope = try #require(list.scope)
    #expect(scope.names == [.other("URI:http://a/b")] && scope.onlyAuthorities && !scope.onlyLeaves)
    #expect(!scope.isIndirect && !scope.hasSomeReasonsOnly && !scope.hasRelativeName)
    let some = try made([
      "issuingDistributionPoint=critical,@p", "[p]", "onlysomereasons=keyCompromise", "indirectCRL=TRUE",
    ])
    #expect(some.scope?.isIndirect == true && some.scope?.hasSomeReasonsOnly == true)
  }

  @Test(
    arguments: [
      ("keyCompromise", .keyCompromise), ("superseded", .superseded), ("removeFromCRL", .removeFromList),
      (nil, nil),
    ] as [(String?, RevocationReason?)])
  func `the reason of an entry is read`(word: String?, reason: RevocationReason?) throws {
    #expect(try made([], reason: word).entries.map(\.reason) == [reason])
  }

  @Test func `all lists of a file are read, and a broken one is told by its place`() throws {
    let authority = try Authority()
    let one = try list(of: authority, revoking: [])
    let two = try list(of: authority, revoking: [authority.issue()])
    let both = try RevocationList.parseAll(pem: Array((one + authority.certificate.pem() + two).utf8))
    #expect(both.map(\.entries.count) == [0, 1])
    #expect(both[0] != both[1] && Set(both).count == 2)
    let bad = "-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----\n"
    let error = #expect(throws: PEMError.self) { try RevocationList.parseAll(pem: Array((one + bad).utf8)) }
    #expect(error?.description.hasPrefix("revocation list 2 in it is damaged (") == true)
    #expect(try RevocationList.parse(pem: Array((one + bad).utf8)).entries.isEmpty)
  }
}
