internal import Replication
internal import Verification

/// Whether a slave applies what it receives.
extension RunningJudge {
  /// A slave whose applying thread an error has stopped does not replicate, and no connection of it says so. Of TLS
  /// that tells nothing: the verdict on its link stays.
  func applying(_ row: ReplicationStatus, _ facts: ServerFacts, _ sight: ServerSight) -> [Finding] {
    guard row.applying?.lowercased() == "no" else { return [] }
    let (name, server) = (sight.target.name, server(facts, host(sight)))
    let start = "on \(name): \(starting(row, server))"
    let channel = row.options.channel.isEmpty ? "" : " on its connection '\(row.options.channel)'"
    guard let number = row.applyingErrorNumber, number != 0 else {
      // Of one that is stopped whole, its connection tells.
      guard row.receiving?.lowercased() != "no" else { return [] }
      return [
        finding(
          "stopped-applying", .note, sight,
          "\(name) does not apply what it receives\(channel): its SQL thread was stopped, without an error; its TLS is "
            + "another matter", fix: start)
      ]
    }
    return [
      finding(
        "stopped-applying", .breaks, sight,
        "\(name) does not apply what it receives\(channel): error \(number) has stopped its SQL thread; that is no "
          + "matter of TLS, and its connection is judged apart",
        symptom: "the slave's Last_SQL_Errno is \(number)\(Self.place(row.applyingError))",
        fix: "mend what Last_SQL_Error names there, and then \(start)")
    ]
  }

  /// Where the error was, as far as its text says so in words that have no data in them: it may quote values of rows,
  /// and whole statements.
  private static func place(_ error: String) -> String {
    let text = error.prefix { $0 != ";" && $0 != ":" }.prefix(200)
    let isPlace = text.hasPrefix("Could not execute ") && !text.contains("'")
    return isPlace ? ": \(text)" : ""
  }
}
