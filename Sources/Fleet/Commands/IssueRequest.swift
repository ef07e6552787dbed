internal import CertificateAuthority
public import OpenSSL
public import Replication

/// What `issue` is asked for.
public struct IssueRequest: Sendable {
  public var hosts: [HostName]
  /// nil for the role that a host has, or slave.
  public var role: Role?
  public var names: [GeneralName]
  /// nil for the kind that the host has, or the authority.
  public var algorithm: KeyAlgorithm?
  public var days: Int?
  /// Whether the certificates may end with the authority where that ends first; else that is refused.
  public var mayEndEarly = false
  /// Whether a host that is issued already is issued anew.
  public var replaces: Bool
  /// Whether each certificate has the names and lasts as many days as the one whose place it takes.
  var keepsTerms = false
  /// Whether each certificate is over the key of the one whose place it takes.
  var keepsKeys = false
  /// Whether a certificate whose key never left its host is over that key again, by the request that is kept.
  var keepsRequests = false
  /// The request that a host's key stays behind.
  public var request: CertificateRequest?
  /// The name of the machine that the hosts run on, where it is this one.
  public var machine: String?
  public var settings: HostSettings

  public init(
    hosts: [HostName], role: Role? = nil, names: [GeneralName] = [], algorithm: KeyAlgorithm? = nil,
    days: Int? = nil, replaces: Bool = false, request: CertificateRequest? = nil, machine: String? = nil,
    settings: HostSettings = HostSettings()
  ) {
    self.hosts = hosts
    self.role = role
    self.names = names
    self.algorithm = algorithm
    self.days = days
    self.replaces = replaces
    self.request = request
    self.machine = machine
    self.settings = settings
  }
}

/// What became of one host.
public struct IssueOutcome: Sendable, Encodable {
  /// One of its certificates.
  public struct Issued: Sendable, Encodable {
    public let file: String
    public let serial: String
    /// In RFC 3339, UTC.
    public let notAfter: String
    public let daysLeft: Int
    public let names: [String]
  }

  public let host: String
  public let role: String
  /// Whether something was issued just now; else everything was there.
  public let isNew: Bool
  public let folder: String
  public let certificates: [Issued]
  /// Names that the request asked for and that nobody allowed.
  public let namesNotTaken: [String]
  /// The masters in whose folders accounts.sql has an account of this host's own now, and which are to be told; nil
  /// where there are none.
  public var accountsOn: [String]?
  /// What `config --steps` prints for this host so that it replicates with the accounts that there are now; nil where
  /// none changed.
  public var procedure: Procedure.Kind?
}
