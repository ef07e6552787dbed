public import Replication

/// What a slave has for one connection to a master: what CHANGE MASTER TO says, or a folder's own files.
public struct SlaveSide: Sendable {
  public var trust: Trust
  /// nil where no option names a certificate.
  public var presentation: Presentation?
  public var transport = Transport()
  /// MASTER_SSL; nil where it is not named, so that the server's own default holds.
  public var usesTLS: Bool?
  /// MASTER_SSL_VERIFY_SERVER_CERT; nil where it is not named.
  public var verifiesMaster: Bool?
  /// MASTER_HOST; nil where it is not known.
  public var dials: String?
  /// MASTER_USER; nil where it is not known.
  public var user: String?
  /// MASTER_PORT; nil where it is not known.
  public var port: Int?
  /// Why the server refuses its statement, which then changes nothing; nil where it takes it.
  public var refusal: String?
  /// The family of words that its statement is in; empty where that is not known.
  public var words: Set<ReplicationOptions.Words> = []
  /// The channel's or connection's name; nil for the one without a name.
  public var channel: String?
  /// The file that says so; nil where the files were found by their names.
  public var statementFile: String?
  /// The relative paths of the statement that lead to nothing.
  public var astray: [AstrayPath] = []
  /// Whether nothing tells what the connection was told, but the host has files under [client], which no
  /// connection of a slave reads (measured on all servers).
  public var reliesOnClientGroup = false

  public init(
    trust: Trust, presentation: Presentation?, usesTLS: Bool? = nil, verifiesMaster: Bool? = nil,
    dials: String? = nil
  ) {
    self.trust = trust
    self.presentation = presentation
    self.usesTLS = usesTLS
    self.verifiesMaster = verifiesMaster
    self.dials = dials
  }
}
