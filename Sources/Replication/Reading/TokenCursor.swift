/// A place in the tokens of one statement, from which a reader takes one after another.
struct TokenCursor {
  private let tokens: [SQLToken]
  private(set) var index: Int

  init(_ tokens: [SQLToken], at index: Int = 0) {
    self.tokens = tokens
    self.index = index
  }

  /// The token at this place; nil at the end.
  var next: SQLToken? { index < tokens.count ? tokens[index] : nil }

  /// The tokens from here to the end.
  var rest: ArraySlice<SQLToken> { tokens[index...] }

  /// The line of this place; at the end that of the last token.
  var line: Int { (next ?? tokens.last)?.line ?? 1 }

  /// The same statement at the token `index`.
  func moved(to index: Int) -> TokenCursor { TokenCursor(tokens, at: index) }

  /// The token at this place, which is then behind.
  mutating func take() -> SQLToken? {
    guard let token = next else { return nil }
    index += 1
    return token
  }

  /// Takes `words`, if all of them stand here.
  mutating func take(_ words: String...) -> Bool {
    guard tokens.count - index >= words.count,
      zip(tokens[index...], words).allSatisfy({ $0.isWord($1) })
    else { return false }
    index += words.count
    return true
  }

  /// Takes one of `words`, if it stands here.
  mutating func take(oneOf words: Set<String>) -> String? {
    guard let word = next?.keyword, words.contains(word) else { return nil }
    index += 1
    return word
  }

  /// Refuses what is left, where nothing may be.
  func requireEnd() throws(ReadingProblem) {
    guard next == nil else { throw refusal("the end") }
  }

  /// Takes the sign `sign`, if it stands here.
  mutating func takeSign(_ sign: String) -> Bool {
    guard let next, next.isSign(sign) else { return false }
    index += 1
    return true
  }

  /// Takes a token of `kind`, if one stands here.
  mutating func take(_ kind: SQLToken.Kind) -> SQLToken? {
    guard let next, next.kind == kind else { return nil }
    index += 1
    return next
  }

  /// Takes a placeholder such as `<password>`, if one stands here, and returns its line.
  mutating func takePlaceholder() -> Int? {
    guard let next, next.isSign("<"), let close = rest.firstIndex(where: { $0.isSign(">") }) else {
      return nil
    }
    guard tokens[(index + 1)..<close].allSatisfy({ $0.kind == .word || $0.isSign("-") }) else { return nil }
    index = close + 1
    return next.line
  }

  /// Whether what stands here may be the rest of a password that has a quote in it, such as `BY 'it's'`.
  private var isBehindSecret: Bool {
    guard index >= 2, index <= tokens.count, tokens[index - 1].kind == .string else { return false }
    let before = tokens[index - 2]
    return before.isSign("=") || before.isSign("(")
      || before.keyword.map(TokenCursor.introductions.contains) == true
  }

  /// The words before passwords.
  private static let introductions: Set<String> = ["BY", "AS", "USING", "PASSWORD", "REPLACE"]

  /// The refusal of what stands here, since `expected` should.
  ///
  /// - Parameter isSecret: whether a password belongs here, so that what stands here may be one without its quotes.
  func refusal(_ expected: String, isSecret: Bool = false) -> ReadingProblem {
    let found =
      switch next?.kind {
      case nil: "the end of the statement"
      // It may be a password.
      case .string: "a string"
      case _ where isSecret || isBehindSecret: "what may be of a password"
      case .number, .word, .name, .sign: quoted(next?.text ?? "")
      }
    return ReadingProblem(
      .refused, number: 1064, line: line,
      "a syntax error for the server (1064): \(expected) is missing before \(found)")
  }
}
