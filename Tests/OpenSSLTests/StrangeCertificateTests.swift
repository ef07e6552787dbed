import Testing

@testable import OpenSSL

/// Certificates that nobody should issue and anybody may send.
@Suite struct StrangeCertificateTests {
  private func fields(version: [UInt8] = [2], _ extensions: [[UInt8]]) throws -> CertificateFields {
    let der = DER.certificate(version: version, key: try quickKey().publicKey.der, extensions: extensions)
    return try Certificate(der: der).fields
  }

  @Test(
    arguments: [
      ([0], 1), ([2], 3), ([0x7f] + [UInt8](repeating: 0xff, count: 7), Int.min),
      ([0x01] + [UInt8](repeating: 0, count: 20), 0),
      ([0xff], 0),
    ] as [([UInt8], Int)])
  func `a version of any size is read, and none is a trap`(version: [UInt8], read: Int) throws {
    #expect(try fields(version: version, []).version == read)
  }

  @Test(
    arguments: [
      ([0x00], 0), ([0x05], 5), ([0xff], -1), ([0x80], -128),
      ([0x01] + [UInt8](repeating: 0, count: 8), Int.max),
      ([0xfe] + [UInt8](repeating: 0, count: 8), Int.min),
      ([0x7f] + [UInt8](repeating: 0xff, count: 7), Int.max),
    ] as [([UInt8], Int)])
  func `a path length of any size and sign is read as what it is`(length: [UInt8], read: Int) throws {
    let constraints = DER.sequence([[1, 1, 0xff], DER.integer(length)])
    let fields = try fields([DER.standardExtension(19, constraints)])
    #expect(fields.basicConstraints == .init(isAuthority: true, pathLength: read))
  }

  @Test func `empty basic constraints are not those of an authority`() throws {
    let fields = try fields([DER.standardExtension(19, critical: true, DER.sequence([]))])
    #expect(fields.basicConstraints == .init(isAuthority: false))
    #expect(fields.criticalExtensions == ["2.5.29.19"])
  }

  @Test func `an authority key identifier without a key, and one that pins name and serial`() throws {
    let name = DER.element(0xa1, DER.element(0xa4, DER.sequence([])))
    let serial = DER.element(0x82, [5])
    #expect(
      try fields([DER.standardExtension(35, DER.sequence([]))]).authorityKeyIdentifier
        == .init(keyIdentifier: nil))
    #expect(
      try fields([DER.standardExtension(35, DER.sequence([name, serial]))]).authorityKeyIdentifier
        == .init(keyIdentifier: nil, namesIssuer: true))
    let all = DER.sequence([DER.element(0x80, [1, 2]), name, serial])
    #expect(
      try fields([DER.standardExtension(35, all)]).authorityKeyIdentifier
        == .init(keyIdentifier: [1, 2], namesIssuer: true))
    let empty = DER.sequence([DER.element(0x80, [])])
    #expect(
      try fields([DER.standardExtension(35, empty)]).authorityKeyIdentifier == .init(keyIdentifier: []))
  }

  @Test(arguments: [14, 15, 17, 19, 35, 37] as [UInt8])
  func `an extension that cannot be decoded is listed, and nil`(number: UInt8) throws {
    for value in [[], [0x00], [0x30], [0x30, 0x80], [0x05, 0x00], [0x1f, 0xff, 0xff], [0x04, 0x7f]]
      as [[UInt8]]
    {
      let key = try quickKey().publicKey.der
      let der = DER.certificate(key: key, extensions: [DER.standardExtension(number, value)])
      expectCleanQueue(after: "Certificate") { try Certificate(der: der) }
      let fields = try Certificate(der: der).fields
      #expect(fields.extensions == ["2.5.29.\(number)"])
      #expect(fields.basicConstraints == nil && fields.keyUsage == nil && fields.extendedKeyUsage == nil)
      #expect(fields.subjectAlternativeNames == nil && fields.subjectKeyIdentifier == nil)
      #expect(fields.authorityKeyIdentifier == nil)
    }
  }

  @Test func `an extension that stands there twice is listed twice, and nil`() throws {
    let one = DER.standardExtension(17, DER.sequence([DER.text(0x82, "db1")]))
    let two = DER.standardExtension(17, DER.sequence([DER.text(0x82, "db2")]))
    let fields = try fields([one, two])
    #expect(fields.extensions == ["2.5.29.17", "2.5.29.17"])
    #expect(fields.subjectAlternativeNames == nil)
  }

  @Test func `a key usage without bits allows nothing, and is not a missing one`() throws {
    #expect(try fields([DER.standardExtension(15, [0x03, 0x01, 0x00])]).keyUsage == [])
    #expect(try fields([]).keyUsage == nil)
  }

  @Test(arguments: [20, 60, 200]) func `long object identifiers are told apart`(octets: Int) throws {
    let arc = [UInt8](repeating: 0xff, count: octets)
    let identifiers = [[0x2a] + arc + [0x01], [0x2a] + arc + [0x02]].map { DER.element(0x06, $0) }
    let purposes = try fields([DER.standardExtension(37, DER.sequence(identifiers))]).extendedKeyUsage
    let read = (purposes ?? []).map(\.identifier)
    #expect(Set(read).count == 2 && read.allSatisfy { $0.hasPrefix("1.2.") })
  }

  @Test func `a key of an unknown algorithm is nil, and the rest is read`() throws {
    let key = DER.sequence([DER.sequence([[6, 3, 0x2a, 3, 4]]), DER.element(0x03, [0, 1, 2, 3])])
    let der = DER.certificate(key: key)
    let fields = try Certificate(der: der).fields
    #expect(fields.publicKey == nil && fields.version == 3)
    expectCleanQueue(after: "Certificate") { try Certificate(der: der) }
  }

  @Test func `thousands of extensions, names and certificates are read in time`() throws {
    let names = (0..<4000).map { DER.text(0x82, "db\($0)") }.flatMap { $0 }
    let san = DER.standardExtension(17, DER.element(0x30, names))
    #expect(try fields([san]).subjectAlternativeNames?.count == 4000)
    let pem = try Authority().certificate.pem()
    let many = Array(String(repeating: pem, count: 1000).utf8)
    #expect(try Certificate.parse(pem: many).count == 1000)
  }
}
