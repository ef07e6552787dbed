extension ServerRefusal {
  /// Reads the body of an Error of the X Protocol (mysqlx.proto, `Error`): the number is field 2, the message field 3.
  /// What cannot be read is 0 and empty.
  public init(xError body: [UInt8]) {
    var (number, message) = (0, [UInt8]())
    var rest = body[...]
    while let tag = Self.varint(&rest) {
      switch tag & 7 {
      case 0:
        guard let value = Self.varint(&rest) else { break }
        if tag >> 3 == 2 { number = Int(truncatingIfNeeded: value & 0xffff) }
        continue
      case 2:
        guard let count = Self.varint(&rest), count <= UInt64(rest.count) else { break }
        if tag >> 3 == 3 { message = Array(rest.prefix(Int(count))) }
        rest = rest.dropFirst(Int(count))
        continue
      // An Error has no fields of other forms.
      default: break
      }
      break
    }
    self.init(number: number, message: ASCII.text(message.prefix(300)))
  }

  /// A number of up to ten bytes, seven bits each, the lowest first (protobuf, "Encoding").
  private static func varint(_ bytes: inout ArraySlice<UInt8>) -> UInt64? {
    var value: UInt64 = 0
    for place in 0..<10 {
      guard let byte = bytes.popFirst() else { return nil }
      value |= UInt64(byte & 0x7f) << UInt64(7 * place)
      if byte < 0x80 { return value }
    }
    return nil
  }
}
