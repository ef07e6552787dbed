/// The parts of a session's `sql_mode` that change what a statement means.
struct SQLModes: OptionSet, Sendable, Hashable {
  let rawValue: UInt64

  /// Double quotes quote names; the bit is that of the servers.
  static let ansiQuotes = SQLModes(rawValue: 1 << 2)
  /// A backslash is a character like any other; the bit is that of the servers.
  static let noBackslashEscapes = SQLModes(rawValue: 1 << 20)
  /// `GRANT` makes no accounts without a password; the bit is that of the servers.
  static let noAutoCreateUser = SQLModes(rawValue: 1 << 28)
  /// All of them.
  static let all: SQLModes = [.ansiQuotes, .noBackslashEscapes, .noAutoCreateUser]
  /// What servers begin with.
  static let initial: SQLModes = [.noAutoCreateUser]

  /// The modes that stand in a list such as `ANSI_QUOTES,NO_ENGINE_SUBSTITUTION`; `ANSI` and the modes that
  /// are named after other servers bring `ANSI_QUOTES` with them (MariaDB manual, "SQL_MODE").
  init(named list: String) {
    var modes: SQLModes = []
    for name in list.uppercased().split(separator: ",") {
      switch String(name).trimmingBlanks {
      case "ANSI_QUOTES", "ANSI", "DB2", "MAXDB", "MSSQL", "ORACLE", "POSTGRESQL": modes.insert(.ansiQuotes)
      case "NO_AUTO_CREATE_USER", "TRADITIONAL": modes.insert(.noAutoCreateUser)
      case "NO_BACKSLASH_ESCAPES": modes.insert(.noBackslashEscapes)
      default: break
      }
    }
    self = modes
  }

  init(rawValue: UInt64) { self.rawValue = rawValue }
}

extension String {
  fileprivate var trimmingBlanks: String { ASCII.text(ASCII.trimmed(Array(utf8)[...])) }
}
