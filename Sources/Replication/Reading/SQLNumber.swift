/// What a number of SQL is worth where a whole one is wanted.
enum SQLNumber {
  /// The part of `text` before the point: 0.9 is 0, `5e-1` is 5, `0x1F` is 31 (measured). At most `Int.max`.
  static func whole(_ text: String) -> Int {
    let digits: Substring
    let radix: Int
    if text.hasPrefix("0x") {
      (digits, radix) = (text.dropFirst(2), 16)
    } else {
      (digits, radix) = (text.prefix { $0.isASCII && $0.isNumber }, 10)
    }
    return digits.isEmpty ? 0 : Int(digits, radix: radix) ?? .max
  }
}
