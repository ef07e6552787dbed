internal import CSQLite

/// The row that a query has arrived at; valid until the body that was lent it returns. Columns count from 0.
///
/// The reads are strict: a column of another kind than asked for is an error, not a conversion, since it
/// means that something else wrote to the database.
public struct Row: ~Copyable {
  private let statement: Statement

  init(of statement: Statement) { self.statement = statement }

  /// The number of columns.
  public var count: Int { Int(unsafe sqlite3_column_count(statement.handle)) }

  /// The column's value, of whatever kind; bytes that are not UTF-8 become U+FFFD in a text.
  ///
  /// - Throws: ``SQLiteError/Code/mismatch`` for a REAL, and where there is no such column.
  public func value(_ column: Int) throws(SQLiteError) -> Value {
    switch try kind(column) {
    case SQLITE_NULL: return .null
    case SQLITE_INTEGER: return .integer(unsafe sqlite3_column_int64(statement.handle, Int32(column)))
    case SQLITE_TEXT: return .text(textBytes(column))
    case SQLITE_BLOB: return .blob(blobBytes(column))
    default: throw statement.mismatch(column: column, found: "REAL", wanted: "a kind that is stored here")
    }
  }

  /// The column's number.
  ///
  /// - Throws: ``SQLiteError/Code/mismatch`` where it is NULL or of another kind.
  public func integer(_ column: Int) throws(SQLiteError) -> Int64 {
    try check(column, is: SQLITE_INTEGER)
    return unsafe sqlite3_column_int64(statement.handle, Int32(column))
  }

  /// The column's text; bytes that are not UTF-8 become U+FFFD.
  ///
  /// - Throws: ``SQLiteError/Code/mismatch`` where it is NULL or of another kind.
  public func text(_ column: Int) throws(SQLiteError) -> String {
    try check(column, is: SQLITE_TEXT)
    return textBytes(column)
  }

  /// The column's bytes.
  ///
  /// - Throws: ``SQLiteError/Code/mismatch`` where it is NULL or of another kind.
  public func blob(_ column: Int) throws(SQLiteError) -> [UInt8] {
    try check(column, is: SQLITE_BLOB)
    return blobBytes(column)
  }

  /// True where the column is NULL.
  public func isNull(_ column: Int) throws(SQLiteError) -> Bool { try kind(column) == SQLITE_NULL }

  /// The column's number, or nil where it is NULL.
  public func optionalInteger(_ column: Int) throws(SQLiteError) -> Int64? {
    try isNull(column) ? nil : try integer(column)
  }

  /// The column's text, or nil where it is NULL.
  public func optionalText(_ column: Int) throws(SQLiteError) -> String? {
    try isNull(column) ? nil : try text(column)
  }

  /// The column's bytes, or nil where it is NULL.
  public func optionalBlob(_ column: Int) throws(SQLiteError) -> [UInt8]? {
    try isNull(column) ? nil : try blob(column)
  }

  private func kind(_ column: Int) throws(SQLiteError) -> Int32 {
    // SQLite says nothing about a column that is not there: it reads as NULL.
    guard (0..<count).contains(column) else {
      throw statement.mismatch(column: column, found: "missing", wanted: "one of \(count)")
    }
    return unsafe sqlite3_column_type(statement.handle, Int32(column))
  }

  private func check(_ column: Int, is wanted: Int32) throws(SQLiteError) {
    let found = try kind(column)
    guard found == wanted else {
      throw statement.mismatch(column: column, found: Self.name(found), wanted: Self.name(wanted))
    }
  }

  private static func name(_ kind: Int32) -> String {
    switch kind {
    case SQLITE_NULL: "NULL"
    case SQLITE_INTEGER: "INTEGER"
    case SQLITE_TEXT: "TEXT"
    case SQLITE_BLOB: "BLOB"
    default: "REAL"
    }
  }

  private func textBytes(_ column: Int) -> String {
    // The pointer first and the length after it, as sqlite3_column_bytes(3) asks; never by the final NUL,
    // since the text may hold others.
    guard let start = unsafe sqlite3_column_text(statement.handle, Int32(column)) else { return "" }
    let length = Int(unsafe sqlite3_column_bytes(statement.handle, Int32(column)))
    return unsafe String(decoding: UnsafeBufferPointer(start: start, count: length), as: UTF8.self)
  }

  private func blobBytes(_ column: Int) -> [UInt8] {
    guard let start = unsafe sqlite3_column_blob(statement.handle, Int32(column)) else { return [] }
    let length = Int(unsafe sqlite3_column_bytes(statement.handle, Int32(column)))
    return unsafe [UInt8](UnsafeRawBufferPointer(start: start, count: length))
  }
}
