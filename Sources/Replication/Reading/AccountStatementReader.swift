/// Reads statements about accounts, and keeps what they make of them.
struct AccountStatementReader {
  /// A user and a host, the host in small letters.
  typealias Key = MasterAccount.Name

  let server: Server?
  private var known: [Key: Int] = [:]
  /// The accounts, in the order in which they are first named; nil for one that was dropped.
  private var slots: [MasterAccount?] = []
  /// What accounts and roles have.
  var grants = GrantBook()
  /// The accounts that are known not to be there.
  private(set) var missing: Set<Key> = []
  /// What is to be said of statements that the server takes.
  var remarks: [ReadingProblem] = []

  init(for server: Server?, after earlier: ReplicationScript? = nil) {
    self.server = server
    for account in earlier?.accounts ?? [] { set(account) }
    missing = earlier?.missingAccounts ?? []
    if let earlier { grants = earlier.grants }
  }

  /// The accounts whose requirement is known, in the order in which they are first named.
  var accounts: [MasterAccount] {
    slots.compactMap { slot in
      guard var account = slot else { return nil }
      account.replication = grants.replication(of: account.name)
      return account
    }
  }

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
    } else if cursor.take("RENAME", "USER") {
      try rename(cursor)
    } else if cursor.take("GRANT") {
      try grant(cursor)
    } else if cursor.take("REVOKE") {
      try revoke(cursor)
    } else if cursor.take("FLUSH", "PRIVILEGES") {
      readAnew()
    } else {
      return try readRole(statement)
    }
    return true
  }

  /// What is known of the account; nil where nothing is.
  subscript(key: Key) -> MasterAccount? { known[key].flatMap { slots[$0] } }

  /// Puts what is known of an account in the place of what was.
  private mutating func set(_ account: MasterAccount) {
    missing.remove(account.name)
    if let index = known[account.name] {
      slots[index] = account
    } else {
      known[account.name] = slots.count
      slots.append(account)
    }
  }

  /// Changes what is known of an account; one of which nothing is known stays so.
  mutating func change(_ key: Key, _ body: (inout MasterAccount) -> Void) {
    guard var account = self[key] else { return }
    body(&account)
    set(account)
  }

  /// Says what is asked of an account.
  mutating func require(
    _ requirement: MasterAccount.Requirement, of key: Key, line: Int, isCreated: Bool = false
  ) {
    var account =
      self[key]
      ?? MasterAccount(
        user: key.user, host: key.host, requirement: requirement, line: line, isCreated: isCreated)
    account.requirement = requirement
    account.line = line
    set(account)
  }

  /// MySQL compares an empty name as it stands until it reads its accounts anew, and then does not (measured on
  /// 9.7).
  private mutating func readAnew() {
    guard let server else { return }
    for key in known.keys {
      change(key) { $0.requirement = $0.requirement.withoutEmptyNames(on: server.flavour) }
    }
  }

  private mutating func remove(_ key: Key) {
    if let index = known.removeValue(forKey: key) { slots[index] = nil }
    grants.drop(key)
    missing.insert(key)
  }

  mutating func list(_ cursor: inout TokenCursor) throws(ReadingProblem) -> [Key] {
    var keys: [Key] = []
    repeat {
      let name = try AccountPart.name(from: &cursor)
      try AccountPart.identification(from: &cursor, server: server, remarks: &remarks)
      keys.append(Key(user: name.user, host: name.host))
    } while cursor.takeSign(",")
    return keys
  }

  /// The accounts of a statement that is refused are not there, unless another made them. Where the list of them
  /// is what is wrong, those before that.
  mutating func miss(_ start: TokenCursor) {
    var cursor = start
    repeat {
      guard let name = try? AccountPart.name(from: &cursor) else { return }
      let key = Key(user: name.user, host: name.host)
      if self[key] == nil { missing.insert(key) }
      guard (try? AccountPart.identification(from: &cursor, server: server, remarks: &remarks)) != nil else {
        return
      }
    } while cursor.takeSign(",")
  }

  private mutating func create(_ start: TokenCursor, replaces: Bool) throws(ReadingProblem) {
    var cursor = start
    if replaces, server?.flavour == .mysql { throw cursor.refusal("CREATE USER") }
    let ifMissing = !replaces && cursor.take("IF", "NOT", "EXISTS")
    if let next = cursor.next, next.isWord("CURRENT_USER") { throw cursor.refusal("a user name") }
    let names = cursor
    let (keys, requirement, state): ([Key], MasterAccount.Requirement?, AccountPart.State)
    var roles: Set<Key> = []
    do throws(ReadingProblem) {
      keys = try list(&cursor)
      if server?.flavour != .mariadb, cursor.take("DEFAULT", "ROLE") { roles = Set(try list(&cursor)) }
      requirement = try AccountPart.requirement(from: &cursor, server: server)
      state = try AccountPart.limits(from: &cursor)
    } catch {
      miss(names)
      throw error
    }
    let taken = keys.filter { self[$0]?.isCreated == true }
    if !taken.isEmpty, !replaces, !ifMissing {
      let names = taken.map { "\($0.user)@\($0.host)" }.joined(separator: ", ")
      throw ReadingProblem(
        .refused, line: start.line, "the account \(quoted(names)) is created a second time (1396)")
    }
    for key in keys where replaces || self[key] == nil {
      set(
        MasterAccount(
          user: key.user, host: key.host, requirement: requirement ?? .none, line: start.line,
          isLocked: state.isLocked ?? false, isExpired: state.isExpired ?? false))
      grants.make(key)
      // The roles that it is made with it has (measured on MySQL 9.7).
      grants.change(key) { ($0.roles, $0.defaults) = (roles, .named(roles)) }
    }
  }

  private mutating func alter(_ start: TokenCursor) throws(ReadingProblem) {
    var cursor = start
    _ = cursor.take("IF", "EXISTS")
    // Who that is, only the server knows.
    if let word = cursor.next?.keyword, word == "CURRENT_USER" || word == "USER" { return }
    let keys = try list(&cursor)
    if cursor.take("DEFAULT", "ROLE") { return try makeDefault(&cursor, of: keys) }
    let others = ["DEFAULT", "ADD", "DROP", "MODIFY"]
    if let word = cursor.next?.keyword, others.contains(word) { return }
    let requirement = try AccountPart.requirement(from: &cursor, server: server)
    let state = try AccountPart.limits(from: &cursor)
    let isIdentified = start.rest.contains { $0.isWord("IDENTIFIED") }
    for key in keys where !missing.contains(key) {
      if let requirement { require(requirement, of: key, line: start.line) }
      change(key) { account in
        account.isLocked = state.isLocked ?? account.isLocked
        // A new password is a current one.
        account.isExpired = state.isExpired ?? (isIdentified ? false : account.isExpired)
      }
    }
  }

  private mutating func drop(_ start: TokenCursor) throws(ReadingProblem) {
    var cursor = start
    _ = cursor.take("IF", "EXISTS")
    for key in try list(&cursor) { remove(key) }
  }

  private mutating func rename(_ start: TokenCursor) throws(ReadingProblem) {
    var cursor = start
    repeat {
      let old = try AccountPart.name(from: &cursor)
      guard cursor.take("TO") else { throw cursor.refusal("TO") }
      let new = try AccountPart.name(from: &cursor)
      let (oldKey, newKey) = (Key(user: old.user, host: old.host), Key(user: new.user, host: new.host))
      let account = self[oldKey]
      grants.rename(oldKey, to: newKey)
      remove(oldKey)
      guard let account else { continue }
      set(
        MasterAccount(
          user: new.user, host: new.host, requirement: account.requirement, line: start.line,
          isCreated: account.isCreated, isLocked: account.isLocked, isExpired: account.isExpired))
    } while cursor.takeSign(",")
  }
}
