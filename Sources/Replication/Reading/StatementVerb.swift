/// The words that statements begin with.
enum StatementVerb {
  /// Refuses what begins with none of them, such as a table that the client drew around a statement.
  ///
  /// - Throws: `refused`, or `undecided` for a command that the client keeps for itself and that is not read here.
  static func check(_ statement: SQLStatement) throws(ReadingProblem) {
    guard let first = statement.tokens.first, !first.isSign("(") else { return }
    if first.isSign("\\") {
      throw ReadingProblem(
        .undecided, line: first.line, "what stands behind a command of the client, only the client can tell")
    }
    if let verb = first.keyword, all.contains(verb) { return }
    // What stands there may be the rest of a password that has a semicolon in it.
    throw ReadingProblem(
      .refused, number: 1064, line: first.line,
      "a syntax error for the server (1064): no statement begins like this")
  }

  /// Those of both families (manuals, "SQL Statements"), but for the ones that stand in routines alone.
  private static let all: Set<String> = [
    "ALTER", "ANALYZE", "BACKUP", "BEGIN", "BINLOG", "CACHE", "CALL", "CASE", "CHANGE", "CHECK", "CHECKSUM",
    "CLONE", "COMMIT", "CREATE", "DEALLOCATE", "DELETE", "DESC", "DESCRIBE", "DO", "DROP", "EXECUTE",
    "EXPLAIN", "FLUSH", "FOR", "GET", "GRANT", "HANDLER", "HELP", "IF", "IMPORT", "INSERT", "INSTALL", "KILL",
    "LOAD", "LOCK", "LOOP", "OPTIMIZE", "PREPARE", "PURGE", "RELEASE", "RENAME", "REPAIR", "REPEAT",
    "REPLACE", "RESET", "RESIGNAL", "RESTART", "REVOKE", "ROLLBACK", "SAVEPOINT", "SELECT", "SET", "SHOW",
    "SHUTDOWN", "SIGNAL", "START", "STOP", "TABLE", "TRUNCATE", "UNINSTALL", "UNLOCK", "UPDATE", "USE",
    "VALUES", "WHILE", "WITH", "XA",
  ]
}
