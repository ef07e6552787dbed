/// Roles, which an account may have its privileges by.
extension AccountStatementReader {
  /// Reads `CREATE ROLE`, `DROP ROLE` and `SET DEFAULT ROLE`; false for any other statement.
  ///
  /// - Throws: `refused` for the words of the other family.
  mutating func readRole(_ statement: SQLStatement) throws(ReadingProblem) -> Bool {
    var cursor = TokenCursor(statement.tokens)
    if cursor.take("CREATE", "ROLE") || cursor.take("CREATE", "OR", "REPLACE", "ROLE") {
      let ifMissing = cursor.take("IF", "NOT", "EXISTS")
      for role in try list(&cursor) where !ifMissing || !grants.knows(role) { grants.make(role) }
    } else if cursor.take("DROP", "ROLE") {
      _ = cursor.take("IF", "EXISTS")
      for role in try list(&cursor) { grants.drop(role) }
    } else if cursor.take("SET", "DEFAULT", "ROLE") {
      try setDefault(cursor)
    } else {
      return false
    }
    return true
  }

  /// MariaDB says `FOR` one account, MySQL `TO` some; without, it is that of who runs the statement.
  private mutating func setDefault(_ start: TokenCursor) throws(ReadingProblem) {
    let word = start.rest.firstIndex { $0.isWord("FOR") || $0.isWord("TO") }
    guard let word else { return }
    var names = start.moved(to: word)
    if let flavour = server?.flavour {
      let expected = flavour == .mariadb ? "FOR" : "TO"
      guard names.next?.isWord(expected) == true else { throw names.refusal(expected) }
    }
    _ = names.take()
    let keys = try list(&names)
    var roles = TokenCursor(Array(start.rest[..<word]))
    try makeDefault(&roles, of: keys)
  }

  /// Takes the roles that are to be the default ones of `keys`.
  mutating func makeDefault(_ cursor: inout TokenCursor, of keys: [Key]) throws(ReadingProblem) {
    let defaults: GrantBook.Defaults =
      cursor.take("NONE") ? .none : cursor.take("ALL") ? .all : .named(Set(try list(&cursor)))
    for key in keys { grants.change(key) { $0.defaults = defaults } }
  }
}
