import Testing

@testable import OpenSSL

@Suite struct GeneralNameTests {
  @Test(arguments: [
    ("10.0.0.5", "10.0.0.5", 4), ("255.255.255.255", "255.255.255.255", 4), ("::1", "::1", 16),
    ("2001:DB8:0:0:0:0:0:1", "2001:db8::1", 16), ("::ffff:10.0.0.5", "::ffff:10.0.0.5", 16),
  ])
  func `an address is read, and shown in its shortest form`(text: String, shown: String, count: Int) throws {
    let name = try #require(GeneralName.ip(parsing: text))
    guard case .ip(let bytes) = name else { Issue.record("\(name)"); return }
    #expect(bytes.count == count)
    #expect(name.text == shown && name.tagged == "ip:\(shown)")
  }

  @Test(arguments: [
    "", "10.0.0", "10.0.0.256", "010.0.0.1x", "db1", "fe80::1%eth0", "10.0.0.5\0", "10.0.0.5 ", "[::1]",
    "1.2.3.4/8",
  ])
  func `what is no address is none`(text: String) { #expect(GeneralName.ip(parsing: text) == nil) }

  @Test(arguments: [0, 1, 3, 5, 8, 15, 17, 32])
  func `an address of a length that no family has is shown as its bytes`(count: Int) throws {
    let bytes = [UInt8](repeating: 0x5a, count: count)
    #expect(GeneralName.ip(bytes).text == String(repeating: "5a", count: count))
    let san = DER.standardExtension(17, DER.sequence([DER.element(0x87, bytes)]))
    let der = DER.certificate(key: try quickKey().publicKey.der, extensions: [san])
    #expect(try Certificate(der: der).fields.subjectAlternativeNames == [.ip(bytes)])
  }

  @Test func `names of every kind are read, and none as one of another kind`() throws {
    let name = DER.sequence([DER.element(0x31, DER.sequence([[6, 3, 0x55, 4, 3], DER.text(0x0c, "x")]))])
    let names: [[UInt8]] = [
      DER.element(0xa0, [6, 2, 0x2a, 3] + DER.element(0xa0, DER.text(0x0c, "db1"))),  // otherName
      DER.text(0x81, "a@example.com"), DER.text(0x82, "db1.example.com"), DER.element(0xa4, name),
      DER.text(0x86, "https://example.com"), DER.element(0x87, [10, 0, 0, 5]), DER.element(0x88, [0x2a, 3]),
      DER.element(0x82, Array("good\0.evil".utf8)), DER.element(0x82, [0xff, 0xfe]), DER.element(0x82, []),
    ]
    let san = DER.standardExtension(17, DER.sequence(names))
    let der = DER.certificate(key: try quickKey().publicKey.der, extensions: [san])
    let read = try #require(try Certificate(der: der).fields.subjectAlternativeNames)
    #expect(
      read == [
        .other("type 0"), .other("email:a@example.com"), .dns("db1.example.com"), .other("type 4"),
        .other("URI:https://example.com"), .ip([10, 0, 0, 5]), .other("type 8"), .dns("good\0.evil"),
        .dns("\u{fffd}\u{fffd}"), .dns(""),
      ])
  }

  @Test(arguments: [
    GeneralName.dns(""), .dns("good\0.evil"), .dns("bücher.example"), .ip([]), .ip([1, 2, 3]),
    .ip([UInt8](repeating: 0, count: 17)), .other("email:a@example.com"),
  ])
  func `a name that no peer can be looked up by is not certified`(name: GeneralName) throws {
    var sketch = Sketch()
    sketch.names = [.dns("db1"), name]
    let key = try quickKey()
    let template = try sketch.template(for: key.publicKey, issuerKey: key.publicKey)
    #expect(throws: OpenSSLError.self) { try UnsignedCertificate(template).fields }
    expectCleanQueue(after: "UnsignedCertificate") { try UnsignedCertificate(template).fields }
  }
}
