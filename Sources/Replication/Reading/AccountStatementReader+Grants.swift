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
      // What it would have granted is withheld.
      if privileges.areNamed { change(names) { if $0 == .unsaid { $0 = .withheld } } }
      throw error
    }
  }

  /// Takes back what `REVOKE` names.
  mutating func revoke(_ start: TokenCursor) throws(ReadingProblem) {
    guard let from = start.rest.firstIndex(where: { $0.isWord("FROM") }) else { return }
    guard Privileges(start.rest[..<from]).haveReplication else { return }
    change(start.moved(to: from + 1)) { $0 = .withheld }
  }

  private mutating func grant(_ privileges: Privileges, to names: TokenCursor) {
    guard privileges.areNamed else { return }
    change(names) { replication in
      if privileges.haveReplication {
        replication = .granted
      } else if replication == .unsaid {
        replication = .withheld
      }
    }
  }

  private mutating func change(_ names: TokenCursor, _ body: (inout MasterAccount.Replication) -> Void) {
    var cursor = names
    guard let keys = try? list(&cursor) else { return }
    for key in keys where self[key]?.isCreated == true { change(key) { body(&$0.replication) } }
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
    let isForAll = on.map { tokens[($0 + 1)...].allSatisfy { !$0.isPlain } } ?? true
    let isAll = names.first?.isWord("ALL") == true
    let isReplication = zip(names, names.dropFirst()).contains { one, next in
      one.isWord("REPLICATION") && (next.isWord("SLAVE") || next.isWord("REPLICA"))
    }
    areNamed = on != nil || isAll
    haveReplication = isForAll && (isAll || isReplication)
  }
}

extension SQLToken {
  /// Whether it names a database or a table, where `*.*` names none.
  fileprivate var isPlain: Bool { kind == .word || kind == .name || kind == .string }
}
