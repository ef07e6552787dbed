/// Reads `SET` statements: modes that change how the rest of a script is read, and variables of the server.
struct SetStatementReader {
  private let server: Server?
  private var savedModes: [String: SQLModes] = [:]
  /// The variables that were set for the whole server, in the order of the text.
  private(set) var globals: [GlobalSetting] = []

  init(for server: Server?) { self.server = server }

  /// Reads `statement` in a session with `modes`, and returns the modes after it; nil when it is no `SET`.
  ///
  /// - Throws: `refused` for a variable that the server cannot set.
  mutating func read(_ statement: SQLStatement, modes: SQLModes) throws(ReadingProblem) -> SQLModes? {
    var cursor = TokenCursor(statement.tokens)
    guard cursor.take("SET") else { return nil }
    var modes = modes
    var scope = ""
    for part in SetStatementReader.parts(cursor.rest) {
      try assignment(TokenCursor(part), &scope, &modes)
    }
    return modes
  }

  /// The assignments between the commas that stand in no parentheses.
  private static func parts(_ tokens: ArraySlice<SQLToken>) -> [[SQLToken]] {
    var parts: [[SQLToken]] = [[]]
    var depth = 0
    for token in tokens {
      if token.isSign("(") { depth += 1 }
      if token.isSign(")") { depth -= 1 }
      if token.isSign(","), depth <= 0 {
        parts.append([])
      } else {
        parts[parts.count - 1].append(token)
      }
    }
    return parts
  }

  private static let scopes: Set<String> = ["GLOBAL", "SESSION", "LOCAL", "PERSIST", "PERSIST_ONLY"]

  private mutating func assignment(
    _ start: TokenCursor, _ scope: inout String, _ modes: inout SQLModes
  ) throws(ReadingProblem) {
    var cursor = start
    if let word = cursor.next?.keyword, SetStatementReader.scopes.contains(word) {
      scope = word
      _ = cursor.take()
    }
    guard let target = SetStatementReader.variable(&cursor, scope) else { return }
    _ = cursor.takeSign(":")
    guard cursor.takeSign("="), cursor.next != nil else { return }
    let value = Array(cursor.rest)
    switch target.scope {
    case "@": savedModes[target.name] = self.modes(value, now: modes)
    case "GLOBAL", "PERSIST", "PERSIST_ONLY":
      try global(target.name, target.scope, value, line: start.line)
    default:
      if target.name == "sql_mode" { modes = self.modes(value, now: modes) }
      if GlobalSetting.isAboutRoles(target.name), let server {
        throw server.hasVariable(target.name)
          ? .refused(
            1229, line: start.line, "\(target.name) is a variable of the whole server: SET GLOBAL sets it")
          : .refused(1193, line: start.line, "\(server.title) has no variable \(quoted(target.name))")
      }
    }
  }

  /// Takes `name`, `@name`, `@@name` or `@@scope.name`; the scope `@` is that of the session's own variables.
  private static func variable(
    _ cursor: inout TokenCursor, _ scope: String
  ) -> (name: String, scope: String)? {
    guard cursor.takeSign("@") else { return cursor.take(.word).map { ($0.text.lowercased(), scope) } }
    guard cursor.takeSign("@") else { return cursor.take()?.text.lowercased().withScope("@") }
    // The host or variable behind @ is one word, with its dots.
    guard let name = cursor.take(.word)?.text.lowercased() else { return nil }
    let parts = name.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let last = parts.last else { return (name, "SESSION") }
    return (String(last), parts[0].uppercased())
  }

  private mutating func global(
    _ name: String, _ scope: String, _ value: [SQLToken], line: Int
  ) throws(ReadingProblem) {
    guard GlobalSetting.matters(name) else { return }
    if server?.flavour == .mariadb, scope != "GLOBAL" {
      throw .refused(1064, line: line, "MariaDB has no SET \(scope)")
    }
    if server?.hasVariable(name) == false {
      throw .refused(1193, line: line, "\(server?.title ?? "the server") has no variable \(quoted(name))")
    }
    if server?.flavour == .mariadb, name != "require_secure_transport" {
      throw ReadingProblem(
        .refused, number: 1238, line: line,
        "MariaDB cannot set \(quoted(name)) while it runs (1238): it is read at start")
    }
    let word = value.count == 1 ? value[0] : nil
    let isNone = word.map { $0.isWord("DEFAULT") || $0.isWord("NULL") } ?? true
    let held: GlobalSetting.Scope =
      scope == "GLOBAL" ? .running : scope == "PERSIST" ? .persistent : .nextStart
    let setting = GlobalSetting(name: name, value: isNone ? nil : word?.text, scope: held, line: line)
    if GlobalSetting.isSwitch(name), !isNone, setting.isOn == nil {
      throw .refused(1231, line: line, "\(name) cannot be set to \(quoted(word?.text ?? ""))")
    }
    globals.append(setting)
  }

  /// The modes that `value` means where `now` holds.
  private func modes(_ value: [SQLToken], now: SQLModes) -> SQLModes {
    guard let first = value.first else { return now }
    if value.count == 1, first.kind == .number {
      return SQLModes(rawValue: UInt64(clamping: SQLNumber.whole(first.text))).intersection(.all)
    }
    if value.count == 2, first.isSign("@") { return savedModes[value[1].text.lowercased()] ?? [] }
    if value.count == 1 { return SQLModes(named: first.text) }
    let named = value.filter { $0.kind == .string }.map { SQLModes(named: $0.text) }
      .reduce(into: SQLModes()) { $0.formUnion($1) }
    // An expression: the modes that hold now are in it where it names the variable.
    let base = value.contains { $0.text.lowercased().hasSuffix("sql_mode") } ? now : []
    return first.isWord("REPLACE") ? base.subtracting(named) : base.union(named)
  }
}

extension String {
  fileprivate func withScope(_ scope: String) -> (name: String, scope: String) { (self, scope) }
}
