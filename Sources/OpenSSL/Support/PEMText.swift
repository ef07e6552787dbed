internal import Glibc

/// The armour of PEM files (RFC 7468), looked at without decoding what is inside.
enum PEMText {
  /// The labels of all blocks that begin in `bytes`, in order: "CERTIFICATE", "PRIVATE KEY".
  static func labels(in bytes: UnsafeRawBufferPointer) -> [String] {
    var labels: [String] = []
    var start = unsafe bytes.starts(with: byteOrderMark) ? byteOrderMark.count : 0
    while start < bytes.count {
      let end = unsafe lineEnd(in: bytes, from: start)
      // Only these lines are looked at: the texts of hosts are looked through for keys, too.
      if unsafe bytes[start] == beginning[0], let label = unsafe label(of: bytes[start..<end]) {
        labels.append(label)
      }
      start = end + 1
    }
    return labels
  }

  /// The place of the next line end; that behind the last byte where there is none.
  private static func lineEnd(in bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
    guard let base = bytes.baseAddress,
      let found = unsafe memchr(base + start, Int32(UInt8(ascii: "\n")), bytes.count - start)
    else { return bytes.count }
    return unsafe UnsafeRawPointer(found) - base
  }

  /// Where the blocks of private keys are in `bytes`: each from its first line to the first line of the next block of
  /// whatever kind, or to the end.
  static func privateKeys(in bytes: UnsafeRawBufferPointer) -> [Range<Int>] {
    var blocks: [(start: Int, label: String)] = []
    var start = 0
    while start < bytes.count {
      let end = unsafe lineEnd(in: bytes, from: start)
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
