import Replication
import Testing

/// A line that a real server or slave printed, and the name of its first cause.
struct KnownLine: Sendable, CustomTestStringConvertible {
  let text: String
  let number: Int?
  let cause: String
  var testDescription: String { text }

  init(_ text: String, _ number: Int?, _ cause: String) {
    (self.text, self.number, self.cause) = (text, number, cause)
  }
}

@Suite struct KnownLinesTests {
  private static let mariadb =
    "error connecting to master 'r@m:3306' - retry-time: 60  maximum-retries: 100000  message: "
  private static let mysql =
    "Error connecting to source 'r@m:3306'. This was attempt 1/10, with a delay of 60 seconds between attempts. "
    + "Message: "

  /// All measured on MariaDB 10.11 and MySQL 9.7, but for 1130, which MySQL sends where no account fits the host.
  static let beside: [KnownLine] = [
    KnownLine(mariadb + "Can't connect to server on 'm' (111 \"Connection refused\")", 2003, "server-start"),
    KnownLine(mysql + "Can't connect to MySQL server on 'm:3399' (111)", 2003, "server-start"),
    KnownLine(mariadb + "Unknown server host 'nowhere.invalid' (-3)", 2005, "unknown-host"),
    KnownLine(mysql + "Unknown MySQL server host 'nowhere.invalid' (-2)", 2005, "unknown-host"),
    KnownLine(
      "Host '127.0.0.3' is blocked because of many connection errors; unblock with 'mariadb-admin flush-hosts'",
      1129, "blocked-host"),
    KnownLine("Host '10.0.0.5' is not allowed to connect to this MySQL server", 1130, "unusable-account"),
    KnownLine(mysql + "Too many connections", 1040, "too-many-connections"),
    KnownLine(
      mariadb + "Lost connection to server at 'reading initial communication packet', system error: 0", 2013,
      "not-a-server"),
    KnownLine(
      mysql + "Lost connection to MySQL server at 'reading initial communication packet', system error: 0",
      2013,
      "not-a-server"),
    KnownLine(mariadb + "Access denied, this account is locked", 4151, "unusable-account"),
    KnownLine(mysql + "Access denied for user 'r'@'127.0.0.1'. Account is locked.", 3118, "unusable-account"),
    KnownLine(
      mysql + "Your password has expired. To log in you must change it using a client that supports expired "
        + "passwords.", 1862, "unusable-account"),
    KnownLine(
      "The slave I/O thread stops because a fatal error is encountered when it try to get the value of SERVER_ID "
        + "variable from master. Error: You must SET PASSWORD before executing this statement", 1820,
      "unusable-account"),
    KnownLine(
      "Master command COM_REGISTER_SLAVE failed: Access denied for user 'r'@'%' (using password: YES) (Errno: 1045)",
      1597, "unusable-account"),
    KnownLine(
      "Source command COM_REGISTER_REPLICA failed: Access denied for user 'r'@'%' (using password: YES) (Errno: "
        + "1045)", 13120, "unusable-account"),
    KnownLine(
      "Got fatal error 1236 from source when reading data from binary log: 'A replica with the same "
        + "server_uuid/server_id as this replica has connected to the source; the first event '' at 4'",
      13114,
      "same-identity"),
    KnownLine(
      "User 'repl' has exceeded the 'max_connections_per_hour' resource (current value: 1)", 1226,
      "account-limit"),
    KnownLine(
      "Got fatal error 1236 from master when reading data from binary log: 'Could not find first log file name in "
        + "binary log index file'", 1236, "binary-log"),
    KnownLine(
      "Fatal error: The slave I/O thread stops because master and slave have equal MariaDB server ids; these ids "
        + "must be different for replication to work", 1593, "equal-server-ids"),
    KnownLine(
      "The replication receiver thread cannot start because the source has GTID_MODE = OFF and this server has "
        + "GTID_MODE = ON.", 13117, "gtid-modes"),
    KnownLine(
      "Authentication plugin 'caching_sha2_password' cannot be loaded: cannot open shared object file", 2059,
      "password-plugin"),
    KnownLine("Variable 'ssl_ca' is a read only variable", 1238, "read-only-variable"),
  ]

  @Test(arguments: beside) func `what has nothing to do with TLS is known, and called so`(line: KnownLine) {
    let found = Diagnosis.read(line.text)
    #expect(found.map(\.number) == [line.number])
    #expect(found.first?.causes.first?.rule == line.cause)
    #expect(
      line.number == 1238 || found.first?.meaning.hasPrefix("this is not TLS") == true,
      "\(found.map(\.meaning))")
    #expect(
      found.first?.causes.first?.isInFiles == ["server-start", "unusable-account"].contains(line.cause))
    if let number = line.number {
      #expect(Diagnosis.read("\(number)").count == 1, "the number alone")
    }
  }

  /// Measured in the same way.
  static let starts: [KnownLine] = [
    KnownLine(
      "[ERROR] /usr/sbin/mariadbd: ambiguous option '--ssl-c=/x' (ssl_ca, ssl_crlpath)", nil, "server-start"),
    KnownLine(
      "error: Found option without preceding group in config file: /etc/x.cnf at line: 1", nil, "server-start"
    ),
    KnownLine(
      "mysqld: [ERROR] Found option without preceding group in config file /etc/x.cnf at line 1.", nil,
      "server-start"),
    KnownLine("error: Wrong group definition in config file: /etc/x.cnf at line 1", nil, "server-start"),
    KnownLine("[ERROR] /usr/sbin/mariadbd: option '--ssl_ca' requires an argument", nil, "server-start"),
    KnownLine(
      "Warning: World-writable config file '/etc/x.cnf' is ignored", nil, "open-option-file"),
    KnownLine("Could not open required defaults file: /etc/x.cnf", nil, "server-start"),
    KnownLine(
      "mysqld: [ERROR] Stopped processing the 'includedir' directive in file /etc/x.cnf at line 7.", nil,
      "server-start"),
    KnownLine("Fatal error in defaults handling. Program aborted", nil, "server-start"),
    KnownLine(
      "[ERROR] [MY-015006] [Server] Certificate validation has failed. Stopping the server as "
        + "tls-certificates-enforced-validation is enabled", nil, "enforced-validation"),
    KnownLine("MY-015007", nil, "validity"), KnownLine("MY-015010", nil, "another-trust"),
    KnownLine("MY-015011", nil, "another-trust"),
    KnownLine("Failed to refresh SSL, error: Unable to get private key", nil, "unreadable-file"),
    KnownLine("SSL connection error: Unable to get private key", nil, "unreadable-file"),
    KnownLine(
      "Failed to set up SSL because of the following SSL library error: Invalid certificates", 3888,
      "intermediate-in-certificate-only"),
    KnownLine("3888", 3888, "intermediate-in-certificate-only"), KnownLine("1105", 1105, "unreadable-file"),
    KnownLine(
      "ERROR 2026 (HY000): TLS/SSL error: Validation of SSL server certificate failed", 2026, "dialled-name"),
    KnownLine("SSL is required but the server doesn't support it", 2026, "tls-not-offered"),
  ]

  /// What MariaDB 10.11 and MySQL 9.7 answered.
  static let accountStatements: [KnownLine] = [
    KnownLine(
      "ERROR 1133 (28000) at line 1: Can't find any matching row in the user table", 1133, "no-such-account"),
    KnownLine(
      "ERROR 1410 (42000) at line 1: You are not allowed to create a user with GRANT", 1410, "no-such-account"
    ),
    KnownLine(
      "ERROR 1396 (HY000) at line 1: Operation ALTER USER failed for 'nobody'@'%'", 1396, "no-such-account"),
    KnownLine(
      "ERROR 1396 (HY000) at line 1: Operation CREATE USER failed for 'root'@'localhost'", 1396,
      "account-exists"),
    KnownLine("ERROR 1046 (3D000) at line 1: No database selected", 1046, "no-database"),
    KnownLine(
      "ERROR 1356 (HY000) at line 1: View 'mysql.user' references invalid table(s) or column(s) or function(s) or "
        + "definer/invoker of view lack rights to use them", 1356, "user-table"),
    KnownLine(
      "ERROR 1449 (HY000) at line 1: The user specified as a definer ('mariadb.sys'@'localhost') does not exist",
      1449, "system-account"),
    KnownLine("ERROR 1959 (OP000) at line 1: Invalid role specification `r`", 1959, "no-such-role"),
    KnownLine("ERROR 3523 (HY000) at line 1: Unknown authorization ID `r`@`%`", 3523, "no-such-role"),
    KnownLine(
      "ERROR 3530 (HY000) at line 1: `r`@`%` is not granted to `root`@`localhost`", 3530, "no-such-role"),
  ]

  @Test(arguments: accountStatements) func `what a master answers to statements of accounts is known`(
    line: KnownLine
  ) throws {
    let found = Diagnosis.read(line.text)
    #expect(found.map(\.number) == [line.number])
    #expect(found.first?.causes.map(\.rule) == [line.cause])
    #expect(Diagnosis.read("\(try #require(line.number))").count == 1, "the number alone")
  }

  @Test(arguments: starts) func `what servers log of files and options is known`(line: KnownLine) {
    let found = Diagnosis.read(line.text)
    #expect(found.map(\.number) == [line.number])
    #expect(found.first?.causes.first?.rule == line.cause, "\(found.first?.causes.map(\.rule) ?? [])")
  }

  @Test(arguments: ["1045", "Access denied for user 'repl'@'db2' (using password: YES)"])
  func `of a refused login a wrong password is among the three checks that are told`(text: String) throws {
    let causes = Diagnosis.read(text).flatMap(\.causes)
    var checks: [String] = []
    for cause in causes where !checks.contains(cause.group?.name ?? cause.rule) {
      checks.append(cause.group?.name ?? cause.rule)
    }
    #expect(checks.prefix(3) == ["account", "wrong-login", "login"])
    let password = try #require(causes.first { $0.rule == "wrong-login" })
    #expect(password.sentence.contains("password") && password.check.contains("using password: YES"))
  }

  @Test func `the bare line of MySQL 5.7 is known to say nothing, and the number beside it counts`() {
    let line = "error connecting to master 'r@m:3306' - retry-time: 60  retries: 1"
    let alone = Diagnosis.read(line)
    #expect(alone.count == 1 && alone[0].isConsequence && alone[0].meaning.contains("MySQL 5.7"))
    let both = Diagnosis.read("Last_IO_Errno: 2026\nLast_IO_Error: " + line)
    #expect(both.map(\.number) == [2026, nil])
    #expect(both[1].causes.isEmpty)
  }

  /// What is quoted begins where the server stopped reading. Measured on both families.
  static let statements: [(near: String, family: String, end: String)] = [
    ("MASTER TO MASTER_HOST='a'", "MySQL", "slave"),
    ("REPLICATION SOURCE TO SOURCE_HOST='a'", "MariaDB", "slave"),
    ("REPLICATION SOURCE TO SOURCE_HOST='a'", "MySQL", "slave"), ("'1'", "MariaDB", "slave"),
    ("SLAVE STATUS", "MySQL", "slave"), ("MASTER_TLS_VERSION='TLSv1.2'", "MariaDB", "slave"),
    ("REQUIRE SSL", "MySQL", "master"), ("IDENTIFIED BY 'y' REQUIRE X509", "MySQL", "master"),
    ("SSL", "MySQL", "master"), ("INSTANCE RELOAD TLS", "MariaDB", "master"),
    ("LOG STATUS", "MariaDB", "master"),
    ("MASTER STATUS", "MySQL", "master"), ("MASTER", "MySQL", "master"), ("HOSTS", "MySQL", "master"),
    ("SAN 'DNS:a'", "MySQL", "master"), ("BY 'x'", "MariaDB", "master"),
    ("VIA mysql_native_password", "MySQL", "master"),
  ]

  @Test(arguments: statements) func `a statement that is refused is told to be the slave's or the master's`(
    near: String, family: String, end: String
  ) {
    let found = Diagnosis.read(
      "ERROR 1064 (42000) at line 1: You have an error in your SQL syntax; check the manual that corresponds to your "
        + "\(family) server version for the right syntax to use near '\(near)' at line 1")
    #expect(found.map(\.number) == [1064])
    #expect(found.first?.causes.map(\.rule) == ["refused-statement"])
    #expect(found.first?.meaning.contains(end) == true, "\(found.first?.meaning ?? "")")
    #expect(found.first?.side == (end == "master" ? .server : .slave))
  }

  @Test func `what looks like trouble and is none is called harmless`() {
    for line in [
      "[Warning] [MY-010068] [Server] CA certificate ca.pem is self signed.",
      "[System] [MY-013602] [Server] Channel mysql_main configured to support TLS. Encrypted connections are now "
        + "supported for this channel.",
      "3 [Warning] Access denied for user '\(WrongLogin.user)'@'db2' (using password: YES)",
      "9 [Note] [MY-010926] [Server] Access denied for user '\(WrongLogin.user)'@'db2' (using password: YES)",
    ] {
      let found = Diagnosis.read(line)
      #expect(found.count == 1 && found[0].isHarmless && found[0].causes.isEmpty, "\(line)")
    }
  }

  @Test func `the files of both ends are asked for only where they are not looked at`() {
    func asks(hasFiles: Bool) -> Bool? {
      Diagnosis.read("2013", hasFiles: hasFiles).first?.notes.contains { $0.contains("--slave PATH") }
    }
    #expect(asks(hasFiles: false) == true && asks(hasFiles: true) == false)
  }

  @Test func `the refused login of a slave is told beside those of a probe`() {
    let lines = [WrongLogin.user, "repl", WrongLogin.user].map {
      "3 [Warning] Access denied for user '\($0)'@'db2' (using password: YES)"
    }
    let found = Diagnosis.read(lines.joined(separator: "\n"))
    #expect(found.map(\.isHarmless) == [true, false] && found.map(\.times) == [2, 1])
  }

  @Test func `many causes are few checks, and each check names what it prints for each cause`() {
    let found = Diagnosis.read("error:00000000:lib(0)::reason(0)")
    let causes = found.flatMap(\.causes)
    let checks = Set(causes.map { $0.group?.name ?? $0.rule })
    #expect(causes.count > 20 && checks.count <= 5)
    for cause in causes where cause.group != nil { #expect(cause.answer?.isEmpty == false, "\(cause.rule)") }
    #expect(found.first?.notes.contains { $0.contains("mkcerts probe") } == true)
    #expect(Diagnosis.read("SSL certificate validation failure").first?.notes.isEmpty == true)
  }
}
