internal import ArgumentParser
internal import Fleet
internal import Live

/// What shows that hosts have what a rollover gave them.
struct EvidenceOptions: ParsableArguments {
  static let title =
    "What hosts have (recorded by promote and finish, so that each host can be shown on its own)"

  @Option(
    help: ArgumentHelp(
      "The folder that a host's server reads, or a copy fetched from there; or a folder with one for each "
        + "host. Repeatable.", valueName: "dir"), completion: .directory)
  var deployed: [String] = []

  @Option(
    help: ArgumentHelp(
      """
      A running server, as `probe` takes it: what it serves is looked at. It shows what a master presents, not whom a \
      host trusts, nor what it presents to a master of its own. Repeatable.
      """, valueName: "server"))
  var probe: [String] = []

  @Option(
    help: ArgumentHelp(
      "A host that is known to have the files of its folder and to use them. Repeatable.", valueName: "host"))
  var confirm: [String] = []

  @Flag(help: "Every host is known to have the files of its folder and to use them.")
  var confirmAll = false

  func validate() throws {
    try ProbeOptions.check(probe)
    if confirmAll, !confirm.isEmpty {
      throw ValidationError("--confirm-all confirms every host: leave --confirm out")
    }
  }

  func evidence(in pki: PKIFolder) throws -> RolloverEvidence {
    RolloverEvidence(
      witnesses: (deployed.isEmpty ? [] : [DeployedFolders(deployed, of: pki)]) + (try served()),
      confirmed: try confirm.map { try HostName($0) }, confirmsAll: confirmAll)
  }

  /// What the named servers serve just now.
  private func served() throws -> [any HostWitness] {
    guard !probe.isEmpty else { return [] }
    let servers = try ProbeOptions.servers(probe, port: ProbeSettings.port(of: .mysql))
    let probed = Prober(ProbeSettings()).probe(servers.map(\.endpoint))
    let sights = zip(servers, probed).map { server, probed in
      ServedCertificates.Sight(
        place: probed.endpoint.description, host: server.host, certificate: probed.served?.chain.first,
        reason: probed.failure?.description, hint: probed.failure?.hint)
    }
    return [ServedCertificates(sights)]
  }
}

/// `--force`, of the steps that have a gate.
struct ForceOption: ParsableArguments {
  @Flag(help: "Do it although a host is not shown to be ready; what that breaks is told.")
  var force = false
}
