internal import Replication

/// Procedures after which there is more than before.
extension ProcedureMaker {
  /// Masters first, each with its accounts, so that no slave is refused; what refuses those without TLS comes last.
  func newTopology(of name: String) throws -> Procedure {
    let first = try configuration(name)
    guard first.role.serverPair != nil else {
      let master = try scripts.masterName(of: name) ?? "master"
      throw FleetError(
        .conflict, "\(name) is a \(first.role), and a topology begins with its master",
        hint: "`mkcerts config \(master) --steps new-topology`")
    }
    let hosts = try reached(from: first)
    let masters = hosts.filter { $0.name == name || hasSlaves($0.name) }
    let isMaster = Set(masters.map(\.name))
    var groups = HostTaskGroups()
    for master in masters {
      groups.add(installation(on: master, for: "its files, and a server that uses them"))
    }
    groups.add(try accounts(on: first))
    let position = { (change: ChangeMaster) in
      "put the account's password in the place of <password>, and add the position of the data that it was made "
        + "from: \(change.position)"
    }
    // Where masters follow each other, the first one comes last: its accounts have to reach the other before.
    let ownMaster = first.role.clientPair == nil ? nil : try scripts.masterName(of: name)
    let isFollowing = masters.contains { $0.name == ownMaster && $0.name != name }
    for slave in hosts.dropFirst() + (isFollowing ? [first] : []) {
      let (address, server) = try scripts.master(for: slave)
      // A master among the slaves has its files by now.
      let files =
        isMaster.contains(slave.name)
        ? [] : FirstInstallation(of: slave, optionFile: HostTexts.optionFileName).steps
      let isNext = isMaster.contains(slave.name) && slave.name != name
      groups.add(
        try replication(
          on: slave, from: address, server, for: "its files, its master, and replication", after: files,
          position: position, then: isNext ? arrival(of: name, on: slave) : []))
    }
    for master in masters where hasSlaves(master.name) { groups.add(proof(on: master)) }
    for master in masters { secureTransport(on: master).map { groups.add($0) } }
    let none = hosts.count == 1 ? ["no slave is issued yet: `mkcerts issue slave01`"] : []
    let besides =
      "replication needs more than these files: in [mysqld] of every host a server_id of its own, and of masters "
      + "log_bin and a bind_address that slaves reach, which in packages may be 127.0.0.1"
    return Procedure(
      kind: .newTopology, host: name, tasks: groups.inOrder,
      remarks: none + [besides] + (try remarksOnRevoked(among: hosts.map(\.name))))
  }

  /// Accounts come to a master in the middle by replication; made there as well, theirs might be another password.
  private func arrival(of first: String, on master: HostConfiguration) throws -> [DeploymentStep] {
    let accounts = try AccountStatements(of: master, accounts: scripts.accounts(on: master))
    return accounts.checks.map { .check($0, expecting: "the REQUIRE clause, once it came from \(first)") }
  }

  /// The host, its slaves, theirs, and so on: each once, in that order.
  private func reached(from first: HostConfiguration) throws -> [HostConfiguration] {
    var hosts = [first]
    var seen: Set<String> = [first.name]
    var next = 0
    while next < hosts.count {
      for slave in try slaves(of: hosts[next].name) where seen.insert(slave.name).inserted {
        hosts.append(slave)
      }
      next += 1
    }
    return hosts
  }

  /// The master goes on as it is: it trusts the authority already, and is neither reloaded nor restarted.
  func newSlave(_ name: String) throws -> Procedure {
    let slave = try configuration(name)
    guard slave.role.clientPair != nil else {
      throw FleetError(
        .conflict, "\(name) is a \(slave.role), which replicates from nobody",
        hint: "`mkcerts issue \(name) --role both --replace\(slave.keepsKeys ? " --csr FILE" : "")`")
    }
    guard let masterName = try scripts.masterName(of: name) else {
      throw FleetError(
        .conflict, "there is no master in \(pki.root) that \(name) could replicate from",
        hint: "issue one with `mkcerts issue db1 --role master --san NAME`")
    }
    let master = try configuration(masterName)
    let (address, server) = try scripts.master(for: slave)
    let tasks = [
      try account(of: slave, as: address.user, on: master),
      try replication(
        on: slave, from: address, server, for: "its files, its master, and replication",
        after: FirstInstallation(of: slave, optionFile: HostTexts.optionFileName).steps,
        position: { change in
          "make its data from \(masterName), put the account's password in the place of <password>, and add the "
            + "position of that data: \(change.position)"
        }),
      proof(on: master),
    ]
    return Procedure(
      kind: .newSlave, host: name, tasks: tasks,
      remarks: [
        "\(masterName) trusts the authority of \(name) already: it is neither reloaded nor restarted",
        "replication needs more than these files: in [mysqld] of \(name) a server_id that no other host has",
      ]
        + (try remarksOnRevoked(among: [name, masterName]).filter { $0.hasPrefix(masterName + " ") }))
  }

  /// The account that one slave logs in with: its own is made, one of all slaves is there.
  private func account(
    of slave: HostConfiguration, as user: String, on master: HostConfiguration
  ) throws -> HostTask {
    let all = try scripts.accounts(on: master)
    let own = all.filter { $0.name.user == user }
    let accounts = try AccountStatements(of: master, accounts: own.isEmpty ? all : own)
    let isItsAlone = try scripts.hasItsOwnAccount(slave.name)
    let checks = accounts.checks.map { DeploymentStep.check($0, expecting: "the REQUIRE clause") }
    return task(
      on: master, for: "the account that \(slave.name) logs in with",
      isItsAlone
        ? accounts.statements.map { .statement($0) } + checks
        : checks + [
          .byHand("where it is not there, run what \(HostTexts.accountsName) of \(master.name) has of it")
        ],
      remarks: isItsAlone
        ? ["put the password, in single quotes, in the place of \(AccountStatements.placeholder)"] : [])
  }
}
