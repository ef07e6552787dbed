internal import CSQLite
internal import Glibc

/// Why the database did not do what it was asked. Holds the statement's text and never a value bound to it.
public struct SQLiteError: Error, Sendable, CustomStringConvertible {
  /// What went wrong, for code and tests.
  public enum Code: Sendable, Hashable {
    /// Another process kept the database locked for longer than ``Connection/patience``.
    case busy
    /// The disk or the quota is full (SQLITE_FULL).
    case full
    /// Reading or writing failed (SQLITE_IOERR).
    case inputOutput
    /// The database, its folder or its file system is read-only.
    case readOnly
    /// The file is damaged (SQLITE_CORRUPT).
    case corrupt
    /// The file holds something else (SQLITE_NOTADB).
    case notADatabase
    /// There is no such file, or it may not be opened.
    case cannotOpen
    /// A row would break a constraint of its table.
    case constraint
    /// A column holds another kind of value than was asked for.
    case mismatch
    /// The statement and what was done with it do not fit, a defect of the program.
    case misuse
    /// Whatever else SQLite reports.
    case other
  }

  /// What went wrong.
  public let code: Code
  /// SQLite's primary result code, such as 5 for SQLITE_BUSY.
  public let primary: Int32
  /// SQLite's extended result code, such as 2067 for SQLITE_CONSTRAINT_UNIQUE.
  public let extended: Int32
  /// SQLite's own words.
  public let message: String
  /// The text of the statement, where one was running.
  public let sql: String?
  /// The database file.
  public let path: String
  /// One sentence, without capital and full stop.
  public let description: String
  /// What to do about it.
  public let hint: String?

  /// The error of `result`, with SQLite's words and the system's reason where there is one (`errno`, or 0).
  init(result: Int32, message: String, systemError: Int32 = 0, sql: String?, path: String) {
    let primary = result & 0xff
    self.primary = primary
    self.extended = result
    self.message = message
    self.sql = sql
    self.path = path
    code = systemError == EDQUOT || systemError == ENOSPC ? .full : Self.code(ofPrimary: primary)
    var reason = message
    if systemError != 0, primary == SQLITE_IOERR || primary == SQLITE_CANTOPEN {
      reason = unsafe String(cString: strerror(systemError))
    }
    description = Self.sentence(code, path: path, reason: reason)
    hint = Self.hint(code, path: path)
  }

  /// A statement and its use do not fit.
  static func misuse(_ what: String, sql: String?, path: String) -> SQLiteError {
    SQLiteError(result: SQLITE_MISUSE, message: what, sql: sql, path: path)
  }

  private static func code(ofPrimary primary: Int32) -> Code {
    switch primary {
    case SQLITE_BUSY, SQLITE_LOCKED: .busy
    case SQLITE_FULL: .full
    case SQLITE_IOERR: .inputOutput
    case SQLITE_READONLY: .readOnly
    case SQLITE_CORRUPT: .corrupt
    case SQLITE_NOTADB: .notADatabase
    case SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_AUTH: .cannotOpen
    case SQLITE_CONSTRAINT: .constraint
    case SQLITE_MISMATCH: .mismatch
    case SQLITE_MISUSE, SQLITE_RANGE: .misuse
    default: .other
    }
  }

  private static func sentence(_ code: Code, path: String, reason: String) -> String {
    switch code {
    case .busy: "\(path) is in use by another process, for more than \(Connection.patience) seconds now"
    case .full: "the disk is full, so nothing was written to \(path)"
    case .inputOutput: "cannot read or write \(path): \(reason)"
    case .readOnly: "\(path) cannot be written to: it, its folder or its file system is read-only"
    case .corrupt: "\(path) is damaged: \(reason)"
    case .notADatabase: "\(path) is not an SQLite database"
    case .cannotOpen: "cannot open \(path): \(reason)"
    case .constraint: "\(path) refuses a row: \(reason)"
    case .mismatch: "\(path) holds what it should not: \(reason)"
    case .misuse: "a statement on \(path) is used wrongly: \(reason)"
    case .other: "\(path): \(reason)"
    }
  }

  private static func hint(_ code: Code, path: String) -> String? {
    switch code {
    case .busy: "wait until the other command has ended, then try again"
    case .full: "free some space, then run the command again"
    case .readOnly:
      "run the command as the owner of the file, and where its file system is mounted for writing"
    case .corrupt, .notADatabase: "put the file back from a backup; what is damaged was left as it is"
    default: nil
    }
  }
}
