import Secrets
import TestSupport
import Testing

@testable import OpenSSL

/// Certificates of one series are not decoded by OpenSSL: what is said of them is held against what it says.
@Suite struct CertificateSeriesTests {
  private let book = CertificateSeries.Book()

  private func read(_ certificate: Certificate) throws -> Certificate? {
    try book.certificate(pem: Array(certificate.pem().utf8))
  }

  /// One that is not decoded from its own encoding, with its names and dates.
  private func member(_ number: Int, of authority: borrowing Authority) throws -> Certificate {
    var sketch = Sketch()
    sketch.subject = "db\(number)"
    sketch.serial = try .random()
    sketch.notAfter = noon.adding(days: number * 3000)
    sketch.names = [.dns("db\(number).example.com"), .ip([10, 0, 0, UInt8(number)])]
    return try sketch.signed(for: quickKey().publicKey, with: authority.key)
  }

  @Test func `all but the first of a series say what OpenSSL reads in them`() throws {
    let authority = try Authority()
    for number in 1...20 {
      let made = try member(number, of: authority)
      let read = try #require(try read(made))
      #expect((read.series == nil) == (number == 1))
      #expect(read.fields == made.fields && read.der == made.der)
      #expect(try read.pem() == made.pem())
      #expect(read.isFor("db\(number).example.com") && !read.isFor("db0.example.com"))
    }
  }

  @Test func `whatever is altered in one, it says what OpenSSL reads, or is left to OpenSSL`() throws {
    let authority = try Authority()
    _ = try read(member(1, of: authority))
    let whole = try member(2, of: authority).der
    let signature = try SeriesSignature(by: authority.key.publicKey)
    var generator = SeededGenerator()
    var alike = 0
    for turn in 0..<6000 {
      var der = whole
      for _ in 0...Int.random(in: 0...1, using: &generator) {
        let place = Int.random(in: 0..<der.count, using: &generator)
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: der[place] = .random(in: 0...255, using: &generator)
        case 1: der.remove(at: place)
        default: der[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
        }
      }
      guard let read = book.certificate(pem: Array(Armour.pem(der, "CERTIFICATE").utf8)) else { continue }
      let moment: Comment = "seed \(generator.seed), turn \(turn)"
      let decoded = try #require(try? Certificate(der: der), moment)
      #expect(read.fields == decoded.fields, moment)
      guard read.series != nil else { continue }
      alike += 1
      #expect(signature.isGood(on: read) == decoded.isSigned(by: authority.key.publicKey), moment)
      #expect(signature.isGood(on: read) == (der == whole), moment)
    }
    #expect(alike > 100, "hardly any was alike: the test shows nothing")
  }

  @Test func `one that has its issuer's name, but for case and blanks, is left to OpenSSL`() throws {
    let authority = try Authority()
    _ = try read(member(1, of: authority))
    var sketch = Sketch()
    sketch.subject = "TEST  Authority"
    let same = try sketch.signed(for: quickKey().publicKey, with: authority.key)
    #expect(try read(same) == nil)
  }

  @Test func `texts in another form than OpenSSL writes are left to it`() throws {
    let pem = try member(1, of: Authority()).pem()
    for text in [
      pem + "\n", "x\n" + pem, pem + pem, String(pem.dropLast()), pem.replacing("\n", with: "\r\n"),
      pem.replacing("CERTIFICATE", with: "TRUSTED CERTIFICATE"),
      pem.replacing("-----BEGIN", with: "----BEGIN"),
    ] { #expect(book.certificate(pem: Array(text.utf8)) == nil, "\(text)") }
    #expect(book.certificate(pem: Array(pem.utf8)) != nil)
  }

  @Test func `a key that is read quickly is the one that OpenSSL reads, and nothing else is taken for one`()
    throws
  {
    var generator = SeededGenerator()
    let key = try quickKey()
    let text = Array(text(try key.pem()).utf8)
    #expect(try PrivateKey.publicHalf(pem: .init(copying: text)) == key.publicKey)
    for _ in 0..<2000 {
      var damaged = text
      let place = Int.random(in: 0..<damaged.count, using: &generator)
      damaged[place] = .random(in: 32...126, using: &generator)
      let quick = try? PrivateKey.publicHalf(pem: .init(copying: damaged))
      let slow = try? PrivateKey.parse(pem: .init(copying: damaged)).publicKey
      #expect(quick == slow, "seed \(generator.seed), octet \(place)")
    }
  }
}
