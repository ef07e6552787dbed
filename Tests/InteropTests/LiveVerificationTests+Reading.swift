import Foundation
import TestSupport
import Testing

/// What could not be looked at: privileges that are missing, records that are off, clients and servers that do not
/// answer.
extension LiveVerificationTests {
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
  func clientWithoutRecords() throws -> String {
    try client("mariadb \"$@\" | sed 's/^performance_schema\tON$/performance_schema\tOFF/'", "unrecorded")
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
