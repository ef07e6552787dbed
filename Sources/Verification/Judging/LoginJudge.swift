public import OpenSSL
public import Replication

/// Judges the logins of slaves by the accounts that a running master has, as links are judged by those of its files.
public final class LoginJudge {
  private let judge: LinkJudge
  private let hosts: [DeployedHost]
  private let cipher: String?

  /// - Parameters:
  ///   - master: the place of the master among the hosts.
  ///   - accounts: all of its accounts that bear on replication.
  ///   - resolvesNames: whether it asks for the names of addresses; nil for what its files say.
  ///   - origins: where the hosts in these places were seen to come from.
  ///   - cipher: the cipher that it was seen to choose, beside which the server's own first choice counts.
  public init(
    _ deployment: Deployment, master: Int, accounts: [MasterAccount], resolvesNames: Bool?,
    origins: [Int: SlaveOrigin] = [:], cipher: String?, at time: Time
  ) {
    var hosts = deployment.hosts
    hosts[master].asMaster?.accounts = accounts.map { account in
      var deployed = DeployedAccount(account, file: "")
      if let end = account.passwordEnd, end <= time.seconds { deployed.isExpired = true }
      return deployed
    }
    hosts[master].asMaster?.missingAccounts = []
    if let resolvesNames { hosts[master].asMaster?.resolvesNames = resolvesNames }
    for (place, origin) in origins { hosts[place].origin = origin }
    self.hosts = hosts
    self.cipher = cipher
    judge = LinkJudge(hosts, at: time, assuming: .default)
  }

  /// What becomes of a login.
  public struct Login: Sendable {
    /// The accounts that the slave may be taken for, the most specific first; one where that is decided.
    public let accounts: [MasterAccount.Name]
    /// What refuses it, in a sentence; nil where nothing does.
    public let refusal: String?
    /// The same in the terms in which servers' words are known.
    public let failure: LinkFailure?
    /// Whether the account takes no password; nil where it may.
    public let passwordRefusal: PasswordRefusal?
    /// Whether it is a `REQUIRE` that refuses.
    public let isForRequirement: Bool
    /// Of several accounts, two of which one lets the slave in and one does not, in a sentence; nil where there are
    /// no such.
    public let undecided: String?
    /// How bad that is: accounts for one address each are as a rule each another slave's.
    public let severityOfUndecided: Severity
    /// The anonymous account that it may be taken for, where that is not decided; else nil.
    public let anonymous: MasterAccount.Name?
  }

  /// What becomes of the login of one link.
  public func login(_ named: NamedLink) -> Login {
    let link = Link(slave: named.slave, connection: named.connection, master: named.master)
    let (slave, master) = (hosts[named.slave], hosts[named.master])
    let obstacle = judge.accountObstacle(link, cipher: cipher)
    var accounts: [MasterAccount.Name] = []
    if let end = judge.master(named.master), case .among(let all) = judge.accounts(judge.slave(link), end) {
      accounts = all.map { MasterAccount.Name(user: $0.user, host: $0.host) }
    }
    var (refusal, isForRequirement) = (
      obstacle?.sentence(blaming: slave.name, others: master.name, isOne: true), false
    )
    if case .accountRefuses(let demand)? = obstacle {
      let side = slave.connections[named.connection]
      refusal = AccountRequirementRule.sentence(
        demand, slave.name, master.name, side.presentation?.chain.value?.first)
      isForRequirement = true
    }
    let passwordRefusal: PasswordRefusal? =
      if case .takesNoPassword(_, let reason)? = obstacle { reason } else { nil }
    let undecided = judge.undecidedAccounts(link)
    return Login(
      accounts: accounts, refusal: refusal, failure: obstacle?.failure, passwordRefusal: passwordRefusal,
      isForRequirement: isForRequirement,
      undecided: undecided.map { good, bad in
        guard !bad.user.isEmpty else {
          return
            "whether \(master.name) takes \(slave.name) for the anonymous account \(bad.quoted), and refuses it, "
            + "depends on the address that it comes from, which is not known"
        }
        return
          "which account of \(master.name) \(slave.name) is taken for depends on the address that it comes from: "
          + "\(good.quoted) asks for \(good.demand.words) and fits, \(bad.quoted) asks for \(bad.demand.words) "
          + "and does not"
      },
      severityOfUndecided: undecided?.bad.user.isEmpty == true
        || [undecided?.good.host, undecided?.bad.host].contains("%")
        ? .exposed : .note,
      anonymous: undecided.flatMap { _, bad in
        bad.user.isEmpty ? MasterAccount.Name(user: "", host: bad.host) : nil
      })
  }
}
