/// Reads statements about accounts, and keeps what they make of them.
struct AccountStatementReader {
  /// A user and a host, the host in small letters.
  typealias Key = MasterAccount.Name

  let dialect: AccountDialect
  /// Whether nothing is there but what statements make.
  let isFresh: Bool
  private var known: [Key: Int] = [:]
  /// The accounts, in the order in which they are first named; nil for one that was dropped.
  private var slots: [MasterAccount?] = []
  /// Those that were told to ask for an empty name since the server last read its accounts anew.
  private var emptyNamed: Set<Key> = []
  /// What accounts and roles have.
  var grants = GrantBook()
  /// The accounts that are known not to be there.
  private(set) var missing: Set<Key> = []
  /// What is to be said of statements that the server takes.
  var remarks: [ReadingProblem] = []
  /// The modes of the session.
  var modes = SQLModes.initial
  /// The default database; nil where none is.
  var database: String?
  /// What the server does with roles at every login.
  var settings = RoleSettings()
  /// Whether the statement is sent with others, which the server runs only after it.
  var isFollowed = false
  /// Whether a statement installs plugins.
  var installsPlugins = false

  var server: Server? { dialect.server }

  init(for server: Server?, after earlier: ReplicationScript? = nil, isFresh: Bool = false) {
    dialect = AccountDialect(server)
    self.isFresh = isFresh
    guard let earlier else { return }
    for account in earlier.allAccounts { set(account) }
    missing = earlier.missingAccounts
    grants = earlier.grants
    settings = settings.after(earlier.roleVariables)
    installsPlugins = earlier.installsPlugins
  }

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
    } else if cursor.take("RENAME", "USER") {
      try rename(cursor)
    } else if cursor.take("GRANT") {
      try grant(cursor)
    } else if cursor.take("REVOKE") {
      try revoke(cursor)
    } else if cursor.take("SET", "PASSWORD") {
      try setPassword(cursor)
    } else if cursor.take("FLUSH", "PRIVILEGES") {
      readAnew()
    } else if cursor.take("INSTALL") {
      installsPlugins = true
    } else {
      return try readRole(statement)
    }
    return true
  }

  /// What is known of the account; nil where nothing is.
  subscript(key: Key) -> MasterAccount? { known[key].flatMap { slots[$0] } }

  /// Whether an account or a role is there; nil where that is not known.
  func isThere(_ key: Key) -> Bool? {
    if self[key] != nil || grants.knows(key) || dialect.isBuiltIn(key) || key == GrantBook.everybody {
      return true
    }
    return isFresh || missing.contains(key) ? false : nil
  }

  /// Puts what is known of an account in the place of what was.
  mutating func set(_ account: MasterAccount) {
    missing.remove(account.name)
    if account.requirement.hasEmptyName { emptyNamed.insert(account.name) }
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

  mutating func remove(_ key: Key) {
    if let index = known.removeValue(forKey: key) { slots[index] = nil }
    grants.drop(key, forgettingDefaults: dialect.forgetsDefaultRoles)
    missing.insert(key)
  }

  /// Notes that an account is not there, unless another statement made it.
  mutating func miss(_ key: Key) {
    if isThere(key) == nil { missing.insert(key) }
  }

  /// Notes that an account is there, of which no more is known.
  mutating func find(_ key: Key) { missing.remove(key) }

  /// MySQL compares an empty name as it stands until it reads its accounts anew, and then does not (measured on
  /// 9.7).
  private mutating func readAnew() {
    guard let server else { return }
    for key in emptyNamed {
      change(key) { $0.requirement = $0.requirement.withoutEmptyNames(on: server.flavour) }
    }
    emptyNamed = []
  }

  /// Makes a change for each of a list as far as the server does, of which some stand in its way.
  ///
  /// - Parameters:
  ///   - isPossible: whether the server makes it for one; nil where that is not known, so that it is made.
  ///   - refusal: what it answers where it does not for these.
  mutating func apply<Item>(
    _ rule: AccountDialect.ListRule, to items: [Item], line: Int, isPossible: (Self, Item) -> Bool?,
    refusal: ([Item]) -> ReadingProblem, change: (inout Self, Item) -> Void
  ) throws(ReadingProblem) {
    let before = rule == .allOrNothing && items.count > 1 ? self : nil
    var refused: [Item] = []
    var (isAnyKnown, isAnyUnknown, isBehindUnknown) = (false, false, false)
    for item in items {
      let answer = isPossible(self, item)
      guard answer != false else {
        refused.append(item)
        if rule == .untilFirst { break }
        continue
      }
      isAnyKnown = isAnyKnown || answer == true
      isAnyUnknown = isAnyUnknown || answer == nil
      isBehindUnknown = isBehindUnknown || isAnyUnknown && answer == true
      change(&self, item)
    }
    guard refused.isEmpty else {
      if let before { self = before }
      throw refusal(refused)
    }
    let isDoubted =
      switch rule {
      case .each: false
      case .untilFirst: isBehindUnknown
      case .allOrNothing: isAnyKnown && isAnyUnknown
      }
    if isDoubted || isFollowed && isAnyUnknown { doubt(line) }
  }

  /// Notes that the server takes a statement or not by what is not known here.
  mutating func doubt(_ line: Int) {
    remarks.append(
      ReadingProblem(
        .undecided, line: line,
        "the server takes it or not by whether all that it names are there, some of which no statement makes")
    )
  }
}
