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
    _ row: ReplicationStatus, _ number: Int, _ place: Int?, _ server: Server, _ sight: ServerSight
  ) -> Likeliest? {
    let link = links.first { $0.slave == sight.target.place && $0.connection == place }
    let master = otherMaster(row, link?.master, sight) ?? link?.master
    switch number {
    case 2026:
      return ownFile(row, sight)
        ?? master.flatMap { noTLS(sights[$0]) ?? name(row, $0, server, sight) ?? refused(row, $0, sight) }
    case 2013: return master.flatMap { refused(row, $0, sight) }
    case 1045, 1524, 1698, 1820, 1862:
      return master.flatMap { (number == 1045 ? noTLS(sights[$0]) : nil) ?? login(row, $0, server, sight) }
    case 2003: return master.flatMap { isUpNow(row, sights[$0], server) }
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

  /// The master speaks no TLS: no account that asks for it can be used, and no slave that insists on it connects.
  private func noTLS(_ master: ServerSight) -> Likeliest? {
    guard master.probed?.offersTLS == false else { return nil }
    let name = master.target.name
    return Likeliest(
      sentence: "\(name) offers no TLS",
      fix:
        "on \(name): have its [mysqld] group name ssl_ca, ssl_cert and ssl_key, without skip-ssl, and restart it"
    )
  }

  /// What the master said to the slave's certificate when it was shown; where it took it, the slave refuses.
  private func refused(_ row: ReplicationStatus, _ place: Int, _ sight: ServerSight) -> Likeliest? {
    let (master, name) = (sights[place], sight.target.name)
    let shown = master.receptions.first { $0.presented.host == name }
    guard let shown, let reception = shown.probed.reception else { return nil }
    switch reception {
    case .refused(.certificateRevoked?):
      return Likeliest(
        sentence: "the ssl-crl of \(master.target.name) lists the certificate of \(name): it is revoked",
        fix: "`mkcerts issue \(name.inShell) --replace`, and bring the host its new files")
    case .refused(.certificateExpired?) where (shown.presented.leaf.fields.notAfter ?? time) > time:
      return Likeliest(
        sentence:
          "the revocation list of \(master.target.name), or an authority there, has expired; the certificate of "
          + "\(name) has not",
        fix: "bring \(master.target.name) the crl.pem of now (`mkcerts crl` makes it), and have it load it")
    case .accepted:
      guard row.errorNumber == 2026, let list = row.options.crl ?? row.options.crlPath, !list.isEmpty else {
        return nil
      }
      return Likeliest(
        sentence:
          "\(master.target.name) takes the certificate of \(name), so \(name) refuses what it is shown: its list "
          + "\(list) has expired or lists it, or its \(row.options.ca ?? "authority") is another one",
        fix: "bring \(name) the crl.pem and cacert.pem of now (`mkcerts crl` makes the list)")
    default: return nil
    }
  }

  /// What the master shows is not for the name that the slave dials and verifies.
  private func name(
    _ row: ReplicationStatus, _ place: Int, _ server: Server, _ sight: ServerSight
  ) -> Likeliest? {
    let master = deployment.hosts[place]
    let matching: NameMatching = server.comparesAddressesStrictly ? .addressOrHost : .hostThenAddress
    guard row.options.verifyServerCert ?? server.verifiesMasterByDefault,
      let dialled = row.options.host, !dialled.isEmpty, !server.ignoresName(dialling: dialled),
      let leaf = sights[place].probed?.served?.chain.first
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
    _ row: ReplicationStatus, _ place: Int, _ server: Server, _ sight: ServerSight
  ) -> Likeliest? {
    let master = sights[place]
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
    let judged = logins(accounts + facts.barredAccounts, facts, master).first {
      $0.link.slave == sight.target.place && $0.link.master == place
    }
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
