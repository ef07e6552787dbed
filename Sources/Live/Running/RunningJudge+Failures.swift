internal import OpenSSL
internal import Replication
internal import Verification

/// What a failing connection comes from, where what was just read of both ends tells it.
extension RunningJudge {
  /// A cause, and what mends it.
  struct Likeliest {
    let sentence: String
    let fix: String
  }

  /// What both ends show; nil where that leaves it open, so that the likeliest cause of the message stands.
  func seenCause(
    _ row: ReplicationStatus, _ number: Int, _ place: Int, _ server: Server, _ sight: ServerSight
  ) -> Likeliest? {
    let link = links.first { $0.slave == sight.target.place && $0.connection == place }
    switch number {
    case 2026: return ownFile(row, sight) ?? link.flatMap { name(row, $0, server, sight) }
    case 1045, 1524, 1698, 1820, 1862: return link.flatMap { login(row, $0, server, sight) }
    case 2003: return link.flatMap { isUpNow(row, sights[$0.master], server) }
    default: return nil
    }
  }

  /// The slave says which of its own files it cannot use.
  private func ownFile(_ row: ReplicationStatus, _ sight: ServerSight) -> Likeliest? {
    let files = [
      ("Unable to get private key", row.options.key, "key", "0600"),
      ("Unable to get certificate", row.options.cert, "certificate", "0644"),
    ]
    guard let (_, file, what, mode) = files.first(where: { row.error.contains($0.0) }), let file,
      !file.isEmpty
    else { return nil }
    return Likeliest(
      sentence:
        "its server cannot use its \(what), \(file): it is not there, another user's, or no PEM in clear",
      fix:
        "on \(sight.target.name): `sudo -u mysql head -1 \(ShellWord(path: file))` prints a BEGIN line, else put it "
        + "there and `chown mysql: \(ShellWord(path: file))`, `chmod \(mode) \(ShellWord(path: file))`, and start the "
        + "connection again")
  }

  /// What the master shows is not for the name that the slave dials and verifies.
  private func name(
    _ row: ReplicationStatus, _ link: NamedLink, _ server: Server, _ sight: ServerSight
  ) -> Likeliest? {
    let master = deployment.hosts[link.master]
    let matching: NameMatching = server.comparesAddressesStrictly ? .addressOrHost : .hostThenAddress
    guard row.options.verifyServerCert ?? server.verifiesMasterByDefault,
      let dialled = row.options.host, !dialled.isEmpty, !server.ignoresName(dialling: dialled),
      let leaf = sights[link.master].probed?.served?.chain.first
        ?? master.asMaster?.presentation?.chain.value?.first,
      !leaf.matches(dialled: dialled, as: matching)
    else { return nil }
    let names = (leaf.fields.subjectAlternativeNames ?? []).map(\.text)
    return Likeliest(
      sentence: "\(sight.target.name) dials \(dialled), and what \(master.name) shows is for "
        + (names.isEmpty ? "no name but its common one" : names.prefix(8).joined(separator: ", ")),
      fix: "dial one of these names, or \(issuing(master, for: dialled))")
  }

  /// The accounts of the master tell whether it is there, and whether what it requires is met.
  private func login(
    _ row: ReplicationStatus, _ link: NamedLink, _ server: Server, _ sight: ServerSight
  ) -> Likeliest? {
    let master = sights[link.master]
    guard let facts = master.facts, let accounts = facts.accounts, let user = row.options.user, !user.isEmpty
    else {
      return nil
    }
    let name = master.target.name
    if let account = barred(user, master), account.isLocked {
      return Likeliest(
        sentence: "the account \(account.quoted) on \(name) is locked", fix: "on \(name): \(account.release)")
    }
    if let anonymous = anonymous(for: sight, master) {
      return Likeliest(
        sentence:
          "\(name) takes it for the anonymous account \(anonymous.quoted), whose password it does not have",
        fix: "on \(name): `DROP USER \(anonymous.quoted)`")
    }
    let held = accounts.filter { $0.user == user }
    guard !held.isEmpty else {
      guard barred(user, master) == nil else { return nil }
      return Likeliest(
        sentence: "\(name) has no account '\(user)'", fix: "make it with accounts.sql on \(name)")
    }
    let judged = logins(accounts + facts.barredAccounts, facts, master).first { $0.link == link }
    if let judged, let refusal = judged.login.refusal,
      judged.login.isForRequirement || judged.login.passwordRefusal != nil || age(judged, facts) != nil
    {
      return Likeliest(
        sentence: refusal, fix: fix(judged, host(master).asMaster?.accounts ?? [], master))
    }
    guard [1045, 1698].contains(row.errorNumber ?? 0) else { return nil }
    let shows = row.options.ssl == true && row.options.cert?.isEmpty == false
    let isMet = held.allSatisfy { account in
      switch account.requirement {
      case .none: true
      case .ssl: row.options.ssl == true
      case .x509: shows
      // Whether names are those that are asked for, its certificate tells.
      case .specified: shows && judged?.login.refusal == nil && judged?.login.undecided == nil
      }
    }
    let isByName = held.contains { if case .specified = $0.requirement { true } else { false } }
    guard isMet else { return nil }
    let prefix = server.words.prefix
    return Likeliest(
      sentence:
        "the password is not that of \(held.map(\.quoted).joined(separator: ", ")) on \(name), or the slave "
        + "does not connect from such a host; what the account requires is met"
        + (isByName
          ? " by the certificate that \(sight.target.name) has here; on its machine may lie another" : ""),
      fix: "on \(sight.target.name): " + telling(row, ["\(prefix)PASSWORD = <password>"], server)
        + ", with the password in single quotes")
  }

  /// The anonymous account that a slave is, or may be, taken for in the place of its own; nil where there is none.
  private func anonymous(for sight: ServerSight, _ master: ServerSight) -> MasterAccount.Name? {
    guard let facts = master.facts, let held = facts.accounts else { return nil }
    let all = held + facts.barredAccounts.filter(\.user.isEmpty)
    guard all.contains(where: \.user.isEmpty) else { return nil }
    for judged in logins(all, facts, master, of: sight.target.place) {
      if let account = judged.login.accounts.first, account.user.isEmpty { return account }
    }
    return nil
  }

  /// The master answers now, where it did not when the slave last tried.
  private func isUpNow(_ row: ReplicationStatus, _ master: ServerSight, _ server: Server) -> Likeliest? {
    guard let probed = master.probed, probed.release != nil, let endpoint = master.target.endpoint,
      endpoint.host?.lowercased() == row.options.host?.lowercased(),
      endpoint.port.map(Int.init) == row.options.port ?? 3306
    else { return nil }
    let statements = statements(row, server)
    return Likeliest(
      sentence: "\(master.target.name) was down when the slave last tried; it answers now at \(endpoint)",
      fix: "wait for the next attempt, Connect_Retry seconds after the last, or `\(statements.stop)`, "
        + "`\(statements.start)`; where that does not help, see the way from the slave's host")
  }
}
