/// What the rows of `SHOW SLAVE STATUS` tell about the errors in them.
struct StatusEvidence {
  private let rows: [ReplicationStatus]

  init(_ rows: [ReplicationStatus]) { self.rows = rows }

  /// Whether it is an error of a slave that is connected now: `Last_IO_Error` tells of an attempt before.
  func isOver(_ found: SymptomSearch.Found) -> Bool {
    let said = rows.filter { row in
      row.errorNumber.map { $0 != 0 && $0 == found.row.number } == true
        || !row.error.isEmpty && found.text.contains(row.error)
    }
    // A line of a log that was given with the status stands for itself.
    let isOfStatus =
      found.times == 1 && (found.text == "\(found.row.number ?? 0)" || found.text.contains("Last_IO_Err"))
    return !said.isEmpty && isOfStatus && said.allSatisfy(\.isReceiving)
  }

  /// The causes of a row, as far as a status does not rule them out, and first the one that it shows half of: a slave
  /// that does not ask for TLS is refused with 1045 by an account that requires it, whatever its password is
  /// (measured), and one that asks for it is not refused for that.
  func ranked(_ row: Symptom) -> [Cause] {
    let asked = Set(rows.filter { $0.errorNumber == row.number }.map { $0.options.entries[.ssl]?.value })
    guard row.number == 1045, row.causes.contains(.noTLS), asked.count == 1, let asked = asked.first ?? nil
    else { return row.causes }
    let others = row.causes.filter { $0 != .noTLS }
    return asked == .number(0) ? [.noTLS] + others : others
  }
}

extension ReplicationStatus {
  /// Whether the slave is connected to its master.
  var isReceiving: Bool { receiving?.lowercased() == "yes" }
}
