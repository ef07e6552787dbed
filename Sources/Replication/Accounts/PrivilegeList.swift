/// What a grant is about: privileges, and the object that they are granted on.
struct PrivilegeList {
  /// What the privileges are granted on.
  enum Object: Equatable {
    /// `*.*`.
    case server
    /// A database, by its name.
    case database(String)
    /// A table, a routine or the like.
    case part
  }

  /// Whether `REPLICATION SLAVE` is among them, for the whole server.
  let haveReplication: Bool
  let object: Object
  /// The privileges, in capitals.
  let names: Set<String>

  /// Takes privileges, `ON` and what stands behind it.
  ///
  /// - Parameter database: the default database, which `*` alone is.
  init(
    from cursor: inout TokenCursor, _ dialect: AccountDialect, database: String?, isGrant: Bool
  ) throws(ReadingProblem) {
    let line = cursor.line
    var names: [String] = []
    var hasColumns = false
    if cursor.take("ALL") {
      _ = cursor.take("PRIVILEGES")
      names = ["ALL"]
    } else {
      repeat {
        names.append(Self.name(from: &cursor))
        if cursor.takeSign("(") {
          hasColumns = true
          while let token = cursor.take(), !token.isSign(")") {}
        }
      } while cursor.takeSign(",")
    }
    let reaches = try Self.reaches(of: names, cursor, dialect, isGrant: isGrant)
    guard cursor.take("ON") else { throw cursor.refusal("ON") }
    object = try Self.object(from: &cursor, database)
    try Self.check(object, reaches, hasColumns: hasColumns, line: line)
    self.names = Set(names)
    haveReplication = object == .server && names.contains { $0 == "ALL" || Privilege.isReplication($0) }
  }

  /// Takes the words of one privilege.
  private static func name(from cursor: inout TokenCursor) -> String {
    var words: [String] = []
    while let word = cursor.next?.keyword, !["ON", "TO", "FROM"].contains(word) {
      words.append(word)
      _ = cursor.take()
    }
    return words.joined(separator: " ")
  }

  /// What they may be granted on. MySQL 8 takes a single word that it does not know for a dynamic privilege that
  /// nothing has registered, which it refuses to grant (1149) and passes over in a revocation.
  private static func reaches(
    of names: [String], _ cursor: TokenCursor, _ dialect: AccountDialect, isGrant: Bool
  ) throws(ReadingProblem) -> [Privilege.Reach] {
    var reaches: [Privilege.Reach] = []
    var unregistered: String?
    for name in names where name != "ALL" {
      if let privilege = Privilege.named(name, on: dialect.server) {
        reaches.append(privilege.reach)
      } else if dialect.hasDynamicPrivileges, !name.isEmpty, !name.contains(" "), !Privilege.beginsOne(name) {
        unregistered = unregistered ?? name
        reaches.append(.dynamic)
      } else {
        throw .refused(
          1064, line: cursor.line,
          "\(dialect.server?.title ?? "every server") has no privilege \(quoted(name)), which is a syntax error for it"
        )
      }
    }
    if isGrant, let unregistered {
      throw .refused(
        1149, line: cursor.line, "nothing has registered the dynamic privilege \(quoted(unregistered))")
    }
    return reaches
  }

  private static func object(
    from cursor: inout TokenCursor, _ database: String?
  ) throws(ReadingProblem) -> Object {
    let line = cursor.line
    _ = cursor.take(oneOf: ["TABLE", "FUNCTION", "PROCEDURE", "PACKAGE"])
    _ = cursor.take("BODY")
    if cursor.takeSign("*") {
      guard cursor.takeSign(".") else {
        guard let database else {
          throw .refused(1046, line: line, "there is no default database, which * means")
        }
        return .database(database)
      }
      guard cursor.takeSign("*") else { throw cursor.refusal("*") }
      return .server
    }
    guard let first = cursor.take(), first.isNameLike else { throw cursor.refusal("a database or *") }
    guard cursor.takeSign(".") else { return .part }
    if cursor.takeSign("*") { return .database(first.text) }
    guard let second = cursor.take(), second.isNameLike else { throw cursor.refusal("a name or *") }
    return .part
  }

  private static func check(
    _ object: Object, _ reaches: [Privilege.Reach], hasColumns: Bool, line: Int
  ) throws(ReadingProblem) {
    switch object {
    case .server where hasColumns, .database where hasColumns:
      throw .refused(1144, line: line, "columns are named, and no table")
    case .database where reaches.contains(.dynamic):
      throw .refused(3619, line: line, "a dynamic privilege is granted on *.* alone")
    case .database where reaches.contains(.server):
      throw .refused(1221, line: line, "a privilege of the whole server is granted on a database")
    case .part where reaches.contains(.server):
      throw .refused(1144, line: line, "a privilege of the whole server is granted on a table or the like")
    case .server, .database, .part: return
    }
  }
}
