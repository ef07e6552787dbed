extension ChangeMaster {
  /// The name or address that the first statement in `sql` dials (MASTER_HOST, SOURCE_HOST); nil where none
  /// is named.
  ///
  /// Comments are passed over. Only a plain string in quotes is understood.
  public static func dialledHost(in sql: String) -> String? {
    for line in sql.utf8.split(whereSeparator: { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }) {
      let bytes = Array(line)
      guard !bytes.drop(while: isBlank).starts(with: "--".utf8), let value = behindHost(bytes) else {
        continue
      }
      let rest = bytes[value...].drop { isBlank($0) || $0 == UInt8(ascii: "=") }
      guard let quote = rest.first, quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\""),
        let end = rest.dropFirst().firstIndex(of: quote)
      else { continue }
      return String(decoding: rest[(rest.startIndex + 1)..<end], as: UTF8.self)
    }
    return nil
  }

  private static let words = ["MASTER", "SOURCE"].map { Array(($0 + "_HOST").utf8) }

  /// Where the option's name ends in `line`; keywords have no case.
  private static func behindHost(_ line: [UInt8]) -> Int? {
    // The underscore is rare: only what stands around one is compared.
    for place in line.indices where line[place] == UInt8(ascii: "_") && place >= 6 && place + 5 <= line.count
    {
      let found = line[place - 6..<place + 5].map(upperCase)
      if words.contains(found) { return place + 5 }
    }
    return nil
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
  }

  private static func upperCase(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) ? byte - 0x20 : byte
  }
}
