/// Builds DER by hand, for what no encoder would write.
enum DER {
  static func element(_ tag: UInt8, _ contents: [UInt8]) -> [UInt8] {
    switch contents.count {
    case ..<128: [tag, UInt8(contents.count)] + contents
    case ..<256: [tag, 0x81, UInt8(contents.count)] + contents
    default: [tag, 0x82, UInt8(contents.count >> 8), UInt8(contents.count & 0xff)] + contents
    }
  }

  static func sequence(_ parts: [[UInt8]]) -> [UInt8] { element(0x30, parts.flatMap { $0 }) }
  static func integer(_ contents: [UInt8]) -> [UInt8] { element(0x02, contents) }
  static func octets(_ contents: [UInt8]) -> [UInt8] { element(0x04, contents) }
  static func text(_ tag: UInt8, _ text: String) -> [UInt8] { element(tag, Array(text.utf8)) }

  /// An extension of the arc 2.5.29.
  static func standardExtension(_ number: UInt8, critical: Bool = false, _ value: [UInt8]) -> [UInt8] {
    sequence([element(0x06, [0x55, 0x1d, number]), critical ? [1, 1, 0xff] : [], octets(value)])
  }

  /// A certificate of these parts, whose key is the P-256 key `key` and whose signature is not one.
  static func certificate(
    version: [UInt8] = [2], serial: [UInt8] = [1], subject: [UInt8] = sequence([]),
    notBefore: [UInt8] = text(0x17, "270101000000Z"), notAfter: [UInt8] = text(0x17, "280101000000Z"),
    key: [UInt8], extensions: [[UInt8]] = []
  ) -> [UInt8] {
    // ecdsa-with-SHA256
    let algorithm = sequence([element(0x06, [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02])])
    let body = sequence([
      element(0xa0, integer(version)), integer(serial), algorithm, sequence([]),
      sequence([notBefore, notAfter]), subject, key,
      extensions.isEmpty ? [] : element(0xa3, sequence(extensions)),
    ])
    return sequence([body, algorithm, element(0x03, [0, 0x30, 0])])
  }
}
