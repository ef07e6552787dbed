internal import Replication
internal import Verification

/// Whether the connections on which a master sends its binary log are encrypted: only the master knows.
extension RunningJudge {
  func senders(
    _ facts: ServerFacts, _ sight: ServerSight
  ) -> (findings: [Finding], plain: [(slave: String, master: String)]) {
    let threads = (facts.senders ?? []).filter(\.isPlain)
    var findings: [Finding] = []
    var plain: [(slave: String, master: String)] = []
    for thread in threads {
      let others = encryptedSlaves(like: thread, sight)
      guard others.isEmpty else {
        plain.append((Self.stray(thread), sight.target.name))
        findings.append(strayReader(thread, beside: others, sight))
        continue
      }
      let slave = slave(of: thread, sight)
      let from = thread.host.isEmpty ? "" : " from \(thread.host)"
      let who = slave.map { "\($0.name) (user '\(thread.user)'\(from))" } ?? "user '\(thread.user)'\(from)"
      let words = server(facts, slave ?? host(sight)).words
      let options = ["\(words.prefix)SSL = 1", "\(words.prefix)SSL_VERIFY_SERVER_CERT = 1"]
      plain.append((slave?.name ?? "user \(thread.user)\(from)", sight.target.name))
      findings.append(
        finding(
          "plain-text-connection", .exposed, sight,
          "\(sight.target.name) sends its binary log to \(who) in the clear: the type of the connection"
            + "\(thread.id.map { " \($0)" } ?? "") is \(thread.connectionType)",
          fix: "on the \(words.slave) "
            + (slave.flatMap(onlyConnection).map { telling($0, options, server(facts, slave ?? host(sight))) }
              ?? "stop that connection, `\(words.change) \(options.joined(separator: ", "))` with its name where it has "
              + "one, and start it")
            + "; on \(sight.target.name) let the account REQUIRE X509, so that it cannot come back"
        ))
    }
    return (findings, plain)
  }

  /// The slaves that log in as the thread's user, where each of them is surely connected otherwise: it says that it is
  /// connected, and with options under which it does not go on without TLS. Those options are of the connection that
  /// stands, since a slave takes others only while it is stopped (manuals, "CHANGE MASTER TO").
  private func encryptedSlaves(like thread: SendingThread, _ sight: ServerSight) -> [String] {
    let links = links.filter { $0.master == sight.target.place }
    let byUser = links.filter { (userTold(on: $0) ?? thread.user) == thread.user }
    return byUser.allSatisfy(refusesPlainText) ? byUser.map { deployment.hosts[$0.slave].name } : []
  }

  /// Whether the slave of a link was seen to be connected as it would not be in the clear: MySQL asks for TLS and
  /// takes nothing else, MariaDB where it verifies its master (measured).
  private func refusesPlainText(_ link: NamedLink) -> Bool {
    guard let row = row(of: link), row.receiving?.lowercased() == "yes", row.options.ssl == true else {
      return false
    }
    let isMySQL = sights[link.slave].facts?.release.flavour == .mysql
    return isMySQL || row.options.verifyServerCert == true
  }

  /// Somebody who reads the binary log in the clear, and is none of the slaves.
  private func strayReader(
    _ thread: SendingThread, beside slaves: [String], _ sight: ServerSight
  ) -> Finding {
    let name = sight.target.name
    let connection = thread.id.map { "connection \($0)" } ?? "a connection"
    let known = slaves.prefix(4).joined(separator: ", ") + (slaves.count > 4 ? " and others" : "")
    return finding(
      "plain-text-connection", .exposed, sight,
      "\(name) sends its binary log in the clear to \(Self.stray(thread)), on \(connection); that is no slave of this "
        + "deployment: \(known) \(slaves.count == 1 ? "is" : "are") connected with TLS",
      fix:
        "see who it is, such as mysqlbinlog or a tool for backups; on \(name): "
        + (thread.id.map { "`KILL \($0)`" } ?? "`KILL` with its number")
        + " ends it; let the account REQUIRE X509, "
        + "so that it cannot come back, and give it another password where nobody knows the reader")
  }

  private static func stray(_ thread: SendingThread) -> String {
    "user '\(thread.user)'\(thread.host.isEmpty ? "" : " from \(thread.host)")"
  }

  /// What a slave said of its connection, where it has only one.
  private func onlyConnection(_ slave: DeployedHost) -> ReplicationStatus? {
    let rows = sights.first { $0.target.name == slave.name }?.facts?.connections ?? []
    return rows.count == 1 ? rows[0] : nil
  }

  /// The slave at the other end, where only one can be meant: of those that log in as the thread's user, or of which
  /// nobody knows as whom.
  private func slave(of thread: SendingThread, _ sight: ServerSight) -> DeployedHost? {
    let links = links.filter { $0.master == sight.target.place }
    let byUser = links.filter { userTold(on: $0) == thread.user }
    let candidates = byUser.isEmpty ? links.filter { userTold(on: $0) == nil } : byUser
    if candidates.count == 1 { return deployment.hosts[candidates[0].slave] }
    let address = thread.host.split(separator: ":").first.map(String.init) ?? thread.host
    let named = candidates.filter { link in
      let name = deployment.hosts[link.slave].name
      return settings.addresses[name]?.host == address || settings.names[name] == address || name == address
    }
    if named.count == 1 { return deployment.hosts[named[0].slave] }
    // A slave that was told not to use TLS, where there is only one.
    let untold = candidates.filter { row(of: $0)?.options.ssl == false }
    return untold.count == 1 ? deployment.hosts[untold[0].slave] : nil
  }

  /// As whom the slave of a link logs in: what it was told, else what its files say; nil where neither is known.
  private func userTold(on link: NamedLink) -> String? {
    if let told = row(of: link)?.options.user, !told.isEmpty { return told }
    return user(of: link)
  }

  /// What a master does not tell of its connections proves nothing.
  func unproven(_ facts: ServerFacts, _ sight: ServerSight) -> [Finding] {
    guard !slaves(of: sight).isEmpty, facts.variables?.hasPerformanceSchema == false else { return [] }
    let users = Set(slaves(of: sight).compactMap(\.side.user))
    let used = (facts.accounts ?? []).filter { users.contains($0.user) }
    let isRequired = !used.isEmpty && used.allSatisfy(\.requirement.wantsTLS)
    // What an account requires is asked at the login: a connection that is older may be in the clear.
    let unseen = unseenSlaves(of: sight)
    let others = unseenReaders(facts, sight)
    let isShown = isRequired && unseen.isEmpty && others == nil
    let remark =
      isShown
      ? "; all of them say that they are connected, use TLS and verify their master, which a connection in the "
        + "clear does not let them"
      : ", so there is no proof that they are\(others.map { "; \($0)" } ?? "")"
        + (isRequired
          ? ": what its accounts require is asked at the next login, not of those that are connected" : "")
    return [
      finding(
        "unproven-encryption", isShown ? .note : .exposed, sight,
        "whether the slaves of \(sight.target.name) are connected with TLS cannot be read: its performance_schema is OFF"
          + remark,
        fix: "set performance_schema = ON under [mysqld] of \(sight.target.name), and restart it"
          + (isShown || !isRequired ? "" : Self.otherWays(unseen, others, sight)))
    ]
  }

  /// What proves encryption without performance_schema, where the accounts require it.
  private static func otherWays(_ unseen: [String], _ others: String?, _ sight: ServerSight) -> String {
    var ways = ""
    if !unseen.isEmpty {
      ways +=
        "; or let `--address` name \(unseen.prefix(4).joined(separator: ", "))"
        + "\(unseen.count > 4 ? " and others" : ""), which verify their master"
    }
    if others != nil {
      ways +=
        "; or, on \(sight.target.name), `KILL` each connection that `SHOW PROCESSLIST` has as Binlog Dump: slaves come "
        + "back by themselves, as their account requires now"
    }
    return ways
  }

  /// That more connections read the binary log than slaves were seen to have, in a sentence; nil where it is not so,
  /// or not known.
  private func unseenReaders(_ facts: ServerFacts, _ sight: ServerSight) -> String? {
    guard let readers = facts.readers?.readers else { return nil }
    let seen = links.count { $0.master == sight.target.place } - unseenSlaves(of: sight).count
    guard readers.count > seen else { return nil }
    let from = Set(readers.map { "'\($0.user)' from \($0.host)" }).sorted()
    let isOne = readers.count == 1
    return "\(readers.count) \(isOne ? "connection reads" : "connections read") its binary log, of "
      + from.prefix(4).joined(separator: ", ") + (from.count > 4 ? " and others" : "")
      + ", and \(seen == 0 ? "none" : "\(seen)") of them \(seen > 1 ? "are slaves" : "is a slave") that "
      + "\(seen > 1 ? "were" : "was") seen to use TLS and verify its master"
  }

  /// The slaves of which it was not seen that they verify their master on a connection that stands: those that do
  /// refuse to go on without TLS.
  private func unseenSlaves(of sight: ServerSight) -> [String] {
    links.filter { $0.master == sight.target.place }.compactMap { link in
      refusesPlainText(link) ? nil : deployment.hosts[link.slave].name
    }
  }

  /// What the slave of a link said of its connection; nil where that was not read.
  func row(of link: NamedLink) -> ReplicationStatus? {
    let slave = deployment.hosts[link.slave]
    let rows = sights[link.slave].facts?.connections ?? []
    let isAlone = rows.count == 1 && slave.connections.count == 1
    return rows.first { isAlone || $0.options.channel == slave.connections[link.connection].channel ?? "" }
  }
}
