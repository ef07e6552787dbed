/// Everything that decides the texts of one host.
public struct HostConfiguration: Sendable, Hashable {
  /// The host's name, for comments.
  public internal(set) var name: String
  /// What it does in replication.
  public let role: Role
  /// What runs on it.
  public let server: Server
  /// Where its files are put.
  public let directory: InstallDirectory
  /// In which form it keeps what it trusts.
  public let trust: TrustForm
  /// Whether its private keys were made on the host and never left it.
  public let keepsKeys: Bool
  /// Whether its server is to refuse every connection without TLS; of no effect without a server pair.
  public let requiresSecureTransport: Bool
  /// Whether it checks the other side's certificate against the authority's revocation lists.
  public let checksRevocation: Bool
  /// Whether it checks that its master's certificate is for the name that it dials.
  public let verifiesName: Bool
  /// The name of its connection to its master; nil for the one without.
  public let channel: Channel?

  /// Takes a host.
  ///
  /// - Throws: `unwritable` for a name with other characters than printable ASCII; `unsupported` where
  ///   `requiresSecureTransport` is asked of a version that has no such option.
  public init(
    name: String, role: Role, server: Server = .default, directory: InstallDirectory = .default,
    trust: TrustForm = .file, keepsKeys: Bool = false, requiresSecureTransport: Bool = false,
    checksRevocation: Bool = false, verifiesName: Bool = true, channel: Channel? = nil
  ) throws(ReplicationError) {
    for scalar in name.unicodeScalars { try requirePrintable(scalar, of: name, for: "a comment") }
    if requiresSecureTransport, role.serverPair != nil, !server.hasRequireSecureTransport {
      throw ReplicationError(
        .unsupported, "\(server) of \(quoted(name)) has no require_secure_transport",
        hint: "MariaDB has it from 10.5 on; before, let every account REQUIRE SSL or X509")
    }
    self.name = name
    self.role = role
    self.server = server
    self.directory = directory
    self.trust = trust
    self.keepsKeys = keepsKeys
    self.requiresSecureTransport = requiresSecureTransport
    self.checksRevocation = checksRevocation
    self.verifiesName = verifiesName
    self.channel = channel
  }

  /// The path of what the host trusts.
  public var trustPath: String { directory(trust.name) }

  /// The statements about its connection to its master.
  public var connection: ConnectionStatements { ConnectionStatements(of: server, channel: channel) }

  /// The option-file fragment `replication-tls.cnf`.
  public var optionFile: String { OptionFile(self).text }

  /// The path in the option `ssl-ca`, empty where the trust is a folder.
  var caFile: String { trust == .file ? trustPath : "" }

  /// The path in the option `ssl-capath`, empty where the trust is a file.
  var caFolder: String { trust == .folder ? trustPath : "" }

  /// The path in the option `ssl-crl`, empty where there is no list or the trust is a folder.
  var revocationFile: String { checksRevocation && trust == .file ? directory(trust.revocationName) : "" }

  /// The path in the option `ssl-crlpath`, empty where there is no list or the trust is a file.
  var revocationFolder: String { checksRevocation && trust == .folder ? directory(trust.revocationName) : "" }

  /// The host's role in the words of its server.
  var roleTitle: String {
    switch role {
    case .master: server.words.master
    case .slave: server.words.slave
    case .both: "\(server.words.master) and \(server.words.slave)"
    case .peer: "peer, \(server.words.master) and \(server.words.slave) with one certificate"
    }
  }
}
