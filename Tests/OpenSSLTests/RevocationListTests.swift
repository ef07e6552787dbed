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
}
