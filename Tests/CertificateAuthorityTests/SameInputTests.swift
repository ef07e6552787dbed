import Foundation
import OpenSSL
import TestSupport
import Testing

@testable import CertificateAuthority

@Suite struct SameInputTests {
  /// Opens the authority at `root` with a clock that stands still and one serial number.
  private func issue(_ request: CertificateRequest, at root: String) throws -> [UInt8] {
    let serial = try #require(SerialNumber(hexadecimal: "0123456789abcdef0123456789abcdef01234567"))
    let store = try AuthorityStore(
      AuthorityLayout(root: root), expecting: .existing, clock: { noon }, serials: { serial })
    let shelf = Shelf()
    let item = OrderItem(profile: .client, names: [.dns("slave01")], key: .request(request))
    try store.unlock(nil).fill([Order(holder: "slave01", items: [item], replaces: false)], delivery: shelf)
    return try #require(shelf.delivered[serial]).der
  }

  @Test(arguments: [KeyAlgorithm.ed25519, .rsa2048])
  func `the same clock, serial number and request give the same certificate, byte for byte`(
    algorithm: KeyAlgorithm
  ) throws {
    let folder = try TemporaryFolder()
    let roots = [folder("one"), folder("two")]
    _ = try AuthorityStore(AuthorityLayout(root: roots[0]), expecting: .maybeNew, clock: { noon }).create(
      AuthorityRequest(name: "Replication CA", algorithm: algorithm, days: 3650, protection: .clear))
    try Program("cp").output(["-a", roots[0], roots[1]])
    let pem = try OpenSSLCommand.output([
      "req", "-new", "-newkey", "ed25519", "-nodes", "-keyout", folder("key.pem"), "-subj", "/CN=slave01",
    ])
    let request = try CertificateRequest.parse(pem: Array(pem.utf8))
    let issued = try roots.map { try issue(request, at: $0) }
    #expect(issued[0] == issued[1])
  }
}
