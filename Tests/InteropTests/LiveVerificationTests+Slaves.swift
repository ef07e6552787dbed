import Foundation
import TestSupport
import Testing

/// What running slaves were told, and what their own errors mean.
extension LiveVerificationTests {
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
}
