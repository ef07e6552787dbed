import Replication
import TestSupport

/// What reading a script says of it, in the form in which real servers were measured.
struct ReadAccounts {
  let outcome: AccountScripts.Outcome
  let problems: [ReadingProblem]
  /// Whether it says of any statement that only a server can tell what it does.
  var isUndecided: Bool { problems.contains { $0.kind == .undecided } }

  /// - Parameter isFresh: whether there is nothing else on the server, as where the scripts were measured.
  init(_ script: AccountScripts.Script, for server: Server, isFresh: Bool = true) {
    let read = ReplicationScript(reading: Array(script.text.utf8), for: server, isFresh: isFresh)
    problems = read.problems
    let refused = read.problems.filter { $0.kind == .refused }
    let accounts = read.accounts
    outcome = AccountScripts.Outcome(
      refused: refused.map { "\($0.line):\($0.number ?? 0)" }.joined(separator: " "),
      accounts: accounts.filter { !$0.isRole }.map(Self.words).sorted().joined(separator: "; "),
      slave: Self.slave(accounts, server))
  }

  /// Whether it is what the server did. Which error a login ends with is not the reader's to say.
  func agrees(with measured: AccountScripts.Outcome, _ script: AccountScripts.Script) -> Bool {
    let slave = measured.slave.split(separator: " ").prefix(2).joined(separator: " ")
    let isKnown = outcome.slave == slave || script.hasOtherPassword && slave == "no login"
    return outcome.refused == measured.refused && outcome.accounts == measured.accounts && isKnown
  }

  private static func words(_ account: MasterAccount) -> String {
    "\(account.user)@\(account.host) \(requirement(account.requirement))"
      + (account.isLocked ? " locked" : "") + (account.isExpired ? " expired" : "")
  }

  private static func requirement(_ requirement: MasterAccount.Requirement) -> String {
    guard case .specified(let subject, let issuer, let cipher) = requirement else {
      return requirement.clause
    }
    return [("SUBJECT", subject), ("ISSUER", issuer), ("CIPHER", cipher)]
      .compactMap { word, name in name.flatMap { $0.isEmpty ? nil : "\(word) '\($0)'" } }.joined(
        separator: " ")
  }

  /// What becomes of the slave that logs in as repl from 127.0.0.1: the account of the address is before that of all
  /// hosts.
  private static func slave(_ accounts: [MasterAccount], _ server: Server) -> String {
    let hosts = ["127.0.0.1", "%"]
    let possible = hosts.flatMap { host in
      ["repl", ""].compactMap { user in accounts.first { $0.host == host && $0.user == user } }
    }
    guard let account = possible.first else { return "no login" }
    let isMet: Bool =
      switch account.requirement {
      case .none, .ssl, .x509: true
      case .specified(let subject, let issuer, let cipher):
        [nil, "/O=Example/CN=slave.test"].contains(subject) && issuer == nil && cipher == nil
      }
    guard isMet, account.passwordRefusal == nil, !account.isLocked else { return "no login" }
    if account.isExpired { return server.flavour == .mysql ? "no login" : "no log" }
    return account.replication == .granted
      ? "replicates" : account.replication == .unsaid ? "unsaid" : "no log"
  }
}
