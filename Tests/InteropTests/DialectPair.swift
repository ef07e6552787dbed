import Foundation
import TestSupport
import Testing

/// A master and a slave of one release, which are given what mkcerts writes for just that release: nothing of it is
/// changed but that the password is put in.
final class DialectPair {
  /// The release, as `--server` takes it.
  let release: String
  let master: MariaDBServer
  let slave: MariaDBServer
  let folder: TemporaryFolder
  /// The position that the new master of a promotion showed.
  private var position: (file: String, offset: String)?

  static let masterAddress = "127.0.0.2"
  static let slaveAddress = "127.0.0.3"

  /// Starts both servers without TLS of ours, and makes the authority.
  ///
  /// - Throws: `Deployments.NotHere` where the release cannot be had.
  init(_ release: String) throws {
    self.release = release
    let program = try ServerProgram.release(release)
    folder = try TemporaryFolder()
    var settings = MariaDBServer.Settings(program: program)
    settings.options = ["log-bin=binlog", "relay-log=relay", "performance_schema=ON"]
    settings.address = Self.masterAddress
    master = try MariaDBServer(settings)
    settings.address = Self.slaveAddress
    settings.serverID = 2
    slave = try MariaDBServer(settings)
    for server in [master, slave] { try server.start() }
    try mkcerts([
      "init-ca", "--server", release, "--san", "ip:\(Self.masterAddress)", "--install-dir",
      master.installFolder,
    ])
    try mkcerts([
      "issue", "slave01", "--role", "both", "--san", "ip:\(Self.slaveAddress)", "--install-dir",
      slave.installFolder, "--master-port", "\(master.port)",
    ])
  }

  /// Nothing came of it in time.
  struct Silence: Error { let description: String }

  var isMySQL: Bool { master.settings.program.isMySQL }

  func server(_ name: String) -> MariaDBServer { name == "master" ? master : slave }

  /// Runs mkcerts on the pki folder of this pair and returns what it prints.
  @discardableResult
  func mkcerts(_ arguments: [String]) throws -> String {
    try Mkcerts.program().output(arguments + ["--pki", folder("pki")])
  }

  /// Runs a text of mkcerts as it stands, with the password in its place.
  func run(_ text: String, on server: MariaDBServer) throws {
    let password = "'" + ReplicationTopology.password.replacing("'", with: "''") + "'"
    try server.sql(text.replacing("<password>", with: password))
  }

  // MARK: Steps

  /// What `--format json` says is to be done, in the order of a procedure.
  private struct Report: Decodable {
    let tasks: [HostSteps]?
    let steps: [HostSteps]?
  }

  /// Does what a command says is to be done, host by host.
  func follow(_ arguments: [String]) throws {
    let text = try mkcerts(arguments + ["--format", "json"])
    let report = try JSONDecoder().decode(Report.self, from: Data(text.utf8))
    let tasks = (report.tasks ?? report.steps ?? []).hostByHost
    try #require(!tasks.isEmpty, "\(arguments)")
    for task in tasks {
      for step in task.steps { try follow(step, on: server(task.host)) }
    }
  }

  private func follow(_ step: HostSteps.Step, on server: MariaDBServer) throws {
    if let statement = step.statement { try run(withPosition(statement), on: server) }
    if let check = step.check {
      // A slave that was just started needs a moment.
      let deadline = Date(timeIntervalSinceNow: 10)
      var rows = try server.sql(check)
      while rows.isEmpty, Date.now < deadline {
        Thread.sleep(forTimeInterval: 0.05)
        rows = try server.sql(check)
      }
      #expect(!rows.isEmpty, "\(release): \(check)")
      if check.contains("MASTER STATUS") || check.contains("LOG STATUS") {
        position = (rows[0][0], rows[0][1])
      }
    }
    if let file = step.run {
      try run(String(contentsOfFile: Self.path(of: file, step), encoding: .utf8), on: server)
    }
    for file in step.copy ?? [] { try copy(Self.path(of: file, step), to: server) }
    if step.restart == true { try server.restart() }
  }

  private static func path(of file: String, _ step: HostSteps.Step) throws -> String {
    try #require(step.from) + "/" + file
  }

  /// A statement that names another master, with the position that the promoted one showed.
  private func withPosition(_ statement: String) -> String {
    guard let position, statement.contains("_HOST = ") else { return statement }
    let prefix = isMySQL ? "SOURCE_" : "MASTER_"
    let added = "\(prefix)LOG_FILE = '\(position.file)', \(prefix)LOG_POS = \(position.offset)"
    return statement.replacing("\(prefix)PORT", with: "\(added),\n  \(prefix)PORT")
  }

  /// The option file goes where this server reads it, beside its certificates.
  private func copy(_ file: String, to server: MariaDBServer) throws {
    let folder = (server.settings.program.root ?? "") + server.installFolder
    try Program("cp").output(["-a", file, folder + "/"])
  }

  /// Brings a host all files of its folder.
  func bring(_ host: String) throws { try copy(folder("pki/hosts/\(host)/."), to: server(host)) }

  // MARK: What became of it

  /// How the slave stands, in the words of MariaDB.
  func status(_ statement: String? = nil) throws -> SlaveStatus {
    let statement = statement ?? (isMySQL ? "SHOW REPLICA STATUS" : "SHOW SLAVE STATUS")
    let row = try slave.row(statement) ?? [:]
    return SlaveStatus(
      columns: Dictionary(
        row.map { ($0.replacing("Replica_", with: "Slave_").replacing("Source_", with: "Master_"), $1) }
      ) { first, _ in first })
  }

  /// Waits until the slave is connected, or has failed to be.
  func settle(_ statement: String? = nil) throws -> SlaveStatus {
    let deadline = Date(timeIntervalSinceNow: 20)
    while Date.now < deadline {
      let status = try status(statement)
      if status.isReceiving || status.connectionError != 0 { return status }
      Thread.sleep(forTimeInterval: 0.05)
    }
    throw Silence(description: "\(release): \(try status(statement))")
  }

  /// Expects a row that is written on one server on the other, and the first to see the connection encrypted.
  func expectEncryptedReplication(of what: String, from source: MariaDBServer? = nil) throws {
    let source = source ?? master
    let target = source === master ? slave : master
    let value = UUID().uuidString
    try source.sql(
      """
      CREATE DATABASE IF NOT EXISTS proof; CREATE TABLE IF NOT EXISTS proof.line (value VARCHAR(64));
      INSERT INTO proof.line VALUES ('\(value)')
      """)
    let deadline = Date(timeIntervalSinceNow: 20)
    let query = "SELECT COUNT(*) FROM proof.line WHERE value = '\(value)'"
    while (try? target.sql(query)) != [["1"]] {
      guard Date.now < deadline else {
        throw Silence(description: "\(release): no row, \(what): \(try status())")
      }
      Thread.sleep(forTimeInterval: 0.03)
    }
    let threads = DumpThread.threads(try source.sql(DumpThread.query))
    #expect(!threads.isEmpty && threads.allSatisfy(\.isEncrypted), "\(release), \(what): \(threads)")
  }

  /// The serial number of the certificate that the master shows to whoever connects, in lower case.
  func servedSerial() throws -> String {
    let address = "\(Self.masterAddress):\(master.port)"
    let talk = try OpenSSLCommand.run(["s_client", "-starttls", "mysql", "-connect", address]).output
    return try serial(of: ["x509", "-noout", "-serial"], input: talk)
  }

  /// The serial number of the certificate in the master's folder.
  func issuedSerial() throws -> String {
    try serial(of: ["x509", "-noout", "-serial", "-in", folder("pki/hosts/master/server-cert.pem")])
  }

  private func serial(of arguments: [String], input: String = "") throws -> String {
    try OpenSSLCommand.output(arguments, input: input).replacing("serial=", with: "")
      .trimmingCharacters(in: .whitespacesAndNewlines).lowercased()
  }

  // MARK: Before the next case

  /// Forgets accounts, rows, positions and the slave's options.
  func reset(channel: String? = nil) throws {
    position = nil
    let accounts = """
      SELECT CONCAT(QUOTE(user), '@', QUOTE(host)) FROM mysql.user
        WHERE user <> 'root' AND user NOT LIKE 'mysql.%' AND user NOT LIKE 'mariadb.%'
      """
    if isMySQL {
      try slave.sql("STOP REPLICA; RESET REPLICA ALL")
    } else {
      try slave.sql("STOP ALL SLAVES; RESET SLAVE ALL")
      if let channel { try slave.sql("RESET SLAVE '\(channel)' ALL") }
      try slave.sql("SET GLOBAL gtid_slave_pos = ''")
    }
    for server in [master, slave] {
      let drops = try server.sql(accounts).map { "DROP USER \($0[0]);" }.joined()
      let forget = isMySQL ? "RESET BINARY LOGS AND GTIDS" : "RESET MASTER"
      try server.sql("SET sql_log_bin = 0; DROP DATABASE IF EXISTS proof; \(drops)")
      for thread in try server.sql(Self.dumpThreads) { _ = try? server.sql("KILL \(thread[0])") }
      try server.sql(forget)
    }
  }

  private static let dumpThreads =
    "SELECT id FROM information_schema.processlist WHERE command LIKE 'Binlog Dump%'"
}
