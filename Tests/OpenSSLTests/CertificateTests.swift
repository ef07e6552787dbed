import TestSupport
import Testing

@testable import OpenSSL

@Suite struct CertificateTests {
  @Test func `several certificates are read in order, whatever stands between them`() throws {
    let authority = try Authority()
    let (one, two) = (try authority.issue(), try authority.issue())
    let key = try text(authority.key.pem())
    let note = "subject=/CN=db1\n\n"
    let pem =
      try note + one.pem() + key + note + two.pem() + authority.certificate.pem()
      + "the end, without a line end"
    #expect(try Certificate.parse(pem: Array(pem.utf8)) == [one, two, authority.certificate])
    let crlf = pem.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")
    #expect(try Certificate.parse(pem: Array(crlf.utf8)) == [one, two, authority.certificate])
    #expect(try Certificate.parse(pem: [0xef, 0xbb, 0xbf] + Array(one.pem().utf8)) == [one])
    expectCleanQueue(after: "parse") { try Certificate.parse(pem: Array(pem.utf8)) }
  }

  @Test func `a trusted certificate counts, as it does for servers`() throws {
    let authority = try Authority().certificate
    let trusted = try OpenSSLCommand.output(
      ["x509", "-trustout", "-addtrust", "serverAuth"], input: authority.pem())
    #expect(trusted.hasPrefix("-----BEGIN TRUSTED CERTIFICATE-----"))
    let old = try authority.pem().replacing("CERTIFICATE-----", with: "X509 CERTIFICATE-----")
    #expect(try Certificate.parse(pem: Array(trusted.utf8)) == [authority])
    #expect(try Certificate.parse(pem: Array(old.utf8)) == [authority])
  }

  @Test(
    arguments: [("", []), ("-----BEGIN PRIVATE KEY-----\n", ["PRIVATE KEY"]), ("x\0y", [])]
      as [(String, [String])])
  func `a text without a certificate is named by what it holds`(content: String, labels: [String]) {
    #expect(throws: PEMError.missing("certificate", found: labels)) {
      try Certificate.parse(pem: Array(content.utf8))
    }
  }

  @Test func `a broken certificate is told by its place, and none after it is passed over`() throws {
    let good = try Authority().certificate.pem()
    let bad = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"
    for (content, place) in [(bad, 1), (good + bad, 2), (good + good + bad + good, 3)] {
      let error = #expect(throws: PEMError.self) {
        try Certificate.parse(pem: Array(content.utf8))
      }
      #expect(error?.code == .malformed)
      #expect(error?.description.hasPrefix("certificate \(place) in it is damaged (") == true)
      #expect(error?.cause?.entries.isEmpty == false)
    }
    for cut in [good.dropLast(5), good.dropLast(60), good.prefix(40)] {
      #expect(throws: PEMError.self) { try Certificate.parse(pem: Array((good + cut).utf8)) }
    }
  }

  @Test func `a certificate that claims to be encrypted asks nobody for a passphrase`() throws {
    let header = "-----BEGIN CERTIFICATE-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,"
    let pem = try Authority().certificate.pem().replacing(
      "-----BEGIN CERTIFICATE-----", with: header + "00112233445566778899AABBCCDDEEFF\n")
    let error = #expect(throws: PEMError.self) { try Certificate.parse(pem: Array(pem.utf8)) }
    #expect(error?.code == .malformed && error?.description.hasPrefix("certificate 1 ") == true)
    // OpenSSL's own callback would have added "problems getting password", and waited for a terminal.
    #expect(error?.cause?.entries.map(\.reason) == ["bad password read"])
    for label in ["X509 CRL", "CERTIFICATE REQUEST"] {
      let other = pem.replacing("CERTIFICATE-----", with: label + "-----")
      let list = #expect(throws: (any Error).self) {
        if label == "X509 CRL" {
          _ = try RevocationList.parse(pem: Array(other.utf8))
        } else {
          _ = try CertificateRequest.parse(pem: Array(other.utf8))
        }
      }
      let said = String(describing: list)
      #expect(said.contains("bad password read") && !said.contains("problems getting password"))
    }
  }

  @Test func `DER is read whole, and nothing may follow it`() throws {
    let certificate = try Authority().certificate
    #expect(try Certificate(der: certificate.der) == certificate)
    #expect(try Certificate(der: certificate.der).fields == certificate.fields)
    #expect(throws: OpenSSLError.self) { try Certificate(der: certificate.der + [0]) }
    #expect(throws: OpenSSLError.self) { try Certificate(der: certificate.der + certificate.der) }
    #expect(throws: OpenSSLError.self) { try Certificate(der: []) }
  }

  @Test func `hash, fingerprint and serial are the ones that openssl prints`() throws {
    for name in ["test authority", "bücher", "a"] {
      let certificate = try Authority(.authority(name)).certificate
      let said = try OpenSSLCommand.output(
        ["x509", "-noout", "-subject_hash", "-serial", "-fingerprint", "-sha256"], input: certificate.pem())
      let fingerprint = certificate.fingerprint.hexadecimal(separator: ":").uppercased()
      let serial = certificate.fields.serial.description.uppercased()
      #expect(said == "\(certificate.subjectHash)\nserial=\(serial)\nsha256 Fingerprint=\(fingerprint)\n")
      expectCleanQueue(after: "subjectHash") { certificate.subjectHash }
      expectCleanQueue(after: "isSelfIssued") { certificate.isSelfIssued }
    }
  }

  @Test func `a signature by another key leaves the error queue empty`() throws {
    let certificate = try Authority().certificate
    let (other, rsa) = (try quickKey().publicKey, try PrivateKey.generate(.rsa2048).publicKey)
    #expect(!certificate.isSigned(by: other) && !certificate.isSigned(by: rsa))
    expectCleanQueue(after: "isSigned") { certificate.isSigned(by: other) }
    expectCleanQueue(after: "isSigned") { certificate.isSigned(by: rsa) }
  }
}
