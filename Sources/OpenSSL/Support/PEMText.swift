/// The armour of PEM files (RFC 7468), looked at without decoding what is inside.
enum PEMText {
  /// The labels of all blocks that begin in `bytes`, in order: "CERTIFICATE", "PRIVATE KEY".
  static func labels(in bytes: UnsafeRawBufferPointer) -> [String] {
    var labels: [String] = []
    var rest = unsafe bytes[...]
    if unsafe rest.starts(with: byteOrderMark) { unsafe rest.removeFirst(byteOrderMark.count) }
    while let end = unsafe rest.firstIndex(of: UInt8(ascii: "\n")) ?? (rest.isEmpty ? nil : rest.endIndex) {
      if let label = unsafe label(rest[..<end]) { labels.append(label) }
      unsafe rest = unsafe rest[end...].dropFirst()
    }
    return labels
  }

  /// The label of the block that begins with this line; nil where none does, and where it is no label by RFC
  /// 7468, section 3: whatever else a file holds must not reach a terminal.
  private static func label(_ line: Slice<UnsafeRawBufferPointer>) -> String? {
    guard unsafe line.starts(with: beginning) else { return nil }
    var text = unsafe line.dropFirst(beginning.count)
    while let last = unsafe text.last, last <= UInt8(ascii: " ") { unsafe text.removeLast() }
    guard unsafe text.count >= dashes.count, unsafe text.suffix(dashes.count).elementsEqual(dashes) else {
      return nil
    }
    unsafe text.removeLast(dashes.count)
    guard unsafe text.count <= 64, unsafe text.allSatisfy({ (0x20...0x7e).contains($0) }) else { return nil }
    return unsafe String(decoding: text, as: UTF8.self)
  }

  /// Some editors begin a file with it, and OpenSSL passes over it.
  private static let byteOrderMark: [UInt8] = [0xef, 0xbb, 0xbf]

  private static let beginning = Array("-----BEGIN ".utf8)
  private static let dashes = Array("-----".utf8)
}
