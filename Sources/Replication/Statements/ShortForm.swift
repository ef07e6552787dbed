/// The manual's short form: the files in `[client]`, and a statement that only says to use TLS.
///
/// It encrypts, and no more: a slave's connection reads no option group (measured on all servers, against the
/// manual), so it shows no certificate and, but for newer MariaDB, does not check the master.
public struct ShortForm: Sendable, Hashable {
  /// The slave.
  public let host: HostConfiguration
  /// Its master.
  public let master: MasterAddress
  private let pair: PairNames
  private var words: ReplicationWords { host.server.words }

  /// Takes a slave and its master.
  ///
  /// - Throws: `unsupported` for a host without a client pair.
  public init(of slave: HostConfiguration, from master: MasterAddress) throws(ReplicationError) {
    guard let pair = slave.role.clientPair else {
      throw ReplicationError(
        .unsupported,
        "\(quoted(slave.name)) is a \(slave.role) and has no client certificate for the short form",
        hint: "a host that replicates has the role slave, both or peer")
    }
    self.pair = pair
    self.host = slave
    self.master = master
  }

  /// The whole text: remarks and the option group as comments, then the statements.
  public var text: String {
    let group = OptionFile(host).clientOptions(pair).map { "--   \($0)" }
    let blocks = [
      ["-- The manual's short form, for \(host.name) with \(host.server.title), written by mkcerts"], limits,
      ["-- In an option file, for the command-line tools:", "--   [client]"] + group,
      statements,
    ]
    return blocks.map { $0.joined(separator: "\n") + "\n" }.joined(separator: "\n")
  }

  /// The statements alone: stop, change, start. The port is named only where it is not 3306.
  public var statements: [String] {
    let prefix = words.prefix
    let port = master.port == 3306 ? [] : ["  \(prefix)PORT = \(master.port),"]
    let connection = host.connection
    return ["\(connection.stop);", connection.change, "  \(prefix)HOST = \(master.hostLiteral),"] + port + [
      "  \(prefix)USER = \(master.userLiteral),",
      "  \(prefix)PASSWORD = \(AccountStatements.placeholder),",
      "  \(prefix)SSL = 1\(connection.changeEnd);",
      "\(connection.start);",
    ]
  }

  private var limits: [String] {
    Comment.sql(
      """
      Replication does NOT read [client], so this form shows no client certificate: an account with \
      REQUIRE X509, SUBJECT or ISSUER refuses it with 1045, only one with REQUIRE SSL or none lets it \
      in. (Files that an earlier statement named stay in force: what is not named is not changed.)
      """) + verification
      + Comment.sql("Prefer change-master.sql, which names the files and checks the \(words.master).")
  }

  private var verification: [String] {
    if host.server.verifiesMasterByDefault {
      return Comment.sql(
        """
        \(host.server.title) verifies the master by default (MASTER_SSL_VERIFY_SERVER_CERT = 1, from \
        11.4 on): with no CA named that needs a MariaDB master of 11.4 or later, else it fails with 2026.
        """)
    }
    let unchecked = Comment.sql(
      "The \(words.master) is not checked: whoever answers in its place is believed.")
    guard !host.server.refusesPlainMaster else { return unchecked }
    return unchecked
      + Comment.sql(
        """
        If the master has TLS switched off and the account has no REQUIRE, replication runs in PLAIN \
        TEXT, and the status still says Master_SSL_Allowed: Yes.
        """)
  }
}
