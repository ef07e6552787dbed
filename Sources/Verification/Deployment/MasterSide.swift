/// What a server has for those who connect to it.
public struct MasterSide: Sendable {
  public var trust: Trust
  /// nil where no option names a certificate.
  public var presentation: Presentation?
  public var transport = Transport()
  /// Whether an option switches TLS off (`ssl=0`, `skip_ssl`), whatever files are named.
  public var isSwitchedOff = false
  /// Whether an option or a file that one names switches TLS on.
  public var isSwitchedOn = false
  /// Whether the server may make certificates of its own (`auto_generate_certs`).
  public var makesCertificates = true
  /// `require_secure_transport`.
  public var requiresSecureTransport = false
  /// MySQL 8.1's `tls_certificates_enforced_validation`.
  public var enforcesValidation = false
  /// The accounts that are known to be there; empty where nothing is known of them.
  public var accounts: [DeployedAccount] = []
  /// The option file that says so; nil where the files were found by their names.
  public var optionFile: String?
  /// The relative paths of options that lead to nothing.
  public var astray: [AstrayPath] = []
  /// Whether it is a member of a Galera cluster or of Group Replication, where each is server and client.
  public var isMember = false

  public init(trust: Trust, presentation: Presentation?) {
    self.trust = trust
    self.presentation = presentation
  }

  /// Whether any option is set that makes a server set TLS up.
  var namesFiles: Bool {
    trust.isNamed || presentation != nil || trust.isRevocationNamed || transport.cipher != nil
  }
}

/// An account on a master, and what it asks of those who log in.
public struct DeployedAccount: Sendable {
  public let user: String
  public let host: String
  public let demand: AccountDemand
  /// Where that is written.
  public let file: String

  public init(user: String, host: String, demand: AccountDemand, file: String) {
    self.user = user
    self.host = host
    self.demand = demand
    self.file = file
  }
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
}
