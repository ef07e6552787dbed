internal import CSQLite

extension Connection {
  /// The whole database at one moment, as the bytes of a database file without a log beside it.
  public func image() throws(SQLiteError) -> [UInt8] {
    // Within a transaction that has begun to read, so that all pages are of the same moment.
    try execute("BEGIN")
    defer { try? execute("COMMIT") }
    try query("SELECT count(*) FROM sqlite_schema") { _ in }
    var count: sqlite3_int64 = 0
    guard let start = unsafe sqlite3_serialize(handle, "main", &count, 0) else {
      throw failure(SQLITE_NOMEM, sql: nil)
    }
    defer { unsafe sqlite3_free(start) }
    var bytes = unsafe Array(UnsafeBufferPointer(start: start, count: Int(count)))
    // The file's head names a write-ahead log, which an image has not
    // (https://www.sqlite.org/fileformat.html, 1.3.3).
    if bytes.count > 19 { for place in 18...19 { bytes[place] = 1 } }
    return bytes
  }

  /// Opens the database that `image` holds, to be read; it is in memory alone.
  ///
  /// - Parameter name: how errors call it.
  /// - Throws: where it is no database, or damaged anywhere.
  public convenience init(image: [UInt8], called name: String) throws(SQLiteError) {
    self.init(called: name)
    let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY
    guard !image.isEmpty, let room = unsafe sqlite3_malloc64(UInt64(image.count)) else {
      throw SQLiteError(result: SQLITE_NOTADB, message: "it is empty", sql: nil, path: name)
    }
    unsafe image.withUnsafeBytes {
      unsafe room.copyMemory(from: $0.baseAddress ?? UnsafeRawPointer(room), byteCount: image.count)
    }
    // The version that says that there is a log beside the file (https://www.sqlite.org/fileformat.html, 1.3.3): in
    // memory there is none.
    if image.count > 19 {
      for place in 18...19 where image[place] == 2 {
        unsafe room.storeBytes(of: 1, toByteOffset: place, as: UInt8.self)
      }
    }
    do throws(SQLiteError) { try connect(":memory:", flags) } catch {
      unsafe sqlite3_free(room)
      throw error
    }
    // A copy of a file whose log is empty is complete, and is read as one that never had a log.
    if image.count > 19 {
      for place in 18...19 { unsafe room.storeBytes(of: 1, toByteOffset: place, as: UInt8.self) }
    }
    let size = sqlite3_int64(image.count)
    // Freed by SQLite, whether this succeeds or not.
    let result = unsafe sqlite3_deserialize(
      handle, "main", room.assumingMemoryBound(to: UInt8.self), size, size,
      UInt32(SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_READONLY))
    guard result == SQLITE_OK else { throw failure(result, sql: nil) }
    let found = try first("PRAGMA integrity_check(1)") { row throws(SQLiteError) in try row.text(0) }
    guard found == "ok" else {
      throw SQLiteError(result: SQLITE_CORRUPT, message: found ?? "no answer", sql: nil, path: name)
    }
  }
}
