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
        host: configuration, master: address, user: scripts.asked.user, members: members(of: kind, address))
    ).text
  }

  /// All servers, the host itself first. For a program that connects to servers: what it dials, which stands alone
  /// where it is asked for, and the others, without the program's own host.
  private func members(of kind: ConfigurationKind, _ dialled: MasterAddress) throws -> [KindFacts.Member] {
    let all = try scripts.masters.map { master in
      KindFacts.Member(
        name: master.name, address: try scripts.dialledName(of: master), port: dialled.port,
        names: master.names,
        isPeer: try Fleet.enrolled(master.name, in: ledger)?.role == .peer)
    }
    let own = kind.isOfServer ? all.first { $0.name == host.name } : nil
    let first =
      own ?? all.first { $0.address == dialled.host }
      ?? KindFacts.Member(name: dialled.host, address: dialled.host, port: dialled.port)
    guard !kind.isOfServer else { return [first] + all.filter { $0 != first } }
    guard scripts.asked.masterHost == nil else { return [first] }
    return [first] + all.filter { $0 != first && $0.name != host.name }
  }
}
