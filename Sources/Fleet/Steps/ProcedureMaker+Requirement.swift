internal import Replication

/// What accounts require is changed while slaves replicate with them.
extension ProcedureMaker {
  /// A slave shows its certificate before an account asks for it, an account is there before somebody logs in as it,
  /// and each slave logs in anew at a time when that can be looked at: what an account requires is checked at a login
  /// alone, so that a slave that it refuses would fail some night later.
  func newRequirement(of name: String) throws -> Procedure {
    let host = try configuration(name)
    let masterName = host.role.clientPair == nil ? nil : try scripts.masterName(of: name)
    let ofAll = hasSlaves(name) || masterName == nil
    guard let masterName = ofAll ? name : masterName else { throw nobody(host) }
    let master = try configuration(masterName)
    let slaves = ofAll ? try slaves(of: name) : [host]
    guard !slaves.isEmpty else { throw nobody(host) }
    var groups = HostTaskGroups()
    groups.add(replacement(on: host))
    for slave in slaves { groups.add(presentation(by: slave)) }
    groups.add(try demand(of: master, on: ofAll ? nil : host))
    for slave in slaves { groups.add(try newLogin(of: slave)) }
    groups.add(proof(on: master))
    return Procedure(
      kind: .newRequirement, host: name, tasks: groups.inOrder,
      remarks: [
        "where less is required than before, the accounts of \(masterName) are changed first, and then the files"
      ] + (try leftover(slaves, master)) + (try remarksOnRevoked(among: slaves.map(\.name) + [masterName])))
  }

  private func nobody(_ host: HostConfiguration) -> FleetError {
    FleetError(
      .conflict, "nobody replicates from \(host.name), so that no account of a slave is in use",
      hint: "make the first slave: `mkcerts issue slave01`")
  }

  /// The files of a host that was issued anew, which stop nothing where they are the same.
  private func replacement(on host: HostConfiguration) -> HostTask {
    let replacement = FileReplacement(of: host, files: host.files)
    return task(
      on: host, for: "its files, where it was issued anew", replacement.steps, remarks: replacement.remarks)
  }

  /// What a slave shows is what its connection was told of.
  private func presentation(by slave: HostConfiguration) -> HostTask {
    let prefix = slave.server.words.prefix == "SOURCE_" ? "Source" : "Master"
    let certificate = slave.role.clientPair.map { slave.directory($0.certificate) } ?? ""
    return task(
      on: slave, for: "a connection that shows its certificate before anybody asks for it",
      [
        .check(
          "\(slave.connection.status);",
          expecting: "\(slave.server.words.connectionColumn): Yes, and \(prefix)_SSL_Cert: \(certificate)")
      ],
      remarks: [
        "where it shows another or none, first run what \(HostTask.runningStatement(of: slave.name)) prints"
      ])
  }

  /// The accounts as they are from now on.
  ///
  /// - Parameter slave: whose account alone is meant; nil for all of them.
  private func demand(of master: HostConfiguration, on slave: HostConfiguration?) throws -> HostTask {
    let all = try scripts.accounts(on: master)
    let user = try slave.map { try scripts.master(for: $0).0.user }
    let own = all.filter { $0.name.user == user }
    let accounts = try AccountStatements(of: master, accounts: own.isEmpty ? all : own)
    return task(
      on: master, for: "what its accounts require",
      accounts.statements.map { .statement($0) }
        + accounts.checks.map { .check($0, expecting: "the REQUIRE clause") },
      remarks: [
        "put the password, in single quotes, in the place of \(AccountStatements.placeholder); an account that is "
          + "there keeps the one that it has, so that for such accounts the lines with CREATE USER can be left out"
      ])
  }

  /// The slave logs in anew, as whom it is meant to.
  private func newLogin(of slave: HostConfiguration) throws -> HostTask {
    let (address, server) = try scripts.master(for: slave)
    let change = try ChangeMaster(of: slave, from: address, on: server)
    let prefix = slave.server.words.prefix
    return task(
      on: slave, for: "a login under the new requirement, one slave after the other",
      [
        .statement("\(slave.connection.stop);"),
        .statement(change.change(.login).joined(separator: "\n")),
        .statement("\(slave.connection.start);"), slave.checkOfReplication,
      ],
      remarks: [
        "put the account's password in the place of <password>; where \(prefix)USER is as it was, the two lines "
          + "with \(prefix)USER and \(prefix)PASSWORD can be left out"
      ])
  }

  /// Accounts that nobody logs in with any more let in whoever knows their password.
  private func leftover(_ slaves: [HostConfiguration], _ master: HostConfiguration) throws -> [String] {
    let kept = Set(try scripts.accounts(on: master).map(\.name.user))
    let usual = try scripts.usualUser(on: master.name)
    let users = [usual] + slaves.map { HostScripts.ownUser(of: $0.name, usual) }
    let gone = try users.filter { !kept.contains($0) }.map {
      try AccountName(user: $0, host: scripts.accountHost(on: master.name), on: master.server).description
    }
    guard !gone.isEmpty else { return [] }
    return [
      "no slave logs in as \(gone.prefix(4).joined(separator: ", "))\(gone.count > 4 ? " and so on" : "") afterwards: "
        + "where such an account is there, DROP USER takes it away once the proof shows nobody with it"
    ]
  }
}
