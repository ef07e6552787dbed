internal import OpenSSL
internal import Replication

/// The login behind the handshake: what accounts and the server ask of a connection.
extension LinkJudge {
  /// A connection without TLS.
  func plainLogin(_ slave: SlaveEnd, _ master: MasterEnd) -> Verdict {
    if master.side.requiresSecureTransport { return .fails(.plainIsRefused) }
    let refusal = refusal(slave, master) { $0 == .nothing }
    return refusal.map(Verdict.fails) ?? .plain
  }

  /// An encrypted connection.
  func login(_ assurance: Assurance, _ slave: SlaveEnd, _ master: MasterEnd) -> Verdict {
    let leaf = assurance.ofSlave == nil ? nil : slave.side.presentation?.chain.value?.first
    let cipher = master.end.server.preferredSuite
    let refusal = refusal(slave, master) { $0.isMet(by: leaf, cipher: cipher) }
    return refusal.map(Verdict.fails) ?? .encrypted(assurance)
  }

  /// What keeps the slave from logging in and replicating; nil where nothing does, or where that depends on which of
  /// several accounts it is taken for.
  private func refusal(
    _ slave: SlaveEnd, _ master: MasterEnd, isMet: (AccountDemand) -> Bool
  ) -> Obstacle? {
    switch accounts(slave, master) {
    case .unknown: return nil
    case .none(let isKnown): return .noAccount(slave.side.user ?? "", hostIsKnown: isKnown)
    case .among(let accounts):
      let refusals = accounts.map { $0.refusal(of: slave.side.user, isMet) }
      return refusals.contains(nil) ? nil : refusals[0]
    }
  }

  /// What the accounts of the link's master make of its login, whatever else stands in the way of the link.
  ///
  /// - Parameter cipher: one that the master was seen to choose, which counts beside the server's own first choice.
  func accountObstacle(_ link: Link, cipher: String?) -> Obstacle? {
    guard let master = master(link.master) else { return nil }
    let slave = slave(link)
    let leaf = slave.side.presentation?.chain.value?.first
    return refusal(slave, master) { demand in
      guard slave.usesTLS else { return demand == .nothing }
      return [cipher, master.end.server.preferredSuite].contains { demand.isMet(by: leaf, cipher: $0) }
    }
  }

  /// Of the accounts that the slave of an encrypted link may be taken for, one that lets it replicate and one that does
  /// not; nil where they agree.
  func undecidedAccounts(_ link: Link) -> (good: DeployedAccount, bad: DeployedAccount)? {
    guard let master = master(link.master), master.side.accounts.count > 1 else { return nil }
    let slave = slave(link)
    guard case .among(let accounts) = accounts(slave, master), accounts.count > 1 else { return nil }
    let leaf = slave.usesTLS ? slave.side.presentation?.chain.value?.first : nil
    let refusals = accounts.map { account in
      account.refusal(of: slave.side.user) {
        slave.usesTLS ? $0.isMet(by: leaf, cipher: master.end.server.preferredSuite) : $0 == .nothing
      }
    }
    guard let good = refusals.firstIndex(of: nil), let bad = refusals.firstIndex(where: { $0 != nil }) else {
      return nil
    }
    return (accounts[good], accounts[bad])
  }

  /// The accounts that the slave may be taken for.
  func accounts(_ slave: SlaveEnd, _ master: MasterEnd) -> AccountChoice {
    let side = master.side
    guard !side.accounts.isEmpty || !side.missingAccounts.isEmpty else { return .unknown }
    let unknown = master.end.server.knowsPrefixLengths ? [] : side.accounts.filter(\.hasPrefixLength)
    let accounts = unknown.isEmpty ? side.accounts : side.accounts.filter { !$0.hasPrefixLength }
    return AccountChoice(
      accounts, of: slave.side.user, from: slave.address,
      AccountChoice.Question(
        // What is the slave's own too is looked at before.
        others: { self.namesOfHosts }, resolvesNames: side.resolvesNames,
        missing: side.missingAccounts.union(
          unknown.map { MasterAccount.Name(user: $0.user, host: $0.host) }),
        isComplete: slave.side.user != nil && side.accounts.contains { $0.replication == .granted }))
  }
}

extension DeployedAccount {
  /// Whether its host is a network by the length of its prefix.
  fileprivate var hasPrefixLength: Bool {
    host.split(separator: "/").dropFirst().first.map { $0.allSatisfy(\.isNumber) } ?? false
  }

  /// What it lacks for a connection that meets its demand or does not; nil where it lets it replicate.
  ///
  /// - Parameter user: the user that logs in; nil where that is not known.
  func refusal(of user: String?, _ isMet: (AccountDemand) -> Bool) -> Obstacle? {
    // Passwords are compared before all else, and nobody gives an anonymous account that of another.
    if self.user.isEmpty, let user, !user.isEmpty, replication != .unsaid {
      return .takenForAnonymous(quoted)
    }
    if let passwordRefusal { return .takesNoPassword(quoted, passwordRefusal) }
    if !isMet(demand) { return .accountRefuses(demand) }
    if isLocked { return .accountLocked(quoted) }
    if isExpired { return .passwordExpired(quoted) }
    switch replication {
    case .granted: return nil
    case .withheld, .inactive: return .mayNotReplicate(quoted)
    // It is for a role that is made elsewhere to say.
    case .unsaid: return isMade ? .unknown : nil
    }
  }
}
