/// Reads DER elements one after another (X.690), as far as short and long lengths go: enough to find a field
/// of a structure whose every byte OpenSSL has written or accepted.
struct DERReader {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

  /// The contents of the next element, which must have the tag `tag`; nil where it has another or is cut
  /// short.
  mutating func contents(tag: UInt8) -> ArraySlice<UInt8>? {
    guard rest.popFirst() == tag, let first = rest.popFirst() else { return nil }
    var length = Int(first)
    if first & 0x80 != 0 {
      let count = Int(first & 0x7f)
      guard (1...4).contains(count), rest.count >= count else { return nil }
      length = rest.prefix(count).reduce(0) { $0 << 8 | Int($1) }
      rest = rest.dropFirst(count)
    }
    guard rest.count >= length else { return nil }
    defer { rest = rest.dropFirst(length) }
    return rest.prefix(length)
  }

  /// How many bytes follow the first element of `bytes`, a SEQUENCE; 0 where there is none.
  static func trailingBytes(_ bytes: [UInt8]) -> Int {
    var reader = DERReader(bytes[...])
    return reader.contents(tag: sequence) == nil ? 0 : reader.rest.count
  }

  static let sequence: UInt8 = 0x30
  static let bitString: UInt8 = 0x03
  static let octetString: UInt8 = 0x04
  static let integer: UInt8 = 0x02
}
