/// What a SQL script tells slaves and masters about replication over TLS.
///
/// Statements that say nothing of it are passed over. One that the server refuses changes nothing and stands
/// in `problems`; the ones behind it are read all the same, though a client without `--force` stops there.
public struct ReplicationScript: Sendable {
  /// The connections that the script leaves a slave with, in the order in which they are first named.
  public let connections: [ReplicationOptions]
  /// The accounts that the script leaves a master with, as far as their requirement is known.
  public let accounts: [MasterAccount]
  /// The accounts that only statements name which the server refuses, or that are dropped: they are not there.
  public let missingAccounts: Set<MasterAccount.Name>
  /// What these accounts have, and the roles that it makes.
  let grants: GrantBook
  /// The variables that it sets for the whole server, in the order of the text; of several, the last holds.
  public let globals: [GlobalSetting]
  /// What a server refuses or what is not meant to be run as it stands, by lines.
  public let problems: [ReadingProblem]

  /// Reads `bytes` as the `mysql` client sends them and `server` takes them.
  ///
  /// Without a server both families of words are understood, every versioned comment counts, and only what
  /// every server refuses is refused. Values that are not UTF-8 come out with U+FFFD. Connections and accounts
  /// are there as `earlier` left them.
  public init(
    reading bytes: [UInt8], for server: Server? = nil, after earlier: ReplicationScript? = nil
  ) {
    var scanner = SQLScanner(bytes, for: server)
    var accountReader = AccountStatementReader(for: server, after: earlier)
    var setReader = SetStatementReader(for: server)
    var problems: [ReadingProblem] = []
    var states = Connections(earlier?.connections ?? [], server: server)
    while let statement = scanner.next() {
      problems += statement.problems
      guard !statement.problems.contains(where: { $0.kind == .refused }) else { continue }
      do throws(ReadingProblem) {
        if ChangeStatement.begins(statement) {
          var change = ChangeStatement(statement, for: server)
          let options = try change.read()
          problems += change.remarks
          try states.check(options, namesChannel: change.namesChannel)
          states.apply(options)
        } else if try accountReader.read(statement) {
          continue
        } else if let modes = try setReader.read(statement, modes: scanner.modes) {
          scanner.modes = modes
        } else {
          try states.reset(statement)
        }
      } catch {
        problems.append(error)
      }
    }
    self.connections = states.all
    accounts = accountReader.accounts
    missingAccounts = accountReader.missing
    grants = accountReader.grants
    globals = setReader.globals
    self.problems = (problems + accountReader.remarks).sorted { $0.line < $1.line }
  }
}
