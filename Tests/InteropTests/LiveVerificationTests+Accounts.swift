import Foundation
import TestSupport
import Testing

/// What lets a slave in today and not tomorrow: passwords that grow too old, accounts that take none, and other
/// accounts that it may be taken for.
extension LiveVerificationTests {
  /// Makes the password of the slaves' account as old as this.
  private func age(days: Int) throws {
    try master.sql(
      """
      UPDATE mysql.global_priv SET Priv = JSON_SET(Priv, '$.password_last_changed', UNIX_TIMESTAMP() - \(days * 86400))
        WHERE user = 'repl'; FLUSH PRIVILEGES
      """)
  }

  @Test
  func `a password that grows too old is due with its date, and breaks once it is, as the slave then says`()
    throws
  {
    let words = fixture.addresses + fixture.login
    try master.sql("ALTER USER 'repl'@'%' PASSWORD EXPIRE INTERVAL 10 DAY")
    let due = try fixture.report(words + ["--within", "11d"])
    let coming = try #require(due.findings.first, "\(due.findings)")
    #expect(due.passed && due.findings.map(\.rule) == ["password-expires"] && coming.severity == "due")
    // Whole days, and it may be the second in which the account was made.
    #expect(
      coming.sentence.contains(#/'repl'@'%' on master expires 20.*in (9|10) days/#), "\(coming.sentence)")
    #expect(try fixture.report(words + ["--within", "9d"]).findings.isEmpty)
    try age(days: 11)
    let old = try fixture.report()
    let found = try #require(old.findings.first)
    #expect(!old.passed && old.findings.map(\.rule) == ["account-refuses"], "\(old.findings)")
    #expect(
      found.severity == "breaks" && found.sentence.contains("is expired since 20")
        && found.sentence.contains("so it is for 1 more"), "\(found)")
    let error = try tell("slave01", "MASTER_CONNECT_RETRY = 60").connectionError
    #expect(error != 0 && found.symptom?.contains("\(error): ") == true, "\(error): \(found)")
    let failing = try #require(try fixture.report().findings(of: "failing-connection").first)
    #expect(failing.sentence.contains("is expired"), "\(failing)")
    let statement = try #require(found.fix?.split(separator: "`").dropFirst().first)
    #expect(statement == "ALTER USER 'repl'@'%' PASSWORD EXPIRE NEVER")
    try master.sql(String(statement))
    #expect(try tell("slave01", "MASTER_CONNECT_RETRY = 60").isReceiving)
    #expect(try fixture.report().findings.isEmpty)
  }

  @Test func `the age that a server has for all passwords counts for an account that has none of its own`()
    throws
  {
    // The administrator of these tests has a password of no known age.
    try master.sql(
      "ALTER USER CURRENT_USER() PASSWORD EXPIRE NEVER; SET GLOBAL default_password_lifetime = 5")
    defer { _ = try? master.sql("SET GLOBAL default_password_lifetime = 0") }
    #expect(try fixture.report().findings.map(\.rule) == ["password-expires"])
    try age(days: 6)
    #expect(try fixture.report().findings.map(\.severity) == ["breaks"])
    try master.sql("ALTER USER 'repl'@'%' PASSWORD EXPIRE NEVER")
    #expect(try fixture.report().findings.isEmpty)
  }

  @Test(arguments: [
    ("ALTER USER 'repl'@'%' IDENTIFIED VIA unix_socket", 1698, "logs in by unix_socket"),
    (
      "ALTER USER 'repl'@'%' IDENTIFIED VIA mysql_native_password USING 'invalid' OR unix_socket", 1698,
      "logs in by unix_socket"
    ),
    (
      "ALTER USER 'repl'@'%' IDENTIFIED VIA mysql_native_password USING 'invalid'", 1045,
      "takes no password at all"
    ),
    (
      "UPDATE mysql.global_priv SET Priv = JSON_SET(Priv, '$.plugin', 'gone') WHERE user = 'repl'; FLUSH PRIVILEGES",
      1524, "logs in by gone, which the server has not loaded"
    ),
  ])
  func `an account that takes no password any more is found under a slave that runs, as its next login says`(
    change: String, number: Int, words: String
  ) throws {
    try master.sql(change)
    let report = try fixture.report()
    let found = try #require(report.findings.first)
    #expect(!report.passed && report.findings.map(\.rule) == ["account-refuses"], "\(report.findings)")
    #expect(found.severity == "breaks" && found.sentence.contains(words), "\(found)")
    #expect(found.symptom?.contains("\(number): ") == true, "\(found)")
    #expect(try tell("slave01", "MASTER_CONNECT_RETRY = 60").connectionError == number)
    let failing = try #require(try fixture.report().findings(of: "failing-connection").first)
    #expect(failing.sentence.contains(words), "\(failing)")
    let statement = try #require(found.fix?.split(separator: "`").dropFirst().first)
    let password = ReplicationTopology.password.replacing("'", with: "''")
    try master.sql(String(statement).replacing("<password>", with: "'\(password)'"))
    #expect(try tell("slave01", "MASTER_CONNECT_RETRY = 60").isReceiving)
    try master.sql(
      "ALTER USER 'repl'@'%' IDENTIFIED VIA unix_socket OR mysql_native_password USING PASSWORD('\(password)')"
    )
    #expect(try fixture.report().findings.isEmpty, "one of two ways is enough")
  }

  /// A name of 127.0.0.2 that is no address to anybody who only reads it, so that where slaves come from is open.
  private static let name = "0x7f000002"

  @Test
  func `whether a slave is taken for an anonymous account is open until it is seen where it comes from`()
    throws
  {
    let pki = fixture.folder("named")
    let slave = try slave("slave01")
    func mkcerts(_ words: [String]) throws { try Mkcerts.program().output(words + ["--pki", pki]) }
    try mkcerts(["init-ca", "--install-dir", master.installFolder, "--san", "dns:\(Self.name)"])
    try mkcerts([
      "issue", "slave01", "--install-dir", slave.installFolder, "--master-host", Self.name, "--master-port",
      "\(master.port)",
    ])
    func host(_ name: String, _ server: MariaDBServer) -> HostFolder {
      HostFolder(path: "\(pki)/hosts/\(name)", installFolder: server.installFolder, keptIn: fixture.folder)
    }
    func report() throws -> LiveFixture.Report {
      let words = [
        "--address", "master=\(ReplicationTopology.masterAddress):\(master.port)", "--format", "json",
      ]
      let result = try Mkcerts.program().run(
        ["verify", pki, "--live"] + fixture.addresses.prefix(2) + words + fixture.login)
      return try JSONDecoder().decode(LiveFixture.Report.self, from: Data(result.outputBytes))
    }
    for server in fixture.topology.slaves.values { try server.sql("STOP SLAVE") }
    try master.install(host("master", master))
    try master.sql("FLUSH SSL; CREATE USER ''@'10.%'")
    try slave.install(host("slave01", slave))
    let dialling = "MASTER_HOST = '\(Self.name)', MASTER_PORT = \(master.port)"
    try slave.sql("CHANGE MASTER TO \(dialling)")
    let threads = "SELECT id FROM information_schema.processlist WHERE command LIKE 'Binlog Dump%'"
    for _ in 0..<100 where try !master.sql(threads).isEmpty {
      for thread in try master.sql(threads) { _ = try? master.sql("KILL \(thread[0])") }
      Thread.sleep(forTimeInterval: 0.02)
    }
    let open = try report()
    let found = try #require(open.findings(of: "account-refuses").first, "\(open.findings)")
    #expect(found.severity == "exposed" && found.sentence.contains("''@'10.%'"), "\(found)")
    #expect(found.sentence.contains("depends on the address that it comes from"), "\(found)")
    #expect(Set(open.findings.map(\.rule)) == ["account-refuses", "stopped-connection"], "\(open.findings)")
    #expect(try tell("slave01", "MASTER_CONNECT_RETRY = 60").isReceiving)
    let seen = try report()
    #expect(seen.passed && seen.findings.isEmpty, "\(seen.findings)")
  }
}
