import Foundation
import TestSupport
import Testing

/// `verify --live` on another family's newest release, by that release's own client.
@Suite struct LiveReleaseTests {
  private typealias Report = LiveFixture.Report

  /// A server with the files of db1, which has a slave that is not there.
  private func server(in folder: TemporaryFolder) throws -> MariaDBServer {
    let program: ServerProgram
    do { program = try .release("mysql-9.7") } catch let absence as Deployments.NotHere {
      print("not run on mysql-9.7: \(absence)")
      try Test.cancel("mysql-9.7 is not here: \(absence)")
    }
    var settings = MariaDBServer.Settings(program: program)
    settings.address = "127.0.0.1"
    let server = try MariaDBServer(settings)
    let words = ["--pki", folder("pki"), "--install-dir", server.installFolder, "--server", "mysql-9.7"]
    let names = ["--master", "db1", "--san", "ip:127.0.0.1"]
    try Mkcerts.program().output(["init-ca"] + names + words)
    try Mkcerts.program().output(["issue", "slave01", "--master-host", "127.0.0.1"] + words)
    try server.install(HostFolder(path: folder("pki/hosts/db1"), installFolder: server.installFolder))
    try server.start()
    return server
  }

  @Test func `MySQL 9.7 is read in its own words: what it loaded, its accounts, and a reader in the clear`()
    throws
  {
    let folder = try TemporaryFolder()
    let server = try server(in: folder)
    let root = try #require(server.settings.program.root)
    try server.sql(
      """
      CREATE USER 'auditor'@'127.0.0.1' IDENTIFIED BY 'look'; GRANT SELECT ON mysql.user TO 'auditor'@'127.0.0.1';
      GRANT SELECT ON mysql.default_roles TO 'auditor'@'127.0.0.1';
      GRANT SELECT ON mysql.role_edges TO 'auditor'@'127.0.0.1';
      GRANT SELECT ON performance_schema.* TO 'auditor'@'127.0.0.1';
      GRANT REPLICATION CLIENT ON *.* TO 'auditor'@'127.0.0.1';
      """)
    // The client lives in a root directory of its own.
    let client = try folder.writeProgram(
      "exec chroot \(root) /usr/bin/mysql --no-defaults --user=auditor --password=look \"$@\"", to: "client")
    func report() throws -> Report {
      let result = try Mkcerts.program().run([
        "verify", folder("pki"), "--live", "--format", "json", "--address", "db1=127.0.0.1:\(server.port)",
        "--client", client,
      ])
      let report = try JSONDecoder().decode(Report.self, from: Data(result.outputBytes))
      #expect(result.status == (report.passed ? 0 : 1), "\(result.output)\(result.errors)")
      return report
    }
    #expect(try report().findings(of: "account-not-there").map(\.host) == ["db1"])

    let accounts = try String(contentsOfFile: folder("pki/hosts/db1/accounts.sql"), encoding: .utf8)
    try server.sql(accounts.replacing("<password>", with: "'correct horse'"))
    let healthy = try report()
    // Nothing says where the slave is.
    #expect(healthy.passed && healthy.findings.map(\.rule) == ["not-looked-at"], "\(healthy.findings)")
    let seen = try #require(healthy.live.first)
    #expect(seen.read == ["variables", "loaded", "accounts", "connections", "senders", "roles"])
    #expect(seen.server?.hasPrefix("MySQL 9.7.") == true)

    try server.sql("ALTER USER 'repl'@'%' ACCOUNT LOCK")
    let locked = try #require(try report().findings(of: "account-not-there").first)
    #expect(
      locked.sentence.contains("'repl'@'%' on db1 is locked") && locked.symptom?.contains("3118") == true)
    try server.sql("ALTER USER 'repl'@'%' ACCOUNT UNLOCK; CREATE USER ''@'127.%'")
    let taken = try #require(try report().findings(of: "account-refuses").first)
    #expect(
      taken.severity == "breaks" && taken.sentence.contains("the anonymous account ''@'127.%'"), "\(taken)")
    try server.sql("DROP USER ''@'127.%'")

    // By a default role it may replicate as well; a role that is no default one gives nothing.
    try server.sql(
      """
      REVOKE REPLICATION SLAVE ON *.* FROM 'repl'@'%'; CREATE ROLE r; GRANT REPLICATION SLAVE ON *.* TO r;
      GRANT r TO 'repl'@'%'
      """)
    #expect(try report().findings.map(\.rule) == ["account-not-there", "not-looked-at"])
    try server.sql("SET DEFAULT ROLE r TO 'repl'@'%'")
    #expect(try report().findings.map(\.rule) == ["not-looked-at"])
    try server.sql("SET DEFAULT ROLE NONE TO 'repl'@'%'; SET GLOBAL mandatory_roles = '`r`@`%`'")
    #expect(try report().findings.map(\.rule) == ["not-looked-at"])
    try server.sql(
      "SET GLOBAL mandatory_roles = ''; DROP ROLE r; GRANT REPLICATION SLAVE ON *.* TO 'repl'@'%'")

    // A variable says what is loaded next: what was loaded still holds.
    try server.sql("SET GLOBAL ssl_cert = '/elsewhere.pem'")
    let set = try report()
    let unloaded = try #require(set.findings(of: "set-not-loaded").first)
    #expect(!set.passed && set.findings(of: "option-file-not-read").isEmpty, "\(set.findings)")
    #expect(unloaded.sentence.contains("db1 was set to ssl_cert = '/elsewhere.pem'"), "\(unloaded)")
    let back = try #require(unloaded.fix?.split(separator: "`").dropFirst().first)
    try server.sql(String(back))
    #expect(try report().findings.map(\.rule) == ["not-looked-at"])
    try judgesPasswords(of: server, report)

    try server.sql("ALTER USER 'repl'@'%' REQUIRE NONE")
    let log = try #require(try server.sql("SHOW BINARY LOGS").last?.first)
    let reader = try Program("chroot").start(
      [
        root, "/usr/bin/mysqlbinlog", "--no-defaults", "--read-from-remote-server", "--stop-never",
        "--user=repl",
        "--password=correct horse", "--protocol=TCP", "--host=127.0.0.1", "--port=\(server.port)",
        "--ssl-mode=DISABLED", "--get-server-public-key", log,
      ], input: .text(""))
    defer { reader.signal(SIGKILL) }
    var exposed = try report()
    for _ in 0..<100 where exposed.findings(of: "plain-text-connection").isEmpty && reader.isRunning {
      Thread.sleep(forTimeInterval: 0.1)
      exposed = try report()
    }
    #expect(!exposed.passed, "\(reader.errorsSoFar)")
    let rules = Set(exposed.findings.map(\.rule))
    #expect(
      rules == ["plain-text-connection", "account-without-requirement", "not-looked-at"],
      "\(exposed.findings)")
    let plain = try #require(exposed.findings(of: "plain-text-connection").first)
    #expect(plain.fix?.contains("CHANGE REPLICATION SOURCE TO SOURCE_SSL = 1") == true)
  }

  /// Passwords that grow too old, and an account whose plugin is gone.
  private func judgesPasswords(of server: MariaDBServer, _ report: () throws -> Report) throws {
    try server.sql("ALTER USER 'repl'@'%' PASSWORD EXPIRE INTERVAL 10 DAY")
    #expect(try report().findings.map(\.rule) == ["password-expires", "not-looked-at"])
    try server.sql(
      "UPDATE mysql.user SET password_last_changed = NOW() - INTERVAL 11 DAY WHERE user = 'repl'; FLUSH PRIVILEGES"
    )
    let old = try #require(try report().findings(of: "account-refuses").first)
    #expect(old.severity == "breaks" && old.symptom?.contains("1862") == true, "\(old)")
    try server.sql("ALTER USER 'repl'@'%' PASSWORD EXPIRE DEFAULT; SET GLOBAL default_password_lifetime = 5")
    #expect(try report().findings(of: "account-refuses").count == 1)
    try server.sql("SET GLOBAL default_password_lifetime = 0")
    #expect(try report().findings.map(\.rule) == ["not-looked-at"])
    try server.sql("UPDATE mysql.user SET plugin = 'gone' WHERE user = 'repl'; FLUSH PRIVILEGES")
    let gone = try #require(try report().findings(of: "account-refuses").first)
    #expect(gone.symptom?.contains("1524: Plugin 'gone' is not loaded") == true, "\(gone)")
    try server.sql(
      "UPDATE mysql.user SET plugin = 'caching_sha2_password' WHERE user = 'repl'; FLUSH PRIVILEGES")
    #expect(try report().findings.map(\.rule) == ["not-looked-at"])
  }
}
