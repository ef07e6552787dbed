public import OpenSSL
internal import SQLite

extension SQLiteLedger {
  public func revoke(_ serials: [SerialNumber], reason: RevocationReason, at time: Time) throws {
    try connection.inTransaction { () throws(SQLiteError) in
      for serial in serials {
        let text = Value.text(serial.description)
        try connection.run(
          """
          INSERT INTO revocation (serial, generation, revoked_at, reason, not_after, superseded)
            SELECT serial, generation, ?2, ?3, not_after, state != 'issued' FROM certificate
            WHERE serial = ?1 AND state IN ('issued', 'replaced')
          """, text, .integer(time.seconds), .integer(Int64(reason.rawValue)))
        try connection.run(
          "UPDATE certificate SET state = 'revoked' WHERE serial = ?1 AND state IN ('issued', 'replaced')",
          text)
      }
    }
  }

  /// For what takes the place of everything that `holder` has.
  func supersede(_ holder: String) throws(SQLiteError) {
    try connection.run(
      """
      UPDATE revocation SET superseded = 1 WHERE superseded = 0 AND serial IN
        (SELECT serial FROM certificate WHERE holder = ?1 AND state = 'revoked')
      """, .text(holder))
  }

  public func revokedWithoutSuccessor(of holder: String) throws -> [LedgerEntry] {
    guard version >= 2 else { return [] }
    return try entries(
      // By each certificate: the list of all would be gone through for every holder.
      """
      WHERE holder = ?1 AND state = 'revoked' AND EXISTS
        (SELECT 1 FROM revocation WHERE revocation.serial = certificate.serial AND superseded = 0)
        ORDER BY profile DESC
      """, .text(holder))
  }

  public func allRevokedWithoutSuccessor() throws -> [LedgerEntry] {
    guard version >= 2 else { return [] }
    return try entries("WHERE \(Self.withoutSuccessor) ORDER BY holder, profile DESC")
  }

  public func allRevokedServersWithoutSuccessor() throws -> [LedgerEntry] {
    guard version >= 2 else { return [] }
    return try entries(
      """
      WHERE state = 'revoked' AND profile IN ('server', 'peer') AND \(Self.withoutSuccessor)
        ORDER BY holder, profile DESC
      """)
  }

  private static let withoutSuccessor = "serial IN (SELECT serial FROM revocation WHERE superseded = 0)"

  public func revoked(ofGenerations numbers: [Int], endingAfter time: Time) throws
    -> [(serial: SerialNumber, revocation: Revocation)]
  {
    guard version >= 2 else { return [] }
    var rows: [(serial: SerialNumber, revocation: Revocation)?] = []
    for number in numbers {
      try connection.query(
        "SELECT serial, revoked_at, reason FROM revocation WHERE generation = ?1 AND not_after > ?2",
        .integer(Int64(number)), .integer(time.seconds)
      ) { row throws(SQLiteError) in
        guard let serial = SerialNumber(hexadecimal: try row.text(0)),
          let reason = RevocationReason(rawValue: Int(try row.integer(2)))
        else { return rows.append(nil) }
        rows.append((serial, Revocation(time: Time(seconds: try row.integer(1)), reason: reason)))
      }
    }
    return try Self.known(rows)
  }

  public func isCompromised(keyFingerprint: [UInt8]) throws -> Bool {
    guard version >= 2 else { return false }
    // A ledger of an older version, which is only read, has no index that leads from keys to certificates; there
    // are fewer revocations.
    let sql = """
      SELECT 1 FROM \(version >= 4 ? "certificate CROSS JOIN revocation" : "revocation CROSS JOIN certificate")
        USING (serial)
        WHERE reason = \(RevocationReason.keyCompromise.rawValue) AND key_fingerprint = ?1 LIMIT 1
      """
    return try connection.first(sql, .text(keyFingerprint.hexadecimal())) { row throws(SQLiteError) in
      try row.integer(0)
    } != nil
  }

  public func generationsWithCertificates(endingAfter time: Time) throws -> [Int] {
    // Asked generation by generation: going through all certificates would be slow in a large ledger.
    try generations().map(\.number).filter { number in
      let sql = """
        SELECT 1 FROM certificate WHERE generation = ?1 AND not_after > ?2 AND state != 'abandoned' LIMIT 1
        """
      return try connection.first(sql, .integer(Int64(number)), .integer(time.seconds)) {
        row throws(SQLiteError) in try row.integer(0)
      } != nil
    }
  }

  public func generationsWithUnlistedRevocations() throws -> [Int] {
    guard version >= 2 else { return [] }
    return try connection.rows("SELECT DISTINCT generation FROM revocation WHERE listed IS NULL") {
      row throws(SQLiteError) in Int(try row.integer(0))
    }
  }
}
