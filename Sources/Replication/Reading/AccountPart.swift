/// The parts of statements about accounts.
enum AccountPart {
  /// Takes `'u'@'h'`, `u@h`, `u`; nothing may stand between `@` and the host (measured).
  static func name(from cursor: inout TokenCursor) throws(ReadingProblem) -> (user: String, host: String) {
    guard let user = cursor.next, [.word, .string, .name].contains(user.kind) else {
      throw cursor.refusal("a user name")
    }
    _ = cursor.take()
    guard cursor.takeSign("@") else { return (user.text, "%") }
    guard let host = cursor.take(), [.word, .string, .name].contains(host.kind), !host.isEmptyWord else {
      throw cursor.refusal("a host name right behind @")
    }
    return (user.text, host.text.lowercased())
  }

  /// Takes how the account is identified, if that is said here. Nothing of it is kept.
  static func identification(
    from cursor: inout TokenCursor, server: Server?, remarks: inout [ReadingProblem]
  ) throws(ReadingProblem) {
    guard cursor.take("IDENTIFIED") else {
      _ = cursor.take("DISCARD", "OLD", "PASSWORD")
      return
    }
    repeat {
      if cursor.take("BY") {
        if !cursor.take("RANDOM", "PASSWORD") {
          _ = cursor.take("PASSWORD")
          try secret(from: &cursor, remarks: &remarks)
        }
      } else if cursor.take("WITH") || cursor.take("VIA") {
        repeat {
          try plugin(from: &cursor, server: server, remarks: &remarks)
        } while cursor.take("OR")
      } else {
        throw cursor.refusal("BY, WITH or VIA")
      }
      if cursor.take("REPLACE") { try secret(from: &cursor, remarks: &remarks) }
      _ = cursor.take("RETAIN", "CURRENT", "PASSWORD")
    } while cursor.take("AND", "IDENTIFIED")
  }

  private static func plugin(
    from cursor: inout TokenCursor, server: Server?, remarks: inout [ReadingProblem]
  ) throws(ReadingProblem) {
    guard let plugin = cursor.take(), [.word, .string, .name].contains(plugin.kind) else {
      throw cursor.refusal("the name of a plugin")
    }
    if cursor.take("AS") || cursor.take("USING") {
      let calls = cursor.take("PASSWORD")
      if calls, !cursor.takeSign("(") { throw cursor.refusal("(") }
      try secret(from: &cursor, remarks: &remarks)
      if calls, !cursor.takeSign(")") { throw cursor.refusal(")") }
    } else if server?.flavour != .mariadb, cursor.take("BY"), !cursor.take("RANDOM", "PASSWORD") {
      try secret(from: &cursor, remarks: &remarks)
    }
  }

  private static func secret(
    from cursor: inout TokenCursor, remarks: inout [ReadingProblem]
  ) throws(ReadingProblem) {
    if let line = cursor.takePlaceholder() {
      return remarks.append(
        .init(.placeholder, line: line, "a placeholder stands where the password belongs"))
    }
    guard cursor.take(.string) != nil else { throw cursor.refusal("a string in quotes") }
  }

  /// Takes what stands behind `REQUIRE`; nil where there is no such word.
  static func requirement(
    from cursor: inout TokenCursor, server: Server?
  ) throws(ReadingProblem) -> MasterAccount.Requirement? {
    guard cursor.take("REQUIRE") else { return nil }
    if cursor.take("NONE") { return MasterAccount.Requirement.none }
    if cursor.take("SSL") { return .ssl }
    if cursor.take("X509") { return .x509 }
    var found: [String: String] = [:]
    var mustFollow = true
    while let word = cursor.next?.keyword, ["SUBJECT", "ISSUER", "CIPHER"].contains(word) {
      _ = cursor.take()
      guard let text = cursor.take(.string)?.text else { throw cursor.refusal("a string in quotes") }
      guard found.updateValue(text, forKey: word) == nil else {
        throw ReadingProblem(
          .refused, line: cursor.line, "\(word) is named twice, which servers refuse")
      }
      mustFollow = cursor.take("AND")
    }
    guard !mustFollow else { throw cursor.refusal("NONE, SSL, X509, SUBJECT, ISSUER or CIPHER") }
    let requirement = MasterAccount.Requirement.specified(
      subject: found["SUBJECT"], issuer: found["ISSUER"], cipher: found["CIPHER"])
    return server?.flavour == .mariadb ? requirement.withoutEmptyNames(on: .mariadb) : requirement
  }

  /// What stands behind the requirement: what it says of logging in; nil for what it does not say.
  struct State {
    var isLocked: Bool?
    var isExpired: Bool?
  }

  /// Takes limits, locks and the like, up to the end.
  static func limits(from cursor: inout TokenCursor) throws(ReadingProblem) -> State {
    var state = State()
    guard let first = cursor.next else { return state }
    guard let word = first.keyword, openers.contains(word) else { throw cursor.refusal("the end") }
    while let token = cursor.take() {
      switch token.kind {
      case .string, .number: continue
      case .word where token.isWord("LOCK"): state.isLocked = true
      case .word where token.isWord("UNLOCK"): state.isLocked = false
      case .word where token.isWord("EXPIRE"): state.isExpired = !isAboutTime(cursor.next)
      case .word where openers.contains(token.text.uppercased()): continue
      case .word where followers.contains(token.text.uppercased()): continue
      case .word where token.isWord("REQUIRE") && cursor.take("CURRENT"): continue
      case .word, .name, .sign: throw cursor.refusal("the end")
      }
    }
    return state
  }

  /// Whether the word behind EXPIRE says when, so that the password is good for now.
  private static func isAboutTime(_ token: SQLToken?) -> Bool {
    ["NEVER", "DEFAULT", "INTERVAL"].contains { token?.isWord($0) == true }
  }

  private static let openers: Set<String> = [
    "WITH", "PASSWORD", "ACCOUNT", "FAILED_LOGIN_ATTEMPTS", "PASSWORD_LOCK_TIME", "COMMENT", "ATTRIBUTE",
  ]

  private static let followers: Set<String> = [
    "MAX_QUERIES_PER_HOUR", "MAX_UPDATES_PER_HOUR", "MAX_CONNECTIONS_PER_HOUR", "MAX_USER_CONNECTIONS",
    "MAX_STATEMENT_TIME", "GRANT", "OPTION", "NEVER", "DEFAULT", "INTERVAL", "DAY", "HISTORY",
    "REUSE", "CURRENT", "OPTIONAL", "UNBOUNDED",
  ]
}

extension SQLToken {
  fileprivate var isEmptyWord: Bool { kind == .word && text.isEmpty }
}
