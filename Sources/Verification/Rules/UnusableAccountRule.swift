internal import Replication

/// The master has an account for the slave's user and host, which is open and may replicate.
struct UnusableAccountRule: Rule {
  static let name = "unusable-account"

  func findings(in examination: Examination) -> [Finding] {
    examination.survey.unproven.compactMap { link, verdict in
      let (slave, master) = (
        examination.deployment.hosts[link.slave], examination.deployment.hosts[link.master]
      )
      guard case .fails(let obstacle) = verdict else { return nil }
      let (sentence, fix): (String, String)
      switch obstacle {
      case .noAccount(let user, _):
        // Where a statement is refused, another rule says so.
        guard !master.mistakes.contains(where: \.isStatement) else { return nil }
        sentence =
          "\(master.name) has no account \(user.isEmpty ? "" : "'\(user)' ")for the host that \(slave.name) comes from"
        fix = "make one with CREATE USER, for the address or name of \(slave.name)"
      case .accountLocked(let account):
        sentence = "\(account), the account of \(slave.name) on \(master.name), is locked"
        fix = "ALTER USER \(account) ACCOUNT UNLOCK"
      case .takesNoPassword(let account, let refusal):
        sentence = "\(account), the account of \(slave.name) on \(master.name), \(refusal.reason)"
        fix = "give it a password: ALTER USER \(account) IDENTIFIED BY …"
      case .passwordExpired(let account):
        sentence = "the password of \(account), the account of \(slave.name) on \(master.name), is expired"
        fix = "give it one anew with ALTER USER \(account) IDENTIFIED BY …, and tell \(slave.name)"
      case .takenForAnonymous(let account):
        sentence =
          "\(master.name) takes \(slave.name) for the anonymous account \(account), whose host is more specific than that "
          + "of its own account, and refuses its password"
        fix = "DROP USER \(account)"
      case .mayNotReplicate(let account):
        guard !master.mistakes.contains(where: \.isStatement) else { return nil }
        let isInactive = master.asMaster?.accounts.contains {
          $0.quoted == account && $0.replication == .inactive
        }
        sentence =
          "\(account), the account of \(slave.name) on \(master.name), may not replicate: "
          + (isInactive == true
            ? "it has REPLICATION SLAVE by a role alone, which is none of its default ones, so that it is not "
              + "active as \(slave.name) logs in" : "nothing grants it REPLICATION SLAVE for all databases")
        fix = "GRANT REPLICATION SLAVE ON *.* TO \(account)"
      default: return nil
      }
      return finding(
        .breaks, slave, master.asMaster?.accounts.first?.file, sentence, symptom: obstacle.failure, fix: fix)
    }
  }
}
