import Testing

@testable import Replication

/// What stands in a script beside statements of accounts and connections, and changes them or keeps them from being
/// made.
@Suite struct StrayStatementTests {
  private func problems(_ sql: String, for server: String? = nil) throws -> [ReadingProblem] {
    try ReplicationScript(reading: Array(sql.utf8), for: server.map { try Server(parsing: $0) }).problems
  }

  @Test(arguments: [
    "+------+\n| CREATE USER u@h |\n+------+\n", "*** 1. row ***\nGrants for u: GRANT USAGE ON *.* TO u;",
    "MariaDB [(none)]> CREATE USER u@h;", "Query OK, 0 rows affected;", "'a';", "7;", "hunter2;",
    "> CREATE USER u@h;",
  ])
  func `what begins like no statement is refused with its line, and not repeated`(text: String) throws {
    for server in [nil, "mariadb-10.11", "mysql-9.7"] {
      let problems = try problems("SELECT 1;\n" + text, for: server)
      #expect(problems.map(\.kind) == [.refused] && problems.map(\.number) == [1064], "\(problems)")
      #expect(problems.map(\.line) == [2] && !problems.contains { $0.description.contains("hunter2") })
    }
  }

  @Test(arguments: [
    "(SELECT 1);", "/*M!999999\\- enable the sandbox mode */\nSELECT 1;", "VALUES (1);", "XA RECOVER;",
    "-- a note", "",
    "\u{FEFF}SELECT 1;", "DELIMITER //\nCREATE PROCEDURE p() BEGIN SELECT 1; SELECT 2; END//\nDELIMITER ;",
    "exit",
    "HANDLER t OPEN;", "/*!80001 SELECT 1 */;", "status\nSELECT 1;", "prompt a>\nSELECT 1;",
  ])
  func `what the servers or their clients know is no stray text`(text: String) throws {
    for server in [nil, "mariadb-10.11", "mysql-9.7"] { #expect(try problems(text, for: server) == []) }
  }

  @Test(
    arguments: [
      ("EXECUTE IMMEDIATE CONCAT('SET ROLE ', @current_role)", nil), ("EXECUTE IMMEDIATE 'SET ROLE r'", nil),
      ("EXECUTE IMMEDIATE CONCAT('DROP USER ', @u)", .undecided), ("EXECUTE IMMEDIATE @s", .undecided),
      ("EXECUTE IMMEDIATE 'GRANT' ' X'", .undecided), ("EXECUTE s", .undecided),
      ("PREPARE s FROM 'SET ROLE r'; EXECUTE S", nil), ("PREPARE s FROM @s; EXECUTE s", .undecided),
      ("PREPARE s FROM 'SELECT ?'; EXECUTE s USING @a; PREPARE s FROM @s; EXECUTE s", .undecided),
      ("EXECUTE IMMEDIATE 'SELECT 1; DROP USER u@h'", .undecided), ("EXECUTE IMMEDIATE ''", .undecided),
      ("EXECUTE IMMEDIATE 'EXECUTE IMMEDIATE @s'", .undecided),
    ] as [(String, ReadingProblem.Kind?)])
  func `a statement that is put together is undecided unless it only sets a role`(
    sql: String, kind: ReadingProblem.Kind?
  ) throws {
    #expect(try problems(sql, for: "mariadb-10.11").map(\.kind) == (kind.map { [$0] } ?? []))
  }

  @Test func `a literal text that is executed is the statement`() throws {
    let sql = "CREATE USER u@h;\nPREPARE s FROM 'ALTER USER u@h REQUIRE X509';\nEXECUTE s;"
    for server in ["mariadb-10.11", "mysql-9.7"] {
      let script = ReplicationScript(reading: Array(sql.utf8), for: try Server(parsing: server))
      #expect(script.accounts.map(\.requirement) == [.x509] && script.problems == [])
    }
    #expect(try problems("EXECUTE IMMEDIATE 'SET ROLE r'", for: "mysql-9.7").map(\.kind) == [.refused])
  }

  @Test func `a dump of the tables of accounts needs no USE`() throws {
    for table in ["global_priv", "`user`", "db", "roles_mapping", "role_edges", "default_roles"] {
      for sql in [
        "INSERT INTO \(table) VALUES (1)", "REPLACE INTO \(table) VALUES (1)",
        "DROP TABLE IF EXISTS \(table)",
      ] {
        #expect(try problems(sql).map(\.kind) == [.undecided])
        #expect(try problems("USE mysql;" + sql).map(\.kind) == [.undecided])
        #expect(try problems("USE app;" + sql) == [])
      }
    }
    #expect(try problems("INSERT INTO users VALUES (1)") == [])
  }

  @Test(arguments: [("mysql-9.7", 32, 3056), ("mariadb-10.11", 96, 1470)])
  func `a password that is longer than the server takes is refused, and not repeated`(
    server: String, longest: Int, number: Int
  ) throws {
    let change = server.hasPrefix("my") ? "CHANGE REPLICATION SOURCE TO SOURCE" : "CHANGE MASTER TO MASTER"
    // Characters are counted, not bytes.
    let fits = String(repeating: "pä", count: longest / 2)
    #expect(try problems("\(change)_PASSWORD = '\(fits)'", for: server) == [])
    let refused = try problems("\(change)_PASSWORD = '\(fits)p'", for: server)
    #expect(refused.map(\.number) == [number] && !refused.contains { $0.description.contains("pä") })
  }

  @Test func `an account that is altered or let replicate and made by nothing is assumed to be there`() throws
  {
    func assumed(_ sql: String, after: ReplicationScript? = nil) -> ReplicationScript {
      ReplicationScript(reading: Array(sql.utf8), after: after)
    }
    let grant = "GRANT REPLICATION SLAVE ON *.* TO u@h"
    let first = assumed("CREATE USER U@h;\n\(grant)")
    #expect(first.assumedAccounts == [.init(user: "u", host: "h"): 2])
    #expect(assumed("ALTER USER u@h REQUIRE X509").assumedAccounts.count == 1)
    #expect(assumed("CREATE USER u@h", after: first).assumedAccounts.isEmpty)
    #expect(assumed("CREATE USER u@h; ALTER USER u@h REQUIRE SSL; \(grant)").assumedAccounts.isEmpty)
    #expect(assumed("GRANT SELECT ON *.* TO app@h").assumedAccounts.isEmpty)
  }

  @Test(arguments: [
    ("CHANGE MASTER TO MASTER_HOST = 'h', MASTER_SSL = 1;\nRESET SLAVE ALL", "mariadb-10.11"),
    ("CHANGE REPLICATION SOURCE TO SOURCE_HOST = 'h';\nRESET REPLICA ALL", "mysql-9.7"),
  ])
  func `a connection that is reset has no master until one is named anew`(sql: String, server: String) throws
  {
    let server = try Server(parsing: server)
    let script = ReplicationScript(reading: Array(sql.utf8), for: server)
    #expect(script.forgotten == ["": 2])
    let change = Array((sql.split(separator: ";").first ?? "").utf8)
    #expect(ReplicationScript(reading: change, for: server, after: script).forgotten.isEmpty)
  }
}
