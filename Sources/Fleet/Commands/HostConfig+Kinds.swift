public import Replication

extension HostConfig {
  /// What a program that uses the host's files is to be told.
  ///
  /// - Throws: where the host's role or server does not go with the kind, with the command that helps, and
  ///   where the syntax cannot hold one of its paths or names.
  public func text(for kind: ConfigurationKind) throws -> String {
    let configuration = try scripts.configuration(host.name, host.role, keepsKeys: keepsKeys)
    let (address, _) = try scripts.master(for: configuration)
    return try KindText(
      kind,
      KindFacts(
        host: configuration, master: address, user: scripts.asked.user, members: members(address))
    ).text
  }

  /// All servers, the host itself first, or what it dials where it is none; that one alone where it is asked for.
  private func members(_ dialled: MasterAddress) throws -> [KindFacts.Member] {
    let all = try scripts.masters.map { master in
      KindFacts.Member(
        name: master.name, address: try scripts.dialledName(of: master), port: dialled.port,
        names: master.names,
        isPeer: try Fleet.enrolled(master.name, in: ledger)?.role == .peer)
    }
    let own = host.role.serverPair == nil ? nil : host.name
    let first = all.first { own == nil ? $0.address == dialled.host : $0.name == own }
    let unknown = KindFacts.Member(
      name: dialled.host, address: dialled.host, port: dialled.port)
    if own == nil, scripts.asked.masterHost != nil { return [first ?? unknown] }
    return [first ?? unknown] + all.filter { $0 != first }
  }
}
