internal import CertificateAuthority
internal import Replication

/// Makes procedures from what is known of all hosts.
struct ProcedureMaker {
  let scripts: HostScripts
  let pki: PKIFolder
  /// The names of the hosts that replicate from each, looked up once: there may be thousands.
  private let followers: [String: [String]]

  /// The hosts with a certificate that was revoked, in whose place nothing was issued.
  private let revoked: Set<String>

  init(scripts: HostScripts, pki: PKIFolder, revoked: Set<String>) throws {
    self.scripts = scripts
    self.pki = pki
    self.revoked = revoked
    var followers: [String: [String]] = [:]
    for slave in try scripts.register.slaves() {
      guard let master = try scripts.masterName(of: slave), master != slave else { continue }
      followers[master, default: []].append(slave)
    }
    self.followers = followers
  }

  func procedure(_ kind: Procedure.Kind, _ host: String) throws -> Procedure {
    switch kind {
    case .newTopology: try newTopology(of: host)
    case .newSlave: try newSlave(host)
    case .promotion: try promotion(of: host)
    case .newRequirement: try newRequirement(of: host)
    }
  }

  // MARK: Hosts

  func configuration(_ name: String) throws -> HostConfiguration {
    guard let host = try scripts.register.role(name) else {
      throw FleetError(
        .unknownHost, "nothing is issued to \(name) in \(pki.root)", hint: "see all hosts with `mkcerts list`"
      )
    }
    return try scripts.configuration(name, host.role, keepsKeys: host.keepsKeys)
  }

  /// The hosts that replicate from `master`, in order.
  func slaves(of master: String) throws -> [HostConfiguration] {
    try (followers[master] ?? []).map(configuration)
  }

  /// Whether somebody replicates from it.
  func hasSlaves(_ name: String) -> Bool { followers[name] != nil }

  /// Of the hosts that take part, and of those that would follow one of them, what is said of the revoked ones.
  func remarksOnRevoked(among hosts: [String]) throws -> [String] {
    let known = Set(hosts)
    let concerned = try revoked.filter {
      try known.contains($0) || scripts.masterName(of: $0).map { known.contains($0) } == true
    }
    return try concerned.sorted().map { name in
      let keepsKeys = try scripts.register.role(name)?.keepsKeys == true
      return
        "\(name) is revoked, and \(known.contains(name) ? "is refused by the others" : "left out"); where it is to "
        + "be trusted again, first: `mkcerts issue \(name)\(keepsKeys ? " --csr FILE" : "") --replace`"
    }
  }

  func task(
    on host: HostConfiguration, for purpose: String, _ steps: [DeploymentStep], remarks: [String] = []
  ) -> HostTask {
    HostTask(on: host, for: purpose, steps, from: pki.host(host.name), remarks: remarks)
  }

  // MARK: Tasks that procedures have in common

  /// The host has its files, and its server uses them.
  func installation(on host: HostConfiguration, for purpose: String) -> HostTask {
    let first = FirstInstallation(of: host, optionFile: HostTexts.optionFileName)
    return task(on: host, for: purpose, first.steps, remarks: first.remarks)
  }

  /// All accounts that slaves log in with.
  func accounts(on master: HostConfiguration) throws -> HostTask {
    let accounts = try AccountStatements(of: master, accounts: scripts.accounts(on: master))
    return task(
      on: master, for: "the accounts that its slaves log in with",
      accounts.statements.map(DeploymentStep.statement)
        + accounts.checks.map { .check($0, expecting: "the REQUIRE clause") },
      remarks: ["put the password, in single quotes, in the place of \(AccountStatements.placeholder)"])
  }

  /// The slave is told of its master, and replicates.
  ///
  /// - Parameter position: what is to be done about the position first.
  func replication(
    on slave: HostConfiguration, from address: MasterAddress, _ server: Server, for purpose: String,
    after preparation: [DeploymentStep], position: (ChangeMaster) -> String,
    then checks: [DeploymentStep] = []
  ) throws -> HostTask {
    let change = try ChangeMaster(of: slave, from: address, on: server)
    let mixed = MixedPair(slave: slave.server, master: server)?.remarks ?? []
    let stop = change.isStopped(.new) ? [DeploymentStep.statement("\(slave.connection.stop);")] : []
    return task(
      on: slave, for: purpose,
      preparation + stop + [
        .byHand(position(change)), .statement(change.change(.new).joined(separator: "\n")),
        .statement("\(slave.connection.start);"), slave.checkOfReplication,
      ] + checks,
      remarks: (preparation.isEmpty ? [] : slave.remarksOnKeys) + mixed.map { String($0.dropLast()) }
        + (slave.verifiesName ? [] : [Self.unchecked(slave)]))
  }

  private static func unchecked(_ slave: HostConfiguration) -> String {
    let plain = slave.server.refusesPlainMaster ? "" : ", and follows in plain text where that has no TLS"
    return "it does not check the name of its \(slave.server.words.master)\(plain) (--no-verify-name)"
  }

  /// What shows that all slaves of a master are connected over TLS.
  func proof(on master: HostConfiguration) -> HostTask {
    let query = ReplicationProof(master: master.server).query
    let step: DeploymentStep =
      query.map { .check($0, expecting: "SSL/TLS for every slave") }
      ?? .byHand(
        "no table of \(master.server.title) shows it: the REQUIRE of the accounts has to vouch for it")
    return task(on: master, for: "the proof that replication is encrypted", [step])
  }

  /// No connection without TLS any more: last, since it stops whoever has none yet.
  func secureTransport(on master: HostConfiguration) -> HostTask? {
    guard master.server.hasRequireSecureTransport, !master.requiresSecureTransport else { return nil }
    return task(
      on: master, for: "no connection without TLS any more, where every client has it",
      [
        .statement("SET GLOBAL require_secure_transport = ON;"),
        .byHand(
          "take the # from require_secure_transport in its \(HostTexts.optionFileName), so that it lasts"),
      ],
      remarks: ["this is for every client over TCP, not only for slaves; leave it out where one has no TLS"])
  }
}
