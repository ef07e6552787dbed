/// One statement of a script, as the client would send it.
struct SQLStatement {
  /// Its tokens without comments; of a statement that no reader asks for, only the first ones.
  var tokens: [SQLToken] = []
  /// What keeps the statement from being whole.
  var problems: [ReadingProblem] = []
  /// Whether another is sent with it, which the server runs only after this one was taken.
  var isFollowed = false

  /// How many tokens are looked at of statements that may write into tables.
  private static let headOfWriting = 12
  /// How many of those that put a statement together.
  private static let headOfPreparing = 8

  /// Whether the readers here understand statements that begin like this one.
  var isOfInterest: Bool {
    guard let first = tokens.first?.keyword else { return tokens.isEmpty }
    let second = tokens.dropFirst().first
    switch first {
    case "CHANGE", "RESET", "SET", "GRANT", "REVOKE", "FLUSH", "USE", "INSTALL": return true
    case "EXECUTE", "PREPARE": return tokens.count < SQLStatement.headOfPreparing
    case "CREATE":
      guard let second else { return true }
      return second.isWord("USER") || second.isWord("ROLE") || second.isWord("OR") && tokens.count < 4
        || second.isWord("OR") && tokens[3].keyword.map { $0 == "USER" || $0 == "ROLE" } == true
    case "ALTER", "DROP", "RENAME":
      return second.map { $0.isWord("USER") || $0.isWord("ROLE") || $0.isWord("TABLE") && tokens.count < 5 }
        ?? true
    case _ where SQLStatement.writers.contains(first): return tokens.count < SQLStatement.headOfWriting
    default: return tokens.count < 3 && mayOpenBlock
    }
  }

  /// The words that statements begin with which write into tables.
  static let writers: Set<String> = ["INSERT", "REPLACE", "UPDATE", "DELETE", "TRUNCATE", "LOAD"]

  /// Whether `;` may stand inside of it: it makes a routine, or is a block of statements itself.
  var holdsStatements: Bool {
    guard let first = tokens.first?.keyword else { return false }
    let words = tokens.dropFirst().prefix(3).compactMap(\.keyword)
    if first == "CREATE" || first == "ALTER" { return !SQLStatement.routines.isDisjoint(with: words) }
    return opensBlock
  }

  /// Whether it is a block of statements, such as MariaDB takes outside of routines.
  var opensBlock: Bool {
    guard let first = tokens.first?.keyword else { return false }
    if first == "BEGIN" { return tokens.dropFirst().first?.isWord("NOT") == true }
    return SQLStatement.blocks.contains(first)
  }

  private var mayOpenBlock: Bool { tokens.first.map { $0.isWord("BEGIN") } == true }

  private static let routines: Set<String> = [
    "PROCEDURE", "FUNCTION", "TRIGGER", "EVENT", "PACKAGE", "DEFINER", "AGGREGATE",
  ]

  private static let blocks: Set<String> = ["IF", "CASE", "LOOP", "WHILE", "REPEAT", "FOR"]
}
