import Foundation
import TestSupport
import Testing

/// What the accounts of a running master ask of the next login of a slave.
extension LiveVerificationTests {
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
}
