extension ChangeMaster {
  /// The name or address that the first statement in `sql` dials (MASTER_HOST, SOURCE_HOST); nil where none
  /// is named.
  ///
  /// Comments are passed over. Only a plain string in quotes is understood.
  public static func dialledHost(in sql: String) -> String? {
    for line in sql.split(whereSeparator: \.isNewline) where !line.drop(while: \.isWhitespace).hasPrefix("--")
    {
      for option in ["MASTER_HOST", "SOURCE_HOST"] {
        // Keywords have no case; of ASCII, upper case is as long as what it was made from.
        guard let place = line.utf8.map(Self.upperCase).firstRange(of: option.utf8) else { continue }
        let behind = line.utf8.index(line.utf8.startIndex, offsetBy: place.upperBound)
        let rest = line[behind...].drop { $0.isWhitespace || $0 == "=" }
        guard let quote = rest.first, quote == "'" || quote == "\"",
          let end = rest.dropFirst().firstIndex(of: quote)
        else { continue }
        return String(rest[rest.index(after: rest.startIndex)..<end])
      }
    }
    return nil
  }

  private static func upperCase(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) ? byte - 0x20 : byte
  }
}
