internal import OpenSSL
internal import Replication
internal import Verification

/// Passwords that grow too old: what is connected stays so, and the next login is refused.
extension RunningJudge {
  /// The passwords that will be too old within the span that is looked ahead, each with who logs in by it.
  func aging(_ logins: [JudgedLogin], _ facts: ServerFacts, _ sight: ServerSight) -> [Finding] {
    let accepted = logins.filter { $0.login.refusal == nil }
    return (facts.accounts ?? []).compactMap { account in
      let users = accepted.filter { $0.login.accounts.contains(account.name) }
      guard let first = users.first, let seconds = account.passwordEnd else { return nil }
      let end = Time(seconds: seconds)
      guard time < end, end < time.adding(seconds: warningSeconds) else { return nil }
      let slave = deployment.hosts[first.link.slave].name
      let others = Set(users.map(\.link.slave)).count - 1
      let left = time.days(until: end)
      return finding(
        "password-expires", .due, sight,
        "the password of \(account.quoted) on \(sight.target.name) expires \(end.iso8601), in \(left) "
          + "\(left == 1 ? "day" : "days"), and the logins of \(slave)\(others > 0 ? " and \(others) more" : "") "
          + "are refused from then on",
        fix: "on \(sight.target.name): " + Self.keepingPassword(account.name))
    }
  }

  /// Since when the password of the account that refuses a login is too old; nil where that is not why.
  func age(_ judged: JudgedLogin, _ facts: ServerFacts?) -> Time? {
    guard judged.login.failure == .passwordExpired else { return nil }
    let accounts = (facts?.accounts ?? []).filter { judged.login.accounts.contains($0.name) }
    // Where it may be taken for several, the password of another may be good for a while.
    return accounts.compactMap(\.passwordEnd).map { Time(seconds: $0) }.first { $0 <= time }
  }

  /// What lets an account in whose password is too old. A new password does so too, and its slaves are to be told.
  static func keepingPassword(_ account: MasterAccount.Name) -> String {
    "`ALTER USER \(account.quoted) PASSWORD EXPIRE NEVER` lets it keep its password; or give it a new one, "
      + "`ALTER USER \(account.quoted) IDENTIFIED BY <password>`, and tell its slaves"
  }

  /// What the slave has as its error.
  func words(_ judged: JudgedLogin, _ facts: ServerFacts) -> LinkFailure.Words? {
    let server = server(facts, deployment.hosts[judged.link.slave])
    // A server that is told to hang up says so itself; else the slave finds out by its first statement (measured).
    let hangsUp = ["ON", "1"].contains(facts.variables?["disconnect_on_expired_password"]?.uppercased() ?? "")
    if judged.login.failure == .passwordExpired, server.flavour == .mariadb, hangsUp {
      return LinkFailure.passwordExpired.words(on: .lateMySQL80)
    }
    return judged.login.failure?.words(on: server)
  }
}
