/// Words, numbers and quoted texts.
extension SQLScanner {
  /// Reads a word up to the first byte that is not `allowed` or begins the delimiter.
  mutating func word(_ statement: inout SQLStatement, where allowed: (UInt8) -> Bool) {
    let start = position
    while position < bytes.count, allowed(bytes[position]), !begins(with: delimiter) { position += 1 }
    guard keeps(statement) else { return }
    add(.word, ASCII.text(bytes[start..<position]), at: start, to: &statement)
  }

  /// Reads a number: digits, with a point and an exponent, or hexadecimal. One that letters follow is a word.
  mutating func number(_ statement: inout SQLStatement) {
    let start = position
    if byte(0) == UInt8(ascii: "0"), byte(1) == UInt8(ascii: "x"), ASCII.isHexDigit(byte(2)) {
      position += 2
      while ASCII.isHexDigit(byte(0)) { position += 1 }
    } else {
      digits()
      if byte(0) == UInt8(ascii: ".") {
        position += 1
        digits()
      }
      exponent()
    }
    guard ASCII.isWord(byte(0)), !begins(with: delimiter) else {
      return add(.number, ASCII.text(bytes[start..<position]), at: start, to: &statement)
    }
    while ASCII.isWord(byte(0)), !begins(with: delimiter) { position += 1 }
    add(.word, ASCII.text(bytes[start..<position]), at: start, to: &statement)
  }

  private mutating func digits() {
    while ASCII.isDigit(byte(0)) { position += 1 }
  }

  private mutating func exponent() {
    guard ASCII.upperCase(byte(0)) == UInt8(ascii: "E") else { return }
    let hasSign = byte(1) == UInt8(ascii: "-") || byte(1) == UInt8(ascii: "+")
    guard ASCII.isDigit(byte(hasSign ? 2 : 1)) else { return }
    position += hasSign ? 2 : 1
    digits()
  }

  /// Reads `@` and, unless a quoted text follows at once, the name of a host or variable behind it: it may
  /// contain dots, and is empty before a blank, so that `u@ h` is refused as the servers do (measured).
  mutating func behindAt(_ statement: inout SQLStatement) {
    add(.sign, "@", at: position, to: &statement)
    position += 1
    switch byte(0) {
    case UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "`"), UInt8(ascii: "@"): return
    default: word(&statement) { ASCII.isWord($0) || $0 == UInt8(ascii: ".") }
    }
  }

  /// Reads a string or a quoted name. A quote that is doubled stands for itself.
  mutating func quotedText(_ statement: inout SQLStatement) {
    let start = position
    let quote = bytes[position]
    let isName = quote == UInt8(ascii: "`") || (quote == UInt8(ascii: "\"") && modes.contains(.ansiQuotes))
    // The client knows nothing of ANSI_QUOTES; the server takes no backslash of a name for an escape.
    let escapes = quote != UInt8(ascii: "`") && !modes.contains(.noBackslashEscapes)
    let wanted = keeps(statement)
    var text: [UInt8] = []
    position += 1
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      if byte == quote {
        guard position < bytes.count, bytes[position] == quote else {
          if wanted { add(isName ? .name : .string, ASCII.text(text), at: start, to: &statement) }
          return
        }
        position += 1
      } else if byte == ASCII.backslash, escapes, position < bytes.count {
        if wanted { text += isName ? [byte, bytes[position]] : SQLScanner.meaning(of: bytes[position]) }
        position += 1
        continue
      }
      if wanted { text.append(byte) }
    }
    let kind = isName ? "quoted name" : "string"
    statement.problems.append(
      ReadingProblem(.refused, line: line(at: start), "the \(kind) that begins here does not end"))
  }

  /// What a backslash and `byte` mean in a string (MySQL manual, "String Literals").
  private static func meaning(of byte: UInt8) -> [UInt8] {
    switch byte {
    case UInt8(ascii: "n"): [0x0A]
    case UInt8(ascii: "t"): [0x09]
    case UInt8(ascii: "r"): [0x0D]
    case UInt8(ascii: "b"): [0x08]
    case UInt8(ascii: "0"): [0x00]
    case UInt8(ascii: "Z"): [0x1A]
    case UInt8(ascii: "%"), UInt8(ascii: "_"): [ASCII.backslash, byte]
    default: [byte]
    }
  }
}
