internal import Replication

extension Obstacle {
  /// What mends it, where no rule of its own says so.
  ///
  /// - Parameters:
  ///   - host: the one that is to blame.
  ///   - others: those at the other end, by name.
  func fix(blaming host: DeployedHost, others: String, _ examination: Examination) -> String {
    let words = examination.words(of: host)
    return switch self {
    case .masterExits(let failure), .slaveCannotLoad(let failure):
      "mend \(failure.named), or \(examination.reissue(host))"
    case .masterOffersNoTLS, .masterShowsNothing:
      "name ssl-ca, ssl-cert and ssl-key under [mysqld] on \(host.name)" + examination.readyMade(host)
    case .statementRefused:
      "write the statement of \(host.name) in the words of its server" + examination.readyMade(host)
    case .noAuthorityToVerifyBy:
      "name the authority as \(words)SSL_CA on \(host.name)" + examination.readyMade(host, " --running")
    case .nothingInCommon(let what): "allow one \(what) on \(host.name) and \(others)"
    case .unusableKey: examination.reissue(host, " --key ecdsa-p256") + ", with a key on P-256"
    case .slaveRefuses, .masterRefuses:
      "have \(others) trust the authority that issued it, or \(examination.reissue(host))"
    case .slaveRefusesName(let dialled):
      "dial a name that the certificate of \(others) is for, or have it issued for \(dialled) too"
    case .accountRefuses:
      "let \(host.name) show what the account asks for, or let the account ask for what \(host.name) shows"
    case .noAccount(let user, _):
      "make the account '\(user)' on \(others), for the address that \(host.name) comes from"
    case .accountLocked(let account): "on \(others): ALTER USER \(account) ACCOUNT UNLOCK"
    case .passwordExpired(let account):
      "on \(others): ALTER USER \(account) IDENTIFIED BY <password>, and tell its slaves"
    case .takesNoPassword(let account, _): "on \(others): ALTER USER \(account) IDENTIFIED BY <password>"
    case .takenForAnonymous(let account): "on \(others): DROP USER \(account)"
    case .mayNotReplicate(let account): "on \(others): GRANT REPLICATION SLAVE ON *.* TO \(account)"
    case .plainIsRefused: "set \(words)SSL = 1 on \(host.name)" + examination.readyMade(host, " --running")
    case .unknown: "name what is missing of \(host.name) and \(others): `mkcerts verify --help`"
    }
  }
}
