public import OpenSSL
internal import SQLite

extension SQLiteLedger {
  public func planRevocationList(
    ofGeneration generation: Int, thisUpdate: Time, nextUpdate: Time
  ) throws -> PlannedRevocationList {
    let number = try connection.inTransaction { () throws(SQLiteError) in
      let last = try connection.first("SELECT max(number) FROM revocation_list") { row throws(SQLiteError) in
        try row.optionalInteger(0)
      }
      let number = ((last ?? nil) ?? 0) + 1
      try connection.run(
        """
        INSERT INTO revocation_list (number, generation, state, this_update, next_update)
          VALUES (?1, ?2, 'planned', ?3, ?4)
        """,
        .integer(number), .integer(Int64(generation)), .integer(thisUpdate.seconds),
        .integer(nextUpdate.seconds))
      return number
    }
    return PlannedRevocationList(
      number: Int(number), generation: generation, thisUpdate: thisUpdate, nextUpdate: nextUpdate)
  }

  public func record(
    _ lists: [(plan: PlannedRevocationList, list: RevocationList, covering: [Int])], dropping: [Int]
  ) throws {
    try connection.inTransaction { () throws(SQLiteError) in
      for (plan, list, covering) in lists {
        for generation in covering {
          try connection.run(
            "UPDATE revocation SET listed = ?1 WHERE listed IS NULL AND generation = ?2",
            .integer(Int64(plan.number)), .integer(Int64(generation)))
          try dropList(ofGeneration: generation)
        }
        try connection.run(
          "UPDATE revocation_list SET state = 'signed', list = ?1 WHERE number = ?2", .blob(list.der),
          .integer(Int64(plan.number)))
      }
      for generation in dropping { try dropList(ofGeneration: generation) }
    }
  }

  /// The numbers are kept, the lists would only take room.
  private func dropList(ofGeneration generation: Int) throws(SQLiteError) {
    try connection.run(
      """
      UPDATE revocation_list SET state = 'replaced', list = NULL
        WHERE generation = ?1 AND state IN ('signed', 'delivered')
      """, .integer(Int64(generation)))
  }

  public func markDelivered(_ lists: [RecordedRevocationList]) throws {
    try connection.inTransaction { () throws(SQLiteError) in
      for list in lists {
        try connection.run(
          "UPDATE revocation_list SET state = 'delivered' WHERE number = ?1 AND state = 'signed'",
          .integer(Int64(list.number)))
      }
    }
  }

  public func revocationLists() throws -> [RecordedRevocationList] {
    guard version >= 2 else { return [] }
    return try connection.rows(
      """
      SELECT number, generation, state, list FROM revocation_list
        WHERE state IN ('signed', 'delivered') ORDER BY generation
      """
    ) { row throws(SQLiteError) in
      RecordedRevocationList(
        number: Int(try row.integer(0)), generation: Int(try row.integer(1)),
        isDelivered: try row.text(2) == "delivered", list: try row.optionalBlob(3) ?? [])
    }
  }
}
