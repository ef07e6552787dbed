/// Reads statements about accounts, and keeps what they make of them.
struct AccountStatementReader {
  /// A user and a host, the host in small letters.
  struct Key: Hashable {
    let user: String
    let host: String
  }

  private let server: Server?
  private var known: [Key: Int] = [:]
  /// The accounts, in the order in which they are first named; nil for one that was dropped.
  private var slots: [MasterAccount?] = []
  /// What is to be said of statements that the server takes.
  var remarks: [ReadingProblem] = []

  init(for server: Server?) { self.server = server }

  /// The accounts whose requirement is known, in the order in which they are first named.
  var accounts: [MasterAccount] { slots.compactMap(\.self) }

  /// Reads `statement`; false when it is not about accounts.
  ///
  /// - Throws: `refused` for what the server refuses.
  mutating func read(_ statement: SQLStatement) throws(ReadingProblem) -> Bool {
    var cursor = TokenCursor(statement.tokens)
    if cursor.take("CREATE", "OR", "REPLACE", "USER") {
      try create(cursor, replaces: true)
    } else if cursor.take("CREATE", "USER") {
      try create(cursor, replaces: false)
    } else if cursor.take("ALTER", "USER") {
      try alter(cursor)
    } else if cursor.take("DROP", "USER") {
      try drop(cursor)
    } else if cursor.take("GRANT") {
      try grant(cursor)
    } else {
      return false
    }
    return true
  }

  /// Says what is asked of an account.
  private mutating func set(_ key: Key, _ requirement: MasterAccount.Requirement, line: Int) {
    let account = MasterAccount(user: key.user, host: key.host, requirement: requirement, line: line)
    if let index = known[key] {
      slots[index] = account
    } else {
      known[key] = slots.count
      slots.append(account)
    }
  }

  private func has(_ key: Key) -> Bool { known[key].map { slots[$0] != nil } ?? false }

  private mutating func list(_ cursor: inout TokenCursor) throws(ReadingProblem) -> [Key] {
    var keys: [Key] = []
    repeat {
      let name = try AccountPart.name(from: &cursor)
      try AccountPart.identification(from: &cursor, server: server, remarks: &remarks)
      keys.append(Key(user: name.user, host: name.host))
    } while cursor.takeSign(",")
    return keys
  }

  private mutating func create(_ start: TokenCursor, replaces: Bool) throws(ReadingProblem) {
    var cursor = start
    if replaces, server?.flavour == .mysql { throw cursor.refusal("CREATE USER") }
    let ifMissing = !replaces && cursor.take("IF", "NOT", "EXISTS")
    if let next = cursor.next, next.isWord("CURRENT_USER") { throw cursor.refusal("a user name") }
    let keys = try list(&cursor)
    if server?.flavour != .mariadb, cursor.take("DEFAULT", "ROLE") { _ = try list(&cursor) }
    let requirement = try AccountPart.requirement(from: &cursor)
    try AccountPart.limits(from: &cursor)
    let taken = keys.filter(has)
    if !taken.isEmpty, !replaces, !ifMissing {
      let names = taken.map { "\($0.user)@\($0.host)" }.joined(separator: ", ")
      throw ReadingProblem(
        .refused, line: start.line, "the account \(quoted(names)) is created a second time (1396)")
    }
    for key in keys where replaces || !has(key) {
      set(key, requirement ?? MasterAccount.Requirement.none, line: start.line)
    }
  }

  private mutating func alter(_ start: TokenCursor) throws(ReadingProblem) {
    var cursor = start
    _ = cursor.take("IF", "EXISTS")
    // Who that is, only the server knows.
    if let word = cursor.next?.keyword, word == "CURRENT_USER" || word == "USER" { return }
    let keys = try list(&cursor)
    let others = ["DEFAULT", "ADD", "DROP", "MODIFY"]
    if let word = cursor.next?.keyword, others.contains(word) { return }
    let requirement = try AccountPart.requirement(from: &cursor)
    try AccountPart.limits(from: &cursor)
    guard let requirement else { return }
    for key in keys { set(key, requirement, line: start.line) }
  }

  private mutating func drop(_ start: TokenCursor) throws(ReadingProblem) {
    var cursor = start
    _ = cursor.take("IF", "EXISTS")
    for key in try list(&cursor) {
      if let index = known.removeValue(forKey: key) { slots[index] = nil }
    }
  }

  /// `GRANT` matters only with `REQUIRE`, which MySQL refuses from 8.0 on (measured).
  private mutating func grant(_ start: TokenCursor) throws(ReadingProblem) {
    guard let require = start.rest.first(where: { $0.isWord("REQUIRE") }) else { return }
    if let server, !server.takesRequireInGrant {
      throw ReadingProblem(
        .refused, line: require.line,
        "\(server.title) refuses GRANT with REQUIRE (1064): ALTER USER takes it instead")
    }
    guard let to = start.rest.firstIndex(where: { $0.isWord("TO") }) else { throw start.refusal("TO") }
    var cursor = start.moved(to: to + 1)
    let keys = try list(&cursor)
    guard let requirement = try AccountPart.requirement(from: &cursor) else { return }
    try AccountPart.limits(from: &cursor)
    for key in keys { set(key, requirement, line: start.line) }
  }
}
