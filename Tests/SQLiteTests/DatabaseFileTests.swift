import Foundation
import SQLite
import TestSupport
import Testing

/// What the file, its folder and its disk can do to a database.
@Suite struct DatabaseFileTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func mode(_ path: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    return try #require(attributes[.posixPermissions] as? Int)
  }

  private func makeDatabase(_ path: String) throws {
    let database = try Connection(path: path, mode: .create)
    try database.execute("CREATE TABLE thing (value TEXT); INSERT INTO thing VALUES ('kept')")
  }

  @Test func `the database and what SQLite puts beside it are for their owner only`() throws {
    let path = folder("test.sqlite")
    let database = try Connection(path: path, mode: .create)
    try database.useWriteAheadLog()
    try database.execute("CREATE TABLE thing (value TEXT)")
    for file in [path, path + "-wal", path + "-shm"] { #expect(try mode(file) == 0o600, "\(file)") }
  }

  @Test(arguments: [mode_t(0o777), 0o000])
  func `the umask changes nothing about the mode`(mask: mode_t) async throws {
    let path = folder("test.sqlite")
    await #expect(processExitsWith: .success) { [path = path as String, mask] in
      umask(mask)
      let database = try Connection(path: path, mode: .create)
      try database.useWriteAheadLog()
    }
    #expect(try mode(path) == 0o600)
  }

  @Test func `making a database keeps the one that is there`() throws {
    try makeDatabase(folder("test.sqlite"))
    let again = try Connection(path: folder("test.sqlite"), mode: .create)
    let values = try again.rows("SELECT value FROM thing") { row throws(SQLiteError) in try row.text(0) }
    #expect(values == ["kept"])
  }

  @Test(arguments: ["", ":memory:", "file:x.sqlite?mode=memory", "a\0b", "missing/test.sqlite"])
  func `only a file that exists is opened, whatever its name means to SQLite`(name: String) throws {
    for mode in [Connection.Mode.readOnly, .readWrite] {
      let error = #expect(throws: SQLiteError.self) { _ = try Connection(path: name, mode: mode) }
      #expect(error?.code == .cannotOpen)
    }
  }

  @Test func `a missing file is named with the system's reason`() throws {
    let path = folder("no.sqlite")
    let error = #expect(throws: SQLiteError.self) { _ = try Connection(path: path, mode: .readWrite) }
    #expect(error?.description == "cannot open \(path): No such file or directory")
  }

  @Test func `a directory in the way cannot be opened`() throws {
    let error = #expect(throws: SQLiteError.self) { _ = try Connection(path: folder.path, mode: .create) }
    #expect(error?.code == .cannotOpen)
  }

  @Test func `a file of another kind is not a database and stays as it is`() throws {
    let text = String(repeating: "-----BEGIN CERTIFICATE-----\n", count: 100)
    let path = try folder.write(text, to: "cacert.pem")
    let error = #expect(throws: SQLiteError.self) { _ = try Connection(path: path, mode: .create) }
    #expect(error?.code == .notADatabase)
    #expect(error?.description == "\(path) is not an SQLite database")
    #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
  }

  @Test func `damage in the middle is called damage`() throws {
    let path = folder("test.sqlite")
    try makeDatabase(path)
    let file = try #require(FileHandle(forUpdatingAtPath: path))
    try file.seek(toOffset: 4096)
    try file.write(contentsOf: Data(repeating: 0xff, count: 4096))
    try file.close()
    let database = try Connection(path: path, mode: .readWrite)
    let error = #expect(throws: SQLiteError.self) { try database.run("INSERT INTO thing VALUES ('x')") }
    #expect(error?.code == .corrupt)
    #expect(error?.hint != nil)
  }

  @Test func `a connection that only reads cannot write`() throws {
    try makeDatabase(folder("test.sqlite"))
    let database = try Connection(path: folder("test.sqlite"), mode: .readOnly)
    let error = #expect(throws: SQLiteError.self) { try database.run("DELETE FROM thing") }
    #expect(error?.code == .readOnly)
  }

  @Test func `no connection leaves a descriptor open`() throws {
    let path = folder("test.sqlite")
    try makeDatabase(path)
    for _ in 0..<20 {
      let database = try Connection(path: path, mode: .readWrite)
      try database.run("DELETE FROM thing")
      _ = try? Connection(path: folder.path, mode: .readWrite)
    }
    let open = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").filter {
      (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)"))?.hasPrefix(path)
        == true
    }
    #expect(open.isEmpty)
  }

  @Test func `a full disk loses nothing that was committed`() throws {
    let disk = try SmallDisk.orCancel(bytes: 512 * 1024)
    let path = disk.path + "/test.sqlite"
    let database = try Connection(path: path, mode: .create)
    try database.useWriteAheadLog()
    try database.execute("CREATE TABLE thing (value TEXT)")
    var committed = 0
    var failure: SQLiteError?
    while failure == nil, committed < 10_000 {
      do throws(SQLiteError) {
        try database.inTransaction { () throws(SQLiteError) in
          try database.run("INSERT INTO thing VALUES (?1)", .text(String(repeating: "x", count: 2000)))
        }
        committed += 1
      } catch { failure = error }
    }
    #expect(failure?.code == .full)
    #expect(failure?.description == "the disk is full, so nothing was written to \(path)")
    #expect(!database.isInTransaction)
    let sql = "SELECT count(*) FROM thing"
    let seen = try database.first(sql) { row throws(SQLiteError) in try row.integer(0) }
    #expect(seen == Int64(committed) && committed > 0)
    database.close()
    let again = try Connection(path: path, mode: .readWrite)
    let kept = try again.first(sql) { row throws(SQLiteError) in try row.integer(0) }
    let sound = try again.first("PRAGMA integrity_check") { row throws(SQLiteError) in try row.text(0) }
    #expect(kept == Int64(committed) && sound == "ok")
  }

  @Test func `a limit on the length of files is an error with its reason`() async throws {
    let path = folder("test.sqlite")
    await #expect(processExitsWith: .success) { [path = path as String] in
      let database = try Connection(path: path, mode: .create)
      try database.execute("CREATE TABLE thing (value TEXT)")
      #expect(ResourceLimit.fileLength(20_000).set())
      let error = #expect(throws: SQLiteError.self) {
        try database.run("INSERT INTO thing VALUES (?1)", .text(String(repeating: "x", count: 100_000)))
      }
      #expect(error?.description.contains("File too large") == true || error?.code == .full)
      let kept = try database.first("SELECT count(*) FROM thing") { row throws(SQLiteError) in
        try row.integer(0)
      }
      #expect(kept == 0)
    }
  }
}
