import Testing

@testable import Replication

/// What statements make of accounts.
@Suite struct MasterAccountTests {
  private typealias Requirement = MasterAccount.Requirement

  private func read(_ sql: String, for server: String? = "mariadb-10.11") throws -> ReplicationScript {
    ReplicationScript(reading: Array(sql.utf8), for: try server.map { try Server(parsing: $0) })
  }

  @Test(arguments: [
    ("", Requirement.none), ("REQUIRE NONE", .none), ("REQUIRE SSL", .ssl), ("require x509", .x509),
    ("REQUIRE SUBJECT '/CN=a'", .specified(subject: "/CN=a", issuer: nil, cipher: nil)),
    (
      "REQUIRE ISSUER '/CN=b' AND SUBJECT \"/CN=a\"",
      .specified(subject: "/CN=a", issuer: "/CN=b", cipher: nil)
    ),
    ("REQUIRE CIPHER 'c' ISSUER '/CN=b'", .specified(subject: nil, issuer: "/CN=b", cipher: "c")),
    (#"REQUIRE SUBJECT '/CN=\\xC3'"#, .specified(subject: #"/CN=\xC3"#, issuer: nil, cipher: nil)),
    ("IDENTIFIED BY 'p' REQUIRE SSL WITH MAX_USER_CONNECTIONS 3", .ssl),
    ("IDENTIFIED BY PASSWORD '*24' REQUIRE X509 ACCOUNT LOCK PASSWORD EXPIRE NEVER", .x509),
    ("IDENTIFIED VIA mysql_native_password USING PASSWORD('p') OR unix_socket REQUIRE X509", .x509),
    ("IDENTIFIED BY <password> REQUIRE X509", .x509),
  ])
  func `the requirement is found behind what identifies the account`(
    clause: String, requirement: MasterAccount.Requirement
  ) throws {
    let script = try read("\nCREATE USER 'u'@'h' \(clause);")
    #expect(script.accounts == [.init(user: "u", host: "h", requirement: requirement, line: 2)])
    #expect(script.problems.map(\.kind) == (clause.contains("<") ? [.placeholder] : []))
  }

  @Test(arguments: [
    ("'u'@'h'", "u", "h"), ("u@h", "u", "h"), ("`u`@`h`", "u", "h"), ("\"u\"@\"H.x\"", "u", "h.x"),
    ("u", "u", "%"),
    ("u@192.0.2.7", "u", "192.0.2.7"), ("'u@h'", "u@h", "%"), ("''@h", "", "h"), ("u @h", "u", "h"),
    ("u@'%.x'", "u", "%.x"), ("'it''s'@h", "it's", "h"), ("u@h$_x", "u", "h$_x"),
  ])
  func `an account is named in any quotes or none`(name: String, user: String, host: String) throws {
    let script = try read("CREATE USER IF NOT EXISTS \(name)\nREQUIRE SSL")
    #expect(script.problems == [])
    #expect(script.accounts == [.init(user: user, host: host, requirement: .ssl, line: 1)])
  }

  @Test(arguments: [
    "u@%", "u@db-1.x", "u@ h", "u @ h", "'u'@ 'h'", "u@h REQUIRE", "u@h REQUIRE SSL X509",
    "u@h REQUIRE SSL AND X509",
    "u@h REQUIRE SUBJECT 'a' AND", "u@h REQUIRE SUBJECT 'a' SUBJECT 'b'", "u@h REQUIRE SUBJECT a",
    "u@h REQUIRE SAN 'a'", "u@h WITH MAX_USER_CONNECTIONS 3 REQUIRE SSL", "u@h REQUIRE SSL nonsense",
    "u@h nonsense REQUIRE SSL", "u@h IDENTIFIED BY p", "u@h REQUIRE SSL, v@h REQUIRE X509",
    "u@h REQUIRE SSL,", "",
    "u@h REQUIRE ISSUER 'a' REQUIRE SSL", "CURRENT_USER",
  ])
  func `a statement that servers refuse makes no account`(rest: String) throws {
    let script = try read("CREATE USER \(rest);")
    #expect(script.accounts == [] && script.problems.map(\.kind) == [.refused])
  }

  @Test func `later statements win, with their lines`() throws {
    let script = try read(
      """
      CREATE USER a@h, b@h REQUIRE X509;
      ALTER USER a@h REQUIRE SSL;
      ALTER USER b@h IDENTIFIED BY 'made up';
      CREATE USER IF NOT EXISTS b@h REQUIRE NONE;
      GRANT REPLICATION SLAVE ON *.* TO b@H;
      GRANT USAGE ON *.* TO c@h REQUIRE ISSUER 'i' WITH GRANT OPTION;
      CREATE OR REPLACE USER c@h REQUIRE SSL;
      CREATE USER d@h; DROP USER d@h;
      ALTER USER e@h REQUIRE X509 WITH MAX_USER_CONNECTIONS 1;
      """)
    #expect(script.problems == [])
    #expect(script.accounts.map(\.user) == ["a", "b", "c", "e"])
    #expect(script.accounts.map(\.requirement) == [.ssl, .x509, .ssl, .x509])
    #expect(script.accounts.map(\.line) == [2, 1, 7, 9])
  }

  @Test func `an account that is created twice keeps what it was`() throws {
    let script = try read("CREATE USER a@h REQUIRE X509; CREATE USER a@h REQUIRE NONE;")
    #expect(script.accounts.map(\.requirement) == [.x509])
    #expect(script.problems.map(\.kind) == [.refused])
  }

  @Test(arguments: Server.known)
  func `what mkcerts writes is read as it was meant`(server: Server) throws {
    let written = try accounts(
      of: server,
      [
        .init(AccountName(user: "a", on: server)),
        .init(
          AccountName(user: "b", host: "B.x", on: server), requiring: .subjectAndIssuer("/CN=s", "/CN=i")),
      ])
    let text = written.text
    let script = ReplicationScript(reading: Array(text.utf8), for: server)
    #expect(script.accounts.map(\.user) == ["a", "b"] && script.accounts.map(\.host) == ["%", "b.x"])
    #expect(
      script.accounts.map(\.requirement) == [
        .x509, .specified(subject: "/CN=s", issuer: "/CN=i", cipher: nil),
      ])
    #expect(script.problems.allSatisfy { $0.kind == .placeholder } && script.problems.count == 2)
  }

  @Test func `MySQL's own words are understood for MySQL`() throws {
    let script = try read(
      """
      CREATE USER a@h IDENTIFIED WITH caching_sha2_password BY 'x' DEFAULT ROLE r REQUIRE SSL
        PASSWORD EXPIRE NEVER ACCOUNT LOCK COMMENT 'c';
      ALTER USER b@h IDENTIFIED BY 'x' REPLACE 'y' RETAIN CURRENT PASSWORD REQUIRE NONE
        PASSWORD REQUIRE CURRENT;
      ALTER USER c@h DEFAULT ROLE ALL; ALTER USER USER() IDENTIFIED BY '';
      """, for: "mysql-9.7")
    #expect(script.problems == [])
    #expect(script.accounts.map(\.requirement) == [.ssl, .none])
  }
}
