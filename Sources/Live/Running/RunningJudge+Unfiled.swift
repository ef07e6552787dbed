internal import Replication
internal import Verification

/// Connections of a running server that no file of its host tells of.
extension RunningJudge {
  /// What each row says itself: there is nothing else to hold it against.
  func unfiled(_ rows: [ReplicationStatus], _ facts: ServerFacts, _ sight: ServerSight) -> [Finding] {
    rows.filter { $0.options.host?.isEmpty == false }.flatMap { row in
      let found = standing(row, nil, facts, sight) + applying(row, facts, sight) + weakness(row, facts, sight)
      guard !found.contains(where: { $0.rule == "slave-told-otherwise" }) else { return found }
      let name = sight.target.name
      return found + [
        finding(
          "slave-told-otherwise", .note, sight,
          "\(described(row, sight)) is one that the files of \(name) do not tell of",
          fix: "add its statement to them, so that its certificates are looked at too")
      ]
    }
  }

  private func weakness(_ row: ReplicationStatus, _ facts: ServerFacts, _ sight: ServerSight) -> [Finding] {
    let server = server(facts, host(sight))
    let prefix = server.words.prefix
    let isPlain = row.options.ssl == false
    let isUnverified = row.options.verifyServerCert == false
    guard isPlain || isUnverified else { return [] }
    let what =
      isPlain
      ? "uses no TLS (\(prefix)SSL = 0)"
      : "does not verify its master (\(prefix)SSL_VERIFY_SERVER_CERT = 0)"
    let options = (isPlain ? ["\(prefix)SSL = 1"] : []) + ["\(prefix)SSL_VERIFY_SERVER_CERT = 1"]
    return [
      finding(
        "slave-told-otherwise", .exposed, sight,
        "\(described(row, sight)) \(what), and the files of \(sight.target.name) do not tell of it",
        fix:
          "on \(sight.target.name): \(telling(row, options, server)), with \(prefix)SSL_CA where it has none; where it "
          + "is not meant, take it away")
    ]
  }

  private func described(_ row: ReplicationStatus, _ sight: ServerSight) -> String {
    let channel = row.options.channel.isEmpty ? "without a name" : "'\(row.options.channel)'"
    return
      "the connection \(channel) of \(sight.target.name) to \(row.options.host ?? ""):\(row.options.port ?? 3306)"
  }
}
