public import Replication

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
  /// The accounts that are known not to be there: the server refuses the statements that name them.
  public var missingAccounts: Set<MasterAccount.Name> = []
  /// Whether the server asks which name a client's address has; else accounts of host names let nobody in
  /// (`skip_name_resolve`).
  public var resolvesNames = true
  /// What it does with the roles of accounts that log in.
  public var roles = RoleSettings()
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
