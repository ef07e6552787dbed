/// What accounts are granted, as far as replication needs it.
extension AccountStatementReader {
  /// `GRANT` of privileges or of roles.
  mutating func grant(_ start: TokenCursor) throws(ReadingProblem) {
    if start.next?.isWord("PROXY") == true { return }
    guard start.namesPrivileges(before: "TO") else { return try grantRoles(start) }
    var cursor = start
    do throws(ReadingProblem) {
      let privileges = try PrivilegeList(from: &cursor, dialect, database: database, isGrant: true)
      guard cursor.take("TO") else { throw cursor.refusal("TO") }
      try grant(privileges, to: &cursor, line: start.line)
    } catch {
      guard error.kind == .refused, let to = start.rest.firstIndex(where: { $0.isWord("TO") }) else {
        throw error
      }
      // The accounts of a statement that is refused are not there, unless another makes them.
      var names = start.moved(to: to + 1)
      var listed: [Listed] = []
      // What is to be said of them was said when they were read first.
      let said = remarks
      try? list(&names, .grant, into: &listed)
      remarks = said
      for one in listed { miss(one.key) }
      throw error
    }
  }

  private mutating func grant(
    _ privileges: PrivilegeList, to cursor: inout TokenCursor, line: Int
  ) throws(ReadingProblem) {
    if let server, !server.takesRequireInGrant,
      let word = cursor.rest.first(where: { $0.isWord("REQUIRE") || $0.isWord("IDENTIFIED") })
    {
      throw .refused(
        1064, line: word.line,
        "\(server.title) takes no \(word.text.uppercased()) in GRANT: CREATE USER and ALTER USER do")
    }
    var listed: [Listed] = []
    try list(&cursor, .grant, into: &listed)
    let requirement = try AccountPart.requirement(from: &cursor, server: server)
    try AccountState.limits(
      from: &cursor, dialect, orGrantOption: true, orLimits: server?.takesRequireInGrant != false)
    if dialect.takesMySQLsWords, cursor.take("AS") {
      _ = try AccountPart.name(from: &cursor)
      // Which of the roles count concerns the privileges of one statement alone.
      if cursor.take("WITH", "ROLE") { return }
    }
    try cursor.requireEnd()
    try check(listed)
    for one in listed { _ = try grantee(one.name) }
    let modes = self.modes
    let (dialect, number) = (self.dialect, self.dialect.missingGrantee)
    try apply(
      dialect.grantRule, to: listed.filter { !$0.name.isCurrent }, line: line,
      isPossible: { reader, one in
        let isMade = dialect.grantMakesAccounts(modes, isIdentified: one.identification != nil)
        return isMade ? true : try? reader.isThere(reader.grantee(one.name))
      },
      refusal: {
        Self.refusal($0.map(\.key), "is granted something and not there", line: line, number: number)
      }
    ) { reader, one in
      guard let key = try? reader.grantee(one.name) else { return }
      let isMade = dialect.grantMakesAccounts(modes, isIdentified: one.identification != nil)
      if isMade, reader.isThere(key) != true {
        reader.require(.none, of: key, line: line, isCreated: true)
        reader.grants.make(key)
      }
      if let requirement { reader.require(requirement, of: key, line: line) }
      if let identification = one.identification {
        reader.change(key) { ($0.passwordRefusal, $0.isExpired) = (identification.passwordRefusal, false) }
      }
      reader.grants.change(key) { holder in
        if privileges.haveReplication { holder.hasReplication = true }
        if case .database(let name) = privileges.object {
          holder.databases[name, default: []].formUnion(privileges.names)
        }
      }
    }
  }

  /// Takes back what `REVOKE` names.
  mutating func revoke(_ start: TokenCursor) throws(ReadingProblem) {
    var cursor = start
    if cursor.next?.isWord("PROXY") == true { return }
    let ifThere = dialect.takesMySQLsWords && cursor.take("IF", "EXISTS")
    if cursor.takeAllAndGrantOption() { return try revokeAll(&cursor, line: start.line) }
    guard cursor.namesPrivileges(before: "FROM") else { return try revokeRoles(cursor) }
    let privileges = try PrivilegeList(from: &cursor, dialect, database: database, isGrant: false)
    guard cursor.take("FROM") else { throw cursor.refusal("FROM") }
    let names = try AccountPart.names(from: &cursor)
    let ignores = ifThere || ignoresUnknown(&cursor)
    try cursor.requireEnd()
    for name in names { _ = try grantee(name) }
    try apply(
      dialect.grantRule, to: names.filter { !$0.isCurrent }, line: start.line,
      isPossible: { reader, name in
        guard !ignores, let key = try? reader.grantee(name) else { return ignores }
        if case .database(let database) = privileges.object, let holder = reader.grants[key] {
          return holder.databases[database] != nil
        }
        return reader.isThere(key)
      },
      refusal: { Self.refusal($0.map(\.account), "has nothing of that kind", line: start.line, number: 1141) }
    ) { reader, name in
      guard let key = try? reader.grantee(name) else { return }
      reader.grants.change(key) { holder in
        if privileges.haveReplication { holder.hasReplication = false }
        if case .database(let name) = privileges.object { holder.takeBack(privileges.names, on: name) }
      }
    }
  }

  /// `REVOKE ALL PRIVILEGES, GRANT OPTION`: all that an account has, on every object; roles stay. MariaDB goes on
  /// after one that is missing; MySQL answers for the last, and undoes all then (measured on 9.7).
  private mutating func revokeAll(_ cursor: inout TokenCursor, line: Int) throws(ReadingProblem) {
    guard cursor.take("FROM") else { throw cursor.refusal("FROM") }
    var names = try AccountPart.names(from: &cursor)
    let ignores = ignoresUnknown(&cursor)
    try cursor.requireEnd()
    let last = names.last
    if ignores || dialect.listRule == .allOrNothing && last.map({ isThere($0.account) }) == true {
      names.removeAll { isThere($0.account) == false }
    }
    try apply(
      dialect.listRule, to: names, line: line,
      isPossible: { reader, name in (try? reader.grantee(name)).flatMap(reader.isThere) },
      refusal: { Self.refusal($0.map(\.account), "is not there", line: line, number: 1269) }
    ) { reader, name in
      guard let key = try? reader.grantee(name) else { return }
      reader.grants.change(key) { ($0.hasReplication, $0.databases) = (false, [:]) }
    }
  }

  /// MySQL's `IGNORE UNKNOWN USER`.
  func ignoresUnknown(_ cursor: inout TokenCursor) -> Bool {
    dialect.takesMySQLsWords && cursor.take("IGNORE", "UNKNOWN", "USER")
  }
}

extension TokenCursor {
  /// Takes `ALL PRIVILEGES, GRANT OPTION`, if that stands here.
  fileprivate mutating func takeAllAndGrantOption() -> Bool {
    var ahead = self
    guard ahead.take("ALL") else { return false }
    _ = ahead.take("PRIVILEGES")
    guard ahead.takeSign(","), ahead.take("GRANT", "OPTION") else { return false }
    self = ahead
    return true
  }

  /// Whether privileges stand here and not roles: an object is named before `end`.
  fileprivate func namesPrivileges(before end: String) -> Bool {
    rest.prefix { !$0.isWord(end) }.contains { $0.isWord("ON") } || next?.isWord("ALL") == true
  }
}
