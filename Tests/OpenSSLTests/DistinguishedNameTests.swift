import TestSupport
import Testing

@testable import OpenSSL

@Suite struct DistinguishedNameTests {
  @Test func `a common name is read back, and shown in both forms`() throws {
    let name = try DistinguishedName(commonName: "slave01")
    #expect(name.commonName == "slave01")
    #expect(name.oneline == "/CN=slave01")
    #expect(name.rfc2253 == "CN=slave01")
  }

  @Test(arguments: ["", String(repeating: "x", count: 65), String(repeating: "é", count: 65)])
  func `a common name has 1 to 64 characters`(text: String) {
    let error = #expect(throws: OpenSSLError.self) { try DistinguishedName(commonName: text) }
    #expect(error?.entries.isEmpty == false)
    expectCleanQueue(after: "DistinguishedName") { try DistinguishedName(commonName: text) }
  }

  @Test func `64 characters are counted as characters, not as octets`() throws {
    let text = String(repeating: "é", count: DistinguishedName.longestCommonName)
    #expect(try DistinguishedName(commonName: text).commonName == text)
  }

  @Test(arguments: ["slave01", "a b", "a,b+c=\"d\"", "bücher", "日本", "/CN=master", "#1", " x ", "tab\there"])
  func `the one-line form is the one of openssl, byte for byte`(text: String) throws {
    var sketch = Sketch.authority(text)
    sketch.issuer = text
    let authority = try Authority(sketch).certificate
    let theirs = try OpenSSLCommand.output(
      ["x509", "-noout", "-subject", "-nameopt", "compat"], input: authority.pem())
    #expect("subject=" + authority.fields.subject.oneline + "\n" == theirs)
    let rfc = try OpenSSLCommand.output(
      ["x509", "-noout", "-issuer", "-nameopt", "rfc2253"], input: authority.pem())
    #expect("issuer=" + authority.fields.issuer.rfc2253 + "\n" == rfc)
    #expect(authority.fields.subject.commonName == text)
  }

  @Test func `an empty name has no common name and an empty one-line form`() throws {
    let der = DER.certificate(key: try quickKey().publicKey.der)
    let subject = try Certificate(der: der).fields.subject
    #expect(subject.commonName == nil && subject.oneline == "" && subject.rfc2253 == "")
    #expect(subject.matches(subject))
    expectCleanQueue(after: "rfc2253") { subject.rfc2253 }
    expectCleanQueue(after: "commonName") { subject.commonName }
  }

  /// A name of these attributes, each an arc below 2.5.4 and its text.
  private func name(_ attributes: [(arc: UInt8, text: String)]) throws -> DistinguishedName {
    let sets = attributes.map { arc, text in
      DER.element(0x31, DER.sequence([[6, 3, 0x55, 4, arc], DER.element(0x0c, Array(text.utf8))]))
    }
    let der = DER.certificate(subject: DER.sequence(sets), key: try quickKey().publicKey.der)
    return try Certificate(der: der).fields.subject
  }

  @Test func `names are of one owner where they name an organisation and differ in common names alone`()
    throws
  {
    let (organisation, country, common): (UInt8, UInt8, UInt8) = (10, 6, 3)
    let root = try name([(organisation, "Example"), (common, "Root")])
    let others: [(name: DistinguishedName, isSame: Bool)] = [
      (try name([(organisation, "example"), (common, "Intermediate")]), true),
      (try name([(organisation, "Example")]), true),
      (try name([(organisation, "Other"), (common, "Root")]), false),
      (try name([(country, "DE"), (organisation, "Example"), (common, "Root")]), false),
      (try DistinguishedName(commonName: "Root"), false),
    ]
    for (other, isSame) in others {
      #expect(root.isOfSameOwner(as: other) == isSame, "\(other.rfc2253)")
      #expect(other.isOfSameOwner(as: root) == isSame, "\(other.rfc2253)")
    }
    let land = try name([(country, "DE"), (common, "Root")])
    #expect(!land.isOfSameOwner(as: land), "a country owns nothing")
    expectCleanQueue(after: "isOfSameOwner") { root.isOfSameOwner(as: land) }
  }

  private func subject(_ tag: UInt8, _ contents: [UInt8]) -> [UInt8] {
    let attribute = DER.sequence([[6, 3, 0x55, 4, 3], DER.element(tag, contents)])
    return DER.sequence([DER.element(0x31, attribute)])
  }

  @Test func `names match whatever the encoding, the case and the spaces, and are still not equal`() throws {
    let key = try quickKey().publicKey.der
    let one = try DistinguishedName(commonName: "My  Authority")
    let der = DER.certificate(subject: subject(0x13, Array(" my authority".utf8)), key: key)
    let other = try Certificate(der: der).fields.subject
    #expect(one.matches(other) && other.matches(one))
    #expect(one != other)
    #expect(!one.matches(try DistinguishedName(commonName: "My Authorities")))
    expectCleanQueue(after: "matches") { one.matches(other) }
  }

  @Test(
    arguments: [(0x04, [1, 2]), (0x1e, [0]), (0x0c, [0xff]), (0x13, []), (0x02, [1])] as [(UInt8, [UInt8])])
  func `a common name of a strange encoding is never a crash, and leaves the error queue empty`(
    tag: UInt8, contents: [UInt8]
  ) throws {
    let der = DER.certificate(subject: subject(tag, contents), key: try quickKey().publicKey.der)
    guard let name = try? Certificate(der: der).fields.subject else { return }
    expectCleanQueue(after: "commonName") { name.commonName }
    expectCleanQueue(after: "oneline") { name.oneline }
    expectCleanQueue(after: "rfc2253") { name.rfc2253 }
  }

  @Test func `of several common names the last one counts`() throws {
    let made = try OpenSSLCommand.output([
      "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout",
      "/dev/null",
      "-config", "/dev/null", "-subj", "/O=Example/CN=first/CN=last",
    ])
    let name = try #require(try Certificate.parse(pem: Array(made.utf8)).first).fields.subject
    #expect(name.commonName == "last")
    #expect(name.oneline == "/O=Example/CN=first/CN=last")
    #expect(name.rfc2253 == "CN=last,CN=first,O=Example")
  }
}
