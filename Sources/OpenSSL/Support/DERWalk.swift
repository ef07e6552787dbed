/// Goes through DER elements one after another and takes nothing but DER: each length is written as short as it
/// can be (X.690, 10.1), so that what was walked through has one encoding only.
struct DERWalk {
  private let bytes: [UInt8]
  private var place: Int
  private let end: Int

  /// Walks through `range` of `bytes`.
  init(_ bytes: [UInt8], in range: Range<Int>) {
    self.bytes = bytes
    place = range.lowerBound
    end = range.upperBound
  }

  /// True where nothing is left.
  var isAtEnd: Bool { place == end }

  /// Where the next element begins.
  var position: Int { place }

  /// The place of the contents of the next element; nil where its tag is not `tag`, or it does not end here.
  mutating func contents(_ tag: UInt8) -> Range<Int>? {
    guard place + 2 <= end, bytes[place] == tag else { return nil }
    var start = place + 2
    var length = Int(bytes[place + 1])
    if length >= 0x80 {
      // 64 KiB are enough for what is looked at in this way.
      let count = length & 0x7f
      guard (1...2).contains(count), start + count <= end, bytes[start] != 0 else { return nil }
      length = bytes[start..<start + count].reduce(0) { $0 << 8 | Int($1) }
      guard length >= 0x80 else { return nil }
      start += count
    }
    guard start + length <= end else { return nil }
    place = start + length
    return start..<place
  }

  /// The place of the whole of the next element.
  mutating func element(_ tag: UInt8) -> Range<Int>? {
    let start = place
    return contents(tag).map { start..<$0.upperBound }
  }
}
