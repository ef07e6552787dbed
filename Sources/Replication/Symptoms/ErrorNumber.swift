/// The numbers of errors in a text, as servers, clients and people write them.
enum ErrorNumber {
  /// The words that stand before a number that is an error's.
  private static let introductions: Set<String> = [
    "last_io_errno", "last_errno", "error", "errno", "error_code", "code", "my",
  ]

  /// All of them, in their order: of `Last_IO_Errno: 2013`, `ERROR 1045 (28000)`, `Error_code: 2026`,
  /// `MY-002026`, or a text that begins with one; a date is none.
  static func all(in text: String) -> [Int] {
    let words = text.split { !($0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_")) }
    let introduced = zip(words, words.dropFirst()).compactMap { word, next in
      introductions.contains(word.lowercased()) ? Int(next) : nil
    }
    let first = text.split(whereSeparator: \.isWhitespace).first.flatMap {
      Int($0.last == ":" ? $0.dropLast() : $0)
    }
    return ((first.map { [$0] } ?? []) + introduced).filter { $0 > 0 }
  }
}
