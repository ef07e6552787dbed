extension DistinguishedName {
  /// The text of a name that is one common name of letters, digits, `.`, `-` and `_`, or blanks between these, in a
  /// UTF8String: what hosts and authorities are called here, and what no form of a name writes otherwise. nil for
  /// every other name, which OpenSSL has to write.
  var plainCommonName: String? {
    Self.plainCommonName(der, der.indices).map { String(decoding: der[$0], as: UTF8.self) }
  }

  /// Where that text stands in the name at `place` in `der`.
  static func plainCommonName(_ der: [UInt8], _ place: Range<Int>) -> Range<Int>? {
    var outer = DERWalk(der, in: place)
    guard let names = outer.contents(0x30), outer.isAtEnd else { return nil }
    var relative = DERWalk(der, in: names)
    guard let set = relative.contents(0x31), relative.isAtEnd else { return nil }
    var members = DERWalk(der, in: set)
    guard let pair = members.contents(0x30), members.isAtEnd else { return nil }
    var walk = DERWalk(der, in: pair)
    guard let object = walk.element(0x06), der[object].elementsEqual(commonNameObject),
      let text = walk.contents(0x0c), walk.isAtEnd, let first = der[text].first, let last = der[text].last,
      first != blank, last != blank, der[text].allSatisfy(isPlain)
    else { return nil }
    return text
  }

  /// 2.5.4.3.
  private static let commonNameObject: [UInt8] = [0x06, 0x03, 0x55, 0x04, 0x03]
  private static let blank = UInt8(ascii: " ")

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), blank:
      true
    default: false
    }
  }
}
