/// The armour of PEM files (RFC 7468), looked at without decoding what is inside.
enum PEMText {
  /// The labels of all blocks that begin in `bytes`, in order: "CERTIFICATE", "PRIVATE KEY".
  static func labels(in bytes: UnsafeRawBufferPointer) -> [String] {
    var labels: [String] = []
    var rest = unsafe bytes[...]
    if unsafe rest.starts(with: byteOrderMark) { unsafe rest.removeFirst(byteOrderMark.count) }
    while let end = unsafe rest.firstIndex(of: UInt8(ascii: "\n")) ?? (rest.isEmpty ? nil : rest.endIndex) {
      if let label = unsafe label(of: rest[..<end]) { labels.append(label) }
      unsafe rest = unsafe rest[end...].dropFirst()
    }
    return labels
  }

  /// Where the blocks of private keys are in `bytes`: each from its first line to the first line of the next block of
  /// whatever kind, or to the end.
  static func privateKeys(in bytes: UnsafeRawBufferPointer) -> [Range<Int>] {
    var blocks: [(start: Int, label: String)] = []
    var start = 0
    while start < bytes.count {
      let end = unsafe bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      var line = unsafe bytes[start..<end]
      if start == 0, unsafe line.starts(with: byteOrderMark) { unsafe line.removeFirst(byteOrderMark.count) }
      if let label = unsafe label(of: line) { blocks.append((start, label)) }
      start = end + 1
    }
    let ends = blocks.dropFirst().map(\.start) + [bytes.count]
    return zip(blocks, ends).filter { $0.0.label.hasSuffix("PRIVATE KEY") }.map { $0.0.start..<$0.1 }
  }

  /// The label of the block that begins with this line; nil where none does, and where it is no label by RFC
  /// 7468, section 3: whatever else a file holds must not reach a terminal.
  static func label(of line: some BidirectionalCollection<UInt8>) -> String? {
    guard line.starts(with: beginning) else { return nil }
    let text = line.dropFirst(beginning.count)
    guard let last = text.lastIndex(where: { $0 > UInt8(ascii: " ") }) else { return nil }
    let trimmed = text[...last]
    guard trimmed.count >= dashes.count, trimmed.suffix(dashes.count).elementsEqual(dashes) else {
      return nil
    }
    let label = trimmed.dropLast(dashes.count)
    guard label.count <= 64, label.allSatisfy({ (0x20...0x7e).contains($0) }) else { return nil }
    return String(decoding: label, as: UTF8.self)
  }

  /// Some editors begin a file with it, and OpenSSL passes over it.
  static let byteOrderMark: [UInt8] = [0xef, 0xbb, 0xbf]

  private static let beginning = Array("-----BEGIN ".utf8)
  static let ending = Array("-----END ".utf8)
  private static let dashes = Array("-----".utf8)
}
