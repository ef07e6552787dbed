/// What kind of text a file holds, as far as mkcerts reads it.
public enum TextKind: Sendable, Hashable {
  /// Statements for a client of MySQL or MariaDB.
  case sqlScript
  /// What `SHOW SLAVE STATUS` or its like printed.
  case statusOutput
  /// A server's `master.info`.
  case masterInfo
  /// An option file, such as `my.cnf`.
  case optionFile
  /// Certificates, keys or revocation lists in PEM.
  case pem

  /// Tells the kind by the text alone, never by a name; nil for none of them, and for what is binary.
  ///
  /// Looks at the first 256 KiB; a longer comment before the first statement hides it.
  public init?(of bytes: [UInt8]) {
    let head = bytes.count > 1 << 18 ? Array(bytes.prefix(1 << 18)) : bytes
    guard !head.contains(0) else { return nil }
    if MasterInfoFile.options(in: head) != nil {
      self = .masterInfo
    } else if let kind = TextKind.ofLines(head) {
      self = kind
    } else if TextKind.beginsAsSQL(head) {
      self = .sqlScript
    } else {
      return nil
    }
  }

  /// The kind that a single line gives away, the first such line.
  private static func ofLines(_ bytes: [UInt8]) -> TextKind? {
    var isFirst = true
    var columns = 0
    var start = 0
    while start < bytes.count {
      // Thousands of long comments are read: a line is looked at once, and taken apart where it may be more.
      var (end, hasTab) = (start, false)
      while end < bytes.count, bytes[end] != ASCII.newline {
        hasTab = hasTab || bytes[end] == UInt8(ascii: "\t")
        end += 1
      }
      defer { start = end + 1 }
      let line = ASCII.trimmed(bytes[start..<end])
      guard let first = line.first else { continue }
      let isDashed = first == UInt8(ascii: "-")
      if isDashed, line.starts(with: "-----BEGIN ".utf8) { return .pem }
      if first == UInt8(ascii: "*"), StatusReader.isRowMark(line) { return .statusOutput }
      if hasTab, line.contains(UInt8(ascii: "\t")),
        StatusReader.header(line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false))
          != nil
      {
        return .statusOutput
      }
      if isColumn(line) { columns += 1 }
      if columns == 3 { return .statusOutput }
      guard isFirst, first != UInt8(ascii: "#"), first != UInt8(ascii: ";") else { continue }
      isFirst = false
      let isGroup = first == UInt8(ascii: "[") && line.contains(UInt8(ascii: "]"))
      if isGroup || line.starts(with: "!include".utf8) { return .optionFile }
    }
    return nil
  }

  private static func isColumn(_ line: ArraySlice<UInt8>) -> Bool {
    // Every column that is known begins with a letter, and most lines with the mark of a comment.
    guard let first = line.first, (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(ASCII.upperCase(first)),
      let colon = line.prefix(41).firstIndex(of: UInt8(ascii: ":"))
    else { return false }
    return StatusRow.known(ASCII.text(line[..<colon])) != nil
  }

  private static func beginsAsSQL(_ bytes: [UInt8]) -> Bool {
    var scanner = SQLScanner(bytes, for: nil)
    guard let first = scanner.next()?.tokens.first?.keyword else { return false }
    return verbs.contains(first)
  }

  private static let verbs: Set<String> = [
    "ALTER", "ANALYZE", "BEGIN", "CALL", "CHANGE", "COMMIT", "CREATE", "DELETE", "DO", "DROP", "EXECUTE",
    "FLUSH", "GRANT", "INSERT", "INSTALL", "KILL", "LOAD", "LOCK", "PREPARE", "PURGE", "RENAME", "REPLACE",
    "RESET", "REVOKE", "ROLLBACK", "SELECT", "SET", "SHOW", "SHUTDOWN", "START", "STOP", "TRUNCATE",
    "UNINSTALL", "UNLOCK", "UPDATE", "USE", "WITH",
  ]
}
