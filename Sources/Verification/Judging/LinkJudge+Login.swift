internal import OpenSSL
internal import Replication

/// The login behind the handshake: what accounts and the server ask of a connection.
extension LinkJudge {
  /// A connection without TLS.
  func plainLogin(_ slave: SlaveEnd, _ master: MasterEnd) -> Verdict {
    if master.side.requiresSecureTransport { return .fails(.plainIsRefused) }
    let demands = demands(slave, master)
    if let first = demands.first, !demands.contains(.nothing) { return .fails(.accountRefuses(first)) }
    return .plain
  }

  /// An encrypted connection.
  func login(_ assurance: Assurance, _ slave: SlaveEnd, _ master: MasterEnd) -> Verdict {
    let demands = demands(slave, master)
    let leaf = assurance.ofSlave == nil ? nil : slave.side.presentation?.chain.value?.first
    let cipher = master.end.server.preferredSuite
    guard let refused = demands.first, !demands.contains(where: { $0.isMet(by: leaf, cipher: cipher) }) else {
      return .encrypted(assurance)
    }
    return .fails(.accountRefuses(refused))
  }

  /// What the accounts that the slave may log in to ask for; empty where nothing is known of them.
  private func demands(_ slave: SlaveEnd, _ master: MasterEnd) -> [AccountDemand] {
    guard !master.side.accounts.isEmpty else { return [] }
    return master.side.accounts.filter { slave.side.user == nil || $0.user == slave.side.user }.map(\.demand)
  }
}
