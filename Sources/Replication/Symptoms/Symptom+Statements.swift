extension Symptom {
  /// What a server answers to a statement of another release, the slave's own or, as `server`, the master's: what
  /// it quotes begins where it stopped reading, so that it tells which end's statement is meant. Measured on MariaDB
  /// 10.11 and MySQL 9.7.
  static let statements: [Symptom] = [
    Symptom(
      ["replication user exceeds the maximum length"], number: 3056, .slave, .mysql, means: longPassword,
      [.longPassword]),
    Symptom([], number: 3056, .slave, .mysql, means: longPassword, [.longPassword]),
    Symptom(
      ["is too long for master_password"], number: 1470, .slave, .mariadb, means: longPassword,
      [.longPassword]),
    refused(
      .slave, mysql + ["near 'master to"],
      "CHANGE MASTER TO was run on the slave, which is MySQL 8.4 or later",
      fix:
        "write CHANGE REPLICATION SOURCE TO with SOURCE_ words: `mkcerts config SLAVE --server mysql-8.4 --file "
        + "change-master.sql` prints it"),
    refused(
      .slave, mariadb + ["near 'replication source"],
      "CHANGE REPLICATION SOURCE TO was run on the slave, which is MariaDB",
      fix: "write CHANGE MASTER TO with MASTER_ words: `mkcerts config SLAVE --server mariadb-10.11 --file "
        + "change-master.sql` prints it"),
    refused(
      .slave, mysql + ["near 'replication source"],
      "CHANGE REPLICATION SOURCE TO was run on the slave, which is MySQL before 8.0.23",
      fix: "write CHANGE MASTER TO with MASTER_ words: `mkcerts config SLAVE --server mysql-5.7 --file "
        + "change-master.sql` prints it"),
    refused(
      .slave, mariadb + ["near 'master_tls_version"],
      "MariaDB's CHANGE MASTER TO has no MASTER_TLS_VERSION on the slave",
      fix: "leave it out; tls_version in the master's [mysqld] group decides"),
    refused(
      .slave, [said, "syntax to use near ''", "'' at line"],
      "a number of the slave's CHANGE statement stands in quotes: SSL and VERIFY take a bare 0 or 1",
      fix: "write MASTER_SSL = 1 without quotes"),
    refused(
      .slave, mysql + ["near 'slave"], "a SLAVE statement was run on the slave, which is MySQL 8.4 or later",
      fix: "write REPLICA in the place of SLAVE"),
    refused(
      .slave, mysql + ["near 'replica"],
      "a REPLICA statement was run on the slave, which is MySQL before 8.0.22",
      fix: "write SLAVE in the place of REPLICA"),
    refused(
      .server, mysql + ["near 'require "],
      "GRANT with REQUIRE was run on the master, which is MySQL 8.0 or later",
      fix:
        "CREATE USER or ALTER USER … REQUIRE, then GRANT without it: `mkcerts config MASTER --server mysql-8.4 "
        + "--file accounts.sql` prints it"),
    refused(
      .server, mysql + ["near 'identified by"],
      "GRANT with IDENTIFIED BY was run on the master, which is MySQL 8.0 or later",
      fix:
        "CREATE USER … IDENTIFIED BY, then GRANT without it: `mkcerts config MASTER --server mysql-8.4 --file "
        + "accounts.sql` prints it"),
    refused(
      .server, mysql + ["near 'via "],
      "IDENTIFIED VIA was run on the master, which is MySQL: the words are MariaDB's",
      fix: "IDENTIFIED WITH"),
    refused(
      .server, mariadb + ["near 'by '"],
      "IDENTIFIED WITH … BY was run on the master, which is MariaDB: the words are MySQL's",
      fix: "IDENTIFIED BY, or IDENTIFIED VIA … USING"),
    refused(
      .server, [said, "near 'san "], "REQUIRE SAN was run on the master: only TiDB has it",
      fix: "REQUIRE X509, or SUBJECT and ISSUER"),
    refused(
      .server, mysql + ["near 'ssl' at"], "FLUSH SSL was run on the master, which is MySQL",
      fix: "ALTER INSTANCE RELOAD TLS on MySQL 8.0.16 and later; 5.7 has to be restarted"),
    refused(
      .server, mariadb + ["near 'instance reload tls"],
      "ALTER INSTANCE RELOAD TLS was run on the master, which is MariaDB",
      fix: "FLUSH SSL, on MariaDB 10.4 and later"),
    refused(
      .server, mysql + ["near 'master status"],
      "SHOW MASTER STATUS was run on the master, which is MySQL 8.4 or later",
      fix: "SHOW BINARY LOG STATUS"),
    refused(
      .server, mysql + ["near 'master' at"],
      "RESET MASTER was run on the master, which is MySQL 8.4 or later",
      fix: "RESET BINARY LOGS AND GTIDS"),
    refused(
      .server, [said, "near 'log status"],
      "SHOW BINARY LOG STATUS was run on the master, which is MariaDB, or MySQL before 8.4",
      fix: "SHOW MASTER STATUS"),
    refused(
      .server, mysql + ["near 'hosts' at"], "FLUSH HOSTS was run on the master, which is MySQL 8.4 or later",
      fix: "TRUNCATE TABLE performance_schema.host_cache"),
    Symptom(
      [said], number: 1064, .either,
      means:
        "a server does not know a statement, or a word in it: the one that answers, be it master or slave",
      [.wrongDialect],
      says: [
        Wording([.statementRefused], "You have an error in your SQL syntax")
      ]),
    Symptom([], number: 1064, .either, means: "a server does not know a statement", [.wrongDialect]),
  ]

  private static let said = "you have an error in your sql syntax"
  private static let mysql = [said, "your mysql server version"]
  private static let mariadb = [said, "your mariadb server version"]

  private static let longPassword =
    "the password is longer than the CHANGE statement takes, which changes nothing"

  private static func refused(
    _ side: Diagnosis.Side, _ parts: [String], _ sentence: String, fix: String
  ) -> Symptom {
    Symptom(
      parts, number: 1064, side, means: sentence,
      [
        Cause(
          Cause.wrongDialect.rule, sentence,
          check: "SELECT VERSION() on that end, against the words of the statement", fix: fix)
      ])
  }
}
