/// What `PREPARE` keeps for `EXECUTE`, and what `EXECUTE IMMEDIATE` runs, as far as it stands there as a string.
struct PreparedStatements {
  /// The statements by their names, which have no case.
  private var texts: [String: SQLToken] = [:]
  /// Those that are known to change neither accounts nor connections.
  private var harmless: Set<String> = []

  /// Notes what `statement` prepares, and returns what it runs; nil where it runs nothing, or what is not known.
  mutating func read(_ statement: SQLStatement, for server: Server?, _ modes: SQLModes) -> SQLStatement? {
    var cursor = TokenCursor(statement.tokens)
    if cursor.take("PREPARE") {
      guard let name = cursor.take()?.text.lowercased(), cursor.take("FROM") else { return nil }
      texts[name] = Self.literal(cursor.rest)
      harmless.remove(name)
      if Self.setsRole(cursor.rest) { harmless.insert(name) }
      return nil
    }
    guard cursor.take("EXECUTE") else { return nil }
    if cursor.take("IMMEDIATE") {
      guard server?.flavour != .mysql else { return nil }
      return Self.literal(cursor.rest).flatMap { Self.statement($0, for: server, modes) }
    }
    return cursor.take().flatMap { texts[$0.text.lowercased()] }.flatMap {
      Self.statement($0, for: server, modes)
    }
  }

  /// Whether `statement` runs a `SET ROLE` alone, as dumps of accounts do at their end.
  func isHarmless(_ statement: SQLStatement) -> Bool {
    var cursor = TokenCursor(statement.tokens)
    guard cursor.take("EXECUTE") else { return false }
    if cursor.take("IMMEDIATE") { return Self.setsRole(cursor.rest) }
    return cursor.take().map { harmless.contains($0.text.lowercased()) } == true
  }

  /// A string that is all of the text; values may be given for its question marks.
  private static func literal(_ tokens: ArraySlice<SQLToken>) -> SQLToken? {
    guard let first = tokens.first, first.kind == .string else { return nil }
    let next = tokens.dropFirst().first
    return next == nil || next?.isWord("USING") == true ? first : nil
  }

  /// Whether the text begins with `SET ROLE `: what follows can only be the name of a role.
  private static func setsRole(_ tokens: ArraySlice<SQLToken>) -> Bool {
    var cursor = TokenCursor(Array(tokens))
    guard cursor.take("CONCAT"), cursor.takeSign("("), let first = cursor.take(.string) else { return false }
    return first.text.uppercased().hasPrefix("SET ROLE ") && cursor.next?.isSign(",") == true
  }

  /// The one statement that the string means, with the lines of the script; nil where there is not just one that can
  /// be prepared.
  private static func statement(
    _ text: SQLToken, for server: Server?, _ modes: SQLModes
  ) -> SQLStatement? {
    var scanner = SQLScanner(Array(text.text.utf8), for: server)
    scanner.modes = modes
    guard var statement = scanner.next(), scanner.next() == nil, statement.problems.isEmpty,
      !statement.isFollowed,
      let verb = statement.tokens.first?.keyword, !["PREPARE", "EXECUTE", "USE"].contains(verb)
    else { return nil }
    statement.tokens = statement.tokens.map { SQLToken(kind: $0.kind, text: $0.text, line: text.line) }
    return statement
  }
}
