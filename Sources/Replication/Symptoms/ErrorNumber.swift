/// The numbers of errors in a text, as servers, clients and people write them.
enum ErrorNumber {
  /// The words that stand before a number that is an error's.
  private static let introductions: Set<[UInt8]> = Set(
    ["last_io_errno", "last_errno", "err_code", "error", "errno", "error_code", "code", "my"].map {
      Array($0.utf8)
    })

  /// All of them, in their order: of `Last_IO_Errno: 2013`, `ERROR 1045 (28000)`, `Error_code: 2026`,
  /// `MY-002026`, or a text that begins with one; a date is none.
  ///
  /// - Parameter line: in lower case.
  static func all(in line: [UInt8]) -> [Int] {
    var numbers = first(in: line).map { [$0] } ?? []
    var word = 0..<0
    var place = 0
    while place < line.count {
      let start = place
      while place < line.count, isOfWord(line[place]) { place += 1 }
      if start == place {
        place += 1
        continue
      }
      // Most words are no numbers, and are not looked at further.
      if ASCII.isDigit(line[start]), !word.isEmpty, introductions.contains(Array(line[word])),
        let number = number(line[start..<place]), !isYear(before: line[place...])
      {
        numbers.append(number)
      }
      word = start..<place
    }
    return numbers.filter { $0 > 0 }
  }

  /// The number that the text begins with, alone or before a colon.
  private static func first(in line: [UInt8]) -> Int? {
    let text = line.drop(while: ASCII.isBlank).prefix { !ASCII.isBlank($0) }
    return number(text.last == UInt8(ascii: ":") ? text.dropLast() : text)
  }

  private static func isOfWord(_ byte: UInt8) -> Bool {
    ASCII.isDigit(byte) || (0x61...0x7a).contains(byte) || byte == UInt8(ascii: "_")
  }

  private static func number(_ text: ArraySlice<UInt8>) -> Int? {
    !text.isEmpty && text.allSatisfy(ASCII.isDigit) ? Int(ASCII.text(text)) : nil
  }

  /// Whether what stands behind a number makes it a year, as in `[ERROR] 2026-11-23`.
  private static func isYear(before rest: ArraySlice<UInt8>) -> Bool {
    let head = Array(rest.prefix(4))
    let dash = UInt8(ascii: "-")
    return head.count == 4 && head[0] == dash && ASCII.isDigit(head[1]) && ASCII.isDigit(head[2])
      && head[3] == dash
  }
}
