/// Roles, which an account may have its privileges by.
extension AccountStatementReader {
  /// Reads `CREATE ROLE`, `DROP ROLE` and `SET DEFAULT ROLE`; false for any other statement.
  ///
  /// - Throws: `refused` for the words of the other family, and where what is named is not there.
  mutating func readRole(_ statement: SQLStatement) throws(ReadingProblem) -> Bool {
    var cursor = TokenCursor(statement.tokens)
    let start = cursor
    if cursor.take("CREATE", "OR", "REPLACE", "ROLE") {
      if dialect.isMySQL { throw start.moved(to: 1).refusal("CREATE ROLE") }
      try createRoles(cursor, replaces: true, start.line)
    } else if cursor.take("CREATE", "ROLE") {
      try createRoles(cursor, replaces: false, start.line)
    } else if cursor.take("DROP", "ROLE") {
      try requireRoles(start)
      let ifThere = cursor.take("IF", "EXISTS")
      let keys = try roleNames(&cursor)
      try cursor.requireEnd()
      try drop(keys, ifThere: ifThere, line: start.line)
    } else if cursor.take("SET", "DEFAULT", "ROLE") {
      try requireRoles(start)
      try setDefault(cursor)
    } else {
      return false
    }
    return true
  }

  private func requireRoles(_ start: TokenCursor) throws(ReadingProblem) {
    guard dialect.hasRoles else {
      throw .refused(1064, line: start.line, "\(server?.title ?? "the server") has no roles")
    }
  }

  /// The key of a role.
  func role(_ name: AccountPart.Written) -> Key {
    Key(user: name.user, host: name.host ?? (dialect.rolesAreAccounts ? "%" : ""))
  }

  /// Takes the names of roles; MariaDB's have no hosts.
  func roleNames(_ cursor: inout TokenCursor) throws(ReadingProblem) -> [Key] {
    var keys: [Key] = []
    repeat {
      if let word = cursor.next?.keyword, word == "NONE" || word == "ALL" {
        throw try refusal(ofRole: cursor)
      }
      let name = try AccountPart.name(from: &cursor)
      if dialect.isMariaDB, name.host != nil { throw cursor.refusal("a role without a host") }
      keys.append(role(name))
    } while cursor.takeSign(",")
    return keys
  }

  /// MariaDB knows that `NONE` is no role; to MySQL it is no name.
  private func refusal(ofRole cursor: TokenCursor) throws(ReadingProblem) -> ReadingProblem {
    guard dialect.isMariaDB, cursor.next?.isWord("NONE") == true else { return cursor.refusal("a role") }
    return .refused(1959, line: cursor.line, "NONE is no role")
  }

  /// Whom a grant means. MariaDB takes a name without a host for the role of that name where there is one, and
  /// `PUBLIC`, in quotes too, for everybody from 10.11 on (measured).
  ///
  /// - Throws: `refused` for `PUBLIC` where that is nobody.
  func grantee(_ name: AccountPart.Written) throws(ReadingProblem) -> Key {
    guard name.host == nil, !dialect.rolesAreAccounts else { return name.account }
    if name.user.uppercased() == "PUBLIC" {
      guard server?.hasPublicRole != false else {
        throw .refused(1959, line: name.line, "PUBLIC stands for nobody on this server")
      }
      return GrantBook.everybody
    }
    return grants.knows(role(name)) ? role(name) : name.account
  }

  private mutating func createRoles(
    _ start: TokenCursor, replaces: Bool, _ line: Int
  ) throws(ReadingProblem) {
    try requireRoles(start)
    var cursor = start
    let ifMissing = cursor.take("IF", "NOT", "EXISTS")
    let roles = try roleNames(&cursor)
    var administrator: AccountPart.Written?
    if dialect.takesMariaDBsWords, cursor.take("WITH", "ADMIN") {
      administrator = try AccountPart.name(from: &cursor)
    }
    try cursor.requireEnd()
    if let bad = roles.first(where: {
      $0.user.isEmpty || dialect.isMariaDB && $0.user.uppercased() == "PUBLIC"
    }) {
      throw Self.refusal([bad], "is no name for a role", line: line, number: dialect.isMariaDB ? 1959 : 1396)
    }
    let isAccount = dialect.rolesAreAccounts
    // Those of a statement that is refused are not there, unless another made them.
    let unmade = roles.filter { isThere($0) == nil }
    defer { for role in unmade { miss(role) } }
    try apply(
      dialect.listRule, to: roles, line: line,
      isPossible: { reader, role in replaces || ifMissing || reader.isThere(role) != true },
      refusal: { Self.refusal($0, "is there already", line: line) }
    ) { reader, role in
      guard replaces || reader.isThere(role) != true else { return }
      if replaces { reader.remove(role) }
      reader.grants.make(role)
      guard isAccount else { return }
      reader.set(
        MasterAccount(
          user: role.user, host: role.host, requirement: .none, line: line, isLocked: true, isRole: true,
          isExpired: true))
    }
    // Who may grant it has it (measured).
    if let administrator, !administrator.isCurrent, let key = try? grantee(administrator) {
      grants.grant(roles, to: key)
    }
  }

  /// `GRANT` of roles. MariaDB grants one at a time.
  mutating func grantRoles(_ start: TokenCursor) throws(ReadingProblem) {
    var cursor = start
    let (roles, grantees) = try rolesAndGrantees(&cursor, "TO")
    if cursor.next != nil, !cursor.take("WITH", "ADMIN", "OPTION") {
      throw cursor.refusal("WITH ADMIN OPTION")
    }
    try cursor.requireEnd()
    try requireThere(roles, line: start.line)
    if dialect.listRule == .allOrNothing, Set(roles.map { isThere($0) == nil }).count > 1 {
      doubt(start.line)
    }
    let circles = grantees.filter { grantee in
      guard let key = try? self.grantee(grantee) else { return false }
      return roles.contains { $0 == key || grants.has($0, key) }
    }
    try change(
      grantees, line: start.line,
      isPossible: { reader, key in
        roles.contains { $0 == key || reader.grants.has($0, key) } ? false : reader.isThere(key)
      }, number: circles.isEmpty ? dialect.missingRoleGrantee : dialect.roleCircle
    ) { book, key in book.grant(roles, to: key) }
  }

  /// `REVOKE` of roles.
  mutating func revokeRoles(_ start: TokenCursor) throws(ReadingProblem) {
    var cursor = start
    let isOfOption = dialect.takesMariaDBsWords && cursor.take("ADMIN", "OPTION", "FOR")
    let (roles, grantees) = try rolesAndGrantees(&cursor, "FROM")
    let ignores = ignoresUnknown(&cursor)
    try cursor.requireEnd()
    if !ignores { try requireThere(roles, line: start.line) }
    let mandatory = roles.filter(settings.mandatory.contains)
    if !mandatory.isEmpty {
      throw Self.refusal(mandatory, "is a mandatory role", line: start.line, number: 3628)
    }
    guard !isOfOption else { return }
    let isMariaDB = dialect.isMariaDB
    let forgets = dialect.forgetsDefaultRoles
    try change(
      grantees, line: start.line,
      isPossible: { reader, key in
        guard isMariaDB, let holder = reader.grants[key] else { return ignores ? true : reader.isThere(key) }
        return !holder.roles.isDisjoint(with: roles)
      }, number: isMariaDB ? 1962 : 3523
    ) { book, key in
      book.change(key) { holder in
        holder.roles.subtract(roles)
        if forgets { holder.defaults.subtract(roles) }
      }
    }
  }

  private func rolesAndGrantees(
    _ cursor: inout TokenCursor, _ word: String
  ) throws(ReadingProblem) -> ([Key], [AccountPart.Written]) {
    try requireRoles(cursor)
    let roles = try roleNames(&cursor)
    if dialect.isMariaDB, roles.count > 1 { throw cursor.refusal("one role") }
    guard cursor.take(word) else { throw cursor.refusal(word) }
    return (roles, try AccountPart.names(from: &cursor))
  }

  private func requireThere(_ roles: [Key], line: Int) throws(ReadingProblem) {
    let gone = roles.filter { isThere($0) == false }
    if !gone.isEmpty {
      throw Self.refusal(gone, "is no role that is there", line: line, number: dialect.missingRole)
    }
  }

  /// Changes what those of a list have as far as the server does.
  private mutating func change(
    _ names: [AccountPart.Written], line: Int, isPossible: (Self, Key) -> Bool?, number: Int,
    _ body: (inout GrantBook, Key) -> Void
  ) throws(ReadingProblem) {
    var keys: [Key] = []
    for name in names where !name.isCurrent { keys.append(try grantee(name)) }
    try apply(
      dialect.listRule, to: keys, line: line, isPossible: isPossible,
      refusal: { Self.refusal($0, "is not there, or has it not", line: line, number: number) }
    ) { reader, key in body(&reader.grants, key) }
  }

  /// MariaDB says `FOR` one account, MySQL `TO` some; without, it is that of who runs the statement.
  private mutating func setDefault(_ start: TokenCursor) throws(ReadingProblem) {
    let isOwn = { (token: SQLToken) in
      token.isWord("FOR") && !dialect.isMySQL || token.isWord("TO") && !dialect.isMariaDB
    }
    guard let word = start.rest.firstIndex(where: isOwn) else {
      guard dialect.server != nil, start.rest.count > 1 || dialect.isMySQL else { return }
      throw start.moved(to: start.index + 1).refusal(dialect.isMySQL ? "TO" : "FOR")
    }
    var names = start.moved(to: word + 1)
    let keys = try AccountPart.names(from: &names).map(\.account)
    if dialect.isMariaDB, keys.count > 1 { throw names.refusal("one account") }
    try names.requireEnd()
    var roles = TokenCursor(Array(start.rest[..<word]))
    try makeDefault(&roles, of: keys, line: start.line)
  }

  /// Takes the roles that are to be the default ones of `keys`.
  mutating func makeDefault(
    _ cursor: inout TokenCursor, of keys: [Key], line: Int
  ) throws(ReadingProblem) {
    var named: [Key] = []
    let isAll = !dialect.isMariaDB && cursor.take("ALL")
    if !isAll, !cursor.take("NONE") { named = try roleNames(&cursor) }
    if dialect.isMariaDB, named.count > 1 { throw cursor.refusal("one role") }
    try cursor.requireEnd()
    let isChecked = server != nil
    let (mandatory, number) = (settings.mandatory, dialect.ungrantedRole)
    try apply(
      dialect.listRule, to: keys, line: line,
      isPossible: { reader, key in
        guard isChecked, let holder = reader.grants[key] else { return reader.isThere(key) }
        // What is granted elsewhere may be there.
        return named.allSatisfy {
          holder.roles.contains($0) || mandatory.contains($0) || reader.isThere($0) == nil
        }
      },
      refusal: { Self.refusal($0, "has not been granted the role", line: line, number: number) }
    ) { reader, key in
      reader.grants.change(key) { $0.defaults = isAll ? $0.roles.union(mandatory) : Set(named) }
    }
  }
}
