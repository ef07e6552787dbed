internal import OpenSSL
internal import Replication
internal import Verification

/// What the accounts that a master has now make of the next login of its slaves.
extension RunningJudge {
  /// A link, and what becomes of its login.
  struct JudgedLogin {
    let link: NamedLink
    let login: LoginJudge.Login
  }

  /// - Parameter place: the only slave that is asked about; nil for all.
  func logins(
    _ accounts: [MasterAccount], _ facts: ServerFacts, _ sight: ServerSight, of place: Int? = nil
  ) -> [JudgedLogin] {
    let links = links.filter { $0.master == sight.target.place }
    let judge = LoginJudge(
      deployment, master: sight.target.place, accounts: accounts,
      resolvesNames: facts.variables?.resolvesNames, origins: origins(facts, links),
      cipher: sight.probed?.served?.cipher, at: time)
    return links.filter { place == nil || $0.slave == place }.map {
      JudgedLogin(link: $0, login: judge.login($0))
    }
  }

  /// The logins that will be refused, those for the same account together.
  func refusals(
    _ logins: [JudgedLogin], _ files: [DeployedAccount], _ facts: ServerFacts, _ sight: ServerSight
  ) -> [Finding] {
    let users = Set((facts.accounts ?? []).map(\.user))
    let refused = logins.filter { judged in
      // Of users that are not there at all another finding tells.
      judged.login.refusal != nil && (user(of: judged.link).map(users.contains) ?? true)
    }
    let undecided = logins.filter { $0.login.refusal == nil && $0.login.undecided != nil }
    return together(refused).map { judged, others in
      finding(
        "account-refuses", .breaks, sight,
        "\(judged.login.refusal ?? "")\(age(judged, facts).map { " since \($0.iso8601)" } ?? "")\(others)",
        symptom: words(judged, facts).map {
          "the slave's Last_IO_Errno is, from its next login on, \($0.number ?? 1045): \($0.text)"
        }, fix: fix(judged, files, sight))
    }
      + together(undecided).map { judged, others in
        finding(
          "account-refuses", judged.login.severityOfUndecided, sight,
          "\(judged.login.undecided ?? "")\(others)",
          fix: judged.login.anonymous.map { looking(for: $0, judged.link, sight) }
            ?? "let both accounts ask for the same, or drop the one that is not meant")
      }
  }

  /// How to see whether a slave is taken for an anonymous account.
  private func looking(for account: MasterAccount.Name, _ link: NamedLink, _ sight: ServerSight) -> String {
    let user = user(of: link).map { " AND user = \($0.inSQL)" } ?? ""
    return
      "on \(sight.target.name): `DROP USER \(account.quoted)`, where nobody needs it; else see where slaves come "
      + "from: `SELECT user, host FROM information_schema.processlist WHERE command LIKE 'Binlog Dump%'\(user)`"
  }

  func user(of link: NamedLink) -> String? {
    deployment.hosts[link.slave].connections[link.connection].user
  }

  /// The first of those that log in to the same account, and how many more there are.
  private func together(_ logins: [JudgedLogin]) -> [(first: JudgedLogin, others: String)] {
    var order: [[MasterAccount.Name]] = []
    var groups: [[MasterAccount.Name]: [JudgedLogin]] = [:]
    for judged in logins {
      if groups[judged.login.accounts] == nil { order.append(judged.login.accounts) }
      groups[judged.login.accounts, default: []].append(judged)
    }
    return order.compactMap { accounts in
      guard let group = groups[accounts], let first = group.first else { return nil }
      let count = Set(group.map(\.link.slave)).count - 1
      return (first, count > 0 ? "; so it is for \(count) more" : "")
    }
  }

  /// What lets a login in that is refused.
  func fix(_ judged: JudgedLogin, _ files: [DeployedAccount], _ sight: ServerSight) -> String {
    let master = "on \(sight.target.name): "
    guard let account = judged.login.accounts.first else { return Self.making(sight) }
    if judged.login.isForRequirement { return master + requirement(account, judged, files) }
    if judged.login.passwordRefusal != nil {
      return master
        + "`ALTER USER \(account.quoted) IDENTIFIED BY <password>`, with the password that its slaves have"
    }
    switch judged.login.failure {
    case _ where account.user.isEmpty:
      return master + "`DROP USER \(account.quoted)`, the anonymous account that is taken for it"
    case .accountLocked: return master + "`ALTER USER \(account.quoted) ACCOUNT UNLOCK`"
    case .passwordExpired where age(judged, sight.facts) != nil:
      return master + Self.keepingPassword(account)
    case .passwordExpired:
      return master + "`ALTER USER \(account.quoted) IDENTIFIED BY <password>`, and tell its slaves"
    default: return Self.making(sight)
    }
  }

  private static func making(_ sight: ServerSight) -> String {
    "make its account with accounts.sql on \(sight.target.name), and drop what is more specific"
  }

  /// What lets the account ask for what it is meant to.
  private func requirement(
    _ account: MasterAccount.Name, _ judged: JudgedLogin, _ files: [DeployedAccount]
  ) -> String {
    let slave = deployment.hosts[judged.link.slave]
    let leaf = slave.connections[judged.link.connection].presentation?.chain.value?.first
    let like = files.first { $0.user == account.user && $0.host == account.host }
    let held = sights[judged.link.master].facts?.accounts?.first { $0.name == account }?.requirement ?? .none
    // What accounts.sql says is what is meant; without it, what asks for no less than now of what this slave shows.
    let meant = like?.demand.requirement ?? held.naming(leaf)
    let isLess = like == nil && (meant.isWeaker(than: held) || leaf == nil && held.wantsCertificate)
    if meant == held || isLess {
      return "see that \(slave.name) shows what is asked for\(readyMade(slave, channel: ""))"
        + (meant == held
          ? "" : "; where less is meant, `ALTER USER \(account.quoted) REQUIRE \(meant.clause)`")
    }
    let drop =
      like == nil && files.contains { $0.user == account.user }
      ? "; or drop it, since accounts.sql does not have it" : ""
    return "`ALTER USER \(account.quoted) REQUIRE \(meant.clause)`\(drop); what is connected stays so until "
      + "its next login"
  }
}

extension MasterAccount.Requirement {
  /// The same with the names of a certificate in the place of those that it asks for; without one, X509 alone.
  fileprivate func naming(_ leaf: Certificate?) -> Self {
    guard case .specified(let subject, let issuer, _) = self else { return self }
    guard let fields = leaf?.fields, subject != nil || issuer != nil else { return .x509 }
    return .specified(
      subject: subject.map { _ in fields.subject.oneline }, issuer: issuer.map { _ in fields.issuer.oneline },
      cipher: nil)
  }
}
