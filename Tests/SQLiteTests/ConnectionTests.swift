import Foundation
import SQLite
import TestSupport
import Testing

@Suite struct ConnectionTests {
  let folder: TemporaryFolder
  let database: Connection

  init() throws {
    folder = try TemporaryFolder()
    database = try Connection(path: folder("test.sqlite"), mode: .create)
    try database.useWriteAheadLog()
    try database.execute("CREATE TABLE thing (name TEXT PRIMARY KEY, value ANY) STRICT")
  }

  private func count(_ connection: Connection) throws -> Int64? {
    try connection.first("SELECT count(*) FROM thing") { row throws(SQLiteError) in try row.integer(0) }
  }

  @Test(arguments: [
    Value.null, .integer(0), .integer(.min), .integer(.max), .text(""), .text("a\0b"), .text("ž😀'\";--"),
    .blob([]),
    .blob([0, 255, 0]), .text(String(repeating: "x", count: 100_000)),
  ])
  func `a value comes back as it was given`(value: Value) throws {
    try database.run("INSERT INTO thing VALUES (?1, ?2)", .text("k"), value)
    let back = try database.first("SELECT value FROM thing WHERE name = ?1", .text("k")) {
      row throws(SQLiteError) in try row.value(0)
    }
    #expect(back == value)
  }

  @Test func `typed reads take their own kind and NULL only where it is allowed`() throws {
    try database.run("INSERT INTO thing VALUES ('n', NULL)")
    try database.query("SELECT name, value, 7, x'00', 1.5 FROM thing") { row throws(SQLiteError) in
      let text = try row.text(0)
      let none = try row.optionalText(1)
      let number = try row.optionalInteger(2)
      let bytes = try row.optionalBlob(3)
      let columns = row.count
      #expect(text == "n" && none == nil && number == 7 && bytes == [0] && columns == 5)
    }
    for column in [1, 2, 3, 4, 5, -1] {
      let error = #expect(throws: SQLiteError.self) {
        try database.query("SELECT name, value, 7, x'00', 1.5 FROM thing") { row throws(SQLiteError) in
          _ = try row.text(column)
        }
      }
      #expect(error?.code == .mismatch)
    }
    // A failed row leaves the statement ready for its next use.
    let again = try database.rows("SELECT name, value, 7, x'00', 1.5 FROM thing") { row throws(SQLiteError) in
      try row.integer(2)
    }
    #expect(again == [7])
  }

  @Test func `text that is not UTF-8 reads with replacement characters`() throws {
    try database.run("INSERT INTO thing VALUES ('bad', CAST(x'41ff42' AS TEXT))")
    let text = try database.first("SELECT value FROM thing") { row throws(SQLiteError) in try row.text(0) }
    #expect(text == "A\u{FFFD}B")
  }

  @Test func `the same statement may run inside itself`() throws {
    for name in ["a", "b", "c"] { try database.run("INSERT INTO thing VALUES (?1, 1)", .text(name)) }
    var pairs = 0
    let sql = "SELECT name FROM thing"
    try database.query(sql) { _ throws(SQLiteError) in try database.query(sql) { _ in pairs += 1 } }
    #expect(pairs == 9)
  }

  @Test func `changes counts the rows of the last statement`() throws {
    for name in ["a", "b", "c"] { try database.run("INSERT INTO thing VALUES (?1, 1)", .text(name)) }
    try database.run("UPDATE thing SET value = 2 WHERE name < 'c'")
    #expect(database.changes == 2)
  }

  @Test func `the number of values must be the number of parameters`() throws {
    for values in [[], [Value.null, .null, .null]] {
      let error = #expect(throws: SQLiteError.self) {
        try database.query("INSERT INTO thing VALUES (?1, ?2)", values: values) { _ in }
      }
      #expect(error?.code == .misuse)
    }
    #expect(try count(database) == 0)
  }

  @Test(arguments: ["", "  -- nothing", "DELETE FROM thing; DELETE FROM thing"])
  func `a prepared text is exactly one statement`(sql: String) throws {
    try database.run("INSERT INTO thing VALUES ('a', 1)")
    let error = #expect(throws: SQLiteError.self) { try database.run(sql) }
    #expect(error?.code == .misuse)
    #expect(try count(database) == 1)
  }

  @Test func `an error tells the statement and the rule but no value`() throws {
    let sql = "INSERT INTO thing VALUES (?1, ?2)"
    try database.run(sql, .text("hush-hush"), .null)
    let error = try #require(throws: SQLiteError.self) { try database.run(sql, .text("hush-hush"), .null) }
    #expect(error.code == .constraint)
    #expect(error.primary == 19 && error.extended == 1555)
    #expect(error.sql == sql && error.path == folder("test.sqlite"))
    #expect(error.description.hasSuffix("test.sqlite refuses a row: UNIQUE constraint failed: thing.name"))
    #expect(!String(reflecting: error).contains("hush"))
  }

  @Test func `foreign keys are enforced and the schema is not trusted`() throws {
    try database.execute("CREATE TABLE child (parent TEXT REFERENCES thing (name))")
    let error = #expect(throws: SQLiteError.self) { try database.run("INSERT INTO child VALUES ('nobody')") }
    #expect(error?.code == .constraint)
    let trusted = try database.first("PRAGMA trusted_schema") { row throws(SQLiteError) in try row.integer(0)
    }
    #expect(trusted == 0)
  }

  @Test func `the write-ahead log is synced at every commit`() throws {
    let mode = try database.first("PRAGMA journal_mode") { row throws(SQLiteError) in try row.text(0) }
    let level = try database.first("PRAGMA synchronous") { row throws(SQLiteError) in try row.integer(0) }
    #expect(mode == "wal" && level == 2)
    let other = try Connection(path: folder("test.sqlite"), mode: .readWrite)
    try other.useWriteAheadLog()
  }

  @Test func `the schema's version is kept in the file and goes with the transaction`() throws {
    #expect(try database.userVersion == 0)
    try database.setUserVersion(7)
    _ = try? database.inTransaction { () throws(SQLiteError) in
      try database.setUserVersion(8)
      try database.execute("this is not SQL")
    }
    let other = try Connection(path: folder("test.sqlite"), mode: .readOnly)
    #expect(try other.userVersion == 7)
  }

  @Test func `a closed connection refuses and closing twice is no error`() throws {
    try database.run("INSERT INTO thing VALUES ('a', 1)")
    database.close()
    database.close()
    let error = #expect(throws: SQLiteError.self) { try database.run("INSERT INTO thing VALUES ('b', 1)") }
    #expect(error?.code == .misuse)
    #expect(
      !FileManager.default.fileExists(atPath: folder("test.sqlite-wal")), "the last to close empties the log")
  }

  @Test func `closing while rows are read ends with the rows`() throws {
    for name in ["a", "b"] { try database.run("INSERT INTO thing VALUES (?1, 1)", .text(name)) }
    var seen = 0
    try database.query("SELECT name FROM thing") { _ in
      seen += 1
      database.close()
    }
    #expect(seen == 2)
  }

  struct Refusal: Error, Equatable { let reason: String }

  @Test func `a transaction that throws leaves nothing`() throws {
    #expect(throws: Refusal(reason: "no")) {
      try database.inTransaction(orThrow: { Refusal(reason: $0.description) }) { () throws(Refusal) in
        #expect(database.isInTransaction)
        do throws(SQLiteError) { try database.run("INSERT INTO thing VALUES ('a', 1)") } catch {
          throw Refusal(reason: error.description)
        }
        throw Refusal(reason: "no")
      }
    }
    #expect(try count(database) == 0)
    #expect(!database.isInTransaction)
  }

  @Test func `a transaction returns what its body returns and is there for others`() throws {
    let answer = try database.inTransaction { () throws(SQLiteError) in
      try database.run("INSERT INTO thing VALUES ('a', 1)")
      return 42
    }
    let other = try Connection(path: folder("test.sqlite"), mode: .readOnly)
    #expect(try answer == 42 && count(other) == 1)
  }

  @Test func `a transaction inside another is refused and the outer one survives`() throws {
    try database.inTransaction { () throws(SQLiteError) in
      try database.run("INSERT INTO thing VALUES ('a', 1)")
      let error = #expect(throws: SQLiteError.self) {
        try database.inTransaction { () throws(SQLiteError) in }
      }
      #expect(error?.message.contains("within a transaction") == true)
    }
    #expect(try count(database) == 1)
  }

  @Test func `sixteen writers wait for one another and none is lost`() async throws {
    let path = folder("test.sqlite")
    try await withThrowingTaskGroup { group in
      for writer in 0..<16 {
        group.addTask {
          let mine = try Connection(path: path, mode: .readWrite)
          try mine.useWriteAheadLog()
          for turn in 0..<5 {
            try mine.inTransaction { () throws(SQLiteError) in
              try mine.run("INSERT INTO thing VALUES (?1, ?2)", .text("\(writer)/\(turn)"), .integer(1))
            }
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(try count(database) == 80)
  }
}
