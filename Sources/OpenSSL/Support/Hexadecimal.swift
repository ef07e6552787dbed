extension Sequence<UInt8> {
  /// Two lower-case hexadecimal digits a byte, with `separator` between the bytes.
  public func hexadecimal(separator: String = "") -> String {
    let digits = Array("0123456789abcdef".utf8)
    return map { byte in
      String(decoding: [digits[Int(byte >> 4)], digits[Int(byte & 15)]], as: UTF8.self)
    }.joined(separator: separator)
  }
}
