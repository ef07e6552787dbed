/// Statements that may change accounts or connections in ways that only a server can tell.
enum OpaqueStatement {
  /// What is to be said of `statement`; nil where it is none of these.
  ///
  /// - Parameter database: the default database of the session.
  /// - Throws: `refused` for what the server does not know.
  static func remark(
    on statement: SQLStatement, _ dialect: AccountDialect, database: String?
  ) throws(ReadingProblem) -> ReadingProblem? {
    guard let first = statement.tokens.first, let verb = first.keyword else { return nil }
    let second = statement.tokens.dropFirst().first
    switch verb {
    case "EXECUTE":
      guard second?.isWord("IMMEDIATE") == true, dialect.isMySQL else {
        return undecided(first, "EXECUTE runs a statement that was put together as the script runs")
      }
      throw TokenCursor(statement.tokens, at: 1).refusal("the name of a statement")
    case "CALL": return undecided(first, "CALL runs the statements of a procedure")
    case "DROP", "ALTER", "RENAME":
      return second?.isWord("TABLE") == true ? writing(statement, database) : nil
    case _ where statement.opensBlock:
      guard !dialect.isMySQL else { throw TokenCursor(statement.tokens).refusal("a statement") }
      return undecided(first, "the statements of a block are run as it decides")
    case _ where SQLStatement.writers.contains(verb): return writing(statement, database)
    default: return nil
    }
  }

  private static func undecided(_ token: SQLToken, _ reason: String) -> ReadingProblem {
    ReadingProblem(
      .undecided, line: token.line,
      "\(reason): what becomes of accounts and of replication, only a server can tell")
  }

  /// What writes into the tables that accounts are kept in.
  private static func writing(_ statement: SQLStatement, _ database: String?) -> ReadingProblem? {
    let tokens = statement.tokens
    let isAboutAccounts = tokens.indices.dropFirst().contains { place in
      guard tables.contains(tokens[place].text.lowercased()), tokens[place].isNameLike else { return false }
      guard place >= 2, tokens[place - 1].isSign(".") else {
        // Without a database it is that of who runs the script, and a dump of these tables names none.
        let isTheirs =
          database.map { $0.lowercased() == "mysql" } ?? dumped.contains(tokens[place].text.lowercased())
        return isTheirs && tokens[place - 1].kind == .word
      }
      return tokens[place - 2].text.lowercased() == "mysql"
    }
    guard isAboutAccounts, let first = tokens.first else { return nil }
    return undecided(first, "\(first.text.uppercased()) writes into the tables of accounts")
  }

  /// Those of them that are known by their names alone.
  private static let dumped: Set<String> = [
    "user", "global_priv", "db", "roles_mapping", "role_edges", "default_roles",
  ]

  /// The tables of both families (manuals, "Grant Tables"), and those of slaves' connections.
  private static let tables: Set<String> = [
    "user", "global_priv", "db", "roles_mapping", "role_edges", "default_roles", "global_grants",
    "proxies_priv",
    "tables_priv", "columns_priv", "procs_priv", "slave_master_info",
  ]
}
