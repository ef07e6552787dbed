import TestSupport
import Testing

@testable import Replication

/// Statements about accounts, beside what MasterAccountTests asks of what they leave.
@Suite struct AccountStatementTests {
  private func read(
    _ sql: String, for server: String? = nil, after earlier: ReplicationScript? = nil, isFresh: Bool = false
  ) throws -> ReplicationScript {
    ReplicationScript(
      reading: Array(sql.utf8), for: try server.map { try Server(parsing: $0) }, after: earlier,
      isFresh: isFresh)
  }

  @Test(
    arguments: [
      "CREATE USER u@h IDENTIFIED BY hunter2", "CREATE USER u@h IDENTIFIED BY `hunter2`",
      "ALTER USER u@h IDENTIFIED BY 'it's hunter2", "CREATE USER u@h IDENTIFIED BY 'it'hunter2' REQUIRE SSL",
      "CREATE USER u@h IDENTIFIED BY PASSWORD hunter2", "SET PASSWORD FOR u@h = hunter2",
      "SET PASSWORD FOR u@h = PASSWORD(hunter2)", "SET PASSWORD FOR u@h = PASSWORD('it'hunter2)",
      "CREATE USER u@h IDENTIFIED WITH mysql_native_password AS hunter2",
      "CREATE USER u@h IDENTIFIED VIA ed25519 USING PASSWORD(hunter2)",
      "CHANGE MASTER TO MASTER_PASSWORD=hunter2", "CHANGE MASTER TO MASTER_PASSWORD='it'hunter2'",
      "CHANGE REPLICATION SOURCE TO SOURCE_PASSWORD=hunter2, SOURCE_SSL=1",
    ], ["mariadb-10.11", "mysql-9.7", "mysql-5.7"])
  func `a password that is not quoted as it must be is refused, and not repeated`(
    sql: String, server: String
  ) throws {
    let problems = try read(sql, for: server).problems
    #expect(!problems.isEmpty)
    #expect(problems.allSatisfy { !$0.description.contains("hunter2") }, "\(problems)")
  }

  @Test(arguments: ["mariadb-10.11", "mysql-9.7"])
  func `an account may be called user, and who runs a script is called USER()`(server: String) throws {
    let script = try read("CREATE USER user@h; ALTER USER user@h REQUIRE X509", for: server)
    #expect(script.accounts.map(\.requirement) == [.x509])
    let own = try read("CREATE USER user@h; ALTER USER USER() REQUIRE X509", for: server)
    #expect(own.accounts.map(\.requirement) == [MasterAccount.Requirement.none] && own.problems == [])
  }

  @Test func `an account that takes the name of one that was dropped is there`() throws {
    let script = try read("DROP USER v@h; RENAME USER u@h TO v@h", for: "mariadb-10.11")
    #expect(script.missingAccounts == [.init(user: "u", host: "h")])
  }

  @Test func `what one script says of roles holds for the next`() throws {
    let first = try read(
      "CREATE ROLE r; GRANT REPLICATION SLAVE ON *.* TO r; SET GLOBAL mandatory_roles = 'r'",
      for: "mysql-9.7")
    let next = try read("CREATE USER u@h", for: "mysql-9.7", after: first)
    #expect(next.accounts.filter { !$0.isRole }.map(\.replication) == [.granted])
    let refused = try read("DROP ROLE r", for: "mysql-9.7", after: next)
    #expect(refused.problems.map(\.number) == [3628])
  }

  @Test func `what one script installs identifies the accounts of the next`() throws {
    let create = "CREATE USER u@h IDENTIFIED VIA ed25519 USING PASSWORD('p')"
    #expect(try read(create, for: "mariadb-10.11", isFresh: true).problems.map(\.number) == [1524])
    let first = try read("INSTALL SONAME 'auth_ed25519'", for: "mariadb-10.11", isFresh: true)
    let next = try read(create, for: "mariadb-10.11", after: first, isFresh: true)
    #expect(next.problems == [] && next.accounts.map(\.user) == ["u"])
  }

  @Test func `what is said of a grant that is refused is said once`() throws {
    let problems = try read(
      "GRANT REPLICATION SLAVE ON *.* TO u@h IDENTIFIED BY <password>, \(String(repeating: "n", count: 200))@h",
      for: "mariadb-10.11"
    ).problems
    #expect(
      problems.map(\.kind) == [.placeholder, .refused] || problems.map(\.kind) == [.refused, .placeholder])
  }

  @Test func `a script of many accounts is read in time that grows with their number`() throws {
    func time(_ count: Int) throws -> Duration {
      let text = (0..<count).map {
        """
        DROP USER IF EXISTS 'u\($0)'@'h'; CREATE USER 'u\($0)'@'h' REQUIRE SUBJECT ''; FLUSH PRIVILEGES;
        SET GLOBAL require_secure_transport = ON; RENAME USER 'u\($0)'@'h' TO 'v\($0)'@'h';

        """
      }.joined()
      let start = processorTime()
      #expect(try read(text, for: "mysql-9.7").accounts.count == count)
      return processorTime() - start
    }
    let (short, long) = (try time(250), try time(4000))
    #expect(long < short * 16 * 6, "\(short), \(long)")
  }
}
