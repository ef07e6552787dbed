/// What a SQL script tells slaves and masters about replication over TLS.
///
/// Statements that say nothing of it are passed over. One that the server refuses changes nothing and stands
/// in `problems`; the ones behind it are read all the same, though a client without `--force` stops there.
public struct ReplicationScript: Sendable {
  /// The connections that the script leaves a slave with, in the order in which they are first named.
  public let connections: [ReplicationOptions]
  /// The accounts that the script leaves a master with, as far as their requirement is known.
  public var accounts: [MasterAccount] { accounts(under: RoleSettings()) }
  /// The same, on a server that does with roles what `settings` say, unless the script sets that otherwise.
  public func accounts(under settings: RoleSettings) -> [MasterAccount] {
    let settings = settings.after(roleVariables)
    return allAccounts.map { account in
      var account = account
      account.replication = grants.replication(of: account.name, under: settings)
      return account
    }
  }
  /// The accounts without what they are granted.
  let allAccounts: [MasterAccount]
  /// The accounts that only statements name which the server refuses, or that are dropped: they are not there.
  public let missingAccounts: Set<MasterAccount.Name>
  /// What these accounts have, and the roles that it makes.
  let grants: GrantBook
  /// The variables that it sets for the whole server, in the order of the text; of several, the last holds.
  public let globals: [GlobalSetting]
  /// Those of them that say what roles give at a login, behind those of the scripts before.
  let roleVariables: [GlobalSetting]
  /// Whether a statement of it or of the scripts before installs plugins.
  let installsPlugins: Bool
  /// What a server refuses or what is not meant to be run as it stands, by lines.
  public let problems: [ReadingProblem]

  /// Reads `bytes` as the `mysql` client sends them and `server` takes them.
  ///
  /// Without a server both families of words are understood, every versioned comment counts, and only what
  /// every server refuses is refused. Values that are not UTF-8 come out with U+FFFD. Connections and accounts
  /// are there as `earlier` left them.
  ///
  /// - Parameter isFresh: whether the server has no accounts but those that scripts make; else others may be there.
  public init(
    reading bytes: [UInt8], for server: Server? = nil, after earlier: ReplicationScript? = nil,
    isFresh: Bool = false
  ) {
    var scanner = SQLScanner(bytes, for: server)
    var reader = StatementReader(for: server, after: earlier, isFresh: isFresh)
    var passesOver = false
    while let statement = scanner.next() {
      // Of statements that are sent at once the server runs none behind one that it refuses.
      if !passesOver { passesOver = !reader.read(statement, &scanner.modes) }
      if !statement.isFollowed { passesOver = false }
    }
    connections = reader.states.all
    allAccounts = reader.accounts.accounts
    missingAccounts = reader.accounts.missing
    grants = reader.accounts.grants
    globals = reader.sets.globals
    roleVariables =
      (earlier?.roleVariables ?? []) + globals.filter { GlobalSetting.isAboutRoles($0.name) }
    installsPlugins = reader.accounts.installsPlugins
    problems = (reader.problems + reader.accounts.remarks).sorted { $0.line < $1.line }
  }
}

/// Reads statement after statement, each by the reader that it is for.
private struct StatementReader {
  var accounts: AccountStatementReader
  var sets: SetStatementReader
  var states: Connections
  var problems: [ReadingProblem] = []
  let server: Server?

  init(for server: Server?, after earlier: ReplicationScript?, isFresh: Bool) {
    self.server = server
    accounts = AccountStatementReader(for: server, after: earlier, isFresh: isFresh)
    sets = SetStatementReader(for: server)
    states = Connections(earlier?.connections ?? [], server: server)
  }

  /// Reads `statement`; false where the server refuses it.
  mutating func read(_ statement: SQLStatement, _ modes: inout SQLModes) -> Bool {
    problems += statement.problems
    guard !statement.problems.contains(where: { $0.kind == .refused }) else { return false }
    do throws(ReadingProblem) {
      try understand(statement, &modes)
      return true
    } catch {
      problems.append(error)
      return false
    }
  }

  private mutating func readSetting(
    _ statement: SQLStatement, _ modes: SQLModes
  ) throws(ReadingProblem) -> SQLModes? {
    let before = sets.globals.count
    defer { accounts.settings = accounts.settings.after(sets.globals[before...]) }
    return try sets.read(statement, modes: modes)
  }

  private mutating func understand(
    _ statement: SQLStatement, _ modes: inout SQLModes
  ) throws(ReadingProblem) {
    accounts.modes = modes
    accounts.isFollowed = statement.isFollowed
    if ChangeStatement.begins(statement) {
      var change = ChangeStatement(statement, for: server)
      let options = try change.read()
      problems += change.remarks
      try states.check(options, namesChannel: change.namesChannel)
      states.apply(options)
    } else if try accounts.read(statement) {
      return
    } else if let remark = try OpaqueStatement.remark(
      on: statement, accounts.dialect, database: accounts.database)
    {
      problems.append(remark)
    } else if let now = try readSetting(statement, modes) {
      modes = now
    } else if statement.tokens.first?.isWord("USE") == true {
      accounts.database = statement.tokens.dropFirst().first?.text
    } else {
      try states.reset(statement)
    }
  }
}
