internal import OpenSSL
internal import SQLite

extension SQLiteLedger {
  /// The certificates that `condition`, a constant of this file, selects.
  func entries(_ condition: String, _ values: Value...) throws -> [LedgerEntry] {
    let sql = "SELECT \(Self.columns), \(revocationColumns) FROM certificate \(condition)"
    var entries: [LedgerEntry?] = []
    try connection.query(sql, values: values) { row throws(SQLiteError) in
      entries.append(try Self.entry(of: row))
    }
    return try Self.known(entries)
  }

  private static let columns = """
    serial, holder, profile, generation, state, planned_at, issued_at, not_before, not_after, names,
    key_fingerprint, from_request
    """

  /// A ledger of version 1 knows of no revocation.
  private var revocationColumns: String {
    guard version >= 2 else { return "NULL, NULL" }
    return ["revoked_at", "reason"].map { column in
      """
      CASE state WHEN 'revoked' THEN
        (SELECT \(column) FROM revocation WHERE revocation.serial = certificate.serial) END
      """
    }.joined(separator: ", ")
  }

  /// nil where a column holds what no version before this one wrote.
  private static func entry(of row: borrowing Row) throws(SQLiteError) -> LedgerEntry? {
    guard let serial = SerialNumber(hexadecimal: try row.text(0)),
      let profile = Profile(rawValue: try row.text(2)),
      let state = LedgerState(rawValue: try row.text(4)),
      let fingerprint = [UInt8](hexadecimal: try row.text(10))
    else { return nil }
    let issuedAt = try row.optionalInteger(6)
    let revocation = try revocation(of: row)
    guard (revocation != nil) == (state == .revoked) else { return nil }
    return LedgerEntry(
      serial: serial, holder: try row.text(1), profile: profile, generation: Int(try row.integer(3)),
      state: state,
      plannedAt: Time(seconds: try row.integer(5)), issuedAt: issuedAt.map { Time(seconds: $0) },
      notBefore: Time(seconds: try row.integer(7)), notAfter: Time(seconds: try row.integer(8)),
      names: try row.text(9).split(separator: "\n").map(String.init), keyFingerprint: fingerprint,
      isFromRequest: try row.integer(11) != 0, revocation: revocation)
  }

  private static func revocation(of row: borrowing Row) throws(SQLiteError) -> Revocation? {
    guard let time = try row.optionalInteger(12), let number = try row.optionalInteger(13),
      let reason = RevocationReason(rawValue: Int(number))
    else { return nil }
    return Revocation(time: Time(seconds: time), reason: reason)
  }

  static func known<Element>(_ rows: [Element?]) throws -> [Element] {
    try rows.map { row in
      guard let row else {
        throw IssuanceError(.ledger, "the ledger holds a value that this mkcerts does not know")
      }
      return row
    }
  }
}
