internal import OpenSSL
internal import Replication
internal import SecureFiles
internal import Verification

/// What a running slave was told of its master, and how it stands.
extension RunningJudge {
  func connections(_ facts: ServerFacts, _ sight: ServerSight) -> [Finding] {
    let host = host(sight)
    guard let rows = facts.connections else { return [] }
    guard !host.connections.isEmpty else { return unfiled(rows, facts, sight) }
    guard rows.contains(where: { $0.options.host?.isEmpty == false }) else {
      if let promoted = promoted(sight) { return [promoted] }
      return [
        finding(
          "slave-told-otherwise", .breaks, sight, "\(host.name) was not told of any master",
          file: host.connections[0].statementFile,
          fix: "run \((host.connections[0].statementFile ?? "change-master.sql").lastPathComponent) on it")
      ]
    }
    let isAlone = rows.count == 1 && host.connections.count == 1
    let channels = Set(host.connections.map { $0.channel ?? "" })
    let others = isAlone ? [] : rows.filter { !channels.contains($0.options.channel) }
    return host.connections.enumerated().flatMap { place, side -> [Finding] in
      guard let row = rows.first(where: { isAlone || $0.options.channel == side.channel ?? "" }) else {
        return [
          finding(
            "slave-told-otherwise", .breaks, sight,
            "\(host.name) has no connection \(side.channel.map { "named '\($0)'" } ?? "without a name"); it has "
              + rows.map { $0.options.channel.isEmpty ? "one without a name" : "'\($0.options.channel)'" }
              .joined(separator: ", "), file: side.statementFile,
            fix:
              "write its statement for the connection that is meant: `mkcerts config \(host.name.inShell) --running "
              + "--channel NAME`; for a further one run "
              + "\((side.statementFile ?? "change-master.sql").lastPathComponent) on it"
          )
        ]
      }
      return standing(row, place, facts, sight) + applying(row, facts, sight)
        + dialled(row, side, place, facts, sight)
        + told(row, side, facts, sight)
    } + unfiled(others, facts, sight)
  }

  /// Whether it is connected.
  ///
  /// - Parameter place: the place of the connection among the host's; nil for one that its files do not tell of.
  func standing(
    _ row: ReplicationStatus, _ place: Int?, _ facts: ServerFacts, _ sight: ServerSight
  ) -> [Finding] {
    guard let receiving = row.receiving, receiving.lowercased() != "yes" else { return [] }
    let server = server(facts, host(sight))
    let (name, words) = (sight.target.name, server.words)
    let master = "\(row.options.host ?? "its master"):\(row.options.port ?? 3306)"
    guard let number = row.errorNumber, number != 0 else {
      return [
        finding(
          "stopped-connection", .breaks, sight,
          "\(name) is not connected to \(master) (\(words.connectionColumn): \(receiving)), without an error: "
            + "nothing is proven of a connection that is not there",
          fix: "on \(name): \(starting(row, server))")
      ]
    }
    let said = row.error.isEmpty ? "\(number)" : "\(number): \(row.error.firstLine)"
    let known = Diagnosis.read("\(number) \(row.error)", of: server).first?.causes.first
    let seen = seenCause(row, number, place, server, sight)
    let cause = seen ?? known.map { Likeliest(sentence: $0.sentence, fix: $0.fix) }
    // What was mended since then shows at the next attempt alone.
    let isTrying = receiving.lowercased() != "no"
    let when = row.errorTime.map { " at \($0)" } ?? ""
    let again = row.retrySeconds.map { " \($0) seconds after each attempt" } ?? ""
    return [
      finding(
        "failing-connection", .breaks, sight,
        "the connection of \(name) to \(master) "
          + (isTrying
            ? "failed with error \(number) when it was last tried\(when), and is tried again\(again)"
            : "failed with error \(number)\(when), and is not tried again")
          + (cause.map { "; the likeliest cause: \($0.sentence)" } ?? ""),
        symptom: "the slave's Last_IO_Errno is \(said)",
        fix: (cause.map { "\($0.fix); " } ?? "")
          + (isTrying
            ? "where that was mended since, wait, or on \(name): \(restarting(row, server)); "
            : "then on \(name): \(starting(row, server)); ")
          + "all causes, with what tells them apart: `mkcerts explain \(number)`")
    ]
  }

  /// The name that it dials, against its statement and the certificate that is served there.
  private func dialled(
    _ row: ReplicationStatus, _ side: SlaveSide, _ place: Int, _ facts: ServerFacts, _ sight: ServerSight
  ) -> [Finding] {
    guard let name = row.options.host, !name.isEmpty,
      let link = links.first(where: { $0.slave == sight.target.place && $0.connection == place })
    else { return [] }
    let moved = otherMaster(row, link.master, sight)
    let (slave, master) = (host(sight), deployment.hosts[moved ?? link.master])
    let server = server(facts, slave)
    let onDisk = master.asMaster?.presentation?.chain.value?.first
    let served = sights[moved ?? link.master].probed?.served?.chain.first
    let port = row.options.port ?? 3306
    let isElsewhere = side.dials.map { $0.lowercased() != name.lowercased() } ?? false
    let isOtherPort = side.port.map { $0 != port } ?? false
    let matching: NameMatching = server.comparesAddressesStrictly ? .addressOrHost : .hostThenAddress
    let isRight =
      (served ?? onDisk).map { $0.matches(dialled: name, as: matching) } ?? true
      || server.ignoresName(dialling: name)
    // The files alone show the same then, and were judged.
    if !isElsewhere, served == nil || served == onDisk, !isOtherPort { return [] }
    if isRight, !isElsewhere, !isOtherPort { return [] }
    let said = side.dials.map { dials in
      "; \((side.statementFile ?? "its statement").lastPathComponent) says \(dials)\(side.port.map { ":\($0)" } ?? "")"
    }
    guard !isRight, let leaf = served ?? onDisk else {
      return [
        finding(
          "slave-dials-another-name", .note, sight,
          "\(slave.name) dials \(name):\(port)"
            + (moved.map { ", which is \(deployment.hosts[$0].name)" } ?? "") + (said ?? ""),
          file: side.statementFile,
          fix: moved.map { _ in following(slave, name, port) })
      ]
    }
    let names = (leaf.fields.subjectAlternativeNames ?? []).map(\.text)
    let verifies = row.options.verifyServerCert ?? server.verifiesMasterByDefault
    // What a server says of itself is not verified, and goes into no statement.
    let better = isElsewhere && moved == nil ? side.dials : onDisk?.namesToDial.first
    return [
      finding(
        "slave-dials-another-name", verifies ? .breaks : .exposed, sight,
        "\(slave.name) dials \(name), and what \(master.name) serves is for "
          + names.prefix(8).joined(separator: ", ") + (said ?? ""), file: side.statementFile,
        symptom: verifies
          ? LinkFailure.slaveRefusesName.words(on: server).map {
            "the slave's Last_IO_Errno is \($0.number ?? 2026): \($0.text)"
          } : nil,
        fix:
          "on \(slave.name), and with the position where it is: "
          + telling(
            row,
            [
              "\(server.words.prefix)HOST = \((better ?? "NAME").inSQL)",
              "\(server.words.prefix)PORT = \(moved == nil ? side.port ?? port : port)",
            ], server) + "; or " + issuing(master, for: name))
    ]
  }

  /// What lets a master be dialled by one name more.
  func issuing(_ master: DeployedHost, for name: String) -> String {
    master.command(adding: name).map { "`\($0)`" } ?? "issue \(master.name) for \(name) too"
  }

  /// Its TLS options against those of its statement.
  private func told(
    _ row: ReplicationStatus, _ side: SlaveSide, _ facts: ServerFacts, _ sight: ServerSight
  ) -> [Finding] {
    guard let file = side.statementFile, let meant = ToldOptions.slave(file, side, host(sight)) else {
      return []
    }
    let server = server(facts, host(sight))
    var options: [String] = []
    let differences = meant.names.filter { $0.isAboutTLS || $0 == .user }.compactMap { name -> String? in
      guard let wanted = meant.value(of: name), let now = row.options.value(of: name), wanted != .byDefault,
        !now.isSame(as: wanted)
      else { return nil }
      let option = "\(server.words.prefix)\(name.rawValue)"
      options.append("\(option) = \(wanted.literal)")
      // Another account has another password.
      if name == .user { options.append("\(server.words.prefix)PASSWORD = <password>") }
      return "\(option) = \(now.literal), not \(wanted.literal)"
    }
    guard !differences.isEmpty else { return [] }
    return [
      finding(
        "slave-told-otherwise", .exposed, sight,
        "\(sight.target.name) runs with \(differences.joined(separator: "; ")) as \(file.lastPathComponent) says",
        file: file,
        fix: "on \(sight.target.name): \(telling(row, options, server))"
          + readyMade(host(sight), channel: row.options.channel)
          + (options.contains { $0.hasSuffix("<password>") } ? ", with the password in single quotes" : "")
          + "; host and port stay unnamed, since naming them forgets the position")
    ]
  }
}

extension ReplicationOptions.Value {
  /// Whether a status shows this where a statement says `other`.
  fileprivate func isSame(as other: Self) -> Bool {
    switch (self, other) {
    case (.number(let one), .number(let other)): (one != 0) == (other != 0)
    default: self == other
    }
  }

  fileprivate var literal: String {
    switch self {
    case .text(let text): text.inSQL
    case .number(let number): "\(number)"
    case .byDefault: "DEFAULT"
    }
  }
}

extension String {
  fileprivate var firstLine: String { split(whereSeparator: \.isNewline).first.map(String.init) ?? self }
}

extension Certificate {
  /// The names of hosts in it, without those that stand for several.
  fileprivate var namesToDial: [String] {
    (fields.subjectAlternativeNames ?? []).compactMap { name in
      guard case .dns(let host) = name, !host.hasPrefix("*") else { return nil }
      return host
    }
  }
}
