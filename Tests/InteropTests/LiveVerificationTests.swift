import Foundation
import TestSupport
import Testing

/// `verify --live` on real servers: what runs otherwise than its files say is found, and nothing else is.
@Suite(.serialized) struct LiveVerificationTests {
  private static let shared = Result {
    try LiveFixture(ReplicationTopology(slaves: ["slave01", "slave02"], program: .underTest()))
  }

  let fixture: LiveFixture

  init() throws {
    fixture = try Self.shared.get()
    try fixture.heal()
  }

  var master: MariaDBServer { fixture.topology.master }

  func slave(_ name: String) throws -> MariaDBServer { try fixture.topology.slave(name) }

  /// Changes what a slave was told, and waits until it is connected or has failed to be.
  @discardableResult
  func tell(_ name: String, _ options: String) throws -> SlaveStatus {
    try slave(name).sql("STOP SLAVE; CHANGE MASTER TO \(options); START SLAVE")
    return try fixture.topology.settle(name)
  }

  @Test func `nothing is said of a topology that runs as its files say, and all of it was looked at`() throws
  {
    let report = try fixture.report()
    #expect(report.passed && report.findings.isEmpty, "\(report.findings)")
    #expect(report.live.map(\.host).sorted() == ["master", "slave01", "slave02"])
    let asked = ["variables", "accounts", "locks", "connections", "senders"]
    for host in report.live {
      // The slaves have performance_schema off.
      let all = asked + (host.host == "master" ? ["roles"] : ["readers", "roles"])
      #expect(host.unread.isEmpty && host.read == all, "\(host)")
      #expect(host.server?.hasPrefix("MariaDB ") == true)
    }
    let master = try #require(report.live.first { $0.host == "master" })
    #expect(master.tls?.hasPrefix("TLSv1.3 ") == true)
    let text = try fixture.verify(fixture.addresses + fixture.login)
    #expect(text.status == 0 && text.output.contains("proven: 1 master and 2 slaves share one authority"))
    #expect(text.errors.isEmpty, "progress is for terminals")
  }

  @Test
  func `files that were copied and not reloaded are found, also without a login, until they are loaded`()
    throws
  {
    try fixture.reissueMaster()
    try master.install(fixture.host("master"))
    for arguments in [fixture.addresses + fixture.login, ["--no-client"]] {
      let report = try fixture.report(arguments)
      let found = try #require(report.findings(of: "not-reloaded").first)
      #expect(!report.passed && found.host == "master" && found.sentence.contains("still serves serial"))
      #expect(found.fix?.contains("`FLUSH SSL`") == true)
    }
    try master.sql("FLUSH SSL")
    #expect(try fixture.report().findings.isEmpty)
  }

  /// Makes a client of this script.
  func client(_ script: String, _ name: String) throws -> String {
    try fixture.folder.writeProgram(script, to: name)
  }

  @Test func `a slave that fell back to plain text is found on its master, which one it is too`() throws {
    try master.sql("ALTER USER 'repl'@'%' REQUIRE NONE")
    #expect(try tell("slave02", "MASTER_SSL = 0, MASTER_SSL_VERIFY_SERVER_CERT = 0").isReceiving)
    #expect(try fixture.topology.dumpThreads().map(\.isEncrypted).sorted { !$0 && $1 } == [false, true])
    let report = try fixture.report()
    let found = report.findings(of: "plain-text-connection")
    #expect(
      !report.passed && found.count == 1 && found.first?.sentence.contains("slave02") == true, "\(found)")
    let told = report.findings(of: "slave-told-otherwise")
    #expect(told.map(\.host) == ["slave02"] && told.first?.sentence.contains("MASTER_SSL = 0, not 1") == true)
    // The master alone knows it too.
    let alone = try fixture.report(fixture.login)
    #expect(!alone.passed && alone.findings(of: "plain-text-connection").count == 1)
  }

  @Test func `a reader of another user is blamed on no slave, be it at a slave's address`() throws {
    try master.sql(
      """
      ALTER USER 'repl'@'%' REQUIRE NONE;
      CREATE USER 'backup'@'%' IDENTIFIED BY '\(ReplicationTopology.password.replacing("'", with: "''"))';
      GRANT REPLICATION SLAVE ON *.* TO 'backup'@'%'
      """)
    // The slave that may be meant by its address, and by what it was told.
    #expect(try tell("slave02", "MASTER_SSL = 0, MASTER_SSL_VERIFY_SERVER_CERT = 0").isReceiving)
    let reader = try startReader(user: "backup")
    defer { reader.signal(SIGKILL) }
    func plain(_ arguments: [String]) throws -> [String] {
      try fixture.report(arguments).findings(of: "plain-text-connection").map(\.sentence).sorted()
    }
    let found = try plain(fixture.addresses + fixture.login)
    #expect(
      found.count == 2 && found.count { $0.contains("slave02 (user 'repl' from 127.0.0.1)") } == 1, "\(found)"
    )
    #expect(found.count { $0.contains("to user 'backup' from 127.0.0.1") } == 1, "\(found)")
    // Where nothing is recorded of encryption, the list of connections tells whose account is used.
    let unrecorded = try fixture.report(
      fixture.addresses + fixture.login + ["--client", clientWithoutRecords()])
    let used = unrecorded.findings(of: "account-without-requirement").filter { $0.severity == "exposed" }
    #expect(used.contains { $0.sentence.contains("'backup'@'%'") }, "\(unrecorded.findings)")
    #expect(try tell("slave02", "MASTER_SSL = 1").isReceiving)
    let alone = try plain(fixture.login + ["--address", "slave02=127.0.0.1:1"])
    #expect(alone.count == 1 && alone[0].contains("to user 'backup' from 127.0.0.1"), "\(alone)")
  }

  @Test func `a server that does not read its option file is found, and that it offers no TLS`() throws {
    let bare = fixture.folder(UUID().uuidString)
    try Program("cp").output(["-a", fixture.host("master").path, bare])
    try Data("[mysqld]\n".utf8).write(to: URL(filePath: bare + "/replication-tls.cnf"))
    try fixture.topology.reset()
    try fixture.topology.deployMaster(
      HostFolder(path: bare, installFolder: master.installFolder, keptIn: fixture.folder))
    try master.sql(
      "CREATE USER 'auditor'@'127.%' IDENTIFIED BY 'look but don''t touch'; GRANT SELECT ON mysql.user TO 'auditor'@'127.%'"
    )
    let report = try fixture.report(fixture.login)
    #expect(!report.passed)
    let noTLS = report.findings(of: "tls-not-offered")
    if try master.sql("SELECT @@have_ssl") == [["DISABLED"]] {
      #expect(noTLS.map(\.host) == ["master"] && noTLS.first?.severity == "breaks")
    }
    let unread = try #require(report.findings(of: "option-file-not-read").first)
    #expect(unread.fix?.contains("the file is on its machine") == true)
    #expect(unread.sentence.contains("ssl_cert = ''") && unread.sentence.contains("replication-tls.cnf"))
  }

  /// Nothing came of it in time.
  private struct Silence: Error { let description: String }

  /// Somebody who reads the master's binary log in the clear, as `user`, and is no slave.
  func startReader(user: String) throws -> RunningProgram {
    let options = try fixture.folder.write(
      "[client]\nuser = \(user)\npassword = \"\(ReplicationTopology.password)\"\n", to: "reader.cnf")
    let file = try #require(try master.sql("SHOW BINARY LOGS").last?.first)
    let reader = try Program("mariadb-binlog").start(
      [
        "--defaults-file=\(options)", "--read-from-remote-server", "--stop-never",
        "--stop-never-slave-server-id=99",
        "--protocol=TCP", "--host=\(ReplicationTopology.masterAddress)", "--port=\(master.port)",
        "--skip-ssl", file,
      ], input: .text(""))
    let query =
      "SELECT COUNT(*) FROM information_schema.processlist WHERE command LIKE 'Binlog Dump%' AND user = '\(user)'"
    let before = user == "repl" ? 2 : 0
    for _ in 0..<200 {
      if try master.sql(query) == [["\(before + 1)"]] { return reader }
      Thread.sleep(forTimeInterval: 0.05)
    }
    throw Silence(description: "nobody reads: \(reader.errorsSoFar)")
  }
}
