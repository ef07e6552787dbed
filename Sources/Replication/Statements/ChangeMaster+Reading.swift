extension ChangeMaster {
  /// The name or address that the first statement in `sql` dials (MASTER_HOST, SOURCE_HOST); nil where none
  /// is named.
  ///
  /// Comments are passed over. Only a plain string in single quotes is understood, as this file's statements
  /// have it.
  public static func dialledHost(in sql: String) -> String? {
    for line in sql.split(whereSeparator: \.isNewline) where !line.drop(while: \.isWhitespace).hasPrefix("--")
    {
      for option in ["MASTER_HOST", "SOURCE_HOST"] {
        guard let name = line.firstRange(of: option) else { continue }
        let rest = line[name.upperBound...].drop { $0.isWhitespace || $0 == "=" }
        guard rest.first == "'", let end = rest.dropFirst().firstIndex(of: "'") else { continue }
        return String(rest[rest.index(after: rest.startIndex)..<end])
      }
    }
    return nil
  }
}
