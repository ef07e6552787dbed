/// Archives in the format that tar(1) reads everywhere (ustar: POSIX.1-2017, pax, "ustar Interchange
/// Format").
public enum Tar {
  /// Headers and contents are in blocks of so many bytes.
  static let block = 512

  /// Where each field of a header is.
  enum Field {
    static let name = 0..<100
    static let mode = 100..<108
    static let user = 108..<116
    static let group = 116..<124
    static let size = 124..<136
    static let modified = 136..<148
    static let checksum = 148..<156
    static let type = 156
    static let target = 157..<257
    static let magic = 257..<265
    static let userName = 265..<297
    static let groupName = 297..<329
    static let prefix = 345..<500
  }

  /// The magic and version of ustar and pax.
  static let magic = Array("ustar\u{0}00".utf8)
  /// Those of GNU tar's own format.
  static let magicOfGNU = Array("ustar  \u{0}".utf8)

  /// How many bytes contents of `count` bytes take, in whole blocks.
  static func padded(_ count: Int) -> Int { (count + block - 1) / block * block }

  /// The checksum of a header: the sum of its bytes, with blanks in the place of the checksum.
  static func checksum(of header: some Sequence<UInt8>) -> Int {
    header.enumerated().reduce(0) { sum, item in
      sum + (Field.checksum.contains(item.offset) ? 0x20 : Int(item.element))
    }
  }
}
