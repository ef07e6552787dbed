/// What stands behind the requirement of an account: what it says of logging in.
struct AccountState {
  /// nil for what is not said.
  var isLocked: Bool?
  var isExpired: Bool?

  /// Takes limits, locks and the like, up to the end.
  ///
  /// MariaDB takes a lock and an expiry once each, MySQL as many of its options as there are (manuals, "CREATE USER";
  /// measured).
  static func read(
    from cursor: inout TokenCursor, _ dialect: AccountDialect
  ) throws(ReadingProblem) -> AccountState {
    var state = AccountState()
    try limits(from: &cursor, dialect, orGrantOption: false)
    while cursor.next != nil {
      if cursor.take("ACCOUNT") {
        if dialect.isMariaDB, state.isLocked != nil { throw cursor.refusal("the end") }
        guard let word = cursor.take(oneOf: ["LOCK", "UNLOCK"]) else {
          throw cursor.refusal("LOCK or UNLOCK")
        }
        state.isLocked = word == "LOCK"
      } else if cursor.take("PASSWORD", "EXPIRE") {
        if dialect.isMariaDB, state.isExpired != nil { throw cursor.refusal("the end") }
        state.isExpired = try expiry(from: &cursor)
      } else if dialect.takesMySQLsWords, try state.takeOptionOfMySQL(from: &cursor) {
        continue
      } else {
        throw cursor.refusal("the end")
      }
    }
    return state
  }

  /// Takes `WITH` and the limits behind it; in a grant `GRANT OPTION` may be among them.
  static func limits(
    from cursor: inout TokenCursor, _ dialect: AccountDialect, orGrantOption: Bool, orLimits: Bool = true
  ) throws(ReadingProblem) {
    guard cursor.take("WITH") else { return }
    var count = 0
    while cursor.next != nil {
      if orGrantOption, cursor.take("GRANT", "OPTION") {
      } else if orLimits, let word = cursor.take(oneOf: numbers),
        word != "MAX_STATEMENT_TIME" || dialect.takesMariaDBsWords
      {
        guard cursor.take(.number) != nil else { throw cursor.refusal("a number") }
      } else {
        break
      }
      count += 1
    }
    guard count > 0 else { throw cursor.refusal(orGrantOption ? "GRANT OPTION" : "a limit") }
  }

  private static let numbers: Set<String> = [
    "MAX_QUERIES_PER_HOUR", "MAX_UPDATES_PER_HOUR", "MAX_CONNECTIONS_PER_HOUR", "MAX_USER_CONNECTIONS",
    "MAX_STATEMENT_TIME",
  ]

  /// Takes when the password expires; false where it is good for now.
  private static func expiry(from cursor: inout TokenCursor) throws(ReadingProblem) -> Bool? {
    if cursor.take("NEVER") || cursor.take("DEFAULT") { return Bool?.none }
    guard cursor.take("INTERVAL") else { return true }
    guard cursor.take(.number) != nil, cursor.take("DAY") else { throw cursor.refusal("a number and DAY") }
    return Bool?.none
  }

  /// Takes one of the options that MySQL 8.0 has beside those.
  private mutating func takeOptionOfMySQL(from cursor: inout TokenCursor) throws(ReadingProblem) -> Bool {
    if cursor.take("PASSWORD", "HISTORY") {
      if cursor.take("DEFAULT") { return true }
    } else if cursor.take("PASSWORD", "REUSE", "INTERVAL") {
      if cursor.take("DEFAULT") { return true }
      guard cursor.take(.number) != nil, cursor.take("DAY") else { throw cursor.refusal("a number and DAY") }
      return true
    } else if cursor.take("PASSWORD", "REQUIRE", "CURRENT") {
      _ = cursor.take(oneOf: ["DEFAULT", "OPTIONAL"])
      return true
    } else if cursor.take("PASSWORD_LOCK_TIME") {
      if cursor.take("UNBOUNDED") { return true }
    } else if let word = cursor.take(oneOf: ["COMMENT", "ATTRIBUTE"]) {
      guard let text = cursor.take(.string) else { throw cursor.refusal("a string in quotes") }
      try cursor.requireEnd()
      if word == "ATTRIBUTE", !text.text.hasPrefix("{") || !text.text.hasSuffix("}") {
        throw .refused(3982, line: text.line, "the ATTRIBUTE is no object of JSON")
      }
      return true
    } else if !cursor.take("FAILED_LOGIN_ATTEMPTS") {
      return false
    }
    guard cursor.take(.number) != nil else { throw cursor.refusal("a number") }
    return true
  }
}
