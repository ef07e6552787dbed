internal import CSQLite
internal import Glibc

/// One connection to one SQLite database file. It belongs to one task at a time and is therefore not
/// `Sendable`.
@safe public final class Connection {
  /// What the connection may do.
  public enum Mode: Sendable {
    /// Reads a database that exists.
    case readOnly
    /// Reads a database that exists and that nobody writes meanwhile: without a lock, and without a file beside it,
    /// as a write-ahead log needs (https://www.sqlite.org/uri.html, "immutable").
    case atRest
    /// Reads and writes a database that exists.
    case readWrite
    /// Reads and writes; makes the file, mode 0600, where there is none.
    case create
  }

  /// How long a statement waits for another process's lock, in seconds, before it fails as busy.
  public static let patience = 60

  /// The database file, as it was named.
  public let path: String
  var handle: OpaquePointer?
  /// Statements that nobody is using at the moment, by their text.
  private(set) var idle: [String: Statement] = [:]

  /// Opens the database `path`, which is always a file's name: `:memory:` and `file:` have no meaning here.
  ///
  /// Foreign keys are enforced, and what the schema itself may call is restricted (`trusted_schema`), since
  /// the file may come from elsewhere.
  ///
  /// - Throws: where the file is missing, unreadable, of another kind, or damaged at its head.
  public init(path: String, mode: Mode) throws(SQLiteError) {
    self.path = path
    guard !path.isEmpty, !path.utf8.contains(0) else {
      throw SQLiteError(
        result: SQLITE_CANTOPEN, message: "this is not the name of a file", sql: nil, path: path)
    }
    if mode == .create { try Self.makeFile(path) }
    // A connection has one user at a time, so SQLite need not lock it; a path that cannot be read as a URI
    // or as a word of SQLite's own starts with a slash or a dot.
    let name = path.hasPrefix("/") ? path : "./" + path
    guard mode != .atRest else {
      try connectAtRest(name)
      return
    }
    do throws(SQLiteError) {
      try connect(name, mode == .readOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE)
    } catch  where mode == .readOnly && error.code == .readOnly {
      // A process that was killed has left a change half done, which has to be undone before anything can be
      // read.
      close()
      try connect(name, SQLITE_OPEN_READWRITE)
    } catch  where mode == .readOnly && [.cannotOpen, .full].contains(error.code) && Self.isAtRest(path) {
      // A write-ahead log needs files beside the database even to be read, which a read-only or full disk
      // cannot have; where nothing can be written, it can be read without (https://www.sqlite.org/wal.html,
      // "read-only databases").
      close()
      try connectAtRest(name)
    }
  }

  private func connectAtRest(_ name: String) throws(SQLiteError) {
    guard Self.isAtRest(name) else {
      throw SQLiteError(
        result: SQLITE_BUSY, message: "it is being written, or cannot be read", sql: nil, path: path)
    }
    try connect(Self.uri(name) + "?immutable=1", SQLITE_OPEN_READONLY | SQLITE_OPEN_URI)
  }

  /// A connection without a database yet, whose errors call it `path`.
  init(called path: String) { self.path = path }

  func connect(_ name: String, _ flags: Int32) throws(SQLiteError) {
    let result = unsafe sqlite3_open_v2(name, &handle, flags | SQLITE_OPEN_NOMUTEX, nil)
    guard result == SQLITE_OK else { throw failure(result, sql: nil) }
    unsafe sqlite3_extended_result_codes(handle, 1)
    unsafe sqlite3_busy_timeout(handle, Int32(Self.patience * 1000))
    try execute("PRAGMA trusted_schema = OFF")
    try execute("PRAGMA foreign_keys = ON")
    // The first look at the file itself, so that one of another kind is refused here and not later.
    try execute("PRAGMA schema_version")
  }

  /// Whether the database exists, and nothing in a log of it: then all that was ever committed is in the file
  /// itself.
  private static func isAtRest(_ path: String) -> Bool {
    var log = stat()
    return unsafe access(path, R_OK) == 0 && (stat(path + "-wal", &log) != 0 || log.st_size == 0)
  }

  /// The path as SQLite reads it in a URI (https://www.sqlite.org/uri.html).
  private static func uri(_ path: String) -> String {
    let encoded = path.utf8.map { byte in
      byte < 0x80 && !"%?#".utf8.contains(byte)
        ? String(UnicodeScalar(byte)) : "%" + String(byte, radix: 16)
    }
    return "file:" + encoded.joined()
  }

  deinit { close() }

  /// Lets go of the file. Every later use fails as misuse; closing twice is no error.
  public func close() {
    idle = [:]
    unsafe sqlite3_close_v2(handle)
    unsafe handle = nil
  }

  /// Runs one or more statements that take no values and whose rows do not matter.
  public func execute(_ sql: String) throws(SQLiteError) {
    let handle = unsafe try opened(sql)
    let result = unsafe sqlite3_exec(handle, sql, nil, nil, nil)
    guard result == SQLITE_OK else { throw failure(result, sql: sql) }
  }

  /// Runs one statement with its values, and ignores its rows.
  public func run(_ sql: String, _ values: Value...) throws(SQLiteError) {
    try query(sql, values: values) { _ in }
  }

  /// Runs one statement and hands each of its rows to `body`.
  public func query(
    _ sql: String, _ values: Value..., body: (borrowing Row) throws(SQLiteError) -> Void
  ) throws(SQLiteError) {
    try query(sql, values: values, body: body)
  }

  /// Runs one statement and returns what `body` makes of each of its rows.
  public func rows<Element>(
    _ sql: String, _ values: Value..., body: (borrowing Row) throws(SQLiteError) -> Element
  ) throws(SQLiteError) -> [Element] {
    var elements: [Element] = []
    try query(sql, values: values) { row throws(SQLiteError) in elements.append(try body(row)) }
    return elements
  }

  /// Runs one statement and returns what `body` makes of its first row, or nil where it has none.
  public func first<Element>(
    _ sql: String, _ values: Value..., body: (borrowing Row) throws(SQLiteError) -> Element
  ) throws(SQLiteError) -> Element? {
    let statement = try take(sql)
    defer { giveBack(statement) }
    try statement.bind(values)
    return try statement.step() ? try body(Row(of: statement)) : nil
  }

  /// As ``query(_:_:body:)``, with the values in an array.
  public func query(
    _ sql: String, values: [Value], body: (borrowing Row) throws(SQLiteError) -> Void
  ) throws(SQLiteError) {
    let statement = try take(sql)
    defer { giveBack(statement) }
    try statement.bind(values)
    while try statement.step() { try body(Row(of: statement)) }
  }

  /// The number of rows that the last INSERT, UPDATE or DELETE touched.
  public var changes: Int { unsafe handle.map { unsafe Int(sqlite3_changes64($0)) } ?? 0 }

  /// True between the beginning of a transaction and its end.
  public var isInTransaction: Bool { unsafe handle.map { unsafe sqlite3_get_autocommit($0) == 0 } ?? false }

  /// The error of `result` in SQLite's words, which it keeps until the next call.
  func failure(_ result: Int32, sql: String?) -> SQLiteError {
    // The words are the connection's only where it knows of the failure.
    let known = unsafe sqlite3_errcode(handle) & 0xff == result & 0xff
    let words = unsafe known ? sqlite3_errmsg(handle) : sqlite3_errstr(result)
    return SQLiteError(
      result: result, message: unsafe words.map { unsafe String(cString: $0) } ?? "code \(result)",
      systemError: systemError, sql: sql, path: path)
  }

  /// The errno(3) behind the last failure, or 0. SQLite forgets it in places while it rolls back; the file
  /// knows yet.
  private var systemError: Int32 {
    let number = unsafe sqlite3_system_errno(handle)
    guard number == 0, unsafe handle != nil else { return number }
    var ofFile: Int32 = 0
    unsafe sqlite3_file_control(handle, "main", SQLITE_FCNTL_LAST_ERRNO, &ofFile)
    return ofFile
  }

  private func opened(_ sql: String) throws(SQLiteError) -> OpaquePointer {
    guard let handle = unsafe handle else {
      throw .misuse("the connection is closed", sql: sql, path: path)
    }
    return unsafe handle
  }

  /// The statement of `sql`, which is nobody else's until it is given back; so the same text may run inside
  /// itself.
  private func take(_ sql: String) throws(SQLiteError) -> Statement {
    let handle = unsafe try opened(sql)
    if let statement = idle.removeValue(forKey: sql) { return statement }
    return unsafe try Statement(sql, on: self, handle: handle)
  }

  private func giveBack(_ statement: Statement) {
    statement.reset()
    if unsafe handle != nil { idle[statement.sql] = statement }
  }

  /// Makes an empty file, which is an empty database, since SQLite itself would make it readable for
  /// everyone. The files SQLite puts beside it get the mode of this one.
  private static func makeFile(_ path: String) throws(SQLiteError) {
    let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    if descriptor < 0, errno == EEXIST { return }
    // A strict umask may have taken the owner's own bits away.
    guard descriptor >= 0, fchmod(descriptor, 0o600) == 0 else {
      let number = errno
      if descriptor >= 0 { Glibc.close(descriptor) }
      let result = number == ENOSPC ? SQLITE_FULL : number == EROFS ? SQLITE_READONLY : SQLITE_CANTOPEN
      throw SQLiteError(
        result: result, message: unsafe String(cString: strerror(number)), systemError: number, sql: nil,
        path: path)
    }
    Glibc.close(descriptor)
  }
}
