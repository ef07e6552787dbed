import Testing

@testable import OpenSSL

@Suite struct SerialNumberTests {
  /// The DER INTEGER's contents for a serial number, from a certificate that carries it.
  private func encoded(_ serial: SerialNumber) throws -> [UInt8] {
    var sketch = Sketch.authority()
    sketch.serial = serial
    let der = try Authority(sketch).certificate.der
    // SEQUENCE, SEQUENCE with lengths of two octets, then [0] { INTEGER 2 }, then the serial number.
    let start = der.dropFirst(4 + 4 + 5)
    #expect(start.first == 0x02)
    return Array(start.dropFirst(2).prefix(Int(start.dropFirst().first ?? 0)))
  }

  @Test func `a random serial number has 159 bits, is positive and at most 20 octets of DER`() throws {
    var seen: Set<SerialNumber> = []
    var union = [UInt8](repeating: 0, count: 20)
    for _ in 0..<500 {
      let serial = try SerialNumber.random()
      #expect(!serial.isNegative && (16...20).contains(serial.bytes.count))
      if serial.bytes.count == 20 {
        #expect(serial.bytes[0] < 0x80)
        for (index, byte) in serial.bytes.enumerated() { union[index] |= byte }
      }
      #expect(seen.insert(serial).inserted)
    }
    // Every bit but the sign occurs.
    #expect(union == [0x7f] + [UInt8](repeating: 0xff, count: 19))
  }

  @Test func `the largest draw is encoded in 20 octets, without the sign bit`() throws {
    let serial = try SerialNumber.random { count throws(OpenSSLError) in
      [UInt8](repeating: 0xff, count: count)
    }
    #expect(try encoded(serial) == [0x7f] + [UInt8](repeating: 0xff, count: 19))
  }

  @Test func `a generator is asked for 20 bytes, again where they are too few to be random`() throws {
    var asked: [Int] = []
    let serial = try SerialNumber.random { count throws(OpenSSLError) in
      asked.append(count)
      return asked.count == 1 ? [UInt8](repeating: 0, count: count) : Array(1...UInt8(count))
    }
    #expect(asked == [20, 20])
    #expect(serial.bytes == Array(1...20))
  }

  @Test(arguments: [20, 0, 3]) func `a generator that gives only zeros, or too little, is refused`(
    length: Int
  ) {
    #expect(throws: OpenSSLError.self) {
      try SerialNumber.random { _ throws(OpenSSLError) in [UInt8](repeating: 0, count: length) }
    }
  }

  @Test func `what the generator throws is thrown`() {
    let failure = OpenSSLError(operation: "no entropy", entries: [])
    #expect(throws: failure) { try SerialNumber.random { _ throws(OpenSSLError) in throw failure } }
  }

  @Test(
    arguments: [
      ([0x00], [], false), ([0x01], [0x01], false), ([0x7f], [0x7f], false), ([0x00, 0x80], [0x80], false),
      ([0xff], [0x01], true), ([0x80], [0x80], true), ([0xff, 0x7f], [0x81], true),
      ([0x80, 0x00], [0x80, 0x00], true),
    ] as [([UInt8], [UInt8], Bool)])
  func `zero and negative serial numbers are read as what they are, and written so`(
    contents: [UInt8], magnitude: [UInt8], isNegative: Bool
  ) throws {
    let der = DER.certificate(serial: contents, key: try quickKey().publicKey.der)
    let serial = try Certificate(der: der).fields.serial
    #expect(serial == SerialNumber(bytes: magnitude, isNegative: isNegative))
    #expect(try encoded(serial) == contents)
  }

  @Test func `a serial number of more than 20 octets is read whole`() throws {
    let long = [0x01] + [UInt8](repeating: 0xab, count: 40)
    let der = DER.certificate(serial: long, key: try quickKey().publicKey.der)
    #expect(try Certificate(der: der).fields.serial.bytes == long)
  }

  @Test(
    arguments: [
      ("00", []), ("0", []), ("1", [1]), ("00:01", [1]), ("4F:9c", [0x4f, 0x9c]), ("abc", [0x0a, 0xbc]),
    ] as [(String, [UInt8])])
  func `hexadecimal is read with and without colons, in both cases`(text: String, bytes: [UInt8]) {
    #expect(SerialNumber(hexadecimal: text)?.bytes == bytes)
  }

  @Test(arguments: [
    "", ":", "+1", "-1", "0x1", "1 ", " 1", "g", "é", "1\0", String(repeating: "1", count: 65),
  ])
  func `what is not hexadecimal is no serial number`(text: String) {
    #expect(SerialNumber(hexadecimal: text) == nil)
  }

  @Test func `bytes read back from their hexadecimal, and half a byte is none`() {
    let bytes: [UInt8] = [0, 0x0f, 0xa0, 0xff]
    #expect([UInt8](hexadecimal: bytes.hexadecimal()) == bytes && [UInt8](hexadecimal: "") == [])
    #expect([UInt8](hexadecimal: "abc") == nil && [UInt8](hexadecimal: "٣٣") == nil)
  }

  @Test func `a serial number reads back from its description`() throws {
    let serial = try SerialNumber.random()
    #expect(SerialNumber(hexadecimal: serial.description) == serial)
    #expect(SerialNumber(bytes: []).description == "00")
    #expect(SerialNumber(bytes: [0xab], isNegative: true).description == "-ab")
    #expect(SerialNumber(bytes: [1, 2, 3, 4, 5, 6, 7]).short == "010203…0607")
  }
}
