import Foundation
import Synchronization

/// One master and its slaves, all new, which are given their files as a DBA would give them.
///
/// The master listens on 127.0.0.2, since newer slaves do not check the name of a master on 127.0.0.1.
public final class ReplicationTopology: Sendable {
  /// The address that the slaves dial; the master's certificate has to name it.
  public static let masterAddress = "127.0.0.2"
  /// The password of the replication account.
  public static let password = "correct horse 'n battery"

  /// The server that writes.
  public let master: MariaDBServer
  /// The servers that follow, by name.
  public let slaves: [String: MariaDBServer]
  private let startedWith = Mutex<[Int: String]>([:])

  /// Makes the servers; each starts when it is first given its files.
  ///
  /// - Parameters:
  ///   - names: the names of the slaves.
  ///   - program: the release that all of them run.
  ///   - user: the user that they run as, when that is not the user that runs the tests.
  /// - Throws: `MissingProgram`, or `ProgramFailure` when a data directory cannot be made.
  public init(slaves names: [String], program: ServerProgram, user: String? = nil) throws {
    var settings = MariaDBServer.Settings(program: program)
    settings.user = user
    settings.address = Self.masterAddress
    settings.options = ["log-bin=binlog", "performance_schema=ON"]
    master = try MariaDBServer(settings)
    settings.address = nil
    settings.options = []
    var slaves: [String: MariaDBServer] = [:]
    for name in names {
      settings.serverID += 1
      slaves[name] = try MariaDBServer(settings)
    }
    self.slaves = slaves
  }

  /// The slave of that name.
  public func slave(_ name: String) throws -> MariaDBServer {
    guard let slave = slaves[name] else { throw ProgramFailure(description: "there is no slave \(name)") }
    return slave
  }

  /// Forgets what earlier cases left: accounts, replicated data, positions, and the slaves' TLS options,
  /// which RESET SLAVE ALL leaves in place on MariaDB. Servers that do not run are left alone.
  public func reset() throws {
    let accounts = "SELECT QUOTE(user), QUOTE(host) FROM mysql.user WHERE user NOT IN ('root', 'mariadb.sys')"
    for slave in slaves.values where slave.isRunning {
      try slave.sql("STOP SLAVE; \(Self.forgetting) RESET SLAVE ALL; SET GLOBAL gtid_slave_pos = ''")
    }
    for server in [master] + slaves.values where server.isRunning {
      let drops = try server.sql(accounts).map { "DROP USER \($0.joined(separator: "@"));" }
      try server.sql("SET sql_log_bin = 0; DROP DATABASE IF EXISTS proof; \(drops.joined())")
    }
    guard master.isRunning else { return }
    let threads = "SELECT id FROM information_schema.processlist WHERE command LIKE 'Binlog Dump%'"
    for thread in try master.sql(threads) { _ = try? master.sql("KILL \(thread[0])") }
    try master.sql("RESET MASTER")
  }

  private static let forgetting = """
    CHANGE MASTER TO MASTER_HOST='forgotten.invalid', MASTER_SSL=0, MASTER_SSL_CA='', MASTER_SSL_CAPATH='',
      MASTER_SSL_CERT='', MASTER_SSL_KEY='', MASTER_SSL_CRL='', MASTER_SSL_CRLPATH='', MASTER_SSL_CIPHER='',
      MASTER_SSL_VERIFY_SERVER_CERT=0;
    """

  /// Gives the master its files, makes it use them, and runs the host's `accounts.sql`.
  public func deployMaster(_ host: HostFolder) throws {
    try deploy(host, on: master)
    try master.sql(statements("accounts.sql", of: host, for: master))
  }

  /// Gives a slave its files, runs the host's `change-master.sql` with this master's address, and starts it.
  ///
  /// - Returns: how the slave stands once it is connected or has failed to be.
  @discardableResult
  public func deploySlave(_ name: String, _ host: HostFolder, file: String = "change-master.sql") throws
    -> SlaveStatus
  {
    let slave = try slave(name)
    try deploy(host, on: slave)
    try slave.sql(statements(file, of: host, for: slave))
    try slave.sql("START SLAVE")
    return try settle(name)
  }

  /// Installs the files; a server whose options stay the same reads the new files without a restart.
  private func deploy(_ host: HostFolder, on server: MariaDBServer) throws {
    try server.install(host)
    let id = server.settings.serverID
    let options = server.installedOptions
    if server.isRunning, startedWith.withLock({ $0[id] }) == options {
      let usesTLS = try server.sql("SELECT @@have_ssl") == [["YES"]]
      if usesTLS { try server.sql("FLUSH SSL") }
    } else {
      try server.restart()
      startedWith.withLock { $0[id] = options }
    }
  }

  /// The SQL of the file `name` as it stands, but for password, host, port, and the place of the files where
  /// that is not the server's own.
  private func statements(_ name: String, of host: HostFolder, for server: MariaDBServer) throws -> String {
    let password = "'" + Self.password.replacing("'", with: "''") + "'"
    var text = try host.text(name)
      .replacing("<password>", with: password)
      .replacing(host.installFolder, with: server.installFolder)
    // The manual's short form has no line for the port.
    let port = text.contains("MASTER_PORT") ? "" : ",\n  MASTER_PORT = 3306"
    text.replace(/MASTER_HOST\s*=\s*'[^']*'/, with: "MASTER_HOST = '\(Self.masterAddress)'\(port)")
    text.replace(/MASTER_PORT\s*=\s*[0-9]+/, with: "MASTER_PORT = \(master.port)")
    return text
  }
}
