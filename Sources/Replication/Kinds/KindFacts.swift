/// What the configuration of a program is made from.
public struct KindFacts: Sendable, Hashable {
  /// A server that can be dialled.
  public struct Member: Sendable, Hashable {
    /// The host's name.
    public let name: String
    /// The name or address that it is dialled by, which its certificate has.
    public let address: String
    /// The TCP port for clients.
    public let port: Int
    /// The names in its certificate, each with its kind, as `--san` takes them.
    public let names: [String]
    /// Whether its certificate is a server's and a client's at once.
    public let isPeer: Bool

    /// Takes a server.
    public init(name: String, address: String, port: Int, names: [String] = [], isPeer: Bool = false) {
      self.name = name
      self.address = address
      self.port = port
      self.names = names
      self.isPeer = isPeer
    }
  }

  /// The host whose files are used.
  public let host: HostConfiguration
  /// What it dials, and the account that replication would use.
  public let master: MasterAddress
  /// The user to log in as; nil where none was asked for.
  public let user: String?
  /// The servers of the topology, or those of them that are asked for: first the host itself where the kind is of
  /// a server, else what it dials.
  public let members: [Member]

  /// Takes a host, what it dials, and the servers of its topology.
  public init(host: HostConfiguration, master: MasterAddress, user: String?, members: [Member]) {
    self.host = host
    self.master = master
    self.user = user
    self.members = members
  }

  var server: Server { host.server }

  /// The authority's certificates in one file, which a host's folder always has.
  var authority: String { host.directory(TrustForm.file.name) }

  /// The certificate that the host shows as a client, or its only one.
  var certificate: String { host.directory(pair.certificate) }

  /// The key of `certificate`.
  var key: String { host.directory(pair.key) }

  /// The authority's revocation lists in one file; nil where there are none.
  var revocationList: String? { host.checksRevocation ? host.directory(TrustForm.revocationFile) : nil }

  private var pair: PairNames { host.role.clientPair ?? .server }

  /// The user of an application, which mkcerts does not know.
  var applicationUser: String { user ?? "<user>" }

  /// A host and port in one, with brackets around an address of IPv6.
  static func socket(_ host: String, _ port: Int) -> String { bracketed(host) + ":\(port)" }

  /// A host as it stands before a colon.
  static func bracketed(_ host: String) -> String { host.contains(":") ? "[\(host)]" : host }
}

extension KindFacts {
  /// What stands at the top of every text.
  func title(_ what: String) -> String { "\(what), with the files of \(host.name), written by mkcerts" }

  /// What an application's account is to be, and who must be able to read what.
  ///
  /// No path stands in it, since a path may have what ends a comment, such as `?>` in PHP.
  var advice: [String] { advice(reading: "key") }

  /// The same for a program that reads another file in place of the key.
  func advice(reading file: String) -> [String] {
    [
      "Whoever runs the program must be able to read the \(file), and nobody else should.",
      "Let the account REQUIRE X509, so that a password alone opens nothing. Put the password in the place of "
        + "\(AccountStatements.placeholder), better from a place outside this file.",
      "\(master.host) must be one of the names in the server's certificate: it is compared.",
    ] + revocationAdvice
  }

  private var revocationAdvice: [String] {
    revocationList == nil
      ? []
      : ["This program checks no revocation list; the servers check theirs when it shows its certificate."]
  }
}
