internal import Replication
internal import SecureFiles
internal import Verification

/// What the accounts of a master ask of those who replicate.
extension RunningJudge {
  func accounts(_ facts: ServerFacts, _ sight: ServerSight) -> [Finding] {
    guard let held = facts.accounts else { return [] }
    let replicating = Set(held.map(\.user))
    // A slave may be taken for another account of its user, or for the anonymous one of its host.
    let others = facts.barredAccounts.filter { replicating.contains($0.user) || $0.user.isEmpty }
    let logins = logins(held + others, facts, sight)
    let taken = Set(logins.filter { $0.login.accounts.count == 1 }.flatMap(\.login.accounts))
    let slaves = slaves(of: sight)
    let files = host(sight).asMaster?.accounts ?? []
    let users = Set(slaves.compactMap(\.side.user)).union((facts.senders ?? []).map(\.user))
      .union((facts.readers?.readers ?? []).map(\.user))
    var findings: [Finding] = []
    var unused: [String] = []
    for account in held {
      let file = files.first { $0.user == account.user && $0.host.lowercased() == account.host }
      let isTaken = taken.contains(account.name)
      // A more specific account takes the place of the one that the files have.
      let like = file ?? (isTaken ? files.first { $0.user == account.user } : nil)
      let meant = like?.demand.requirement
      if let meant, account.requirement != meant, !meant.isWeaker(than: account.requirement) {
        findings.append(weaker(account, than: meant, like?.file, sight))
      } else if meant == nil, account.requirement == .none, isTaken || !account.isLocal(to: facts) {
        if users.contains(account.user) || files.contains(where: { $0.user == account.user }) {
          let hasCertificates = slaves.allSatisfy { $0.side.presentation != nil }
          findings.append(weaker(account, than: hasCertificates ? .x509 : .ssl, nil, sight))
        } else if account.replication == .granted {
          unused.append(account.quoted)
        }
      }
    }
    if !unused.isEmpty {
      let names = unused.prefix(4).joined(separator: ", ") + (unused.count > 4 ? " and others" : "")
      findings.append(
        finding(
          "account-without-requirement", .note, sight,
          "\(names) on \(sight.target.name) may replicate too, without TLS",
          fix: "take REPLICATION SLAVE from whoever does not replicate, or have it REQUIRE SSL"))
    }
    return findings + refusals(logins, files, facts, sight) + aging(logins, facts, sight)
      + missing(held, slaves, sight)
  }

  /// The accounts of slaves that may replicate by a role alone, where roles could not be read.
  func accountsByRole(_ facts: ServerFacts, _ sight: ServerSight) -> [MasterAccount] {
    let users = Set(slaves(of: sight).compactMap(\.side.user))
    return (facts.accounts ?? []).filter { $0.replication == .unsaid && users.contains($0.user) }
  }

  private func weaker(
    _ account: MasterAccount, than meant: MasterAccount.Requirement, _ file: String?, _ sight: ServerSight
  ) -> Finding {
    let asks =
      account.requirement == .none ? "requires nothing" : "requires \(account.requirement.clause)"
    let should =
      file.map { "\($0.lastPathComponent) says REQUIRE \(meant.clause)" }
      ?? "a slave that logs in with it could do so in the clear"
    return finding(
      "account-without-requirement", .exposed, sight,
      "the account \(account.quoted) on \(sight.target.name) \(asks), and \(should)", file: file,
      fix:
        "on \(sight.target.name): `ALTER USER \(account.quoted) REQUIRE \(meant.clause)`; it is checked at the next "
        + "login, so start its slaves anew")
  }

  /// Slaves whose user is none that may replicate.
  private func missing(
    _ held: [MasterAccount], _ slaves: [(host: DeployedHost, side: SlaveSide)], _ sight: ServerSight
  ) -> [Finding] {
    let users = Set(held.map(\.user))
    let lost = slaves.filter { $0.side.user.map { !users.contains($0) } ?? false }
    return Dictionary(grouping: lost) { $0.side.user ?? "" }.sorted { $0.key < $1.key }.map { user, slaves in
      let who = slaves[0].host.name + (slaves.count > 1 ? " and \(slaves.count - 1) more" : "")
      let own = sights.first { $0.target.name == slaves[0].host.name }
      let server = server(own?.facts, slaves[0].host)
      if let account = barred(user, sight) {
        return finding(
          "account-not-there", .breaks, sight,
          "the account \(account.quoted) on \(sight.target.name) "
            + "\(account.isLocked ? "is locked" : "may not replicate"), and \(who) is to log in as it",
          symptom: Self.symptom(account.isLocked ? .accountLocked : .mayNotReplicate, server),
          fix: "on \(sight.target.name): \(account.release)")
      }
      return finding(
        "account-not-there", .breaks, sight,
        "\(sight.target.name) has no account '\(user)' that may replicate, as which \(who) is to log in",
        symptom: Self.symptom(.noAccount, server) ?? Self.symptom(.accountRefuses, server),
        fix: "make it with accounts.sql on \(sight.target.name)")
    }
  }

  private static func symptom(_ failure: LinkFailure, _ server: Server) -> String? {
    failure.words(on: server).map { words in
      "the slave's Last_IO_Errno is \(words.number.map { "\($0): " } ?? "")\(words.text)"
    }
  }

  /// The account of a user that is there and may not replicate: the one that the files name, else the first.
  func barred(_ user: String, _ sight: ServerSight) -> MasterAccount? {
    let found = (sight.facts?.barredAccounts ?? []).filter { $0.user == user }
    let files = host(sight).asMaster?.accounts ?? []
    return found.first { account in
      files.contains { $0.user == user && $0.host.lowercased() == account.host }
    } ?? found.first
  }
}

extension MasterAccount {
  /// As SQL writes it.
  var quoted: String { name.quoted }

  /// What lets an account that is there replicate; accounts.sql would ask for a password first, and unlocks none.
  var release: String {
    [
      isLocked ? "`ALTER USER \(quoted) ACCOUNT UNLOCK`" : nil,
      replication == .granted ? nil : "`GRANT REPLICATION SLAVE ON *.* TO \(quoted)`",
    ].compactMap(\.self).joined(separator: ", ")
  }

  /// Whether it can log in from the server's own machine alone.
  fileprivate func isLocal(to facts: ServerFacts) -> Bool {
    ["localhost", "127.0.0.1", "::1"].contains(host) || host == facts.variables?["hostname"]?.lowercased()
  }
}
