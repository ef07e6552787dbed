import Testing

@testable import Replication

/// What statements tell a slave.
@Suite struct ReplicationScriptTests {
  private func read(_ sql: String, for server: String? = nil) throws -> ReplicationScript {
    ReplicationScript(reading: Array(sql.utf8), for: try server.map { try Server(parsing: $0) })
  }

  @Test func `every option is read, with its line`() throws {
    let script = try read(
      """
      CHANGE MASTER TO MASTER_HOST='db1.x', MASTER_PORT=3310, MASTER_USER='repl', MASTER_PASSWORD='made up',
        MASTER_SSL=1, MASTER_SSL_CA='/ca', MASTER_SSL_CAPATH='/cas', MASTER_SSL_CERT='/cert',
        MASTER_SSL_KEY='/key', MASTER_SSL_CIPHER='C', MASTER_SSL_CRL='/crl', MASTER_SSL_CRLPATH='/crls',
        MASTER_SSL_VERIFY_SERVER_CERT=0, MASTER_TLS_VERSION='TLSv1.3', MASTER_TLS_CIPHERSUITES=NULL;
      """)
    let one = try #require(script.connections.first)
    #expect(script.problems == [] && script.connections.count == 1)
    #expect(one.host == "db1.x" && one.port == 3310 && one.user == "repl" && one.ssl == true)
    #expect(one.ca == "/ca" && one.caPath == "/cas" && one.cert == "/cert" && one.key == "/key")
    #expect(one.cipher == "C" && one.crl == "/crl" && one.crlPath == "/crls")
    #expect(one.verifyServerCert == false && one.tlsVersion == "TLSv1.3")
    #expect(one.value(of: .tlsCiphersuites) == .byDefault && one.tlsCiphersuites == nil)
    #expect(one.line == 1 && one.line(of: .key) == 3 && one.line(of: .verifyServerCert) == 4)
    #expect(one.words == [.master] && one.channel == "")
    #expect(!String(describing: script).contains("made up"))
  }

  @Test func `what is not named is nil, and what is cleared is empty`() throws {
    let one = try #require(try read("CHANGE MASTER TO MASTER_SSL_CA=''").connections.first)
    #expect(one.isCleared(.ca) && one.ca == "")
    #expect(one.cert == nil && !one.isCleared(.cert) && one.ssl == nil && one.names == [.ca])
  }

  @Test func `a later statement changes only what it names`() throws {
    let script = try read(
      """
      CHANGE MASTER TO MASTER_HOST='a', MASTER_SSL=1, MASTER_SSL_CA='x', MASTER_SSL_KEY='k';
      STOP SLAVE;
      CHANGE MASTER TO MASTER_SSL_CA='y', MASTER_SSL_KEY='';
      """)
    let one = try #require(script.connections.first)
    #expect(one.host == "a" && one.ssl == true && one.ca == "y" && one.isCleared(.key))
    #expect(one.line == 3 && one.line(of: .ssl) == 1 && one.line(of: .ca) == 3)
    let later = ReplicationScript(
      reading: Array("CHANGE MASTER TO MASTER_SSL=0".utf8), after: script)
    #expect(later.connections.map(\.ssl) == [false] && later.connections.map(\.ca) == ["y"])
  }

  @Test func `several channels give several connections, whatever the case of their names`() throws {
    let script = try read(
      """
      CHANGE REPLICATION SOURCE TO SOURCE_HOST='a', SOURCE_SSL=1 FOR CHANNEL 'East';
      CHANGE REPLICATION SOURCE TO SOURCE_HOST='b' FOR CHANNEL "west";
      CHANGE REPLICATION SOURCE TO SOURCE_HOST='c' FOR CHANNEL 'east';
      CHANGE MASTER 'north' TO MASTER_HOST='d';
      CHANGE MASTER TO MASTER_HOST='e';
      """)
    #expect(script.connections.map(\.channel) == ["East", "west", "north", ""])
    #expect(script.connections.map(\.host) == ["c", "b", "d", "e"])
    #expect(script.connections.map(\.words) == [[.source], [.source], [.master], [.master]])
    #expect(script.connections[0].ssl == true)
  }

  @Test(
    arguments: [
      ("mariadb-10.11", "RESET SLAVE ALL", [nil, "e"], true),
      ("mariadb-10.11", "RESET SLAVE 'E' ALL", ["d"], true),
      ("mariadb-10.11", "RESET REPLICA ALL FOR CHANNEL 'e'", ["d"], true),
      ("mariadb-10.11", "RESET SLAVE", ["d", "e"], true),
      ("mysql-8.0", "RESET SLAVE ALL", [], false),
      ("mysql-8.0", "RESET REPLICA ALL FOR CHANNEL 'e'", ["d"], true),
      ("mysql-8.0", "RESET REPLICA ALL FOR CHANNEL ''", ["e"], false),
    ] as [(String, String, [String?], Bool)])
  func `RESET ALL forgets, but MariaDB keeps the TLS options of the connection without a name`(
    server: String, reset: String, hosts: [String?], keepsTLS: Bool
  ) throws {
    let named = server.hasPrefix("mariadb") ? "CHANGE MASTER 'e' TO" : "CHANGE MASTER TO"
    let channel = server.hasPrefix("mariadb") ? "" : " FOR CHANNEL 'e'"
    let script = try read(
      """
      CHANGE MASTER TO MASTER_HOST='d', MASTER_PORT=1, MASTER_USER='u', MASTER_SSL_CA='x', MASTER_SSL=1;
      \(named) MASTER_HOST='e', MASTER_SSL_CA='z'\(channel);
      \(reset);
      """, for: server)
    #expect(script.problems == [])
    #expect(script.connections.map(\.host) == hosts)
    #expect((script.connections.first { $0.channel == "" }?.ca == "x") == keepsTLS)
  }

  @Test(arguments: [
    "MASTER_SSL='1'", "MASTER_SSL=ON", "MASTER_SSL=TRUE", "MASTER_SSL=-1", "MASTER_SSL=1x", "MASTER_SSL 1",
    "MASTER_SSL:=1", "MASTER_SSL=(1)", "MASTER_SSL=1,", "MASTER_SSL=1 MASTER_PORT=3", "MASTER_HOST=a",
    "MASTER_HOST=`a`", "MASTER_HOST='a' 'b'", "MASTER_HOST=x'61'", "MASTER_HOST=''", "MASTER_SSL_CA=NULL",
    "MASTER_TLS_VERSION=NULL",
    "MASTER_PORT='3306'", "`MASTER_PORT`=5", "MASTER_SSL_COLOUR='red'", "SOURCE_SSL=1", "",
    "MASTER_USE_GTID=no, MASTER_USE_GTID=no", "IGNORE_SERVER_IDS=1",
  ])
  func `what every server refuses changes nothing and is a problem in its line`(options: String) throws {
    let script = try read("CHANGE MASTER TO MASTER_HOST='a';\nCHANGE MASTER TO\n\(options);")
    #expect(script.connections.map(\.host) == ["a"] && script.connections.map(\.names) == [[.host]])
    let problem = try #require(script.problems.first)
    #expect(script.problems.count == 1 && problem.kind == .refused)
    #expect(problem.line == 3 || options.isEmpty)
    #expect(!problem.description.isEmpty && problem.description.last != ".")
  }

  @Test(arguments: [
    ("mysql-8.4", "CHANGE MASTER TO MASTER_SSL=1"), ("mysql-9.7", "RESET SLAVE ALL"),
    ("mysql-5.7", "CHANGE REPLICATION SOURCE TO SOURCE_SSL=1"),
    ("mariadb-11.8", "CHANGE REPLICATION SOURCE TO SOURCE_SSL=1"),
    ("mysql-8.0", "CHANGE MASTER 'x' TO MASTER_SSL=1"),
    ("mariadb-10.11", "CHANGE MASTER TO MASTER_TLS_VERSION=''"),
    ("mariadb-10.5", "CHANGE MASTER TO MASTER_SSL=1 FOR CHANNEL 'x'"),
    ("mariadb-11.8", "CHANGE MASTER TO MASTER_SSL_CA=DEFAULT"),
    ("mysql-9.7", "CHANGE REPLICATION SOURCE TO SOURCE_SSL_CA=DEFAULT"),
    ("mysql-5.7", "CHANGE MASTER TO MASTER_TLS_CIPHERSUITES='a'"),
    ("mariadb-10.11", "SET GLOBAL ssl_ca='x'"), ("mariadb-10.11", "SET PERSIST require_secure_transport=ON"),
    ("mysql-8.0", "GRANT REPLICATION SLAVE ON *.* TO u@h REQUIRE SSL"),
  ])
  func `what one server refuses is a problem for that server alone`(server: String, sql: String) throws {
    let refused = try read(sql, for: server)
    #expect(refused.problems.map(\.kind) == [.refused])
    #expect(refused.connections.isEmpty && refused.accounts.isEmpty && refused.globals.isEmpty)
    #expect(try read(sql).problems == [])
  }

  @Test(arguments: [
    ("mysql-9.7", "", 1), ("mysql-9.7", " FOR CHANNEL ''", 2), ("mysql-9.7", " FOR CHANNEL 'f'", 2),
  ])
  func `where MySQL has a named channel, each statement must name its own`(
    server: String, channel: String, connections: Int
  ) throws {
    let change = "CHANGE REPLICATION SOURCE TO SOURCE_HOST='a'"
    let script = try read("\(change) FOR CHANNEL 'e'; \(change)\(channel);", for: server)
    #expect(script.connections.count == connections)
    #expect(script.problems.map(\.kind) == (connections == 1 ? [.refused] : []))
  }

  @Test func `DEFAULT is a value of its own on MariaDB 12_3`() throws {
    let script = try read("CHANGE MASTER TO MASTER_SSL_CA=DEFAULT, MASTER_SSL=DEFAULT", for: "mariadb-12.3")
    let one = try #require(script.connections.first)
    #expect(one.value(of: .ca) == .byDefault && one.ca == nil && !one.isCleared(.ca))
    #expect(one.value(of: .ssl) == .byDefault && one.ssl == nil)
  }

  @Test(arguments: [
    ("0", false), ("1", true), ("2", true), ("0.9", false), (".5", false), ("1.9", true), ("0x1", true),
    ("00", false),
    ("5e-1", true), ("99999999999999999999", true),
  ])
  func `a switch is on when the whole part of its number is not 0`(number: String, isOn: Bool) throws {
    #expect(try read("CHANGE MASTER TO MASTER_SSL=\(number)").connections.map(\.ssl) == [isOn])
  }

  @Test func `the last of two equal options wins, and port 0 leaves the port of before`() throws {
    let script = try read(
      "CHANGE MASTER TO MASTER_HOST='a', MASTER_HOST='b', MASTER_PORT=7;"
        + "CHANGE MASTER TO MASTER_PORT=9, MASTER_PORT=0"
    )
    #expect(script.connections.map(\.host) == ["b"] && script.connections.map(\.port) == [7])
    #expect(script.problems == [])
  }

  @Test func `a path is cut after 511 bytes, and that is said`() throws {
    let path = "/" + String(repeating: "a", count: 511)
    let script = try read("CHANGE MASTER TO MASTER_SSL_CA='\(path)', MASTER_SSL_KEY='\(path.dropLast())'")
    #expect(script.problems.map(\.kind) == [.cut])
    #expect(script.connections.first?.ca?.utf8.count == 511)
  }

  @Test(arguments: [
    ("SET sql_mode='ANSI_QUOTES'", false), ("SET @@session.sql_mode='ANSI'", false),
    ("SET sql_mode=4", false),
    ("SET SESSION sql_mode = ansi_quotes", false), ("SET NAMES utf8, sql_mode='ANSI_QUOTES'", false),
    ("SET sql_mode=CONCAT(@@sql_mode,',ANSI_QUOTES')", false), ("SET GLOBAL sql_mode='ANSI_QUOTES'", true),
    ("SET sql_mode='ANSI_QUOTES'; SET sql_mode=''", true),
    ("SET sql_mode='ANSI_QUOTES'; SET sql_mode=DEFAULT", true),
    ("SET @old=@@sql_mode, sql_mode='ANSI'; SET sql_mode=@old", true),
    ("SET sql_mode='ANSI'; SET sql_mode=REPLACE(@@sql_mode,'ANSI_QUOTES','')", true),
    ("SET @x='ANSI_QUOTES'", true),
  ])
  func `a string in double quotes is refused under ANSI_QUOTES`(set: String, isTaken: Bool) throws {
    let script = try read("\(set); CHANGE MASTER TO MASTER_HOST=\"a\"")
    #expect(script.connections.map(\.host) == (isTaken ? ["a"] : []))
    #expect(script.problems.isEmpty == isTaken)
  }

  @Test func `backslashes are escapes until the mode says otherwise`() throws {
    let sql = #"CHANGE MASTER TO MASTER_SSL_CA='a\\b'"#
    #expect(try read(sql).connections.first?.ca == #"a\b"#)
    #expect(try read("SET sql_mode='NO_BACKSLASH_ESCAPES';" + sql).connections.first?.ca == #"a\\b"#)
  }

  @Test(arguments: Server.known)
  func `what mkcerts writes is read as it was meant, with the password still to be put in`(
    server: Server
  ) throws {
    let script = ReplicationScript(reading: Array(try change(server).text.utf8), for: server)
    let one = try #require(script.connections.first)
    #expect(script.connections.count == 1 && script.problems.map(\.kind) == [.placeholder])
    #expect(one.host == "master.example.com" && one.port == 3306 && one.user == "repl")
    #expect(one.ssl == true && one.verifyServerCert == true && one.ca == "/etc/mysql/tls/cacert.pem")
    #expect([.caPath, .crl, .crlPath, .cipher].allSatisfy(one.isCleared))
  }

  @Test func `other statements are passed over, however long`() throws {
    let values = (0..<20_000).map { "(\($0),'it''s')" }.joined(separator: ",")
    let script = try read(
      """
      CREATE TABLE t (a INT); INSERT INTO t VALUES \(values);
      CREATE PROCEDURE p() SELECT 1; GRANT SELECT ON *.* TO u@h; SET NAMES utf8mb4; START SLAVE;
      CHANGE REPLICATION FILTER REPLICATE_DO_DB=(a);
      """)
    #expect(
      script.problems == [] && script.connections == [] && script.accounts == [] && script.globals == [])
  }

  @Test func `global variables for TLS are read in their order`() throws {
    let script = try read(
      """
      SET GLOBAL require_secure_transport=ON, ssl_ca='/a', max_connections=3;
      SET @@PERSIST.ssl_cert = '/b'; SET PERSIST_ONLY ssl_key=DEFAULT; SET GLOBAL require_secure_transport=0;
      """, for: "mysql-9.7")
    #expect(script.problems == [])
    #expect(
      script.globals.map(\.name) == [
        "require_secure_transport", "ssl_ca", "ssl_cert", "ssl_key", "require_secure_transport",
      ])
    #expect(script.globals.map(\.value) == ["ON", "/a", "/b", nil, "0"])
    #expect(script.globals.map(\.isOn) == [true, nil, nil, nil, false])
    #expect(script.globals.map(\.scope) == [.running, .running, .persistent, .nextStart, .running])
    #expect(script.globals.map(\.line) == [1, 1, 2, 2, 2])
  }
}
