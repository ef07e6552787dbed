import Foundation
import TestSupport
import Testing

/// What stands between servers and shows in no file: other readers, other authorities, hosts that are not there.
extension LiveVerificationTests {
  @Test func `a reader in the clear beside a slave that is encrypted is not that slave, and KILL ends it`()
    throws
  {
    try master.sql("ALTER USER 'repl'@'%' REQUIRE NONE")
    let reader = try startReader(user: "repl")
    defer { reader.signal(SIGKILL) }
    try master.sql("ALTER USER 'repl'@'%' REQUIRE X509")
    let report = try fixture.report()
    let found = try #require(report.findings.first)
    #expect(!report.passed && report.findings.map(\.rule) == ["plain-text-connection"], "\(report.findings)")
    #expect(found.sentence.contains("no slave of this deployment: slave01, slave02 are connected with TLS"))
    #expect(report.links.allSatisfy { !$0.slave.hasPrefix("slave") }, "\(report.links)")
    let statement = try #require(found.fix?.split(separator: "`").first { $0.hasPrefix("KILL ") })
    try master.sql(String(statement))
    for _ in 0..<100 where reader.isRunning { Thread.sleep(forTimeInterval: 0.02) }
    #expect(try fixture.report().findings.isEmpty)
  }

  @Test
  func `a master that does not know its slaves' authority is found by their certificate, without a login`()
    throws
  {
    let other = try TemporaryFolder()
    try Mkcerts.program().output(["init-ca", "--pki", other("pki"), "--san", "other.test"])
    // Its own chain is whole, so that only what it says to a slave's certificate shows what it trusts.
    let host = try fixture.host("master")
    let files = (master.settings.program.root ?? "") + master.installFolder
    let own = try host.text("server-cert.pem") + host.text("cacert.pem")
    try Data(own.utf8).write(to: URL(filePath: files + "/server-cert.pem"))
    let foreign = try Data(contentsOf: URL(filePath: other("pki/hosts/master/cacert.pem")))
    try foreign.write(to: URL(filePath: files + "/cacert.pem"))
    try master.sql("FLUSH SSL")
    for arguments in [fixture.addresses + fixture.login, ["--no-client"]] {
      let report = try fixture.report(arguments)
      let found = try #require(report.findings(of: "client-refused").first, "\(report.findings)")
      #expect(!report.passed && found.host == "master" && found.severity == "breaks", "\(found)")
      #expect(found.sentence.contains("refuses slave01's certificate: unknown ca"), "\(found)")
    }
    let keys = fixture.topology.slaves.keys.map { "\(fixture.pki)/hosts/\($0)/client-key.pem" }
    for key in keys { try FileManager.default.moveItem(atPath: key, toPath: key + ".away") }
    defer { for key in keys { try? FileManager.default.moveItem(atPath: key + ".away", toPath: key) } }
    let keyless = try JSONDecoder().decode(
      LiveFixture.Report.self,
      from: Data(fixture.verify(["--no-client", "--format", "json"]).outputBytes))
    #expect(keyless.findings(of: "client-refused").isEmpty, "nothing to show: \(keyless.findings)")
  }

  @Test
  func `a named slave that is dead fails also where nobody is to log in, and one that answers does not`()
    throws
  {
    let alive = try fixture.report(["--no-client"] + fixture.addresses)
    #expect(alive.passed && alive.findings.map(\.rule) == ["not-looked-at"], "\(alive.findings)")
    let dead = ["--address", "slave02=127.0.0.9:1"]
    for arguments in [["--no-client"], ["--client", "/nonexistent/mysql"]] {
      let report = try fixture.report(arguments + fixture.addresses.prefix(2) + dead)
      let found = report.findings(of: "unreachable-server")
      #expect(!report.passed && found.map(\.host) == ["slave02"], "\(report.findings)")
      #expect(found.first?.severity == "breaks" && found.first?.sentence.contains("127.0.0.9:1") == true)
    }
  }

  @Test func `an option file that names a password without a value is told as that`() throws {
    let path = try fixture.folder.write("[client]\nuser = auditor\npassword\n", to: "asking.cnf")
    let report = try fixture.report(["--defaults-extra-file", path])
    let found = try #require(report.findings(of: "not-looked-at").first { $0.host == "master" })
    #expect(!report.passed && found.sentence.contains("the client asked for a password"), "\(found)")
    #expect(found.sentence.contains("1045: Access denied") && found.fix?.contains("`password = …`") == true)
  }

  @Test func `a connection whose name no statement can hold safely is told of in quoted prose`() throws {
    let server = try slave("slave01")
    let name = #"'a\\b'"#
    try server.sql(
      "STOP SLAVE; RESET SLAVE ALL; CHANGE MASTER \(name) TO MASTER_HOST = '127.0.0.2', MASTER_USER = 'repl'")
    defer { _ = try? server.sql("RESET SLAVE \(name) ALL") }
    let report = try fixture.report()
    let fixes = report.findings.filter { $0.host == "slave01" }.compactMap(\.fix)
    #expect(fixes.contains { $0.contains(#"stop the connection 'a\b', set MASTER_SSL"#) }, "\(fixes)")
    #expect(fixes.contains { $0.contains(#"start the connection 'a\b'"#) }, "\(fixes)")
    #expect(fixes.allSatisfy { !$0.contains("--channel") }, "config refuses such a name: \(fixes)")
    let refused = try Mkcerts.program().run(
      ["config", "slave01", "--running", "--channel", #"a\b"#, "--pki", fixture.pki])
    #expect(refused.status == 2 && refused.errors.contains("has a backslash"), "\(refused.errors)")
  }
}
