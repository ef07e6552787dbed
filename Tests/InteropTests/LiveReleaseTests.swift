import Foundation
import TestSupport
import Testing

/// `verify --live` on another family's newest release, by that release's own client.
@Suite struct LiveReleaseTests {
  private typealias Report = LiveFixture.Report

  /// The client of the release, which lives in its own root directory.
  private struct Client {
    let root: String
    let port: UInt16
    let folder: TemporaryFolder

    /// A program that runs it, for `--client`.
    func program() throws -> String {
      let path = try folder.write("#!/bin/sh\nexec chroot \(root) /usr/bin/mysql \"$@\"\n", to: "client")
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
      return path
    }

    func sql(_ statements: String) throws {
      try Program("chroot").output(
        [
          root, "/usr/bin/mysql", "--no-defaults", "--user=root", "--protocol=TCP", "--host=127.0.0.1",
          "--port=\(port)",
        ],
        input: statements)
    }
  }

  @Test func `MySQL 9.7 is read in its own words: what it loaded, its accounts, and a reader in the clear`()
    throws
  {
    let server: MySQLServer
    do { server = try MySQLServer() } catch let absence as Deployments.NotHere {
      print("not run on mysql-9.7: \(absence)")
      try Test.cancel("mysql-9.7 is not here: \(absence)")
    }
    let pki = server.folder("pki")
    let end = try #require(server.folder.path.range(of: "/tmp/", options: .backwards))
    let client = Client(
      root: String(server.folder.path[..<end.lowerBound]), port: server.port, folder: server.folder)
    let words = ["--address", "db1=127.0.0.1:\(server.port)", "--client", try client.program()]
    func report() throws -> Report {
      let result = try Mkcerts.program().run(["verify", pki, "--live", "--format", "json"] + words)
      let report = try JSONDecoder().decode(Report.self, from: Data(result.outputBytes))
      #expect(result.status == (report.passed ? 0 : 1), "\(result.output)\(result.errors)")
      return report
    }
    #expect(try report().findings(of: "account-not-there").map(\.host) == ["db1"])

    let accounts = try String(contentsOfFile: pki + "/hosts/db1/accounts.sql", encoding: .utf8)
    try client.sql(accounts.replacing("<password>", with: "'correct horse'"))
    let healthy = try report()
    // Nothing says where the slave is.
    #expect(healthy.passed && healthy.findings.map(\.rule) == ["not-looked-at"], "\(healthy.findings)")
    let seen = try #require(healthy.live.first)
    #expect(seen.read == ["variables", "loaded", "accounts", "connections", "senders"])
    #expect(seen.server?.hasPrefix("MySQL 9.7.") == true)

    // A variable says what is loaded next: what was loaded still holds.
    try client.sql("SET GLOBAL ssl_cert = '/elsewhere.pem'")
    #expect(try report().findings(of: "option-file-not-read").isEmpty)

    try client.sql("ALTER USER 'repl'@'%' REQUIRE NONE")
    let reader = try Program("chroot").start(
      [
        client.root, "/usr/bin/mysqlbinlog", "--no-defaults", "--read-from-remote-server", "--stop-never",
        "--user=repl",
        "--password=correct horse", "--protocol=TCP", "--host=127.0.0.1", "--port=\(server.port)",
        "--ssl-mode=DISABLED", "--get-server-public-key", "binlog.000001",
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
}
