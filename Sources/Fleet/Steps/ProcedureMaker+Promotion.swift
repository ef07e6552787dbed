internal import Replication

extension Server {
  /// What lets everybody write again; `read_only` goes on with `super_read_only` and stays on without it.
  fileprivate var writableAgain: [String] {
    ["SET GLOBAL \(readOnly) = OFF;"] + (readOnly == "read_only" ? [] : ["SET GLOBAL read_only = OFF;"])
  }
}

extension ProcedureMaker {
  /// Nobody writes until the new master has everything; then it writes, and all others follow it.
  func promotion(of name: String) throws -> Procedure {
    let next = try configuration(name)
    guard next.role.serverPair != nil else { throw cannotServe(next) }
    guard next.role.clientPair != nil, let oldName = try scripts.masterName(of: name) else {
      throw FleetError(
        .conflict, "\(name) is a \(next.role) and replicates from nobody: it is a master already",
        hint: "name the slave that is to become master; see them with `mkcerts list`")
    }
    let old = try configuration(oldName)
    let others = try slaves(of: oldName).filter { $0.name != name }
    var groups = HostTaskGroups()
    groups.add(try readiness(of: next))
    groups.add(standstill(of: old, followedBy: name))
    for slave in others + [next] { groups.add(catchingUp(slave, with: old)) }
    groups.add(takeover(by: next))
    for slave in others {
      groups.add(
        try replication(
          on: slave, from: scripts.address(of: name, for: slave), next.server, for: "follow the new master",
          after: [], position: { Self.position($0, of: name, withGTID: "it goes on by itself") }))
    }
    if old.role.clientPair != nil {
      groups.add(
        try replication(
          on: old, from: scripts.address(of: name, for: old), next.server,
          for: "the old master follows the new one", after: [],
          position: { Self.position($0, of: name, withGTID: Self.startOfOldMaster(old.server)) }))
    }
    groups.add(proof(on: next))
    secureTransport(on: next).map { groups.add($0) }
    return Procedure(
      kind: .promotion, host: name, tasks: groups.inOrder,
      remarks: try names(of: next, old) + roles(of: old)
        + remarksOnRevoked(among: others.map(\.name) + [name, oldName]))
  }

  private static func position(_ change: ChangeMaster, of name: String, withGTID: String) -> String {
    "put the account's password in the place of <password>; where it follows by file and position, add those that "
      + "\(name) showed: \(change.positionByFile); with GTID \(withGTID)"
  }

  /// What a master wrote itself is in its own binary log alone; MariaDB begins at what a slave was sent, and asks for
  /// all of it anew (gtid_slave_pos; 1236 where that is gone, measured on 10.11).
  private static func startOfOldMaster(_ server: Server) -> String {
    server.flavour == .mysql
      ? "it goes on by itself"
      : "begin with `SET GLOBAL gtid_slave_pos = @@GLOBAL.gtid_current_pos;`, since it was sent nothing of what it wrote"
  }

  private func cannotServe(_ host: HostConfiguration) -> FleetError {
    FleetError(
      .conflict,
      "\(host.name) is a \(host.role) and has no server certificate, which a master needs",
      hint:
        "`mkcerts issue \(host.name) --role both --san NAME --replace\(host.keepsKeys ? " --csr FILE" : "")`, "
        + "where NAME is what slaves will dial")
  }

  /// What can be seen to before anything stops.
  private func readiness(of next: HostConfiguration) throws -> HostTask {
    let accounts = try AccountStatements(of: next, accounts: scripts.accounts(on: next))
    return task(
      on: next, for: "what it needs as a master, before anything stops",
      [next.checkOfTLS] + accounts.checks.map { .check($0, expecting: "the REQUIRE clause") }
        + [
          .check("SHOW GLOBAL VARIABLES LIKE 'log_bin';", expecting: "ON"),
          .byHand(
            "an account that is not there is made on the old master, from which it comes here: "
              + "\(HostTexts.accountsName) has the statements"),
        ])
  }

  private func standstill(of old: HostConfiguration, followedBy name: String) -> HostTask {
    task(
      on: old, for: "no more writes on the old master",
      [
        .statement("SET GLOBAL \(old.server.readOnly) = ON;"),
        .check("\(old.server.logStatus);", expecting: "the position that every slave has to reach"),
      ], remarks: ["where the old master is lost, begin with the slave that is furthest, instead of this"])
  }

  private func catchingUp(_ slave: HostConfiguration, with old: HostConfiguration) -> HostTask {
    let (file, position) =
      slave.server.words.prefix == "SOURCE_"
      ? ("Relay_Source_Log_File", "Exec_Source_Log_Pos") : ("Relay_Master_Log_File", "Exec_Master_Log_Pos")
    return task(
      on: slave, for: "everything of the old master is here",
      [
        .check(
          "\(slave.connection.status);", expecting: "\(file) and \(position) as they are on the old master")
      ])
  }

  /// `RESET SLAVE ALL` keeps the TLS options in MariaDB (measured), which hurts nobody: the statement that makes
  /// it a slave again names all of them.
  private func takeover(by next: HostConfiguration) -> HostTask {
    task(
      on: next, for: "the new master",
      [
        .statement("\(next.connection.stop);"), .statement("\(next.connection.reset);"),
      ] + next.server.writableAgain.map { .statement($0) } + [
        .check("\(next.server.logStatus);", expecting: "the position from which the others follow"),
        .byHand("clients write here from now on"),
      ])
  }

  /// What the certificate of the new master has to say, before slaves dial it.
  private func names(of next: HostConfiguration, _ old: HostConfiguration) throws -> [String] {
    let has = try scripts.names(of: next.name)
    let dialled = try scripts.address(of: next.name, for: old).host
    let before = try scripts.master(for: next).0.host
    var remarks = [
      "slaves will dial \(dialled); the certificate of \(next.name) is for \(has.joined(separator: ", "))"
    ]
    let replaced =
      "`mkcerts issue \(next.name) --replace \(has.map(Self.option).joined(separator: " ")) "
    let own = next.keepsKeys ? " --csr FILE" : ""
    if !has.contains(dialled) {
      remarks.append(
        "that name is not among them, so that slaves will refuse it: \(replaced)\(Self.option(dialled))\(own)`"
      )
    } else if !has.contains(before) {
      remarks.append(
        "slaves dial \(before) now: where that name is to lead to \(next.name) instead, it has to be among them "
          + "first: \(replaced)\(Self.option(before))\(own)`, and then `--master-host \(before.inShell)` here"
      )
    }
    return remarks
  }

  private static func option(_ name: String) -> String { "--san \(name.inShell)" }

  private func roles(of old: HostConfiguration) -> [String] {
    let own = old.keepsKeys ? " --csr FILE" : ""
    let role =
      old.role.clientPair == nil
      ? [
        "\(old.name) is a \(old.role) without a client certificate, so that it cannot follow afterwards: first "
          + "`mkcerts issue \(old.name) --role both --replace\(own)`, and bring it its files"
      ] : []
    return role + [
      "what mkcerts notes of masters stays as it is: afterwards change master in the fleet file and apply it, or "
        + "issue the hosts anew with --master-host"
    ]
  }
}
