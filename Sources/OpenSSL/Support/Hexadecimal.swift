extension Sequence<UInt8> {
  /// Two lower-case hexadecimal digits a byte, with `separator` between the bytes.
  public func hexadecimal(separator: String = "") -> String {
    let digits = Array("0123456789abcdef".utf8)
    return map { byte in
      String(decoding: [digits[Int(byte >> 4)], digits[Int(byte & 15)]], as: UTF8.self)
    }.joined(separator: separator)
  }
}

extension [UInt8] {
  /// The bytes that `hexadecimal` spells, two digits of either case each; nil where it is anything else.
  public init?(hexadecimal: String) {
    let digits = hexadecimal.utf8.map { Character(Unicode.Scalar($0)).hexDigitValue }
    guard digits.count % 2 == 0 else { return nil }
    self.init()
    for index in stride(from: 0, to: digits.count, by: 2) {
      guard let high = digits[index], let low = digits[index + 1] else { return nil }
      append(UInt8(high << 4 | low))
    }
  }
}
