/// What accounts are granted, as far as replication needs it.
extension AccountStatementReader {
  /// `GRANT` with `REQUIRE`, which MySQL refuses from 8.0 on (measured), says what is asked of the account; any
  /// other whether it may replicate.
  mutating func grant(_ start: TokenCursor) throws(ReadingProblem) {
    let require = start.rest.first { $0.isWord("REQUIRE") }
    guard let to = start.rest.firstIndex(where: { $0.isWord("TO") }) else {
      guard require != nil else { return }
      throw start.refusal("TO")
    }
    let names = start.moved(to: to + 1)
    let privileges = Privileges(start.rest[..<to])
    guard privileges.areNamed else {
      let roles = roles(start, before: to)
      return change(names) { $0.roles.formUnion(roles) }
    }
    if let password = start.rest.first(where: { $0.isWord("IDENTIFIED") }) {
      if require == nil, let server, !server.takesRequireInGrant {
        miss(names)
        throw ReadingProblem(
          .refused, line: password.line,
          "\(server.title) refuses GRANT with IDENTIFIED (1064): CREATE USER makes accounts")
      }
      make(names, line: start.line)
    }
    guard let require else { return grant(privileges, to: names) }
    do throws(ReadingProblem) {
      if let server, !server.takesRequireInGrant {
        throw ReadingProblem(
          .refused, line: require.line,
          "\(server.title) refuses GRANT with REQUIRE (1064): ALTER USER takes it instead")
      }
      var cursor = names
      let keys = try list(&cursor)
      let requirement = try AccountPart.requirement(from: &cursor, server: server)
      _ = try AccountPart.limits(from: &cursor)
      guard let requirement else { return }
      for key in keys { self.require(requirement, of: key, line: start.line) }
      grant(privileges, to: names)
    } catch {
      miss(names)
      throw error
    }
  }

  /// Takes back what `REVOKE` names.
  mutating func revoke(_ start: TokenCursor) throws(ReadingProblem) {
    guard let from = start.rest.firstIndex(where: { $0.isWord("FROM") }) else { return }
    let privileges = Privileges(start.rest[..<from])
    guard privileges.areNamed else {
      let roles = Set(roles(start, before: from))
      return change(start.moved(to: from + 1)) { $0.roles.subtract(roles) }
    }
    guard privileges.haveReplication else { return }
    change(start.moved(to: from + 1)) { $0.hasReplication = false }
  }

  private mutating func grant(_ privileges: Privileges, to names: TokenCursor) {
    if privileges.haveReplication { change(names) { $0.hasReplication = true } }
  }

  /// `GRANT` with a password makes the accounts that are missing, where servers take that at all: MariaDB, and MySQL
  /// before 8.0.
  private mutating func make(_ names: TokenCursor, line: Int) {
    guard server?.takesRequireInGrant == true else { return }
    var cursor = names
    for key in (try? list(&cursor)) ?? [] where self[key] == nil {
      require(.none, of: key, line: line, isCreated: true)
      grants.make(key)
    }
  }

  /// The roles that stand before the word at `end`.
  private mutating func roles(_ start: TokenCursor, before end: Int) -> [Key] {
    var cursor = TokenCursor(Array(start.rest[..<end]))
    return (try? list(&cursor)) ?? []
  }

  private mutating func change(_ names: TokenCursor, _ body: (inout GrantBook.Holder) -> Void) {
    var cursor = names
    for key in (try? list(&cursor)) ?? [] {
      // PUBLIC stands for everybody from MariaDB 10.11 on (manual, "GRANT"; measured).
      let isEverybody = key.user.uppercased() == "PUBLIC" && key.host == "%"
      guard !isEverybody || server?.hasPublicRole != false else { continue }
      grants.change(isEverybody ? GrantBook.everybody : key, body)
    }
  }
}

/// What stands before `TO` or `FROM`.
private struct Privileges {
  /// Whether privileges are named, and not roles: those stand before `ON`, but for `REVOKE ALL`.
  let areNamed: Bool
  /// Whether `REPLICATION SLAVE` is among them, for the whole server. MariaDB has `REPLICATION REPLICA` too
  /// (measured on 10.5).
  let haveReplication: Bool

  init(_ tokens: ArraySlice<SQLToken>) {
    let on = tokens.firstIndex { $0.isWord("ON") }
    let names = tokens[..<(on ?? tokens.endIndex)]
    // `*` alone is the default database (manual, "GRANT": 1046 without one, measured).
    let isForAll =
      on.map { tokens[($0 + 1)...] }.map { object in
        object.allSatisfy { !$0.isPlain } && object.count { $0.kind == .sign && $0.text == "*" } == 2
      } ?? true
    let isAll = names.first?.isWord("ALL") == true
    // REPLICATION SLAVE ADMIN is another one (MariaDB 10.5, measured).
    let isReplication = names.indices.contains { place in
      names[place].isWord("REPLICATION") && place + 1 < names.endIndex
        && (names[place + 1].isWord("SLAVE") || names[place + 1].isWord("REPLICA"))
        && !(place + 2 < names.endIndex && names[place + 2].isWord("ADMIN"))
    }
    areNamed = on != nil || isAll
    haveReplication = isForAll && (isAll || isReplication)
  }
}

extension SQLToken {
  /// Whether it names a database or a table, where `*.*` names none.
  fileprivate var isPlain: Bool { kind == .word || kind == .name || kind == .string }
}
