/// What the `mysql` client keeps for itself instead of sending it.
extension SQLScanner {
  /// A command of the client.
  enum ClientCommand {
    /// `\g` or `\G`: sends the statement.
    case go
    /// `\c`: forgets the statement.
    case clear
    /// A line with `DELIMITER`, which also sends what stands before it.
    case delimiter
    /// A line that is a command and needs no delimiter, such as `use mysql`.
    case line
    /// `exit` or `quit`.
    case end
  }

  /// The command at the current position, before which stands `statement`.
  func clientCommand(after statement: SQLStatement) -> ClientCommand? {
    if bytes[position] == ASCII.backslash {
      switch byte(1) {
      case UInt8(ascii: "g"), UInt8(ascii: "G"): return .go
      case UInt8(ascii: "c"): return .clear
      case UInt8(ascii: ".") where statement.tokens.isEmpty: return .line
      default: return nil
      }
    }
    guard position == 0 || !ASCII.isWord(bytes[position - 1]) else { return nil }
    switch ASCII.upperCase(bytes[position]) {
    case UInt8(ascii: "D"): return beginsDelimiterLine ? .delimiter : nil
    case UInt8(ascii: "A")...UInt8(ascii: "Z") where statement.tokens.isEmpty && openComments.isEmpty:
      return lineCommand
    default: return nil
    }
  }

  /// Does what `command` says; true where the statement is to be sent.
  mutating func run(_ command: ClientCommand, _ statement: inout SQLStatement) -> Bool {
    let isEmpty = statement.tokens.isEmpty && statement.problems.isEmpty
    switch command {
    case .go:
      position += 2
      return !isEmpty
    case .clear:
      position += 2
      openComments = OpenComments()
      statement = SQLStatement()
      return false
    case .delimiter:
      guard isEmpty else { return true }
      changeDelimiter()
      return false
    case .line: return runLine(&statement)
    case .end:
      position = bytes.count
      return false
    }
  }

  /// `use` is sent as a statement; what a file holds that is read in, is not known.
  private mutating func runLine(_ statement: inout SQLStatement) -> Bool {
    let start = position
    skipLine()
    let words = bytes[start..<position].split(whereSeparator: ASCII.isBlank).prefix(2)
    guard let first = words.first.map({ ASCII.text($0).uppercased() }) else { return false }
    switch first {
    case "USE":
      add(.word, first, at: start, to: &statement)
      if let name = words.dropFirst().first { add(.name, ASCII.text(name), at: start, to: &statement) }
      return true
    case "SOURCE", "\\.":
      statement.problems.append(
        ReadingProblem(.undecided, line: line(at: start), "the statements of another file are run here"))
      return true
    default: return false
    }
  }

  private static let delimiterWord = Array("DELIMITER".utf8)

  private var beginsDelimiterLine: Bool {
    let word = SQLScanner.delimiterWord
    guard bytes.count - position > word.count, ASCII.isBlank(bytes[position + word.count]) else {
      return false
    }
    return zip(bytes[position...], word).allSatisfy { ASCII.upperCase($0) == $1 }
  }

  /// The rest of the line up to a blank is the new delimiter, perhaps in quotes; none changes nothing.
  private mutating func changeDelimiter() {
    position += SQLScanner.delimiterWord.count
    let start = position
    skipLine()
    var word = bytes[start..<position].drop(while: ASCII.isBlank).prefix { !ASCII.isBlank($0) }
    if let quote = word.first, [0x22, 0x27, 0x60].contains(quote), word.count > 2, word.last == quote {
      word = word.dropFirst().dropLast()
    }
    if !word.isEmpty { delimiter = Array(word) }
  }

  private static let lineCommands: Set<String> = [
    "USE", "SOURCE", "TEE", "NOTEE", "WARNINGS", "NOWARNING", "CHARSET", "PROMPT", "PAGER", "NOPAGER",
    "STATUS", "SYSTEM", "CONNECT",
  ]

  /// A command at the beginning of a line that has no delimiter in it.
  private var lineCommand: ClientCommand? {
    guard position == 0 || bytes[position - 1] == ASCII.newline else { return nil }
    // No command is longer; a line is searched to its end only for one of them.
    let word = bytes[position...].prefix(10).prefix(while: ASCII.isWord).map(ASCII.upperCase)
    let name = ASCII.text(word)
    let isEnd = name == "EXIT" || name == "QUIT"
    guard isEnd || SQLScanner.lineCommands.contains(name) else { return nil }
    var line = self
    line.skipLine()
    let end = line.position
    var place = self
    while place.position < end {
      if place.begins(with: delimiter) { return isEnd ? .end : nil }
      place.position += 1
    }
    return isEnd ? .end : .line
  }
}
