internal import CSQLite

/// A prepared statement. Whoever holds it owns it; the connection keeps idle ones for their next use.
@safe final class Statement {
  let handle: OpaquePointer
  let sql: String
  private unowned let connection: Connection

  /// Compiles `sql`, which must be exactly one statement.
  init(_ sql: String, on connection: Connection, handle database: OpaquePointer) throws(SQLiteError) {
    var prepared: OpaquePointer?
    var rest = 0
    let result = unsafe sql.withCString { text in
      var tail: UnsafePointer<CChar>?
      let result = unsafe sqlite3_prepare_v3(
        database, text, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &prepared, &tail)
      if let tail = unsafe tail { rest = unsafe text.distance(to: tail) }
      return result
    }
    guard result == SQLITE_OK else { throw connection.failure(result, sql: sql) }
    guard let prepared = unsafe prepared else {
      throw .misuse("the text holds no statement", sql: sql, path: connection.path)
    }
    unsafe handle = prepared
    self.sql = sql
    self.connection = connection
    guard sql.utf8.dropFirst(rest).allSatisfy({ " \n\t;".utf8.contains($0) }) else {
      throw .misuse("the text holds more than one statement", sql: sql, path: connection.path)
    }
  }

  deinit { unsafe sqlite3_finalize(handle) }

  /// Gives the parameters `?1`, `?2`, … their values.
  func bind(_ values: [Value]) throws(SQLiteError) {
    let wanted = unsafe sqlite3_bind_parameter_count(handle)
    guard Int(wanted) == values.count else {
      throw .misuse(
        "it takes \(wanted) values and was given \(values.count)", sql: sql, path: connection.path)
    }
    for (index, value) in zip(Int32(1)..., values) {
      let result = bind(value, at: index)
      guard result == SQLITE_OK else { throw connection.failure(result, sql: sql) }
    }
  }

  private func bind(_ value: Value, at index: Int32) -> Int32 {
    switch value {
    case .null: return unsafe sqlite3_bind_null(handle, index)
    case .integer(let number): return unsafe sqlite3_bind_int64(handle, index, number)
    case .text(let text):
      guard let length = Int32(exactly: text.utf8.count) else { return SQLITE_TOOBIG }
      return unsafe text.withCString { unsafe mkcerts_sqlite3_bind_text_copy(handle, index, $0, length) }
    case .blob(let bytes):
      // A null pointer would bind NULL, and an empty array may have one.
      guard !bytes.isEmpty else { return unsafe sqlite3_bind_zeroblob(handle, index, 0) }
      guard let length = Int32(exactly: bytes.count) else { return SQLITE_TOOBIG }
      return unsafe bytes.withUnsafeBytes { bytes in
        unsafe mkcerts_sqlite3_bind_blob_copy(handle, index, bytes.baseAddress, length)
      }
    }
  }

  /// Goes to the next row. Returns false where there is none.
  func step() throws(SQLiteError) -> Bool {
    let result = unsafe sqlite3_step(handle)
    switch result {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    default: throw connection.failure(result, sql: sql)
    }
  }

  /// Makes the statement ready for its next use and forgets the values it was given.
  func reset() {
    // What sqlite3_reset returns is the failure of the last step, which was thrown already.
    unsafe sqlite3_reset(handle)
    unsafe sqlite3_clear_bindings(handle)
  }

  /// The error that a row of this statement holds `found` in `column` instead of `wanted`.
  func mismatch(column: Int, found: String, wanted: String) -> SQLiteError {
    let name = unsafe sqlite3_column_name(handle, Int32(column)).map { unsafe String(cString: $0) }
    return SQLiteError(
      result: SQLITE_MISMATCH, message: "column \(name ?? String(column)) is \(found), not \(wanted)",
      sql: sql,
      path: connection.path)
  }
}
