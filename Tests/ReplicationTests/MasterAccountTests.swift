import Testing

@testable import Replication

/// What statements make of accounts.
@Suite struct MasterAccountTests {
  private typealias Requirement = MasterAccount.Requirement

  private func read(_ sql: String, for server: String? = "mariadb-10.11") throws -> ReplicationScript {
    ReplicationScript(reading: Array(sql.utf8), for: try server.map { try Server(parsing: $0) })
  }

  /// An account that is made, to which nothing is granted.
  private func made(_ user: String, _ host: String, _ requirement: Requirement, line: Int) -> MasterAccount {
    MasterAccount(user: user, host: host, requirement: requirement, line: line, replication: .withheld)
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
    ("IDENTIFIED BY PASSWORD '' REQUIRE X509 ACCOUNT UNLOCK PASSWORD EXPIRE NEVER", .x509),
    ("IDENTIFIED VIA mysql_native_password USING PASSWORD('p') OR unix_socket REQUIRE X509", .x509),
    ("IDENTIFIED BY <password> REQUIRE X509", .x509),
  ])
  func `the requirement is found behind what identifies the account`(
    clause: String, requirement: MasterAccount.Requirement
  ) throws {
    let script = try read("\nCREATE USER 'u'@'h' \(clause);")
    #expect(script.accounts == [made("u", "h", requirement, line: 2)])
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
    #expect(script.accounts == [made(user, host, .ssl, line: 1)])
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
      CREATE ROLE r;
      CREATE USER a@h IDENTIFIED WITH caching_sha2_password BY 'x' DEFAULT ROLE r REQUIRE SSL
        PASSWORD EXPIRE NEVER ACCOUNT LOCK COMMENT 'c';
      ALTER USER b@h IDENTIFIED BY 'x' RETAIN CURRENT PASSWORD REQUIRE NONE
        PASSWORD REQUIRE CURRENT;
      ALTER USER c@h DEFAULT ROLE ALL; ALTER USER USER() IDENTIFIED BY '';
      """, for: "mysql-9.7")
    #expect(script.problems == [])
    #expect(script.accounts.filter { !$0.isRole }.map(\.requirement) == [.ssl, .none])
  }

  @Test(arguments: [
    (
      "CREATE USER u@h REQUIRE SUBJECT 'a', ISSUER 'b'; GRANT REPLICATION SLAVE ON *.* TO u@h",
      "mariadb-10.11"
    ),
    ("CREATE USER u@h REQUIRE X509 AND SUBJECT 'a'; ALTER USER u@h REQUIRE SSL", "mysql-9.7"),
    ("GRANT REPLICATION SLAVE ON *.* TO u@h IDENTIFIED BY 'p' REQUIRE SSL", "mysql-8.0"),
    ("GRANT REPLICATION SLAVE ON *.* TO u@h IDENTIFIED BY 'p'", "mysql-9.7"),
    ("CREATE USER u@h; DROP USER u@h", "mariadb-10.11"),
    ("CREATE USER u@h; RENAME USER u@h TO v@h; DROP USER v@h", "mysql-8.4"),
  ])
  func `an account that only refused statements name is not there`(sql: String, server: String) throws {
    let script = try read(sql, for: server)
    #expect(script.accounts == [] && script.missingAccounts.contains(.init(user: "u", host: "h")))
    let made = try read(sql + "; CREATE USER u@h", for: server)
    #expect(made.accounts.map(\.user) == ["u"] && !made.missingAccounts.contains(.init(user: "u", host: "h")))
  }

  @Test(arguments: [
    ("", MasterAccount.Replication.withheld), ("GRANT SELECT ON *.* TO u@h", .withheld),
    ("GRANT SELECT, REPLICATION SLAVE ON *.* TO u@h", .granted), ("GRANT ALL ON *.* TO u@h, v@h", .granted),
    ("GRANT ALL PRIVILEGES ON d.* TO u@h", .withheld), ("GRANT REPLICATION CLIENT ON *.* TO u@h", .withheld),
    ("GRANT REPLICATION SLAVE ON *.* TO u@h; REVOKE REPLICATION SLAVE ON *.* FROM u@h", .withheld),
    ("GRANT ALL ON *.* TO u@h; REVOKE ALL PRIVILEGES, GRANT OPTION FROM u@h", .withheld),
    ("GRANT REPLICATION SLAVE ADMIN ON *.* TO u@h", .withheld),
    ("GRANT REPLICATION SLAVE ADMIN, REPLICATION SLAVE ON *.* TO u@h", .granted),
    ("DROP USER u@h; CREATE USER u@h", .withheld),
    ("GRANT ALL ON *.* TO u@h; CREATE USER IF NOT EXISTS u@h", .granted),
    ("GRANT REPLICATION REPLICA ON *.* TO u@h", .granted),
    ("RENAME USER u@h TO x@h; GRANT REPLICATION SLAVE ON *.* TO x@h; RENAME USER x@h TO u@h", .granted),
  ])
  func `grants say whether an account may replicate`(
    sql: String, replication: MasterAccount.Replication
  ) throws {
    let script = try read("CREATE USER u@h; \(sql)")
    #expect(script.problems == [] && script.accounts.map(\.replication) == [replication])
  }

  @Test(arguments: [
    ("", MasterAccount.Replication.inactive), ("SET DEFAULT ROLE r FOR u@h", .granted),
    ("SET DEFAULT ROLE r TO u@h", .granted), ("SET DEFAULT ROLE ALL TO u@h", .granted),
    ("ALTER USER u@h DEFAULT ROLE r", .granted), ("ALTER USER u@h DEFAULT ROLE ALL", .granted),
    ("SET DEFAULT ROLE r TO u@h; SET DEFAULT ROLE NONE TO u@h", .inactive),
    ("SET DEFAULT ROLE r TO u@h; REVOKE r FROM u@h", .withheld),
    ("SET DEFAULT ROLE r TO u@h; DROP ROLE r", .withheld),
    ("SET DEFAULT ROLE r TO u@h; REVOKE REPLICATION SLAVE ON *.* FROM r", .withheld),
    (
      "CREATE ROLE top; GRANT r TO top; REVOKE r FROM u@h; GRANT top TO u@h; SET DEFAULT ROLE top TO u@h",
      .granted
    ),
    ("GRANT elsewhere TO u@h; SET DEFAULT ROLE elsewhere TO u@h", .unsaid),
    ("GRANT elsewhere TO u@h", .inactive),
    ("GRANT REPLICATION SLAVE ON *.* TO PUBLIC", .granted), ("SET DEFAULT ROLE r", .inactive),
    ("CREATE ROLE IF NOT EXISTS r; SET DEFAULT ROLE r TO u@h", .granted),
    ("CREATE OR REPLACE ROLE r; SET DEFAULT ROLE r FOR u@h", .withheld),
  ])
  func `a role counts where it is active as the account logs in`(
    sql: String, replication: MasterAccount.Replication
  ) throws {
    let script = try read(
      "CREATE ROLE r; GRANT REPLICATION SLAVE ON *.* TO r; CREATE USER u@h; GRANT r TO u@h; \(sql)", for: nil)
    #expect(script.problems == [] && script.accounts.map(\.replication) == [replication])
  }

  @Test func `a default role is said in each family's own words`() throws {
    let sql = "CREATE ROLE r; GRANT ALL ON *.* TO r; CREATE USER u@h; GRANT r TO u@h; SET DEFAULT ROLE r"
    for (words, server, other) in [("FOR", "mariadb-10.5", "mysql-8.0"), ("TO", "mysql-8.0", "mariadb-10.5")]
    {
      let script = try read("\(sql) \(words) u@h", for: server)
      #expect(script.problems == [] && script.accounts.filter { !$0.isRole }.map(\.replication) == [.granted])
      let refused = try read("\(sql) \(words) u@h", for: other)
      #expect(
        refused.problems.map(\.kind) == [.refused]
          && refused.accounts.filter { !$0.isRole }.map(\.replication) == [.inactive])
    }
    let made = try read(
      "CREATE ROLE r; GRANT ALL ON *.* TO r; CREATE USER u@h DEFAULT ROLE r", for: "mysql-8.4")
    #expect(made.accounts.filter { !$0.isRole }.map(\.replication) == [.granted])
  }

  @Test func `what one script grants holds for the next`() throws {
    let first = try read("CREATE ROLE r; GRANT ALL ON *.* TO r; CREATE USER u@h; GRANT r TO u@h")
    let next = ReplicationScript(reading: Array("SET DEFAULT ROLE r TO u@h".utf8), after: first)
    #expect(next.accounts.map(\.replication) == [.granted])
  }

  @Test func `a refused GRANT with REQUIRE grants nothing`() throws {
    let sql = "CREATE USER u@h; GRANT REPLICATION SLAVE ON *.* TO u@h REQUIRE X509"
    #expect(try read(sql, for: "mysql-8.0").accounts.map(\.replication) == [.withheld])
    #expect(try read(sql, for: "mysql-5.7").accounts.map(\.replication) == [.granted])
  }

  @Test func `locks and expired passwords are known until they are lifted`() throws {
    let locked = try read("CREATE USER u@h REQUIRE SSL PASSWORD EXPIRE ACCOUNT LOCK")
    #expect(locked.accounts.map(\.isLocked) == [true] && locked.accounts.map(\.isExpired) == [true])
    let later = ReplicationScript(
      reading: Array("ALTER USER u@h IDENTIFIED BY 'p' ACCOUNT UNLOCK".utf8), after: locked)
    #expect(later.accounts.map(\.isLocked) == [false] && later.accounts.map(\.isExpired) == [false])
    #expect(later.accounts.map(\.requirement) == [.ssl])
  }

  @Test func `an empty name is none, on MySQL once it has read its accounts anew`() throws {
    func requirement(_ sql: String, _ server: String) throws -> Requirement? {
      try read("CREATE USER u@h REQUIRE \(sql)", for: server).accounts.first?.requirement
    }
    #expect(try requirement("SUBJECT ''", "mariadb-10.11") == .ssl)
    #expect(
      try requirement("SUBJECT 'a' ISSUER ''", "mariadb-10.5")
        == .specified(subject: "a", issuer: nil, cipher: nil))
    #expect(try requirement("SUBJECT ''", "mysql-9.7") == .specified(subject: "", issuer: nil, cipher: nil))
    #expect(try requirement("SUBJECT ''; FLUSH PRIVILEGES", "mysql-9.7") == .x509)
  }
}
