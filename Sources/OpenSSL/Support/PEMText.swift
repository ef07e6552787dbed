/// The armour of PEM files (RFC 7468), looked at without decoding what is inside.
enum PEMText {
  /// The labels of all blocks that begin in `bytes`, in order: "CERTIFICATE", "PRIVATE KEY".
  static func labels(in bytes: UnsafeRawBufferPointer) -> [String] {
    unsafe bytes.split(separator: UInt8(ascii: "\n")).compactMap { line in
      var text = line[...]
      while let last = text.last, last == UInt8(ascii: "\r") || last == UInt8(ascii: " ") {
        text.removeLast()
      }
      guard text.starts(with: beginning), text.count >= beginning.count + dashes.count,
        text.suffix(dashes.count).elementsEqual(dashes)
      else { return nil }
      return String(decoding: text.dropFirst(beginning.count).dropLast(dashes.count), as: UTF8.self)
    }
  }

  private static let beginning = Array("-----BEGIN ".utf8)
  private static let dashes = Array("-----".utf8)
}
