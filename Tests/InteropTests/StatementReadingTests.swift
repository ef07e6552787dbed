import Replication
import TestSupport
import Testing

/// Whether a real server takes, refuses and means what the readers of statements say.
@Suite struct StatementReadingTests {
  private let server: MariaDBServer
  private let version: Server

  init() throws {
    let program = try ServerProgram.underTest()
    let numbers = try program.version().split(separator: ".").prefix(2).joined(separator: ".")
    version = try Server(parsing: "mariadb-\(numbers)")
    server = try MariaDBServer(.init(program: program))
    try server.start()
  }

  /// Sets every option, so that each statement begins from the same state.
  private static let baseline = """
    CHANGE MASTER TO MASTER_HOST='base', MASTER_PORT=3306, MASTER_USER='base', MASTER_SSL=0, MASTER_SSL_CA='',
      MASTER_SSL_CAPATH='', MASTER_SSL_CERT='', MASTER_SSL_KEY='', MASTER_SSL_CIPHER='', MASTER_SSL_CRL='',
      MASTER_SSL_CRLPATH='', MASTER_SSL_VERIFY_SERVER_CERT=0, MASTER_USE_GTID=no;

    """

  private func takes(_ sql: String) throws -> Bool {
    do {
      try server.sql(sql)
      return true
    } catch let failure as SQLFailure {
      // 0 would be a client that could not do it.
      #expect(failure.code != 0, "\(failure)")
      return false
    }
  }

  private func expectSameConnection(_ sql: String, _ comment: String) throws {
    let text = Self.baseline + sql
    let script = ReplicationScript(reading: Array(text.utf8), for: version)
    let isRefused = script.problems.contains { $0.kind == .refused }
    #expect(try takes(text) != isRefused, "\(comment)\(sql)\n\(script.problems)")
    let row = try #require(try server.row("SHOW SLAVE STATUS"))
    let columns = row.keys.sorted()
    let lines = [columns, columns.map { row[$0] ?? "" }].map { $0.joined(separator: "\t") }
    let shown = try #require(
      ReplicationStatus.rows(in: Array((lines.joined(separator: "\n") + "\n").utf8)).first)
    let read = try #require(script.connections.first)
    for name in ReplicationOptions.Name.allCases where shown.options.value(of: name) != nil {
      let isSwitch = name == .ssl || name == .verifyServerCert
      let same =
        isSwitch
        ? (name == .ssl
          ? shown.options.ssl == read.ssl : shown.options.verifyServerCert == read.verifyServerCert)
        : shown.options.value(of: name) == read.value(of: name)
      #expect(same, "\(comment)\(sql): \(name) \(shown.options) \(read)")
    }
  }

  @Test func `CHANGE MASTER is taken, refused and meant as the server does`() throws {
    for options in [
      "MASTER_SSL=1", "MASTER_SSL='1'", "MASTER_SSL=ON", "MASTER_SSL=TRUE", "MASTER_SSL=2", "MASTER_SSL=-1",
      "MASTER_SSL=0x1", "MASTER_SSL=1.0", "MASTER_SSL=0.9", "MASTER_SSL=.5", "MASTER_SSL=1e0",
      "MASTER_SSL=5e-1",
      "MASTER_SSL=01", "MASTER_SSL=1x", "MASTER_SSL=NULL", "MASTER_SSL=DEFAULT", "MASTER_SSL=1,",
      "MASTER_SSL 1",
      "MASTER_SSL:=1", "MASTER_SSL=(1)", "MASTER_SSL=@x", "master_ssl=1", "MASTER_SSL = 1 , MASTER_PORT=7",
      "MASTER_SSL=1 MASTER_PORT=3", "", "MASTER_HOST='a', MASTER_HOST='b'", "MASTER_SSL=1, MASTER_SSL=0",
      "MASTER_HOST=a", "MASTER_HOST=`a`", "MASTER_HOST=\"a\"", "MASTER_HOST=NULL", "MASTER_HOST='a' 'b'",
      "MASTER_HOST=''", "MASTER_HOST=N'a'", "MASTER_HOST=x'61'", "MASTER_HOST='it''s'", "MASTER_HOST=1",
      #"MASTER_SSL_CA='a\\b\'c\"d\z\%'"#, #"MASTER_SSL_CA="a\\b""c'd""#, "MASTER_SSL_CA=NULL",
      "MASTER_PORT='3306'", "MASTER_PORT=70000", "MASTER_PORT=0", "MASTER_PORT=7, MASTER_PORT=0",
      "MASTER_PORT=0x1F", "`MASTER_PORT`=5",
      "MASTER_TLS_VERSION='TLSv1.2'", "SOURCE_SSL=1", "MASTER_SSL=1 FOR CHANNEL ''", "MASTER_PASSWORD=''",
      "MASTER_PASSWORD=<password>", "MASTER_SSL/**/=/*c*/1", "MASTER_SSL=1 -- x", "MASTER_SSL=1 --x",
      "MASTER_SSL=1 # x", "MASTER_SSL=1 /*", "MASTER_SSL=1 /* a /* b */", "MASTER_SSL=1\\g",
      "MASTER_SSL=1\\G",
      "MASTER_SSL=1;;", "/*! MASTER_SSL=1 */", "MASTER_SSL=1 /*!50701 x */", "MASTER_SSL=1 /*!99999 x */",
      "MASTER_SSL=1 /*!50600 x */", "MASTER_SSL=1 /*M!100000 x */", "MASTER_SSL=1 /*!999999 x */",
      "MASTER_SSL=1 /*!80023 , MASTER_PORT=9 */", "MASTER_SSL_CRL='c'", "MASTER_SSL_CRLPATH='c'",
      "MASTER_USE_GTID=no, MASTER_USE_GTID=no", "IGNORE_SERVER_IDS=()", "IGNORE_SERVER_IDS=(1,2)",
      "IGNORE_SERVER_IDS=1", "MASTER_CONNECT_RETRY=7, MASTER_HEARTBEAT_PERIOD=1.5, MASTER_DELAY=1",
      "MASTER_CONNECT_RETRY='5'", "MASTER_AUTO_POSITION=1", "MASTER_BIND='x'", "MASTER_SSL='",
      "MASTER_HOST='a",
    ] {
      // A placeholder is refused by the server, and read as if it had been replaced.
      let isPlaceholder = options.contains("<")
      let sql = "CHANGE MASTER TO \(options)\n"
      if isPlaceholder {
        #expect(try !takes(sql))
      } else {
        try expectSameConnection(sql, "")
      }
    }
    for sql in [
      "CHANGE REPLICATION SOURCE TO SOURCE_SSL=1", "CHANGE MASTER '' TO MASTER_SSL=1",
      "CHANGE MASTER x TO MASTER_SSL=1",
      "CHANGE MASTER '' TO MASTER_SSL=1 FOR CHANNEL ''", "/*!CHANGE MASTER TO MASTER_SSL=1*/;",
      "SET sql_mode='ANSI_QUOTES'; CHANGE MASTER TO MASTER_HOST=\"a\"",
      "SET sql_mode=4; CHANGE MASTER TO MASTER_HOST=\"a\"",
      "SET sql_mode='ANSI_QUOTES'; SET sql_mode=''; CHANGE MASTER TO MASTER_HOST=\"a\"",
      "SET sql_mode=CONCAT(@@sql_mode,',ANSI_QUOTES'); CHANGE MASTER TO MASTER_HOST=\"a\"",
      "SET @o=@@sql_mode, sql_mode='ANSI'; SET sql_mode=@o; CHANGE MASTER TO MASTER_HOST=\"a\"",
      #"SET sql_mode='NO_BACKSLASH_ESCAPES'; CHANGE MASTER TO MASTER_SSL_CA='a\b\'"#,
      "DELIMITER //\nCHANGE MASTER TO MASTER_SSL=1//\n", "use mysql\nCHANGE MASTER TO MASTER_SSL=1",
      "change\nmaster\nto master_ssl=1, Master_Ssl_Ca = 'x'",
    ] {
      try expectSameConnection(sql, "")
    }
  }

  @Test func `random CHANGE MASTER statements are taken, refused and meant as the server does`() throws {
    var generator = SeededGenerator()
    for _ in 0..<150 {
      let sql = RandomStatement.change(&generator)
      try expectSameConnection(sql, "TEST_SEED=\(generator.seed): ")
    }
  }

  /// What the server keeps of an account's requirement.
  private func kept(_ user: String) throws -> MasterAccount.Requirement? {
    let rows = try server.sql(
      "SELECT ssl_type, x509_subject, x509_issuer, ssl_cipher FROM mysql.user WHERE user='\(user)'")
    guard let row = rows.first else { return nil }
    func text(_ index: Int) -> String? {
      row[index].isEmpty ? nil : row[index].replacing(#"\\"#, with: #"\"#)
    }
    switch row[0] {
    case "": return MasterAccount.Requirement.none
    case "ANY": return .ssl
    case "X509": return .x509
    default: return .specified(subject: text(1), issuer: text(2), cipher: text(3))
    }
  }

  private func expectSameAccount(_ sql: String, user: String, _ comment: String) throws {
    let script = ReplicationScript(reading: Array(sql.utf8), for: version)
    let isRefused = script.problems.contains { $0.kind == .refused }
    #expect(try takes(sql) != isRefused, "\(comment)\(sql)\n\(script.problems)")
    let kept = try kept(user)
    let read = script.accounts.first { $0.user == user }
    #expect(kept == read?.requirement, "\(comment)\(sql)")
  }

  @Test func `accounts are taken, refused and meant as the server does`() throws {
    let names = [
      "'U'@'h'", "U@h", "U", "`U`@`h`", "\"U\"@\"h\"", "U@192.0.2.7", "U@%", "U@db-1.x", "U@'%'", "U @h",
      "U@ h", "'U' @ 'h'",
      "'U' @'h'", "'U'@ 'h'", "U@h.", "U@h$_x", "'U'@''",
    ]
    let rests = [
      "", "REQUIRE NONE", "REQUIRE SSL", "require x509", "REQUIRE", "REQUIRE SSL X509",
      "REQUIRE SSL AND X509",
      "REQUIRE SUBJECT '/CN=a'", "REQUIRE SUBJECT '/CN=a' ISSUER '/CN=b' CIPHER 'c'",
      "REQUIRE CIPHER 'c' AND ISSUER '/CN=b' AND SUBJECT '/CN=a'", "REQUIRE SUBJECT '/CN=a' AND",
      "REQUIRE AND SUBJECT '/CN=a'", "REQUIRE SUBJECT 'a' SUBJECT 'b'", "REQUIRE SUBJECT \"/CN=a\"",
      "REQUIRE SUBJECT a", "REQUIRE SAN 'a'", "REQUIRE SSL WITH MAX_USER_CONNECTIONS 3",
      "WITH MAX_USER_CONNECTIONS 3 REQUIRE SSL",
      "IDENTIFIED BY 'p' REQUIRE SSL PASSWORD EXPIRE NEVER ACCOUNT LOCK",
      "REQUIRE SSL ACCOUNT LOCK PASSWORD EXPIRE", "IDENTIFIED BY PASSWORD '' REQUIRE X509",
      "IDENTIFIED VIA mysql_native_password USING PASSWORD('p') OR unix_socket REQUIRE X509",
      "IDENTIFIED WITH mysql_native_password BY 'p' REQUIRE X509", "REQUIRE ISSUER 'b' REQUIRE SSL",
      "REQUIRE X509 nonsense", "nonsense REQUIRE X509", "IDENTIFIED BY p", "REQUIRE SSL,",
      #"REQUIRE SUBJECT '/CN=\\xC3'"#, "REQUIRE SUBJECT'a'CIPHER'b'", "IDENTIFIED BY 'p' IDENTIFIED BY 'q'",
    ]
    let statements =
      names.map { "CREATE USER \($0) REQUIRE SSL" } + rests.map { "CREATE USER 'U'@'h' \($0)" }
      + [
        "CREATE USER U@h REQUIRE X509; ALTER USER U@h REQUIRE SSL",
        "CREATE USER U@h REQUIRE X509; ALTER USER U@h",
        "CREATE USER U@h; GRANT REPLICATION SLAVE ON *.* TO U@h REQUIRE SSL",
        "CREATE USER U@h REQUIRE SSL; GRANT REPLICATION SLAVE ON *.* TO U@H",
        "CREATE USER U@h REQUIRE SSL; GRANT USAGE ON *.* TO U@h REQUIRE NONE WITH GRANT OPTION",
        "CREATE USER U@h REQUIRE SSL; CREATE USER U@h REQUIRE NONE",
        "CREATE USER U@h REQUIRE SSL; CREATE USER IF NOT EXISTS U@h REQUIRE NONE",
        "CREATE USER U@h REQUIRE SSL; CREATE OR REPLACE USER U@h REQUIRE X509",
        "CREATE USER U@h; DROP USER U@h",
        "CREATE USER U@h, U@i REQUIRE SSL", "CREATE USER U@h REQUIRE SSL, U@i REQUIRE X509",
        "CREATE USER U@h REQUIRE X509;;", "CREATE USER U@h REQUIRE X509 \\g",
      ]
    for (number, statement) in statements.enumerated() {
      try expectSameAccount(statement.named("u\(number)"), user: "u\(number)", "")
    }
  }

  @Test func `random accounts are taken, refused and meant as the server does`() throws {
    var generator = SeededGenerator()
    for number in 0..<150 {
      let sql = RandomStatement.createUser("r\(number)", &generator)
      try expectSameAccount(sql, user: "r\(number)", "TEST_SEED=\(generator.seed): ")
    }
  }

  @Test func `RESET SLAVE ALL keeps the TLS options of the connection without a name alone`() throws {
    try server.sql("CHANGE MASTER TO MASTER_HOST='a', MASTER_SSL_CA='x', MASTER_SSL_VERIFY_SERVER_CERT=0")
    try server.sql("CHANGE MASTER 'e' TO MASTER_HOST='a', MASTER_SSL_CA='x', MASTER_SSL_VERIFY_SERVER_CERT=0")
    try server.sql("RESET SLAVE ALL; RESET SLAVE 'e' ALL")
    try server.sql("CHANGE MASTER TO MASTER_HOST='b'; CHANGE MASTER 'e' TO MASTER_HOST='b'")
    #expect(try server.row("SHOW SLAVE STATUS")?["Master_SSL_CA_File"] == "x")
    #expect(try server.row("SHOW SLAVE 'e' STATUS")?["Master_SSL_CA_File"] == "")
  }
}

extension String {
  /// The statement with the user called `name` for `U`.
  fileprivate func named(_ name: String) -> String {
    var result = ""
    var previous: Character = " "
    for (index, character) in zip(indices, self) {
      let following = self.index(after: index)
      let isWhole = !previous.isLetter && (following == endIndex || !self[following].isLetter)
      if character == "U", isWhole { result += name } else { result.append(character) }
      previous = character
    }
    return result
  }
}
