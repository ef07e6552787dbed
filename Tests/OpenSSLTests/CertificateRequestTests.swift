import TestSupport
import Testing

@testable import OpenSSL

/// Requests that the openssl command made.
enum Requests {
  static func made(_ options: [String] = ["-addext", "subjectAltName=DNS:db1.example.com,IP:10.0.0.5"]) throws
    -> String
  {
    try OpenSSLCommand.output(
      [
        "req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout",
        "/dev/null",
        "-config", "/dev/null", "-subj", "/CN=slave01",
      ] + options)
  }
}

@Suite struct CertificateRequestTests {
  @Test func `name, key and alternative names are read, and possession is proven`() throws {
    let pem = try Requests.made()
    let request = try CertificateRequest.parse(pem: Array(("a note\r\n" + pem).utf8))
    #expect(request.subject.oneline == "/CN=slave01")
    #expect(request.subjectAlternativeNames == [.dns("db1.example.com"), .ip([10, 0, 0, 5])])
    #expect(request.provesPossession)
    #expect(try request.pem() == pem)
    let key = try OpenSSLCommand.output(["req", "-noout", "-pubkey"], input: pem)
    #expect(try request.publicKey.pem() == key)
    expectCleanQueue(after: "parse") { try CertificateRequest.parse(pem: Array(pem.utf8)) }
  }

  @Test func `a request without extensions asks for no names`() throws {
    let request = try CertificateRequest.parse(pem: Array(Requests.made([]).utf8))
    #expect(request.subjectAlternativeNames.isEmpty)
    #expect(request.provesPossession)
  }

  @Test func `one flipped bit of name, key or signature breaks the proof of possession`() throws {
    let request = try CertificateRequest.parse(pem: Array(Requests.made().utf8))
    var refused = 0
    for place in 0..<request.der.count {
      var der = request.der
      der[place] ^= 1
      let pem = Armour.pem(der, "CERTIFICATE REQUEST")
      expectCleanQueue(after: "provesPossession") {
        let damaged = try CertificateRequest.parse(pem: Array(pem.utf8))
        // BIT STRINGs are read with their unused bits masked off: their first octet may change without effect
        // only where the encoding of the request stays the same.
        if damaged.der != request.der { #expect(!damaged.provesPossession, "octet \(place)") }
        refused += 1
      }
    }
    #expect(refused > 0, "no damaged request could be read: the test shows nothing")
  }

  @Test func `no request, several requests and a broken one are told apart`() throws {
    let pem = try Requests.made()
    #expect(throws: PEMError.missing("certificate request", found: [])) {
      try CertificateRequest.parse(pem: [])
    }
    #expect(throws: PEMError.missing("certificate request", found: ["CERTIFICATE"])) {
      try CertificateRequest.parse(pem: Array("-----BEGIN CERTIFICATE-----\n".utf8))
    }
    #expect(throws: PEMError.several("requests", count: 2)) {
      try CertificateRequest.parse(pem: Array((pem + pem).utf8))
    }
    let error = #expect(throws: PEMError.self) {
      try CertificateRequest.parse(pem: Array(pem.dropLast(60).utf8))
    }
    #expect(error?.code == .malformed && error?.cause?.entries.isEmpty == false)
  }

  @Test func `the old label is read too`() throws {
    let pem = try Requests.made(["-newhdr"])
    #expect(pem.hasPrefix("-----BEGIN NEW CERTIFICATE REQUEST-----"))
    #expect(try CertificateRequest.parse(pem: Array(pem.utf8)).subject.commonName == "slave01")
  }
}
