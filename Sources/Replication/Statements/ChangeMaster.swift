/// The text of `change-master.sql`: how a slave is told to replicate over TLS (manuals: MySQL 5.7 "CHANGE MASTER TO
/// Statement", 8.0 and later "CHANGE REPLICATION SOURCE TO Statement", MariaDB "CHANGE MASTER TO").
///
/// Every TLS option is named, cleared ones as `''`: the connection reads no option file, and what an earlier
/// statement set would stay otherwise, in MariaDB even after `RESET SLAVE ALL` (measured).
public struct ChangeMaster: Sendable, Hashable {
  /// Which slave the statement is for.
  public enum Form: Sendable, Hashable {
    /// One that is told where its master is.
    case new
    /// One that replicates already: host and port stay unnamed, since naming them forgets the position.
    case running
    /// One that replicates already and is told besides whom to log in as.
    case login
  }

  /// The slave.
  public internal(set) var host: HostConfiguration
  /// Its master.
  public let master: MasterAddress
  /// What runs on the master.
  public let masterServer: Server
  private let pair: PairNames
  private var words: ReplicationWords { host.server.words }
  private var connection: ConnectionStatements { host.connection }

  /// Takes a slave and its master, which runs the slave's own version unless `masterServer` says otherwise.
  ///
  /// - Throws: `unsupported` for a host without a client pair, `unwritable` for paths that SQL cannot hold.
  public init(
    of slave: HostConfiguration, from master: MasterAddress, on masterServer: Server? = nil
  ) throws(ReplicationError) {
    guard let pair = slave.role.clientPair else {
      throw ReplicationError(
        .unsupported,
        "\(quoted(slave.name)) is a \(slave.role) and has no client certificate to replicate with",
        hint: "a host that replicates has the role slave, both or peer")
    }
    self.pair = pair
    self.host = slave
    self.master = master
    self.masterServer = masterServer ?? slave.server
    certificate = try SQLLiteral(slave.directory(pair.certificate))
    key = try SQLLiteral(slave.directory(pair.key))
    caFile = try SQLLiteral(slave.caFile)
    caFolder = try SQLLiteral(slave.caFolder)
    revocationFile = try SQLLiteral(slave.revocationFile)
    revocationFolder = try SQLLiteral(slave.revocationFolder)
  }

  private let certificate: SQLLiteral
  private let key: SQLLiteral
  private let caFile: SQLLiteral
  private let caFolder: SQLLiteral
  private let revocationFile: SQLLiteral
  private let revocationFolder: SQLLiteral

  /// The whole file: the first form ready to run, the second as a comment.
  public var text: String {
    blocks([
      head, mixture, stepsOfNew, stopOfNew + statements(.new),
      Comment.sql(
        """
        For a \(words.slave) that replicates already, instead of the statements above: no host and no port, \
        since naming them forgets the position in the binary log. \
        `mkcerts config \(host.name) --running` prints them ready to run. \(gtidStays)
        """) + commented(statements(.running)),
      checks, ReplicationProof(master: masterServer, words: words).lines,
    ])
  }

  /// The file for a slave that replicates already: the second form ready to run, the first left out.
  public var textForRunningSlave: String {
    blocks([
      head, mixture, stepsOfRunning,
      Comment.sql(
        "No host and no port: naming them forgets the position in the binary log. \(gtidStays)")
        + statements(.running),
      checks, ReplicationProof(master: masterServer, words: words).lines,
    ])
  }

  /// The statements alone, a line each option: stop, change, start.
  ///
  /// A new connection with a name is not stopped: until it is there, both families refuse to (measured on MariaDB
  /// 10.5, 10.11, 11.8, error 1617, and MySQL 9.7, error 3074).
  public func statements(_ form: Form) -> [String] {
    (isStopped(form) ? ["\(connection.stop);"] : []) + change(form) + ["\(connection.start);"]
  }

  /// Whether the statements of this form begin with one that stops the connection.
  public func isStopped(_ form: Form) -> Bool { form != .new || host.channel == nil }

  /// The statement that changes options, a line each option.
  public func change(_ form: Form) -> [String] {
    let options =
      switch form {
      case .new: addressOptions + loginOptions + tlsOptions
      case .running: tlsOptions
      case .login: loginOptions + tlsOptions
      }
    let end = connection.changeEnd + ";"
    return [connection.change]
      + options.enumerated().map { index, option in
        "  \(words.prefix)\(option.0) = \(option.1)\(index == options.count - 1 ? end : ",")"
      }
  }

  private var stopOfNew: [String] {
    isStopped(.new) ? [] : ["-- Where this connection is there already, first: \(connection.stop);"]
  }

  private var addressOptions: [(String, String)] {
    [
      ("HOST", "\(master.hostLiteral)"), ("PORT", "\(master.port)"),
    ]
  }

  private var loginOptions: [(String, String)] {
    [("USER", "\(master.userLiteral)"), ("PASSWORD", AccountStatements.placeholder)]
  }

  private var tlsOptions: [(String, String)] {
    [
      ("SSL", "1"), ("SSL_CA", "\(caFile)"), ("SSL_CAPATH", "\(caFolder)"), ("SSL_CERT", "\(certificate)"),
      ("SSL_KEY", "\(key)"), ("SSL_CRL", "\(revocationFile)"), ("SSL_CRLPATH", "\(revocationFolder)"),
      ("SSL_CIPHER", "''"),
      ("SSL_VERIFY_SERVER_CERT", host.verifiesName ? "1" : "0"),
    ]
  }

  private var head: [String] {
    [
      "-- change-master.sql of \(host.name): replication from \(master.host) over TLS, written by mkcerts",
      "-- Written for \(host.server.title). This connection reads no option file, so every option is named.",
    ]
  }

  /// The options that say where replication begins by file and position, as `P_LOG_FILE and P_LOG_POS`.
  public var positionByFile: String { "\(words.prefix)LOG_FILE and \(words.prefix)LOG_POS" }

  /// The options that say where replication begins, by file and position or by GTID.
  public var position: String {
    let gtid = host.server.flavour == .mariadb ? "USE_GTID = slave_pos" : "AUTO_POSITION = 1"
    return "\(positionByFile), or \(words.prefix)\(gtid)"
  }

  private var stepsOfNew: [String] {
    let option = words.skipStart.split(separator: "_").joined(separator: "-")
    let held =
      """
      2. This needs no restart. If it is restarted before step 4 all the same, and replicates already, hold \
      replication back: \(host.server.daemon) --\(option), or \(words.skipStart) in [mysqld] until then.
      """
    let edit =
      """
      3. Below, put the password, in single quotes, in the place of \(AccountStatements.placeholder); \
      unedited it is a syntax error. Add the position of the data this \(words.slave) was made from, \
      else it begins with the oldest binary log: \(position). Without that line GTID stays as it is.
      """
    let run =
      """
      4. Run this file as an administrator: stop, change, start. Then take the password out of it again: \
      every user of the machine can read it.
      """
    return ["-- Steps on this \(words.slave):"] + placing + Comment.sql(held, indent: 3)
      + Comment.sql(edit, indent: 3) + Comment.sql(run, indent: 3) + naming
  }

  private var stepsOfRunning: [String] {
    ["-- Steps on this \(words.slave):"] + placing + [
      "-- 2. Run this file as an administrator: stop, change, start. User and password stay as they are."
    ] + naming
  }

  private var placing: [String] {
    Comment.sql(
      "1. Put its files in place, as replication-tls.cnf says; mysql must be able to read them all.",
      indent: 3)
  }

  private var naming: [String] {
    guard !host.verifiesName else {
      let rule = "\(words.prefix)HOST must be one of the names in the certificate of the \(words.master)."
      let older = host.server.comparesAllNamesSince.map {
        " Before \($0) it must be the common name, CN: this \(words.slave) looks at no other then."
      }
      return Comment.sql(rule + (older ?? ""))
    }
    let unchecked =
      """
      \(words.prefix)SSL_VERIFY_SERVER_CERT = 0: the name of the \(words.master) is NOT checked. Every server \
      certificate of this authority will do in its place
      """
    guard host.server.refusesPlainMaster else {
      return Comment.sql(
        """
        \(unchecked), and so will a server WITHOUT TLS, to which this \(words.slave) connects in PLAIN TEXT \
        while the status says \(words.tlsColumn): Yes. Only the REQUIRE of the account, at the real \
        \(words.master), stops that.
        """)
    }
    return Comment.sql("\(unchecked); a server without TLS is refused all the same (2026).")
  }

  /// The statement names neither a position nor GTID in any form.
  private var gtidStays: String {
    let option = host.server.flavour == .mariadb ? "USE_GTID" : "AUTO_POSITION"
    return "GTID stays as it is: \(words.prefix)\(option) is not named."
  }

  private var mixture: [String] {
    MixedPair(slave: host.server, master: masterServer).map { pair in
      pair.remarks.flatMap { Comment.sql($0) }
    } ?? []
  }

  private var checks: [String] {
    let question =
      host.channel == nil
      ? "\(host.server.client) -E -e '\(connection.status)'"
      : "\(connection.status), in \(host.server.client) -E"
    var lines = [
      "-- Check here: \(question)",
      "--   \(words.connectionColumn): Yes   the connection stands, else see Last_IO_Error:",
    ]
    if host.server == Server(.mysql, 5, 7) {
      lines += [
        "--     2026  one side refused the certificate of the other, or a file cannot be read here, or the",
        "--           key here is not the certificate's",
      ]
    } else {
      lines += [
        "--     2026  the certificate of the \(words.master) was refused here (other authority, other name,",
        "--           date), or a file cannot be read here, or the key here is not the certificate's",
        "--     2013  the \(words.master) refused the certificate of this host",
      ]
    }
    if host.server.flavour == .mariadb {
      lines.append("--     1698  the account does not exist; 1045 may mean that too")
    }
    lines += [
      "--     1045  wrong password, or the REQUIRE of the account is not met, or an account with more exact",
      "--           host, be it anonymous, stands in its way",
      "--   \(words.tlsColumn): Yes   repeats the option only; it does not prove encryption.",
    ]
    if let attempts = host.server.connectionAttempts {
      lines.append("--   After \(attempts) attempts it gives up; then: \(connection.start);")
    }
    return lines
  }

  private func commented(_ lines: [String]) -> [String] { lines.map { "-- \($0)" } }

  private func blocks(_ blocks: [[String]]) -> String {
    blocks.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") + "\n" }.joined(separator: "\n")
  }
}
