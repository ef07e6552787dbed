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

  @Test func `an account that lost its REQUIRE is found, and the fix as printed gives it back`() throws {
    try master.sql("ALTER USER 'repl'@'%' REQUIRE NONE")
    let report = try fixture.report()
    let found = try #require(report.findings.first)
    #expect(!report.passed && report.findings.count == 1 && found.rule == "account-without-requirement")
    #expect(found.sentence.contains("'repl'@'%'") && found.sentence.contains("REQUIRE X509"))
    let statement = try #require(found.fix?.split(separator: "`").dropFirst().first)
    try master.sql(String(statement))
    #expect(try fixture.report().findings.isEmpty)
    try master.sql("ALTER USER 'repl'@'%' REQUIRE SSL")
    #expect(try fixture.report().findings.map(\.rule) == ["account-without-requirement"], "less than X509")
  }

  @Test(arguments: ["ISSUER '/CN=Other G1'", "SUBJECT '/CN=nobody'", "CIPHER 'AES128-SHA'"])
  func `an account that asks for what no slave shows is found before the next login`(clause: String) throws {
    try master.sql("ALTER USER 'repl'@'%' REQUIRE \(clause)")
    let report = try fixture.report()
    let found = try #require(report.findings(of: "account-refuses").first)
    #expect(!report.passed && report.findings.count == 1 && found.severity == "breaks", "\(report.findings)")
    #expect(found.sentence.contains(clause) && found.symptom?.contains("1045") == true, "\(found)")
    let statement = try #require(found.fix?.split(separator: "`").dropFirst().first)
    #expect(statement == "ALTER USER 'repl'@'%' REQUIRE X509")
    try master.sql(String(statement))
    #expect(try fixture.report().findings.isEmpty)
  }

  @Test(arguments: ["127.0.0.1", "localhost"])
  func `a more specific account is judged in the place of the one in the files, as servers take it`(
    host: String
  ) throws {
    let account = "'repl'@'\(host)'"
    let password = ReplicationTopology.password.replacing("'", with: "''")
    // The master asks for no names of addresses; what one says that does is put in its mouth.
    let client = try self.client(
      "mariadb \"$@\" | sed 's/^skip_name_resolve\tON$/skip_name_resolve\tOFF/'", "resolving")
    let words = fixture.addresses + fixture.login + (host == "localhost" ? ["--client", client] : [])
    try master.sql("CREATE USER \(account) IDENTIFIED BY '\(password)'")
    let withheld = try fixture.report(words)
    #expect(
      withheld.findings(of: "account-refuses").first?.sentence.contains("lacks REPLICATION SLAVE") == true,
      "\(withheld.findings)")
    try master.sql("GRANT REPLICATION SLAVE ON *.* TO \(account)")
    let report = try fixture.report(words)
    let found = try #require(report.findings(of: "account-without-requirement").first, "\(report.findings)")
    #expect(!report.passed && report.findings.count == 1, "\(report.findings)")
    #expect(found.sentence.contains(account) && found.sentence.contains("REQUIRE X509"), "\(found)")
    let statement = try #require(found.fix?.split(separator: "`").dropFirst().first)
    try master.sql(String(statement))
    #expect(try fixture.report(words).findings.isEmpty)
    if host == "localhost" {
      try master.sql("ALTER USER \(account) REQUIRE NONE")
      #expect(try fixture.report().findings.isEmpty, "nobody is taken for it who is not asked for a name")
    }
  }

  @Test func `an anonymous account for a slave's address is found before the login that it takes, and named`()
    throws
  {
    // For the address that the slaves are seen to come from.
    try master.sql("CREATE USER ''@'127.0.0.1'; " + LiveFixture.auditor(from: "127.0.0.1"))
    let report = try fixture.report()
    let found = try #require(report.findings.first)
    #expect(!report.passed && report.findings.count == 1, "\(report.findings)")
    #expect(found.rule == "account-refuses" && found.severity == "breaks", "\(found)")
    #expect(
      found.sentence.contains("takes slave01 for the anonymous account ''@'127.0.0.1'")
        && found.sentence.contains("so it is for 1 more") && found.symptom?.contains("1045") == true,
      "\(found)")
    // It is as foreseen, and the cause of the error is named.
    #expect(try tell("slave01", "MASTER_CONNECT_RETRY = 60").connectionError == 1045)
    let failing = try #require(try fixture.report().findings(of: "failing-connection").first)
    #expect(failing.sentence.contains("the anonymous account ''@'127.0.0.1'"), "\(failing)")
    let statement = try #require(found.fix?.split(separator: "`").dropFirst().first)
    #expect(statement == "DROP USER ''@'127.0.0.1'")
    try master.sql(String(statement))
    #expect(try tell("slave01", "MASTER_CONNECT_RETRY = 60").isReceiving)
    #expect(try fixture.report().findings.isEmpty)
    // One for other addresses takes nobody.
    try master.sql("CREATE USER ''@'192.0.2.%'; CREATE USER ''@'localhost'; CREATE USER ''@'%'")
    #expect(try fixture.report().findings.isEmpty)
  }

  /// Makes a client of this script.
  private func client(_ script: String, _ name: String) throws -> String {
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

  @Test func `a password that has expired is found before the next login needs it`() throws {
    try master.sql("ALTER USER 'repl'@'%' PASSWORD EXPIRE")
    let expired = try fixture.report()
    let found = expired.findings(of: "account-refuses")
    #expect(!expired.passed && found.contains { $0.fix?.contains("IDENTIFIED BY") == true }, "\(found)")
  }

  @Test
  func `an account that was locked is found while its slaves are still connected, and the fix opens it`()
    throws
  {
    try master.sql("ALTER USER 'repl'@'%' ACCOUNT LOCK")
    #expect(try fixture.topology.status("slave01").isReceiving)
    let report = try fixture.report()
    let found = try #require(report.findings.first)
    #expect(!report.passed && report.findings.count == 1, "\(report.findings)")
    #expect(found.rule == "account-not-there" && found.severity == "breaks", "\(found)")
    #expect(found.sentence.contains("the account 'repl'@'%' on master is locked"), "\(found)")
    // Those who may not read who is locked are told so, and all else is judged.
    try master.sql(
      "REVOKE SELECT ON mysql.global_priv FROM 'auditor'@'127.%'; ALTER USER 'repl'@'%' REQUIRE NONE")
    let blind = try fixture.report()
    #expect(
      Set(blind.findings.map(\.rule)) == ["not-looked-at", "account-without-requirement"], "\(blind.findings)"
    )
    let unread = try #require(blind.findings(of: "not-looked-at").first)
    #expect(
      unread.fix?.contains("`GRANT SELECT ON mysql.global_priv TO 'auditor'@'127.%'`") == true, "\(unread)")
    #expect(!blind.passed && blind.live.first { $0.host == "master" }?.unread == ["locks"])
    let statement = try #require(found.fix?.split(separator: "`").dropFirst().first)
    try master.sql(statement + "; ALTER USER 'repl'@'%' REQUIRE X509; " + Self.seeingLocks)
    #expect(try tell("slave01", "MASTER_CONNECT_RETRY = 60").isReceiving)
    #expect(try fixture.report().findings.isEmpty)
  }

  private static let seeingLocks = "GRANT SELECT ON mysql.global_priv TO 'auditor'@'127.%'"

  @Test func `what mends a slave that runs names neither host nor port, and keeps its position`() throws {
    #expect(try tell("slave01", "MASTER_SSL_VERIFY_SERVER_CERT = 0, MASTER_SSL_CRL = ''").isReceiving)
    let found = try #require(try fixture.report().findings(of: "slave-told-otherwise").first)
    let fix = try #require(found.fix)
    #expect(!fix.contains("MASTER_HOST") && !fix.contains("change-master.sql"), "\(fix)")
    #expect(fix.contains("`mkcerts config slave01 --running"))
    // As printed: stop, change, start.
    let statements = fix.split(separator: "`").enumerated().filter { $0.offset % 2 == 1 }.prefix(3)
    let server = try slave("slave01")
    let before = try Self.readFile(of: server)
    for (_, statement) in statements { try server.sql(String(statement)) }
    #expect(try fixture.topology.settle("slave01").isReceiving)
    #expect(try Self.readFile(of: server) == before)
    #expect(try fixture.report().findings.isEmpty)
  }

  /// The file of the master's binary log that a slave has come to: Relay_Master_Log_File, the tenth column.
  private static func readFile(of server: MariaDBServer) throws -> String {
    let status = try server.sql("SHOW SLAVE STATUS")
    let row = try #require(status.first { $0.count > 20 }, "\(status)")
    return row[9]
  }

  @Test func `where the connection of the statement is not there, those that are there are named`() throws {
    let server = try slave("slave01")
    try server.sql("STOP SLAVE; RESET SLAVE ALL")
    for name in ["east", "west"] {
      try server.sql("CHANGE MASTER '\(name)' TO MASTER_HOST = '127.0.0.2', MASTER_USER = 'repl'")
    }
    defer { for name in ["east", "west"] { _ = try? server.sql("RESET SLAVE '\(name)' ALL") } }
    let found = try #require(try fixture.report().findings(of: "slave-told-otherwise").first)
    #expect(found.sentence.contains("no connection without a name; it has "), "\(found)")
    #expect(found.sentence.contains("'east'") && found.sentence.contains("'west'"), "\(found)")
  }

  @Test func `an account that is there without its grant is given it, and not made again`() throws {
    try master.sql("REVOKE REPLICATION SLAVE ON *.* FROM 'repl'@'%'")
    #expect(try !tell("slave01", "MASTER_CONNECT_RETRY = 60").isReceiving)
    let report = try fixture.report()
    let found = try #require(report.findings(of: "account-not-there").first)
    #expect(found.sentence.contains("the account 'repl'@'%' on master may not replicate"), "\(found)")
    #expect(found.symptom?.contains("1597") == true)
    let statement = try #require(found.fix?.split(separator: "`").dropFirst().first)
    #expect(statement == "GRANT REPLICATION SLAVE ON *.* TO 'repl'@'%'")
    try master.sql(String(statement))
    #expect(try tell("slave01", "MASTER_CONNECT_RETRY = 60").isReceiving)
    #expect(try fixture.report().findings.isEmpty)
    try master.sql("DROP USER 'repl'@'%'")
    let gone = try #require(try fixture.report().findings(of: "account-not-there").first)
    #expect(gone.fix == "make it with accounts.sql on master")
  }

  @Test func `an account that may replicate by its default role is as good as one that may by itself`() throws
  {
    defer { _ = try? master.sql("DROP ROLE IF EXISTS inner_role; DROP ROLE IF EXISTS outer_role") }
    try master.sql(
      """
      REVOKE REPLICATION SLAVE ON *.* FROM 'repl'@'%'; CREATE ROLE inner_role; CREATE ROLE outer_role;
      GRANT REPLICATION SLAVE ON *.* TO inner_role; GRANT inner_role TO outer_role; GRANT outer_role TO 'repl'@'%'
      """)
    // A role that is not the default one gives nothing to who logs in.
    #expect(try fixture.report().findings.map(\.rule) == ["account-not-there"])
    #expect(try tell("slave01", "MASTER_CONNECT_RETRY = 60").connectionError == 1597)
    try master.sql("SET DEFAULT ROLE outer_role FOR 'repl'@'%'")
    #expect(try tell("slave01", "MASTER_CONNECT_RETRY = 60").isReceiving)
    #expect(try fixture.report().findings.isEmpty)
    try master.sql("REVOKE SELECT ON mysql.roles_mapping FROM 'auditor'@'127.%'")
    let blind = try fixture.report()
    #expect(!blind.passed && blind.findings.map(\.rule) == ["not-looked-at"], "\(blind.findings)")
    #expect(blind.findings[0].fix == "on master: `GRANT SELECT ON mysql.roles_mapping TO 'auditor'@'127.%'`")
  }

  @Test func `a slave that dials another name is found, whether it verifies that name or not`() throws {
    // 127.2 is another spelling of 127.0.0.2, and no name of the certificate.
    let host = "MASTER_HOST = '127.2', MASTER_PORT = \(master.port)"
    #expect(try tell("slave01", host + ", MASTER_SSL_VERIFY_SERVER_CERT = 0").isReceiving)
    let exposed = try fixture.report().findings(of: "slave-dials-another-name")
    #expect(exposed.map(\.host) == ["slave01"] && exposed.map(\.severity) == ["exposed"])
    #expect(try tell("slave01", "MASTER_SSL_VERIFY_SERVER_CERT = 1").connectionError == 2026)
    let report = try fixture.report()
    let found = try #require(report.findings(of: "slave-dials-another-name").first)
    #expect(
      found.severity == "breaks" && found.sentence.contains("127.2") && found.sentence.contains("127.0.0.2"))
    #expect(found.symptom?.contains("2026") == true)
    let failing = try #require(report.findings(of: "failing-connection").first)
    #expect(failing.symptom?.contains("certificate validation failure") == true)
    #expect(failing.sentence.contains("dials 127.2, and what master shows is for"), "\(failing.sentence)")
    let command = "`mkcerts issue master --san db1.example.com --san 127.0.0.2 --san 127.2 --replace"
    for finding in [found, failing] { #expect(finding.fix?.contains(command) == true, "\(finding)") }
  }

  @Test func `a slave that was stopped is not proven, until the statement of the fix has started it`() throws
  {
    try slave("slave01").sql("STOP SLAVE")
    let report = try fixture.report()
    let found = try #require(report.findings(of: "stopped-connection").first)
    #expect(!report.passed && report.findings.count == 1 && found.host == "slave01", "\(report.findings)")
    let statement = try #require(found.fix?.split(separator: "`").dropFirst().first)
    try slave("slave01").sql(String(statement))
    #expect(try fixture.topology.settle("slave01").isReceiving && fixture.report().findings.isEmpty)
  }

  @Test func `a slave that an error keeps from applying is told as that, and its link's verdict stays`()
    throws
  {
    let server = try slave("slave01")
    try master.sql("CREATE DATABASE proof; CREATE TABLE proof.line (value VARCHAR(64) PRIMARY KEY)")
    try fixture.topology.replicateRow(to: ["slave01", "slave02"])
    try server.sql("SET sql_log_bin = 0; INSERT INTO proof.line VALUES ('a secret')")
    try master.sql("INSERT INTO proof.line VALUES ('a secret')")
    for _ in 0..<200 where try fixture.topology.status("slave01").columns["Slave_SQL_Running"] == "Yes" {
      Thread.sleep(forTimeInterval: 0.05)
    }
    let report = try fixture.report()
    let found = try #require(report.findings.first)
    #expect(!report.passed && report.findings.count == 1, "\(report.findings)")
    #expect(
      found.rule == "stopped-applying" && found.host == "slave01" && found.severity == "breaks", "\(found)")
    #expect(found.symptom?.hasPrefix("the slave's Last_SQL_Errno is 1062") == true, "\(found)")
    #expect(found.symptom?.contains("secret") == false, "errors quote what is in rows")
    #expect(found.sentence.contains("no matter of TLS"), "\(found)")
    #expect(report.links.isEmpty, "no link is told to fail: \(report.links)")
    // Stopped by somebody, it is a note.
    try server.sql("SET sql_log_bin = 0; DELETE FROM proof.line WHERE value = 'a secret'; START SLAVE")
    try fixture.topology.replicateRow(to: ["slave01"])
    try server.sql("STOP SLAVE SQL_THREAD")
    let stopped = try fixture.report()
    #expect(stopped.passed && stopped.findings.map(\.rule) == ["stopped-applying"], "\(stopped.findings)")
    #expect(stopped.findings.map(\.severity) == ["note"])
    let statement = try #require(stopped.findings.first?.fix?.split(separator: "`").dropFirst().first)
    try server.sql(String(statement))
    #expect(try fixture.report().findings.isEmpty)
  }

  @Test func `a slave that is looked for at its master is told to be that one, and nothing else of it`()
    throws
  {
    let address = ["--address", "slave01=\(ReplicationTopology.masterAddress):\(master.port)"]
    let report = try fixture.report(address + fixture.login)
    let found = try #require(report.findings.first { $0.host == "slave01" })
    #expect(!report.passed && found.rule == "same-server" && found.severity == "breaks", "\(report.findings)")
    #expect(found.sentence.contains("master at") && found.fix?.contains("--address slave01=") == true)
    #expect(report.findings.count { $0.host == "slave01" } == 1, "\(report.findings)")
  }

  @Test func `a slave that logs in as another user is told that the password goes with it`() throws {
    try tell("slave01", #"MASTER_USER = 'o''b\\c', MASTER_CONNECT_RETRY = 60"#)
    let found = try #require(try fixture.report().findings(of: "slave-told-otherwise").first)
    #expect(found.sentence.contains(#"MASTER_USER = 'o''b\\c', not 'repl'"#), "\(found)")
    let fix = try #require(found.fix)
    #expect(fix.contains("MASTER_USER = 'repl', MASTER_PASSWORD = <password>`"), "\(fix)")
    #expect(fix.contains("in single quotes"), "\(fix)")
  }

  @Test func `a slave whose login is refused is found with its error and that error's cause`() throws {
    try master.sql("ALTER USER 'repl'@'%' REQUIRE SUBJECT '/CN=nobody'")
    #expect(try tell("slave01", "MASTER_CONNECT_RETRY = 60").connectionError == 1045)
    let report = try fixture.report()
    let found = try #require(report.findings(of: "failing-connection").first)
    #expect(found.host == "slave01" && found.severity == "breaks" && found.symptom?.contains("1045") == true)
    #expect(found.fix?.contains("`mkcerts explain 1045") == true)
  }

  @Test func `an error that was mended since is told with its age, and no more once the slave is connected`()
    throws
  {
    try master.sql("ALTER USER 'repl'@'%' REQUIRE SUBJECT '/CN=nobody'")
    #expect(try tell("slave01", "MASTER_CONNECT_RETRY = 60").connectionError == 1045)
    try master.sql("ALTER USER 'repl'@'%' REQUIRE X509")
    let words = fixture.addresses + fixture.login
    // What MySQL's status has more, put into the mouth of this one.
    let dated = try client(statusEdited("Last_IO_Error_Timestamp", "261123 19:14:47"), "dated")
    for (arguments, time) in [(words, ""), (words + ["--client", dated], " at 2026-11-23 19:14:47")] {
      let report = try fixture.report(arguments)
      let found = try #require(report.findings(of: "failing-connection").first)
      #expect(
        found.sentence.contains(
          "failed with error 1045 when it was last tried\(time), and is tried again 60 seconds after each attempt"
        ),
        "\(found)")
      #expect(found.fix?.contains("`STOP SLAVE`, `START SLAVE`") == true, "\(found)")
    }
    try slave("slave01").sql("STOP SLAVE; START SLAVE")
    #expect(try fixture.topology.settle("slave01").isReceiving && fixture.report().findings.isEmpty)
    // One that is still shown on a connection that stands is over.
    let stale = try client(statusEdited("Last_IO_Errno", "1045"), "stale")
    #expect(try fixture.report(words + ["--client", stale]).findings.isEmpty)
  }

  /// A client that sets a column of each status that it prints to `value`, in the place of another where it has none of
  /// that name.
  private func statusEdited(_ name: String, _ value: String) -> String {
    """
    mariadb "$@" | awk -F '\\t' -v OFS='\\t' -v name='\(name)' -v value='\(value)' '
      /^Connection_name\\t/ { at = 0; for (i = 1; i <= NF; i++) if ($i == name || $i == "Replicate_Do_DB" && !at) at = i
        $at = name; print; rows = 1; next }
      /^mkcerts$/ { rows = 0 }
      rows { $at = value }
      { print }'
    """
  }

  @Test func `what was just read of both ends tells the cause of a failing connection`() throws {
    // The requirement is met, and the password is not right.
    #expect(try !tell("slave01", "MASTER_PASSWORD = 'wrong', MASTER_CONNECT_RETRY = 60").isReceiving)
    let password = try #require(try fixture.report().findings(of: "failing-connection").first)
    #expect(password.sentence.contains("the password is not that of 'repl'@'%'"), "\(password)")
    #expect(
      password.fix?.contains("`CHANGE MASTER TO MASTER_PASSWORD = <password>`") == true
        && password.fix?.contains("REQUIRE") == false)
    // So it is where the account asks for names, and the slave shows those: nothing is to be asked for less.
    try master.sql("ALTER USER 'repl'@'%' REQUIRE SUBJECT '/CN=slave01'")
    try tell("slave01", "MASTER_CONNECT_RETRY = 60")
    let named = try #require(
      try fixture.report().findings(of: "failing-connection").first { $0.host == "slave01" })
    #expect(named.sentence.contains("the password is not that of 'repl'@'%'"), "\(named)")
    #expect(named.sentence.contains("on its machine may lie another"), "\(named)")
    #expect(
      named.fix?.contains("MASTER_PASSWORD = <password>") == true && named.fix?.contains("REQUIRE") == false)
    try master.sql("ALTER USER 'repl'@'%' REQUIRE X509")
    // The account is not there.
    try master.sql("RENAME USER 'repl'@'%' TO 'other'@'%'")
    try tell("slave01", "MASTER_CONNECT_RETRY = 60")
    let account = try #require(try fixture.report().findings(of: "failing-connection").first)
    #expect(account.sentence.contains("master has no account 'repl'"), "\(account)")
    try master.sql("RENAME USER 'other'@'%' TO 'repl'@'%'")
    // The key is not there.
    let key = try slave("slave01").installFolder + "/no-key.pem"
    try tell("slave01", "MASTER_SSL_KEY = '\(key)'")
    let unreadable = try #require(try fixture.report().findings(of: "failing-connection").first)
    #expect(unreadable.sentence.contains("cannot use its key, \(key)"), "\(unreadable)")
    #expect(unreadable.fix?.contains("`chmod 0600 \(key)`") == true)
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

  /// The servers of slaves have no TLS here, but for releases that make a certificate for themselves.
  @Test func `the accounts of the README may read all that there is, where a slave has no TLS too`() throws {
    let readme = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../README.md")
    let blocks = try String(contentsOf: readme, encoding: .utf8).split(separator: "```")
    func block(_ mark: String) throws -> String {
      String(try #require(blocks.first { $0.contains(mark) }).drop { $0 != "\n" })
    }
    try master.sql(
      block("CREATE USER 'audit'@'localhost'").replacing("10.0.0.5", with: "127.0.0.1")
        .replacing("<password>", with: "'look here'"))
    let shown = try block("$ cat audit.cnf").split(separator: "\n").dropFirst().prefix { !$0.hasPrefix("$") }
    let file =
      shown.joined(separator: "\n").replacing("…", with: "look here")
      .replacing("/srv/pki", with: fixture.pki) + "\n"
    let local = file.split(separator: "\n").filter { !$0.hasPrefix("ssl-") }.joined(separator: "\n") + "\n"
    let audit = try fixture.folder.write(file, to: "audit.cnf")
    let plain = try fixture.folder.write(local, to: "local.cnf")
    try fixture.topology.replicateRow(to: ["slave01", "slave02"])
    let report = try fixture.report(
      fixture.addresses + [
        "--defaults-extra-file", audit, "--defaults-extra-file", "slave01=\(plain)", "--defaults-extra-file",
        "slave02=\(plain)",
      ])
    #expect(report.passed && report.findings.isEmpty, "\(report.findings)")
    #expect(report.live.allSatisfy { $0.unread.isEmpty && $0.read.count >= 6 }, "\(report.live)")
    // What the second account is for.
    if try slave("slave01").sql("SELECT @@have_ssl") == [["DISABLED"]] {
      try slave("slave01").sql("SET sql_log_bin = 0; ALTER USER 'audit'@'localhost' REQUIRE SSL")
      let refused = try fixture.report(
        fixture.addresses + [
          "--defaults-extra-file", audit, "--defaults-extra-file", "slave01=\(plain)",
          "--defaults-extra-file", "slave02=\(plain)",
        ])
      let found = try #require(refused.findings(of: "not-looked-at").first)
      #expect(found.host == "slave01" && found.sentence.contains("1045"), "\(found)")
      try slave("slave01").sql("SET sql_log_bin = 0; ALTER USER 'audit'@'localhost' REQUIRE NONE")
    }
    try master.sql("DROP USER 'audit'@'localhost', 'audit'@'127.0.0.1'")
  }

  @Test func `a privilege that is missing is one sentence with the GRANT that helps, and the rest is judged`()
    throws
  {
    try master.sql("REVOKE SELECT ON mysql.user FROM 'auditor'@'127.%'")
    try slave("slave01").sql("REVOKE SLAVE MONITOR ON *.* FROM 'auditor'@'localhost'")
    let report = try fixture.report()
    let found = report.findings(of: "not-looked-at")
    #expect(found.count == 2 && report.findings.count == 2, "\(report.findings)")
    for (host, server) in [("master", master), ("slave01", try slave("slave01"))] {
      let fix = try #require(found.first { $0.host == host }?.fix)
      let statement = try #require(fix.split(separator: "`").dropFirst().first)
      #expect(statement.hasPrefix("GRANT "))
      try server.sql("SET sql_log_bin = 0; \(statement)")
    }
    #expect(try fixture.report().findings.isEmpty)
  }

  @Test func `without performance_schema the report says that encryption is not proven, and no more`() throws
  {
    try #require(try master.sql("SELECT @@performance_schema") == [["1"]])
    // What a server without it answers: its variable, and no rows.
    let client = try client(
      "mariadb \"$@\" | sed \"s/^performance_schema\tON$/performance_schema\tOFF/\"", "client")
    let report = try fixture.report(fixture.addresses + fixture.login + ["--client", client])
    #expect(report.passed && report.findings.map(\.rule) == ["unproven-encryption"])
    #expect(report.findings.first?.fix?.contains("performance_schema = ON") == true)
    // The account was given its REQUIRE behind a login in the clear, and only the slave would tell.
    try master.sql("ALTER USER 'repl'@'%' REQUIRE NONE")
    #expect(try tell("slave02", "MASTER_SSL = 0, MASTER_SSL_VERIFY_SERVER_CERT = 0").isReceiving)
    try master.sql("ALTER USER 'repl'@'%' REQUIRE X509")
    let addresses = Array(fixture.addresses.prefix(2))
    let unseen = try fixture.report(addresses + fixture.login + ["--client", client])
    #expect(!unseen.passed && unseen.findings(of: "unproven-encryption").map(\.severity) == ["exposed"])
    #expect(unseen.findings.first?.fix?.contains("slave02") == true, "\(unseen.findings)")
    try master.sql("ALTER USER 'repl'@'%' REQUIRE NONE")
    let exposed = try fixture.report(fixture.addresses + fixture.login + ["--client", client])
    #expect(!exposed.passed && exposed.findings(of: "unproven-encryption").map(\.severity) == ["exposed"])
  }

  @Test func `without performance_schema a reader that is no slave is counted, and nothing is proven of it`()
    throws
  {
    let words = try fixture.addresses + fixture.login + ["--client", clientWithoutRecords()]
    #expect(try fixture.report(words).findings.map(\.severity) == ["note"])
    // A copy of the binary log, taken in the clear while the account asked for nothing.
    try master.sql("ALTER USER 'repl'@'%' REQUIRE NONE")
    let reader = try startReader(user: "repl")
    defer { reader.signal(SIGKILL) }
    try master.sql("ALTER USER 'repl'@'%' REQUIRE X509")
    let report = try fixture.report(words)
    let found = try #require(report.findings.first)
    #expect(!report.passed && report.findings.map(\.rule) == ["unproven-encryption"], "\(report.findings)")
    #expect(
      found.severity == "exposed"
        && found.sentence.contains(
          "3 connections read its binary log, of 'repl' from 127.0.0.1, and 2 of them"),
      "\(found)")
    #expect(found.fix?.contains("`KILL` each connection") == true, "\(found)")
    // Who may not see the connections of others does not know that there is none.
    try master.sql("REVOKE PROCESS ON *.* FROM 'auditor'@'127.%'")
    let blind = try fixture.report(words)
    let unread = try #require(blind.findings(of: "not-looked-at").first)
    #expect(!blind.passed && blind.findings.count == 2, "\(blind.findings)")
    #expect(unread.sentence.contains("who reads its binary log could not be read"), "\(unread)")
    #expect(unread.fix == "on master: `GRANT PROCESS ON *.* TO 'auditor'@'127.%'`", "\(unread)")
  }

  /// The answers of a server whose performance_schema is off: its variable, and no rows.
  private func clientWithoutRecords() throws -> String {
    try client("mariadb \"$@\" | sed 's/^performance_schema\tON$/performance_schema\tOFF/'", "unrecorded")
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

  @Test(arguments: ["SSH-2.0-OpenSSH_9.2p1\r\n", "220 mail.example.com ESMTP\r\n", "HTTP", "", "babble"])
  func `what answers for a slave and is no server fails as one that cannot be reached`(words: String) throws {
    let stranger = try StubServer { connection in
      // A web server has no word before it is asked.
      if words == "HTTP" {
        return _ = connection.receive().isEmpty || connection.send(Array("HTTP/1.1 400 Bad Request\r\n".utf8))
      }
      if words == "babble" { while connection.send(Array(repeating: 120, count: 4096)) {} }
      connection.send(Array(words.utf8))
      if !words.isEmpty { _ = connection.receive() }
    }
    let address = ["--address", "slave01=127.0.0.1:\(stranger.port)", "--timeout", "2"]
    let report = try fixture.report(address)
    let found = report.findings(of: "unreachable-server")
    #expect(!report.passed && found.map(\.host) == ["slave01"], "\(report.findings)")
    let names = [
      "SSH": "an SSH server answers, \"SSH-2.0-OpenSSH_9.2p1\"",
      "220": "a server of another protocol answers",
      "HTTP": "a web server answers, \"HTTP/1.1 400 Bad Request\"", "babble": "something else answers",
    ]
    for (start, name) in names where words.hasPrefix(start) {
      #expect(found.first?.sentence.contains(name) == true, "\(found)")
    }
  }

  @Test func `of a client that hangs the report says so, not that servers or logins are wrong`() throws {
    let report = try fixture.report(
      fixture.addresses + ["--timeout", "1", "--client", client("sleep 60", "hanging")])
    #expect(Set(report.findings.compactMap(\.host)) == ["master", "slave01", "slave02"])
    for found in report.findings {
      #expect(found.sentence.contains("came to no end within 1 seconds"), "\(found)")
      #expect(found.fix?.contains("--timeout") == true && found.fix?.contains("start it") == false)
      #expect(found.fix?.contains("--defaults-extra-file") == false, "\(found)")
    }
  }

  @Test func `a login that is refused is told of and fails, and neither process nor report shows a password`()
    throws
  {
    let log = fixture.folder("commands")
    try? FileManager.default.removeItem(atPath: log)
    let client = try fixture.folder.write(
      """
      #!/bin/sh
      tr '\\0' '\\n' < /proc/$$/cmdline >> \(log)
      tr '\\0' '\\n' < /proc/$PPID/cmdline >> \(log)
      exec mariadb "$@"
      """, to: "logging")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: client)
    let wrong = try fixture.folder.write(
      "[client]\nuser = auditor\npassword = \"not the right one\"\n", to: "wrong.cnf")
    try fixture.reissueMaster()
    try master.install(fixture.host("master"))
    let words = fixture.addresses + ["--client", client, "--defaults-extra-file", "slave02=\(wrong)"]
    let result = try fixture.verify(words + fixture.login)
    #expect(result.status == 1)
    #expect(result.output.contains("slave02 were not looked at: the client says 1045: Access denied"))
    #expect(result.output.contains("(not-reloaded)"), "what needs no login is judged all the same")
    let commands = try String(contentsOfFile: log, encoding: .utf8)
    #expect(commands.contains("--batch") && commands.contains("verify"))
    for secret in [LiveFixture.password, "not the right one"] {
      for text in [commands, result.output, result.errors] { #expect(!text.contains(secret)) }
    }
  }
}
