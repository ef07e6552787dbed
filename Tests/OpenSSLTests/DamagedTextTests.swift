import Secrets
import TestSupport
import Testing

@testable import OpenSSL

/// Whatever is in a file, reading it ends in a value or in an error, and leaves OpenSSL's error queue empty.
@Suite struct DamagedTextTests {
  private func readAll(_ bytes: [UInt8]) {
    Exercise.pem(bytes)
    _ = try? PrivateKey.parse(pem: .init(copying: bytes), passphrase: secret("x")).kind
  }

  @Test func `a certificate with flipped bits is read or refused, and its signature no longer holds`() throws
  {
    let authority = try Authority()
    let whole = try authority.issue()
    var generator = SeededGenerator()
    var read = 0
    for _ in 0..<2000 {
      var der = whole.der
      let place = Int.random(in: 0..<der.count, using: &generator)
      der[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
      expectCleanQueue(after: "Certificate(der:), seed \(generator.seed)") { try Certificate(der: der) }
      guard let damaged = try? Certificate(der: der) else { continue }
      read += 1
      Exercise.use([damaged])
      #expect(!damaged.isSigned(by: authority.key.publicKey), "seed \(generator.seed), octet \(place)")
    }
    #expect(read > 0, "no damaged certificate could be read: the test shows nothing")
  }

  @Test func `a certificate cut anywhere is refused`() throws {
    let whole = try Authority().issue().der
    for length in 0..<whole.count {
      #expect(throws: OpenSSLError.self, "\(length) octets") {
        try Certificate(der: Array(whole.prefix(length)))
      }
    }
  }

  @Test func `texts with flipped bits, cuts and noise never crash a reader`() throws {
    let authority = try Authority()
    let texts = try [
      authority.certificate.pem(), text(authority.key.pem()),
      authority.certificate.pem() + text(authority.key.pem()), Requests.made(), Requests.made().lowercased(),
    ]
    var generator = SeededGenerator()
    for round in 0..<300 {
      var bytes = Array(texts[round % texts.count].utf8)
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        let place = Int.random(in: 0..<bytes.count, using: &generator)
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
        case 1: bytes = Array(bytes.prefix(place + 1))
        case 2: bytes.insert(UInt8.random(in: 0...255, using: &generator), at: place)
        default: bytes.insert(contentsOf: bytes.suffix(40), at: place)
        }
      }
      expectCleanQueue(after: "a reader, seed \(generator.seed), round \(round)") { readAll(bytes) }
    }
  }
}
