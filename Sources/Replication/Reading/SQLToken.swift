/// A word, literal or sign of a SQL statement.
struct SQLToken: Sendable, Hashable {
  /// What it is.
  enum Kind: Sendable, Hashable {
    /// Letters, digits, `_` and `$`, unquoted: a keyword or a name. After `@` also empty, or with dots.
    case word
    /// A string; the text is what it means, without quotes and escapes.
    case string
    /// A quoted name, without its quotes.
    case name
    /// A number as it is written.
    case number
    /// One other byte.
    case sign
  }

  let kind: Kind
  let text: String
  /// The line that it begins in, from 1.
  let line: Int

  /// Whether it is the keyword `word`, which is in capitals; keywords have no case.
  func isWord(_ word: String) -> Bool { kind == .word && SQLToken.same(text, word) }

  /// Whether it is the sign `sign`.
  func isSign(_ sign: String) -> Bool { kind == .sign && text == sign }

  /// The word in capitals; nil for what is none.
  var keyword: String? { kind == .word ? text.uppercased() : nil }

  private static func same(_ text: String, _ word: String) -> Bool {
    text.utf8.count == word.utf8.count
      && zip(text.utf8, word.utf8).allSatisfy { ASCII.upperCase($0) == $1 }
  }
}
