/// The numbers of errors in a text, as servers, clients and people write them.
enum ErrorNumber {
  /// The words that stand before a number that is an error's.
  private static let introductions: Set<String> = [
    "last_io_errno", "last_errno", "err_code", "error", "errno", "error_code", "code", "my",
  ]

  /// All of them, in their order: of `Last_IO_Errno: 2013`, `ERROR 1045 (28000)`, `Error_code: 2026`,
  /// `MY-002026`, or a text that begins with one; a date is none.
  static func all(in text: Substring) -> [Int] {
    let words = text.split { !($0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_")) }
    let introduced = zip(words, words.dropFirst()).compactMap { word, next in
      introductions.contains(word.lowercased()) && !isOfDate(next, in: text) ? Int(next) : nil
    }
    let first = text.split(whereSeparator: \.isWhitespace).first.flatMap {
      Int($0.last == ":" ? $0.dropLast() : $0)
    }
    return ((first.map { [$0] } ?? []) + introduced).filter { $0 > 0 }
  }

  /// Whether a year is meant, as in `[ERROR] 2026-11-23`.
  private static func isOfDate(_ number: Substring, in text: Substring) -> Bool {
    text[number.endIndex...].wholeMatch(of: /-[0-9]{2}-.*/.dotMatchesNewlines()) != nil
  }
}
