/// Reads numbers and texts off the front of a packet, and stops where the packet does.
struct ByteCursor {
  private(set) var rest: ArraySlice<UInt8>

  init(_ bytes: some Collection<UInt8>) { rest = ArraySlice(bytes) }

  /// The next `count` bytes; nil where there are fewer.
  mutating func bytes(_ count: Int) -> ArraySlice<UInt8>? {
    guard count >= 0, count <= rest.count else { return nil }
    defer { rest = rest.dropFirst(count) }
    return rest.prefix(count)
  }

  /// The number in the next `count` bytes, at most 8, the least significant first.
  mutating func number(_ count: Int) -> UInt64? {
    guard let bytes = bytes(count) else { return nil }
    return bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// The bytes up to the next zero, which is taken too; nil where there is none.
  mutating func terminated() -> ArraySlice<UInt8>? {
    guard let end = rest.firstIndex(of: 0) else { return nil }
    defer { rest = rest[(end + 1)...] }
    return rest[..<end]
  }
}

extension FixedWidthInteger {
  /// The bytes of the number, the least significant first, as all numbers are in these protocols.
  var wireBytes: [UInt8] { (0..<Self.bitWidth / 8).map { UInt8(truncatingIfNeeded: self >> ($0 * 8)) } }
}
