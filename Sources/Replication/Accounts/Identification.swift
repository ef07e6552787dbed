/// How an account is identified, as a statement says it. Nothing of a password is kept.
struct Identification {
  /// Why nobody may log in by a password; nil where one may.
  var passwordRefusal: PasswordRefusal?
  /// What the server refuses once it has understood the whole statement.
  var refusal: ReadingProblem?

  /// Where it stands.
  enum Statement {
    case create, alter, grant
  }

  /// The words that depend on the server and on what a script has installed.
  struct Context {
    let dialect: AccountDialect
    let statement: Statement
    /// Whether the server is known to have no plugins but its own and `installed`.
    let isFresh: Bool
    let installsPlugins: Bool

    /// MariaDB says of an account that it alters only that it could not (measured).
    func number(_ number: Int) -> Int { dialect.isMariaDB && statement == .alter ? 1396 : number }
  }

  /// Takes how the account is identified; nil where that is not said.
  static func read(
    from cursor: inout TokenCursor, _ context: Context, remarks: inout [ReadingProblem]
  ) throws(ReadingProblem) -> Identification? {
    let dialect = context.dialect
    if context.statement == .alter, dialect.takesMySQLsWords, cursor.take("DISCARD", "OLD", "PASSWORD") {
      return nil
    }
    guard cursor.take("IDENTIFIED") else { return nil }
    var found = Identification()
    repeat {
      let line = cursor.line
      if cursor.take("BY") {
        try found.byPassword(from: &cursor, context, &remarks)
      } else if dialect.takesMariaDBsWords, cursor.take(oneOf: ["WITH", "VIA"]) != nil {
        try found.byMariaDBsPlugins(from: &cursor, context, &remarks)
      } else if cursor.take("WITH") {
        try found.byMySQLsPlugin(from: &cursor, context, &remarks)
      } else {
        throw cursor.refusal(dialect.isMySQL ? "BY or WITH" : "BY, WITH or VIA")
      }
      guard context.statement == .alter, dialect.takesMySQLsWords else { continue }
      if cursor.take("REPLACE") {
        _ = try AccountPart.secret(from: &cursor, remarks: &remarks)
        found.refuse(.refused(3893, line: line, "REPLACE is for who changes the own password alone"))
      }
      _ = cursor.take("RETAIN", "CURRENT", "PASSWORD")
    } while dialect.takesMySQLsWords && cursor.take("AND", "IDENTIFIED")
    return found
  }

  private mutating func refuse(_ problem: ReadingProblem) { refusal = refusal ?? problem }

  private mutating func byPassword(
    from cursor: inout TokenCursor, _ context: Context, _ remarks: inout [ReadingProblem]
  ) throws(ReadingProblem) {
    if context.dialect.takesMySQLsWords, cursor.take("RANDOM", "PASSWORD") { return }
    let isHash = !(context.dialect.isMySQL && context.dialect.takesMySQLsWords) && cursor.take("PASSWORD")
    let line = cursor.line
    let text = try AccountPart.secret(from: &cursor, remarks: &remarks)
    if isHash, let text { check(text, of: "mysql_native_password", context, line) }
  }

  private mutating func byMariaDBsPlugins(
    from cursor: inout TokenCursor, _ context: Context, _ remarks: inout [ReadingProblem]
  ) throws(ReadingProblem) {
    var refusals: [PasswordRefusal?] = []
    repeat {
      passwordRefusal = nil
      let plugin = try plugin(from: &cursor, context, &remarks)
      if cursor.take(oneOf: ["AS", "USING"]) != nil {
        let line = cursor.line
        if cursor.take("PASSWORD") {
          guard cursor.takeSign("(") else { throw cursor.refusal("(") }
          _ = try AccountPart.secret(from: &cursor, remarks: &remarks)
          guard cursor.takeSign(")") else { throw cursor.refusal(")") }
        } else if let text = try AccountPart.secret(from: &cursor, remarks: &remarks) {
          check(text, of: plugin, context, line)
        }
      } else if context.dialect.server == nil, cursor.take("BY"), !cursor.take("RANDOM", "PASSWORD") {
        _ = try AccountPart.secret(from: &cursor, remarks: &remarks)
      }
      refusals.append(passwordRefusal)
    } while cursor.take("OR")
    // One that takes a password is enough.
    passwordRefusal = refusals.contains(nil) ? nil : refusals.compactMap(\.self).last
  }

  private mutating func byMySQLsPlugin(
    from cursor: inout TokenCursor, _ context: Context, _ remarks: inout [ReadingProblem]
  ) throws(ReadingProblem) {
    let plugin = try plugin(from: &cursor, context, &remarks)
    if cursor.take("AS") {
      let line = cursor.line
      if let text = try AccountPart.secret(from: &cursor, remarks: &remarks) {
        check(text, of: plugin, context, line)
      }
    } else if cursor.take("BY"), !(context.dialect.takesMySQLsWords && cursor.take("RANDOM", "PASSWORD")) {
      _ = try AccountPart.secret(from: &cursor, remarks: &remarks)
    }
  }

  /// Takes the name of a plugin, and refuses one that the server does not have.
  private mutating func plugin(
    from cursor: inout TokenCursor, _ context: Context, _ remarks: inout [ReadingProblem]
  ) throws(ReadingProblem) -> String {
    guard let token = cursor.take(), token.isNameLike else { throw cursor.refusal("the name of a plugin") }
    let server = context.dialect.server
    let title = server?.title ?? "every server"
    passwordRefusal = passwordRefusal ?? AuthenticationPlugin.passwordRefusal(by: token.text)
    switch AuthenticationPlugin.presence(of: token.text, on: server) {
    case .builtIn: break
    case .installable where context.installsPlugins: break
    case .installable where !context.isFresh:
      remarks.append(
        ReadingProblem(
          .undecided, line: token.line,
          "whether \(title) has the plugin \(token.text), which must be installed first, is not said here"))
    case .unknown, .installable:
      refuse(
        .refused(
          context.number(1524), line: token.line,
          "\(title) has no plugin \(quoted(token.text)) to identify by"))
    }
    return token.text
  }

  /// Refuses a text that is no hash of the plugin, and knows the hashes that nobody logs in by: those of old servers
  /// (1275), and `invalid`.
  private mutating func check(_ text: String, of plugin: String, _ context: Context, _ line: Int) {
    let dialect = context.dialect
    guard AuthenticationPlugin.isHash(text, of: plugin, on: dialect.server?.flavour) || dialect.server == nil
    else {
      return refuse(
        .refused(
          context.number(dialect.noHash), line: line, "what stands where a hash of \(plugin) belongs is none")
      )
    }
    guard plugin.lowercased() == "mysql_native_password" else { return }
    if text == "invalid" { passwordRefusal = .nobody }
    if text.utf8.count == 16 { passwordRefusal = .oldHash }
  }
}
