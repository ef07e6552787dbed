/// What a slave's status says where it has no error: that is no proof of encryption.
enum StatusVerdict {
  /// A word on each of `rows` that is a whole status, and has no connection error.
  static func all(of rows: [ReplicationStatus], on server: Server?) -> [Diagnosis] {
    var seen: Set<String> = []
    return rows.compactMap { row in
      guard row.errorNumber == 0 || row.errorNumber != nil && row.isReceiving, let receiving = row.receiving
      else { return nil }
      let diagnosis = verdict(on: row, receiving, server)
      return seen.insert(diagnosis.meaning).inserted ? diagnosis : nil
    }
  }

  private static func verdict(on row: ReplicationStatus, _ receiving: String, _ server: Server?) -> Diagnosis
  {
    let isPlain = row.options.entries[.ssl]?.value == .number(0)
    let isUnverified = row.options.entries[.verifyServerCert]?.value == .number(0)
    let proof = proof(of: server)
    switch receiving.lowercased() {
    case "yes" where isPlain:
      return diagnosis(
        row, "the slave is connected, and in plain text: it does not ask for TLS", isHarmless: false,
        [Cause.noEncryption.inWords(of: server)], notes: proof)
    case "yes" where row.applying?.lowercased() == "no":
      return diagnosis(
        row, "the connection is well; the applying thread has stopped, which has nothing to do with TLS",
        notes: ["Last_SQL_Error says why it stopped"] + (isUnverified ? [unverified(row)] : []) + proof)
    case "yes" where isUnverified:
      return diagnosis(
        row, "the slave is connected; " + unverified(row), isHarmless: false,
        [Cause.unverifiedName.inWords(of: server)], notes: proof)
    case "yes":
      return diagnosis(
        row, "nothing is wrong in this status: the slave is connected to its master",
        notes: proof)
    case "no":
      return diagnosis(
        row, "the receiving thread does not run, and no connection has failed: START SLAVE or START REPLICA",
        notes: [])
    default:
      return diagnosis(
        row, "the slave is connecting, and no attempt has failed so far",
        notes: ["look once more after Connect_Retry, a minute by default: Last_IO_Error has the reason then"])
    }
  }

  /// The field of the status that says so; MySQL refuses a master without TLS, MariaDB does not (measured).
  private static func unverified(_ row: ReplicationStatus) -> String {
    let field = row.options.words == [.source] ? "Source_SSL" : "Master_SSL"
    return field
      + "_Verify_Server_Cert is No: the master is not verified, and on MariaDB the connection may be in "
      + "plain text"
  }

  private static func diagnosis(
    _ row: ReplicationStatus, _ meaning: String, isHarmless: Bool = true, _ causes: [Cause] = [],
    notes: [String]
  ) -> Diagnosis {
    let channel = row.options.channel.isEmpty ? "" : " (channel \(row.options.channel))"
    return Diagnosis(
      text: "Last_IO_Errno: \(row.errorNumber ?? 0)" + channel, line: row.options.line, times: 1, number: nil,
      side: .slave,
      family: nil,
      meaning: meaning, isConsequence: false, isHarmless: isHarmless, causes: causes, notes: notes)
  }

  /// A status repeats what the slave was told; only the master knows what became of it (measured).
  private static func proof(of server: Server?) -> [String] {
    let proof = ReplicationProof(master: server ?? .default)
    guard let query = proof.query else {
      return ["the status does not prove encryption: it repeats what the slave was told"]
    }
    return [
      "the status does not prove encryption: Master_SSL_Allowed repeats what the slave was told, and MariaDB falls "
        + "back to plain text where its master offers no TLS and nothing is verified",
      "the proof, on the master, where performance_schema is ON: connection_type is SSL/TLS\n" + query,
    ]
  }
}
