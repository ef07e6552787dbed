public import Replication

/// An account on a master, and what it asks of those who log in.
public struct DeployedAccount: Sendable {
  public let user: String
  /// The host that it is for, in small letters, as the statement has it: `%` and `_` stand for others.
  public let host: String
  public let demand: AccountDemand
  /// Where that is written.
  public let file: String
  /// Whether nobody may log in to it.
  public var isLocked = false
  /// Whether its password must be changed first.
  public var isExpired = false
  /// Why no password lets a slave in; nil where one may.
  var passwordRefusal: PasswordRefusal?
  /// Whether a statement makes it, so that all is known that it has, but for what roles have that none makes.
  public var isMade = false
  /// Whether it may replicate.
  public var replication = MasterAccount.Replication.unsaid

  public init(user: String, host: String, demand: AccountDemand, file: String) {
    self.user = user
    self.host = host
    self.demand = demand
    self.file = file
  }

  init(_ account: MasterAccount, file: String) {
    self.init(user: account.user, host: account.host, demand: AccountDemand(account.requirement), file: file)
    isLocked = account.isLocked
    isExpired = account.isExpired
    passwordRefusal = account.passwordRefusal
    replication = account.replication
  }

  /// Whether it is the same account in the same state, wherever that is written.
  func isSame(as other: DeployedAccount) -> Bool {
    (user, host, demand) == (other.user, other.host, other.demand)
      && (isLocked, isExpired, passwordRefusal) == (other.isLocked, other.isExpired, other.passwordRefusal)
      && replication == other.replication
  }

  /// As SQL writes it.
  var quoted: String { MasterAccount.Name(user: user, host: host).quoted }
}

/// The REQUIRE clause of an account.
public enum AccountDemand: Sendable, Hashable {
  case nothing
  /// Any TLS.
  case ssl
  /// A certificate that the master's ssl-ca verifies.
  case x509
  /// A verified certificate with these names, byte for byte as X509_NAME_oneline(3) writes them, and the
  /// cipher of this name; nil where it does not matter.
  case specified(subject: String?, issuer: String?, cipher: String?)

  init(_ requirement: MasterAccount.Requirement) {
    switch requirement {
    case .none: self = .nothing
    case .ssl: self = .ssl
    case .x509: self = .x509
    case .specified(let subject, let issuer, let cipher):
      self = .specified(subject: subject, issuer: issuer, cipher: cipher)
    }
  }
}
