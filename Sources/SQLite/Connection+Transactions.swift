internal import CSQLite
internal import Glibc

extension Connection {
  /// Runs `body` in a transaction that holds the write lock from its beginning (BEGIN IMMEDIATE).
  ///
  /// - Returns: what `body` returns, once all of it is committed.
  /// - Throws: what `body` throws, or why the transaction could not begin or commit; then none of it has
  ///   happened.
  public func inTransaction<Result>(
    _ body: () throws(SQLiteError) -> Result
  ) throws(SQLiteError) -> Result {
    try inTransaction(orThrow: { $0 }, body)
  }

  /// As ``inTransaction(_:)``, for a body with errors of its own.
  ///
  /// - Parameters:
  ///   - wrap: makes the body's kind of error of one of the database.
  ///   - body: what is done as one.
  /// - Returns: what `body` returns, once all of it is committed.
  /// - Throws: what `body` throws, or a wrapped error of the database; then none of it has happened.
  public func inTransaction<Result, Failure: Error>(
    orThrow wrap: (SQLiteError) -> Failure, _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    do throws(SQLiteError) { try execute("BEGIN IMMEDIATE") } catch { throw wrap(error) }
    let result: Result
    do throws(Failure) {
      result = try body()
    } catch {
      rollBack()
      throw error
    }
    do throws(SQLiteError) {
      try execute("COMMIT")
    } catch {
      rollBack()
      throw wrap(error)
    }
    return result
  }

  /// Where SQLite has rolled back already, as it does on a full disk, there is nothing left to do; and where
  /// rolling back fails, the database does it at its next opening.
  private func rollBack() {
    if isInTransaction { try? execute("ROLLBACK") }
  }

  /// Makes commits append to a write-ahead log, synced at every commit (`synchronous = FULL`): readers then
  /// never wait, and what is committed survives a power cut (https://www.sqlite.org/wal.html).
  ///
  /// - Throws: where the file system cannot keep such a log, or another process holds the database for too
  ///   long.
  public func useWriteAheadLog() throws(SQLiteError) {
    // The busy timeout does not cover this change of mode, which needs the whole database for a moment.
    let deadline = ContinuousClock.now + .seconds(Self.patience)
    while true {
      do throws(SQLiteError) {
        let mode = try first("PRAGMA journal_mode = WAL") { row throws(SQLiteError) in try row.text(0) }
        guard mode == "wal" else {
          throw .misuse("it has the journal mode \(mode ?? "none"), not wal", sql: nil, path: path)
        }
        break
      } catch  where error.code == .busy && ContinuousClock.now < deadline {
        usleep(50_000)
      }
    }
    try execute("PRAGMA synchronous = FULL")
  }

  /// The number that the owner of the schema keeps in the file's head to tell versions of it apart; 0 at
  /// first.
  public var userVersion: Int32 {
    get throws(SQLiteError) {
      Int32(
        truncatingIfNeeded: try first("PRAGMA user_version") { row throws(SQLiteError) in try row.integer(0) }
          ?? 0)
    }
  }

  /// Sets ``userVersion``; inside a transaction, with it.
  public func setUserVersion(_ version: Int32) throws(SQLiteError) {
    try execute("PRAGMA user_version = \(version)")
  }
}
