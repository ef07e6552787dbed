import Foundation
import Secrets
import TestSupport
import Testing

@testable import OpenSSL

/// What files hold, and what servers take from them.
@Suite struct PEMContentsTests {
  @Test func `blocks are told by kind, place and what stands around them`() throws {
    let authority = try Authority()
    let (certificate, key) = (try authority.certificate.pem(), try text(authority.key.pem()))
    let contents = PEMContents(Array(("a note\n" + certificate + key).utf8))
    #expect(contents.blocks.map(\.kind) == [.certificate, .privateKey])
    #expect(contents.blocks[0].line == 2 && contents.blocks.allSatisfy(\.isComplete))
    #expect(contents.hasTextAround && !contents.hasBinaryAround && !contents.hasCarriageReturns)
    let crlf = PEMContents([0xef, 0xbb, 0xbf] + Array(certificate.replacing("\n", with: "\r\n").utf8))
    #expect(crlf.hasByteOrderMark && crlf.hasCarriageReturns && !crlf.hasTextAround)
    #expect(crlf.blocks.map(\.trailingBytes) == [0])
    let cut = PEMContents(Array(certificate.dropLast(30).utf8))
    #expect(cut.blocks.count == 1 && !cut.blocks[0].isComplete)
    let empty = PEMContents([])
    #expect(empty.blocks.isEmpty && empty.binary == nil && !empty.hasTextAround)
  }

  @Test func `an encrypted key of either form is told from one in clear`() throws {
    let key = try quickKey()
    let clear = try text(key.pem())
    let new = try text(key.encryptedPEM(passphrase: secret("x"), derivation: .pbkdf2))
    let old = try OpenSSLCommand.output(
      ["ec", "-aes128", "-passout", "pass:secret"], input: clear)
    let contents = PEMContents(Array((clear + new + old).utf8))
    #expect(contents.blocks.map(\.kind) == [.privateKey, .encryptedPrivateKey, .encryptedPrivateKey])
  }

  @Test
  func `bytes behind the DER in a block, and DER behind a block, are noticed, and taken by some readers`()
    throws
  {
    let authority = try Authority().certificate
    let padded = Armour.pem(authority.der + [0, 0, 0], "CERTIFICATE")
    #expect(PEMContents(Array(padded.utf8)).blocks.map(\.trailingBytes) == [3])
    #expect(try TrustFile.parse(pem: Array(padded.utf8)).certificates == [authority])
    #expect(try Certificate.presented(pem: Array(padded.utf8), by: .certificateFile) == [authority])
    #expect(throws: PEMError.self) { try Certificate.presented(pem: Array(padded.utf8), by: .chainFile) }
    let mixed = PEMContents(Array(try authority.pem().utf8) + authority.der)
    #expect(mixed.hasBinaryAround && mixed.blocks.count == 1 && mixed.binary == nil)
    #expect(try TrustFile.parse(pem: Array(authority.pem().utf8) + authority.der).certificates == [authority])
  }

  @Test func `DER in place of PEM is told by what it holds`() throws {
    let authority = try Authority()
    let folder = try TemporaryFolder()
    let list = try RevocationList.parse(
      pem: Array(MadeList(in: folder).make(by: authority.certificate, authority.key).utf8))
    let request = try CertificateRequest.parse(pem: Array(Requests.made().utf8))
    for (der, kind) in [
      (authority.certificate.der, .certificate), (list.der, .revocationList),
      (request.der, .certificateRequest),
    ] as [([UInt8], DERKind)] {
      #expect(PEMContents(der).binary == kind)
      let asCertificate = #expect(throws: PEMError.self) { try Certificate.parse(pem: der) }
      #expect(asCertificate?.code == .binary(kind))
      let asKey = #expect(throws: PEMError.self) { _ = try PrivateKey.parse(pem: .init(copying: der)) }
      #expect(asKey?.code == .binary(kind))
      expectCleanQueue(after: "DERKind") { PEMContents(der) }
    }
    let error = #expect(throws: PEMError.self) { try TrustFile.parse(pem: authority.certificate.der) }
    #expect(error?.description == "it holds no certificate in PEM but one in DER")
    let key = try folder.write(text(authority.key.pem()), to: "key.pem")
    for form in [["pkcs8", "-topk8", "-nocrypt"], ["ec"]] {
      try OpenSSLCommand.output(form + ["-in", key, "-outform", "DER", "-out", folder("key.der")])
      let bytes = Array(try Data(contentsOf: URL(filePath: folder("key.der"))))
      #expect(PEMContents(bytes).binary == .privateKey, "\(form)")
    }
  }

  @Test func `a private key where a certificate should be is told`() throws {
    let key = try text(quickKey().pem())
    let error = #expect(throws: PEMError.self) { try Certificate.parse(pem: Array(key.utf8)) }
    #expect(error?.code == .missing && error?.foundPrivateKey == true && error?.found == ["PRIVATE KEY"])
    let none = #expect(throws: PEMError.self) { try Certificate.parse(pem: Array("x".utf8)) }
    #expect(none?.foundPrivateKey == false)
  }

  @Test func `the first block decides which certificate a server shows`() throws {
    let authority = try Authority()
    let leaf = try authority.issue()
    let root = authority.certificate
    let (one, two) = (try leaf.pem(), try root.pem())
    func presented(_ text: String, _ loader: CertificateLoader) throws -> [Certificate] {
      try Certificate.presented(pem: Array(text.utf8), by: loader)
    }
    #expect(try presented(one + two, .chainFile) == [leaf, root])
    #expect(try presented(two + one, .chainFile) == [root, leaf])
    #expect(try presented(one + two, .certificateFile) == [leaf])
    // Damage behind the first certificate stops the newer servers alone.
    let bad = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"
    #expect(throws: PEMError.self) { try presented(one + bad, .chainFile) }
    #expect(try presented(one + bad, .certificateFile) == [leaf])
    let trusted = two.replacing("BEGIN CERT", with: "BEGIN TRUSTED CERT").replacing(
      "END CERT", with: "END TRUSTED CERT")
    #expect(try presented(trusted + one, .chainFile) == [root, leaf])
    #expect(try presented(one + trusted, .chainFile) == [leaf])
    #expect(try presented(trusted + one, .certificateFile) == [leaf])
    #expect(throws: PEMError.self) { try presented(trusted, .certificateFile) }
  }

  @Test func `ssl-ca and ssl-crl give certificates and lists alike`() throws {
    let authority = try Authority()
    let pem = try authority.certificate.pem()
    let list = try MadeList(in: try TemporaryFolder()).make(by: authority.certificate, authority.key)
    let key = try text(authority.key.pem())
    let file = try TrustFile.parse(pem: Array((list + key + pem).utf8))
    #expect(file.certificates == [authority.certificate] && file.revocationLists.count == 1)
    for text in ["", "nothing", key] {
      let error = #expect(throws: PEMError.self) { try TrustFile.parse(pem: Array(text.utf8)) }
      #expect(error?.code == .missing, "\(text.prefix(30))")
    }
    let bad = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"
    let error = #expect(throws: PEMError.self) { try TrustFile.parse(pem: Array((pem + bad).utf8)) }
    #expect(error?.code == .malformed)
    expectCleanQueue(after: "TrustFile") { try TrustFile.parse(pem: Array((pem + bad).utf8)) }
  }

  @Test func `trust settings decide what a root is good for`() throws {
    let authority = try Authority()
    let leaf = try authority.issue()
    let pem = try authority.certificate.pem()
    for (options, isGood) in [
      (["-addtrust", "serverAuth"], true), (["-addtrust", "clientAuth"], false),
      (["-addreject", "serverAuth"], false),
    ] {
      let text = try OpenSSLCommand.output(["x509", "-trustout"] + options, input: pem)
      let anchors = try TrustFile.parse(pem: Array(text.utf8)).certificates
      let settings = try #require(anchors.first?.trustSettings)
      #expect((settings.trusted + settings.rejected).count == 1)
      let judgement = try TrustStore(anchors).judge(leaf, as: .server, at: noon)
      if case .refused(let refusal) = judgement {
        #expect(
          !isGood && [.rejected, .missingIssuer, .selfSignedInChain].contains(refusal.cause), "\(refusal)")
      } else {
        #expect(isGood, "\(options)")
      }
    }
    #expect(authority.certificate.trustSettings == nil)
  }

  @Test(arguments: [0, 1, 2, 3, 4, 57]) func `base64 is decoded as it is encoded`(count: Int) {
    var random = SeededGenerator()
    let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
    let body = Armour.pem(bytes, "X").split(separator: "\n").dropFirst().dropLast().joined(separator: "\n")
    #expect(Base64.decode(Array(body.utf8)) == bytes, "seed \(random.seed)")
    #expect(Base64.decode(Array("AA=A".utf8)) == nil && Base64.decode(Array("A".utf8)) == nil)
    #expect(Base64.decode(Array("AA*A".utf8)) == nil)
  }
}
