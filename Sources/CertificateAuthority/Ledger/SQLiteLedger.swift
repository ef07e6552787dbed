public import OpenSSL
internal import SQLite

/// The embedded ledger: one SQLite file in the authority's folder.
public final class SQLiteLedger: Ledger {
  let connection: Connection
  /// The version of the tables that are there.
  let version: Int32

  /// Opens the ledger at `path` to read and write it, making it where there is none, and bringing one of an
  /// older version up to date.
  public init(path: String) throws {
    connection = try Connection(path: path, mode: .create)
    try connection.useWriteAheadLog()
    if try connection.userVersion < LedgerSchema.version { try Self.update(connection) }
    version = try connection.userVersion
    try checkVersion(path, LedgerSchema.version...LedgerSchema.version)
  }

  /// Opens the ledger at `path`, which must exist, to read it. One of an older version is read as it is.
  public init(reading path: String) throws {
    connection = try Connection(path: path, mode: .readOnly)
    version = try connection.userVersion
    try checkVersion(path, 1...LedgerSchema.version)
  }

  /// Opens the ledger at `path`, which must exist and which nobody may be writing, so that looking leaves nothing beside
  /// it.
  public init(atRest path: String) throws {
    connection = try Connection(path: path, mode: .atRest)
    version = try connection.userVersion
    try checkVersion(path, 1...LedgerSchema.version)
  }

  /// The ledger that `image` holds, to be read from memory; errors call it `name`.
  ///
  /// - Throws: where it is no ledger, or damaged.
  public init(image: [UInt8], called name: String) throws {
    connection = try Connection(image: image, called: name)
    version = try connection.userVersion
    try checkVersion(name, 1...LedgerSchema.version)
  }

  /// All of the ledger at this moment, as the bytes of an SQLite database.
  public func image() throws -> [UInt8] { try connection.image() }

  /// All of it happens or nothing, so that a process that is killed leaves a ledger that either version reads.
  private static func update(_ connection: Connection) throws(SQLiteError) {
    try connection.inTransaction { () throws(SQLiteError) in
      // Another process may have been quicker.
      let old = try connection.userVersion
      guard (0..<LedgerSchema.version).contains(old) else { return }
      for statements in LedgerSchema.statements(from: old) { try connection.execute(statements) }
      try connection.setUserVersion(LedgerSchema.version)
    }
  }

  private func checkVersion(_ path: String, _ known: ClosedRange<Int32>) throws {
    guard known.contains(version) else {
      throw IssuanceError(
        .ledger,
        "\(path) is a ledger of version \(version), and this mkcerts writes version \(LedgerSchema.version)",
        hint: version > LedgerSchema.version ? "use the newer mkcerts that wrote it" : nil)
    }
  }

  public func plan(
    _ certificates: [PlannedCertificate], notes: [String: [String: String]], at time: Time
  ) throws {
    try connection.inTransaction { () throws(SQLiteError) in
      for (holder, notes) in notes {
        for (name, value) in notes {
          try connection.run(
            "INSERT OR REPLACE INTO planned_note VALUES (?1, ?2, ?3)", .text(holder), .text(name),
            .text(value))
        }
      }
      for planned in certificates {
        try connection.run(
          """
          INSERT INTO certificate (serial, holder, profile, generation, state, planned_at, not_before, not_after,
            names, key_fingerprint, from_request) VALUES (?1, ?2, ?3, ?4, 'planned', ?5, ?6, ?7, ?8, ?9, ?10)
          """,
          .text(planned.serial.description), .text(planned.holder), .text(planned.profile.rawValue),
          .integer(Int64(planned.generation)), .integer(time.seconds), .integer(planned.notBefore.seconds),
          .integer(planned.notAfter.seconds), .text(planned.names.map(\.tagged).joined(separator: "\n")),
          .text(planned.keyFingerprint.hexadecimal()), .integer(planned.isFromRequest ? 1 : 0))
      }
    }
  }

  public func markIssued(_ certificates: [Certificate], retiring holders: [String], at time: Time) throws {
    try connection.inTransaction { () throws(SQLiteError) in
      for holder in holders {
        try connection.run(
          "UPDATE certificate SET state = 'replaced' WHERE holder = ?1 AND state = 'issued'", .text(holder))
        try supersede(holder)
      }
      for certificate in certificates {
        try connection.run(
          "UPDATE certificate SET state = 'issued', issued_at = ?1, certificate = ?2 WHERE serial = ?3",
          .integer(time.seconds), .blob(certificate.der), .text(certificate.fields.serial.description))
      }
      // Few holders have notes that wait.
      guard try connection.first("SELECT 1 FROM planned_note", body: { _ in true }) != nil else { return }
      for certificate in certificates {
        let serial = Value.text(certificate.fields.serial.description)
        try connection.run(
          "INSERT INTO note SELECT * FROM planned_note \(Self.ofSerial) "
            + "ON CONFLICT (holder, name) DO UPDATE SET value = excluded.value", serial)
        try connection.run("DELETE FROM planned_note \(Self.ofSerial)", serial)
      }
    }
  }

  public func abandon(_ serials: [SerialNumber]) throws {
    try connection.inTransaction { () throws(SQLiteError) in
      for serial in serials {
        try connection.run(
          "UPDATE certificate SET state = 'abandoned' WHERE serial = ?1 AND state = 'planned'",
          .text(serial.description))
        try connection.run("DELETE FROM planned_note \(Self.ofSerial)", .text(serial.description))
      }
    }
  }

  private static let ofSerial = "WHERE holder = (SELECT holder FROM certificate WHERE serial = ?1)"

  public func unfinished() throws -> [LedgerEntry] {
    try entries("WHERE state = 'planned' ORDER BY planned_at, serial")
  }

  public func current(of holder: String) throws -> [LedgerEntry] {
    try entries("WHERE holder = ?1 AND state = 'issued' ORDER BY profile DESC", .text(holder))
  }

  public func history(of holder: String) throws -> [LedgerEntry] {
    try entries("WHERE holder = ?1 ORDER BY planned_at, serial", .text(holder))
  }

  public func certificates(overKey fingerprint: [UInt8], endingAfter time: Time) throws -> [LedgerEntry] {
    try entries(
      "WHERE key_fingerprint = ?1 AND state IN ('issued', 'replaced') AND not_after > ?2 ORDER BY holder, serial",
      .text(fingerprint.hexadecimal()), .integer(time.seconds))
  }

  public func allCurrent() throws -> [LedgerEntry] {
    try entries("WHERE state = 'issued' ORDER BY holder, profile DESC")
  }

  /// Who has a present certificate, in the order of their names, each once.
  public func currentHolders() throws -> [String] {
    try connection.rows("SELECT DISTINCT holder FROM certificate WHERE state = 'issued' ORDER BY holder") {
      row throws(SQLiteError) in try row.text(0)
    }
  }

  public func current(endingBefore time: Time) throws -> [LedgerEntry] {
    try entries(
      "WHERE state = 'issued' AND not_after < ?1 ORDER BY not_after, holder, profile DESC",
      .integer(time.seconds))
  }

  public func firstEnd() throws -> Time? {
    let sql = "SELECT min(not_after) FROM certificate WHERE state = 'issued'"
    let end = try connection.first(sql) { row throws(SQLiteError) in try row.optionalInteger(0) }
    return (end ?? nil).map { Time(seconds: $0) }
  }

  public func allCurrentServers() throws -> [LedgerEntry] {
    try entries("WHERE state = 'issued' AND profile IN ('server', 'peer') ORDER BY holder, profile DESC")
  }

  public func entry(of serial: SerialNumber) throws -> LedgerEntry? {
    try entries("WHERE serial = ?1", .text(serial.description)).first
  }

  public func entries(withSerialPrefix prefix: String) throws -> [LedgerEntry] {
    // "g" comes after every hexadecimal digit.
    try entries("WHERE serial >= ?1 AND serial < ?2 ORDER BY serial", .text(prefix), .text(prefix + "g"))
  }

  public func certificate(of serial: SerialNumber) throws -> [UInt8]? {
    let sql = "SELECT certificate FROM certificate WHERE serial = ?1"
    return try connection.first(sql, .text(serial.description)) { row throws(SQLiteError) in
      try row.optionalBlob(0)
    } ?? nil
  }

  public func note(_ name: String, of holder: String) throws -> String? {
    try connection.first("SELECT value FROM note WHERE holder = ?1 AND name = ?2", .text(holder), .text(name))
    {
      row throws(SQLiteError) in try row.text(0)
    }
  }

  public func notes(of holder: String) throws -> [String: String] {
    var notes: [String: String] = [:]
    try connection.query("SELECT name, value FROM note WHERE holder = ?1", .text(holder)) {
      row throws(SQLiteError) in notes[try row.text(0)] = try row.text(1)
    }
    return notes
  }

  public func allNotes() throws -> [String: [String: String]] {
    var notes: [String: [String: String]] = [:]
    try connection.query("SELECT holder, name, value FROM note") { row throws(SQLiteError) in
      notes[try row.text(0), default: [:]][try row.text(1)] = try row.text(2)
    }
    return notes
  }

  public func setNotes(_ notes: [String: [String: String]]) throws {
    try connection.inTransaction { () throws(SQLiteError) in
      for (holder, notes) in notes { try note(notes, of: holder) }
    }
  }

  public func setNotes(_ notes: [String: String], of holder: String) throws {
    try setNotes([holder: notes])
  }

  func note(_ notes: [String: String], of holder: String) throws(SQLiteError) {
    for (name, value) in notes {
      try connection.run(
        "INSERT INTO note VALUES (?1, ?2, ?3) ON CONFLICT (holder, name) DO UPDATE SET value = excluded.value",
        .text(holder), .text(name), .text(value))
    }
  }
}
