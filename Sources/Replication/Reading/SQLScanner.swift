/// Takes a script apart into statements as the `mysql` client does, and each into tokens as the server does.
///
/// Every byte is looked at a fixed number of times. Follows what MariaDB 10.11 and MySQL 9.7 were measured to
/// do; where the client and the server see a text differently, the client comes first.
struct SQLScanner {
  let bytes: [UInt8]
  /// Where the next byte to read is.
  var position: Int
  /// What ends a statement, besides `\g` and `\G`.
  var delimiter: [UInt8] = [UInt8(ascii: ";")]
  /// How quoted texts are read from here on.
  var modes = SQLModes.initial
  /// The versioned comments that are open here.
  var openComments = OpenComments()
  private let server: Server?
  private var lineOfMark = 1
  private var mark = 0

  /// Reads `bytes` as `server` would; without a server every versioned comment counts.
  init(_ bytes: [UInt8], for server: Server?) {
    self.bytes = bytes
    self.server = server
    position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  /// The next statement that has a token; nil at the end.
  mutating func next() -> SQLStatement? {
    var statement = SQLStatement()
    while position < bytes.count {
      if begins(with: delimiter) {
        position += delimiter.count
        if finish(&statement) { return statement }
      } else if let command = clientCommand(after: statement) {
        guard run(command, &statement) else { continue }
        return statement
      } else if bytes[position] == UInt8(ascii: ";"), !statement.holdsStatements {
        // Under another delimiter the client sends several at once.
        position += 1
        statement.isFollowed = true
        if finish(&statement) { return statement }
        statement.isFollowed = false
      } else {
        scan(into: &statement)
      }
    }
    return finish(&statement) ? statement : nil
  }

  /// The line of the byte at `place`, which is at or behind the one asked for before.
  mutating func line(at place: Int) -> Int {
    if mark < place {
      for byte in bytes[mark..<place] where byte == ASCII.newline { lineOfMark += 1 }
      mark = place
    }
    return lineOfMark
  }

  /// Whether `word` stands at the current position.
  func begins(with word: [UInt8]) -> Bool {
    guard word.count <= bytes.count - position, word.first == bytes[position] else { return false }
    return bytes[position..<position + word.count].elementsEqual(word)
  }

  /// The byte `offset` behind the current one; NUL behind the end.
  func byte(_ offset: Int) -> UInt8 {
    position + offset < bytes.count ? bytes[position + offset] : 0
  }

  /// Goes behind the end of the line.
  mutating func skipLine() {
    position = bytes[position...].firstIndex(of: ASCII.newline) ?? bytes.count
  }

  /// Adds a token, unless it stands in a comment for other servers or in a statement of no interest.
  mutating func add(_ kind: SQLToken.Kind, _ text: String, at start: Int, to statement: inout SQLStatement) {
    guard keeps(statement) else { return }
    statement.tokens.append(SQLToken(kind: kind, text: text, line: line(at: start)))
  }

  /// Whether tokens of `statement` are wanted here.
  func keeps(_ statement: SQLStatement) -> Bool {
    !openComments.arePassedOver && statement.isOfInterest
  }

  /// Closes `statement`; false, and an empty statement again, where there is nothing in it.
  private mutating func finish(_ statement: inout SQLStatement) -> Bool {
    if !openComments.isEmpty, let first = statement.tokens.first {
      // The client ends a statement inside a versioned comment, and the server misses the end of the comment.
      statement.problems.append(
        ReadingProblem(.unterminated, line: first.line, "the versioned comment does not end"))
    }
    openComments = OpenComments()
    return !statement.tokens.isEmpty || !statement.problems.isEmpty
  }

  private mutating func scan(into statement: inout SQLStatement) {
    let start = position
    switch bytes[position] {
    case let byte where ASCII.isBlank(byte): position += 1
    case UInt8(ascii: "#"): skipLine()
    case UInt8(ascii: "-") where beginsLineComment(statement): skipLine()
    case UInt8(ascii: "/") where byte(1) == UInt8(ascii: "*"): comment(&statement)
    case UInt8(ascii: "*") where byte(1) == UInt8(ascii: "/") && !openComments.isEmpty:
      openComments.close()
      position += 2
    case UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "`"): quotedText(&statement)
    case UInt8(ascii: "@"): behindAt(&statement)
    case let byte where ASCII.isDigit(byte): number(&statement)
    case UInt8(ascii: ".") where ASCII.isDigit(byte(1)): number(&statement)
    case let byte where ASCII.isWord(byte):
      word(&statement, where: ASCII.isWord)
    case let byte:
      position += 1
      add(.sign, ASCII.text([byte]), at: start, to: &statement)
    }
  }

  /// Two hyphens and a blank; at the very beginning of a statement's line the client wants no blank.
  private func beginsLineComment(_ statement: SQLStatement) -> Bool {
    guard byte(1) == UInt8(ascii: "-") else { return false }
    guard position + 2 < bytes.count, !ASCII.isBlank(bytes[position + 2]) else { return true }
    return statement.tokens.isEmpty && (position == 0 || bytes[position - 1] == ASCII.newline)
  }

  /// Passes over a comment, or opens a versioned one.
  private mutating func comment(_ statement: inout SQLStatement) {
    let start = position
    let isMariaDBs = byte(2) == UInt8(ascii: "M") && byte(3) == UInt8(ascii: "!")
    if byte(2) == UInt8(ascii: "!") || isMariaDBs {
      position += isMariaDBs ? 4 : 3
      openComments.open(isRun: VersionedComment.runs(on: server, isMariaDBs: isMariaDBs, version: version()))
      return
    }
    position += 2
    while position < bytes.count {
      if bytes[position] == UInt8(ascii: "*"), byte(1) == UInt8(ascii: "/") {
        position += 2
        return
      }
      position += 1
    }
    statement.problems.append(
      ReadingProblem(.unterminated, line: line(at: start), "the comment that begins here does not end"))
  }

  /// Reads the five or six digits behind `/*!`; nil where there are fewer. MySQL takes six only before a blank
  /// (measured).
  private mutating func version() -> Int? {
    var digits = 0
    while digits < 6, ASCII.isDigit(byte(digits)) { digits += 1 }
    if digits == 6, server?.flavour == .mysql, !ASCII.isBlank(byte(6)) { digits = 5 }
    guard digits >= 5, let version = Int(ASCII.text(bytes[position..<position + digits])) else { return nil }
    position += digits
    return version
  }
}
