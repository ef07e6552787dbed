public import OpenSSL
internal import SQLite

extension SQLiteLedger {
  public func generations() throws -> [Generation] {
    // A ledger of an older version has one generation at most, which signs.
    let life = version >= 3 ? "stage, key_file" : "'signing', '\(AuthorityLayout.firstKeyFile)'"
    let rows = try connection.rows(
      """
      SELECT number, serial, state, key_fingerprint, certificate, planned_at, \(life)
      FROM generation ORDER BY number
      """
    ) { row throws(SQLiteError) -> Generation? in
      guard let serial = SerialNumber(hexadecimal: try row.text(1)),
        let state = Generation.State(rawValue: try row.text(2)),
        let fingerprint = [UInt8](hexadecimal: try row.text(3)),
        let stage = Generation.Stage(rawValue: try row.text(6))
      else { return nil }
      return Generation(
        number: Int(try row.integer(0)), serial: serial, state: state, stage: stage,
        keyFingerprint: fingerprint, keyFile: try row.text(7), certificate: try row.optionalBlob(4),
        plannedAt: Time(seconds: try row.integer(5)))
    }
    return try Self.known(rows)
  }

  public func plan(_ generation: Generation, notes: [String: String]?, at time: Time) throws {
    try connection.inTransaction { () throws(SQLiteError) in
      try connection.run(
        """
        INSERT INTO generation
          (number, serial, state, key_fingerprint, certificate, planned_at, stage, key_file)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
        """,
        .integer(Int64(generation.number)), .text(generation.serial.description),
        .text(generation.state.rawValue), .text(generation.keyFingerprint.hexadecimal()),
        .blob(orNull: generation.certificate), .integer(time.seconds), .text(generation.stage.rawValue),
        .text(generation.keyFile))
      guard let notes else { return }
      try connection.run("DELETE FROM note WHERE holder = ''")
      try note(notes, of: "")
    }
  }

  public func setCertificate(_ certificate: Certificate, ofGeneration number: Int) throws {
    try connection.run(
      "UPDATE generation SET certificate = ?1 WHERE number = ?2", .blob(certificate.der),
      .integer(Int64(number)))
  }

  public func setState(_ state: Generation.State, ofGeneration number: Int) throws {
    try connection.run(
      "UPDATE generation SET state = ?1 WHERE number = ?2", .text(state.rawValue), .integer(Int64(number)))
  }

  public func setStages(_ stages: [Int: Generation.Stage]) throws {
    try connection.inTransaction { () throws(SQLiteError) in
      for (number, stage) in stages {
        try connection.run(
          "UPDATE generation SET stage = ?1 WHERE number = ?2", .text(stage.rawValue),
          .integer(Int64(number)))
        try connection.run(
          "DELETE FROM confirmation WHERE generation = ?1 AND fact = 'presents'", .integer(Int64(number)))
      }
    }
  }

  public func planRenewal(_ serial: SerialNumber, ofGeneration number: Int, at time: Time) throws {
    try connection.run(
      "INSERT INTO authority_certificate VALUES (?1, ?2, 'planned', ?3, NULL)", .text(serial.description),
      .integer(Int64(number)), .integer(time.seconds))
  }

  public func renew(_ certificate: Certificate, ofGeneration number: Int) throws {
    let (serial, number) = (Value.text(certificate.fields.serial.description), Value.integer(Int64(number)))
    try connection.inTransaction { () throws(SQLiteError) in
      try connection.run(
        """
        INSERT INTO authority_certificate SELECT serial, number, 'replaced', planned_at, certificate
        FROM generation WHERE number = ?1
        """, number)
      try connection.run("DELETE FROM authority_certificate WHERE serial = ?1", serial)
      try connection.run(
        "UPDATE generation SET serial = ?1, certificate = ?2 WHERE number = ?3", serial,
        .blob(certificate.der), number)
    }
  }

  public func abandonRenewals() throws -> [SerialNumber] {
    let serials = try connection.rows("SELECT serial FROM authority_certificate WHERE state = 'planned'") {
      row throws(SQLiteError) in SerialNumber(hexadecimal: try row.text(0))
    }
    guard !serials.isEmpty else { return [] }
    try connection.run("UPDATE authority_certificate SET state = 'abandoned' WHERE state = 'planned'")
    return try Self.known(serials)
  }

  public func authorityCertificates() throws -> [[UInt8]] {
    try connection.rows(
      """
      SELECT certificate FROM generation WHERE certificate IS NOT NULL
      UNION SELECT certificate FROM authority_certificate WHERE certificate IS NOT NULL
      """
    ) { row throws(SQLiteError) in try row.optionalBlob(0) ?? [] }
  }
}

extension SQLiteLedger {
  public func confirmations() throws -> [Confirmation] {
    let rows = try connection.rows(
      "SELECT holder, generation, fact, source, confirmed_at FROM confirmation ORDER BY holder"
    ) { row throws(SQLiteError) -> Confirmation? in
      guard let fact = Confirmation.Fact(rawValue: try row.text(2)) else { return nil }
      return Confirmation(
        holder: try row.text(0), generation: Int(try row.integer(1)), fact: fact, source: try row.text(3),
        at: Time(seconds: try row.integer(4)))
    }
    return try Self.known(rows)
  }

  public func record(_ confirmations: [Confirmation], takingBack others: [Confirmation]) throws {
    guard !confirmations.isEmpty || !others.isEmpty else { return }
    try connection.inTransaction { () throws(SQLiteError) in
      for other in others {
        try connection.run(
          "DELETE FROM confirmation WHERE holder = ?1 AND generation = ?2 AND fact = ?3",
          .text(other.holder), .integer(Int64(other.generation)), .text(other.fact.rawValue))
      }
      for confirmation in confirmations {
        try connection.run(
          "INSERT OR REPLACE INTO confirmation VALUES (?1, ?2, ?3, ?4, ?5)", .text(confirmation.holder),
          .integer(Int64(confirmation.generation)), .text(confirmation.fact.rawValue),
          .text(confirmation.source), .integer(confirmation.at.seconds))
      }
    }
  }
}
