/// Accounts that are made, changed and dropped.
extension AccountStatementReader {
  private func context(_ statement: Identification.Statement) -> Identification.Context {
    Identification.Context(
      dialect: dialect, statement: statement, isFresh: isFresh, installsPlugins: installsPlugins)
  }

  /// An account of a list, and how it is identified.
  struct Listed {
    let name: AccountPart.Written
    let identification: Identification?

    var key: Key { name.account }
  }

  /// Takes accounts with what identifies them. They are noted in `listed` as they come, also before what is refused.
  mutating func list(
    _ cursor: inout TokenCursor, _ statement: Identification.Statement, into listed: inout [Listed]
  ) throws(ReadingProblem) {
    repeat {
      let name = try AccountPart.name(from: &cursor)
      do throws(ReadingProblem) {
        let identification = try Identification.read(from: &cursor, context(statement), remarks: &remarks)
        listed.append(Listed(name: name, identification: identification))
      } catch {
        listed.append(Listed(name: name, identification: nil))
        throw error
      }
    } while cursor.takeSign(",")
  }

  /// Refuses what the server refuses once it has understood the whole statement.
  func check(_ listed: [Listed]) throws(ReadingProblem) {
    for one in listed {
      try dialect.checkLength(of: one.key, line: one.name.line)
      if let refusal = one.identification?.refusal { throw refusal }
    }
  }

  /// What is said of accounts that are or are not there.
  static func refusal(_ names: [Key], _ what: String, line: Int, number: Int = 1396) -> ReadingProblem {
    let all = names.map { "\($0.user)@\($0.host)" }.joined(separator: ", ")
    return .refused(number, line: line, "\(quoted(all)) \(what)")
  }

  mutating func create(_ start: TokenCursor, replaces: Bool) throws(ReadingProblem) {
    var listed: [Listed] = []
    do throws(ReadingProblem) {
      try create(start, replaces: replaces, into: &listed)
    } catch {
      // The accounts of a statement that is refused are not there, unless another made them.
      for one in listed { miss(one.key) }
      throw error
    }
  }

  private mutating func create(
    _ start: TokenCursor, replaces: Bool, into listed: inout [Listed]
  ) throws(ReadingProblem) {
    var cursor = start
    if replaces, dialect.isMySQL { throw cursor.refusal("CREATE USER") }
    let ifMissing = cursor.take("IF", "NOT", "EXISTS")
    if let next = cursor.next, next.isWord("CURRENT_USER") { throw cursor.refusal("a user name") }
    try list(&cursor, .create, into: &listed)
    var roles: [Key] = []
    if dialect.takesMySQLsWords, cursor.take("DEFAULT", "ROLE") { roles = try roleNames(&cursor) }
    let requirement = try AccountPart.requirement(from: &cursor, server: server)
    let state = try AccountState.read(from: &cursor, dialect)
    if replaces, ifMissing {
      throw .refused(1221, line: start.line, "OR REPLACE and IF NOT EXISTS do not go together")
    }
    // What identifies an account that is there already is not looked at.
    let passesOver = dialect.isMariaDB || ifMissing
    try check(listed.filter { !passesOver || replaces || isThere($0.key) != true })
    let gone = roles.filter { isThere($0) == false }
    if !gone.isEmpty { throw Self.refusal(gone, "is no role that is there", line: start.line, number: 3162) }
    if roles.contains(where: { isThere($0) == nil }) { doubt(start.line) }
    try apply(
      dialect.listRule, to: listed, line: start.line,
      isPossible: { reader, one in
        // An account that nothing has made yet is one that is to be made.
        replaces || ifMissing || reader.isThere(one.key) != true || reader[one.key]?.isCreated == false
      },
      refusal: { Self.refusal($0.map(\.key), "is created a second time", line: start.line) }
    ) { reader, one in
      guard replaces || reader.isThere(one.key) != true else { return }
      if replaces { reader.remove(one.key) }
      reader.set(
        MasterAccount(
          user: one.key.user, host: one.key.host, requirement: requirement ?? .none, line: start.line,
          isLocked: state.isLocked ?? false, isExpired: state.isExpired ?? false,
          passwordRefusal: one.identification?.passwordRefusal))
      reader.grants.make(one.key)
      // The roles that it is made with it has (measured on MySQL 9.7).
      reader.grants.grant(roles, to: one.key)
      reader.grants.change(one.key) { $0.defaults = Set(roles) }
    }
  }

  mutating func alter(_ start: TokenCursor) throws(ReadingProblem) {
    var cursor = start
    let ifThere = cursor.take("IF", "EXISTS")
    // Who that is, only the server knows.
    let next = cursor.rest.dropFirst().first
    if cursor.next?.isWord("CURRENT_USER") == true { return }
    if cursor.next?.isWord("USER") == true, next?.isSign("(") == true { return }
    var listed: [Listed] = []
    try list(&cursor, .alter, into: &listed)
    let keys = listed.map(\.key)
    if dialect.takesMySQLsWords {
      if cursor.take("DEFAULT", "ROLE") { return try makeDefault(&cursor, of: keys, line: start.line) }
      // A factor more or less.
      if cursor.take(oneOf: ["ADD", "DROP", "MODIFY"]) != nil { return }
    }
    let requirement = try AccountPart.requirement(from: &cursor, server: server)
    let state = try AccountState.read(from: &cursor, dialect)
    // MariaDB alters the others.
    let isEach = dialect.isMariaDB
    if !isEach { try check(listed) }
    try apply(
      dialect.listRule, to: listed, line: start.line,
      isPossible: { reader, one in
        if isEach, one.identification?.refusal != nil { return false }
        return ifThere ? true : reader.isThere(one.key)
      },
      refusal: { Self.refusal($0.map(\.key), "cannot be altered so, or is not there", line: start.line) }
    ) { reader, one in
      guard reader.isThere(one.key) != false else { return }
      if let requirement { reader.require(requirement, of: one.key, line: start.line) }
      reader.change(one.key) { account in
        account.isLocked = state.isLocked ?? account.isLocked
        // A new password is a current one.
        account.isExpired = state.isExpired ?? (one.identification == nil ? account.isExpired : false)
        if let identification = one.identification {
          account.passwordRefusal = identification.passwordRefusal
        }
        account.isRole = account.isRole && account.isLocked && account.isExpired
      }
    }
  }

  mutating func drop(_ start: TokenCursor) throws(ReadingProblem) {
    var cursor = start
    let ifThere = cursor.take("IF", "EXISTS")
    let names = try AccountPart.names(from: &cursor)
    try cursor.requireEnd()
    try drop(names.map(\.account), ifThere: ifThere, line: start.line)
  }

  /// Drops accounts or roles. A role that everybody has stays (MySQL, measured).
  mutating func drop(_ keys: [Key], ifThere: Bool, line: Int) throws(ReadingProblem) {
    let mandatory = keys.filter(settings.mandatory.contains)
    if !mandatory.isEmpty { throw Self.refusal(mandatory, "is a mandatory role", line: line, number: 3628) }
    try apply(
      dialect.listRule, to: keys, line: line,
      isPossible: { reader, key in ifThere ? true : reader.isThere(key) },
      refusal: { Self.refusal($0, "is dropped and not there", line: line) }
    ) { reader, key in reader.remove(key) }
  }

  mutating func rename(_ start: TokenCursor) throws(ReadingProblem) {
    var cursor = start
    var pairs: [(old: Key, new: Key)] = []
    repeat {
      let old = try AccountPart.name(from: &cursor).account
      guard cursor.take("TO") else { throw cursor.refusal("TO") }
      pairs.append((old, try AccountPart.name(from: &cursor).account))
    } while cursor.takeSign(",")
    try cursor.requireEnd()
    let granted = pairs.map(\.old).filter { dialect.rolesAreAccounts && grants.isGranted($0) }
    if !granted.isEmpty {
      throw Self.refusal(granted, "is a role that is granted", line: start.line, number: 3532)
    }
    try apply(
      dialect.listRule, to: pairs, line: start.line,
      isPossible: { reader, pair in reader.isThere(pair.new) == true ? false : reader.isThere(pair.old) },
      refusal: { Self.refusal($0.map(\.old), "is not there, or its new name is another's", line: start.line) }
    ) { reader, pair in
      let account = reader[pair.old]
      reader.grants.rename(pair.old, to: pair.new)
      reader.remove(pair.old)
      guard let account else { return reader.find(pair.new) }
      reader.set(account.renamed(pair.new, line: start.line))
    }
  }

  /// `SET PASSWORD`, the words themselves behind.
  mutating func setPassword(_ start: TokenCursor) throws(ReadingProblem) {
    var cursor = start
    let key = cursor.take("FOR") ? try AccountPart.name(from: &cursor) : nil
    var password = NewPassword()
    if !(dialect.takesMySQLsWords && cursor.take("TO", "RANDOM")) {
      _ = cursor.takeSign(":")
      guard cursor.takeSign("=") else { throw cursor.refusal("=") }
      password = try newPassword(&cursor)
    }
    if dialect.takesMySQLsWords {
      if cursor.take("REPLACE") { _ = try AccountPart.secret(from: &cursor, remarks: &remarks) }
      _ = cursor.take("RETAIN", "CURRENT", "PASSWORD")
    }
    try cursor.requireEnd()
    guard let key = key?.account else { return }
    if isThere(key) == false { throw Self.refusal([key], "is not there", line: start.line, number: 1133) }
    if dialect.isMariaDB, case .socketAlone = self[key]?.passwordRefusal {
      throw Self.refusal(
        [key], "is identified by something without a password", line: start.line, number: 1699)
    }
    if let refusal = password.refusal { throw refusal }
    change(key) { ($0.isExpired, $0.passwordRefusal) = (false, password.passwordRefusal) }
  }

  private struct NewPassword {
    /// Why nobody logs in by it; nil where one may.
    var passwordRefusal: PasswordRefusal?
    /// What the server refuses once it has found the account.
    var refusal: ReadingProblem?
  }

  /// Takes a password as each family has it.
  private mutating func newPassword(_ cursor: inout TokenCursor) throws(ReadingProblem) -> NewPassword {
    let isFunction = !(dialect.isMySQL && dialect.takesMySQLsWords)
    if isFunction, let function = cursor.take(oneOf: ["PASSWORD", "OLD_PASSWORD", "ENCRYPT"]) {
      guard cursor.takeSign("(") else { throw cursor.refusal("(") }
      _ = try AccountPart.secret(from: &cursor, remarks: &remarks)
      guard cursor.takeSign(")") else { throw cursor.refusal(")") }
      return NewPassword(passwordRefusal: function == "PASSWORD" ? nil : .oldHash)
    }
    let line = cursor.line
    guard let text = try AccountPart.secret(from: &cursor, remarks: &remarks), dialect.isMariaDB else {
      return NewPassword()
    }
    let isHash = AuthenticationPlugin.isHash(text, of: "mysql_native_password", on: .mariadb)
    return NewPassword(
      passwordRefusal: text.utf8.count == 16 ? .oldHash : nil,
      refusal: isHash
        ? nil : .refused(1372, line: line, "what stands where the hash of a password belongs is none"))
  }
}

extension MasterAccount {
  /// The same account by another name.
  fileprivate func renamed(_ name: Name, line: Int) -> MasterAccount {
    MasterAccount(
      user: name.user, host: name.host, requirement: requirement, line: line, isCreated: isCreated,
      isLocked: isLocked, isRole: isRole, isExpired: isExpired, passwordRefusal: passwordRefusal)
  }
}
