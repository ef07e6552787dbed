import Testing

@testable import Replication

/// What servers print and write about a slave's connection.
@Suite struct ServerTextTests {
  /// What the servers of the fixtures were told for the connection without a name.
  private func expectAll(_ one: ReplicationOptions, hasTLSVersion: Bool) {
    #expect(one.channel == "" && one.host == "127.0.0.9" && one.port == 3310 && one.user == "repl")
    #expect(one.ssl == true && one.verifyServerCert == true)
    #expect(one.ca == "/tls/ca.pem" && one.caPath == "/tls/cas" && one.cert == "/tls/client-cert.pem")
    #expect(one.key == "/tls/client-key.pem" && one.cipher == "ECDHE-RSA-AES256-GCM-SHA384")
    #expect(one.crl == "/tls/crl.pem" && one.crlPath == "/tls/crls")
    #expect(one.tlsVersion == (hasTLSVersion ? "TLSv1.2,TLSv1.3" : nil))
  }

  @Test(arguments: try Fixture.names().filter { $0.contains("status") })
  func `a status is read in every form and from both flavours`(name: String) throws {
    let rows = ReplicationStatus.rows(in: try Fixture.bytes(name))
    let isMySQLs = name.hasPrefix("mysql")
    expectAll(try #require(rows.first).options, hasTLSVersion: isMySQLs)
    #expect(rows[0].options.words == [isMySQLs ? .source : .master])
    guard !name.contains(".slave-status") else {
      #expect(rows.count == 1)
      return
    }
    let east = try #require(rows.first { $0.options.channel == "east" }).options
    #expect(east.host == "east.example" && east.port == 3306 && east.isCleared(.ca) && east.isCleared(.key))
    // MySQL 9.7 and MariaDB 11.8 ask for TLS by default, MariaDB 11.8 checks the master too.
    #expect(east.ssl == (isMySQLs || name.hasPrefix("mariadb-11")))
    #expect(east.verifyServerCert == name.hasPrefix("mariadb-11"))
  }

  @Test(arguments: [
    ("mariadb-10.11.slave-status.txt", "error connecting to master 'repl@127.0.0.9:3310'"),
    ("mariadb-10.11.all-slaves-status.tsv", "error connecting to master 'repl@127.0.0.9:3310'"),
    ("mysql-9.7.replica-status.txt", "Error connecting to source 'repl@127.0.0.9:3310'"),
    ("mysql-9.7.replica-status.tsv", "Error connecting to source 'repl@127.0.0.9:3310'"),
  ])
  func `the last connection error is read with its number`(name: String, text: String) throws {
    let row = try #require(ReplicationStatus.rows(in: try Fixture.bytes(name)).first)
    #expect(row.errorNumber == 2003 && row.error.hasPrefix(text) && row.error.contains("111"))
    #expect(row.receiving == "Connecting" && row.applying == "Yes")
  }

  @Test func `each option has the line that it stands in`() throws {
    let rows = ReplicationStatus.rows(in: Array("\n*** x\n   Master_Host: a\nMaster_SSL_Key: k\r\n".utf8))
    #expect(rows.map(\.options.line) == [3])
    #expect(rows.first?.options.line(of: .key) == 4 && rows.first?.options.key == "k")
  }

  @Test func `an error of several lines is whole, and what surrounds the rows is passed over`() {
    let text = """
      mysql> SHOW SLAVE STATUS\\G
      *************************** 1. row ***************************
                        Master_Host: a
                      Last_IO_Errno: 2026
                      Last_IO_Error: one
      two: three
      four
                     Last_SQL_Error: x
      *************************** 2. row ***************************
                        Master_Host: b
                 Master_SSL_Allowed: Ignored
      2 rows in set (0.00 sec)
      """
    let rows = ReplicationStatus.rows(in: Array(text.utf8))
    #expect(rows.map(\.options.host) == ["a", "b"])
    #expect(rows.first?.error == "one" && rows.first?.errorNumber == 2026)
    #expect(rows.last?.options.ssl == true && rows.last?.errorNumber == nil)
    let other = ReplicationStatus.rows(in: Array(text.replacing("two: three", with: "two three").utf8))
    #expect(other.first?.error == "one\ntwo three\nfour")
  }

  @Test func `fields of a batch are unescaped, and NULL is empty`() {
    let names = (0..<10).map { "c\($0)" } + ["Master_Host", "Master_SSL_CA_File", "Last_IO_Error"]
    let fields = Array(repeating: "x", count: 10) + [#"a\tb\\n"#, "NULL", #"one\ntwo"#]
    let text = names.joined(separator: "\t") + "\n" + fields.joined(separator: "\t") + "\n"
    let rows = ReplicationStatus.rows(in: Array(text.utf8))
    #expect(rows.map(\.options.host) == ["a\tb\\n"] && rows.map(\.options.ca) == [""])
    #expect(rows.map(\.error) == ["one\ntwo"])
  }

  @Test(arguments: ["mariadb-10.5", "mariadb-10.11", "mariadb-11.8"])
  func `MariaDB's master_info is read, without its password`(release: String) throws {
    let one = try #require(MasterInfoFile.options(in: try Fixture.bytes(release + ".master.info")))
    expectAll(one, hasTLSVersion: false)
    #expect(one.words == [] && one.line(of: .host) == 4 && one.line(of: .crlPath) == 22)
    #expect(!String(describing: one).contains("made up"))
    let bytes = try Fixture.bytes(release + ".master-east.info")
    let east = try #require(MasterInfoFile.options(in: bytes, channel: "east"))
    #expect(east.channel == "east" && east.host == "east.example" && east.isCleared(.ca))
    #expect(east.ssl == (release == "mariadb-11.8") && east.tlsVersion == nil)
  }

  @Test func `MySQL's master_info has channel, TLS version and cipher suites`() throws {
    var lines = Array(repeating: "", count: 31)
    for (line, text) in [
      (1, "31"), (2, "bin.000001"), (3, "4"), (4, "db1"), (5, "u"), (6, "made up"), (7, "3306"), (8, "60"),
      (9, "1"),
      (10, "/ca"), (15, "0"), (16, "30.000"), (21, "/crl"), (23, "0"), (24, "east"), (25, "TLSv1.3"),
      (31, "NULL"),
    ] {
      lines[line - 1] = text
    }
    let bytes = Array((lines.joined(separator: "\n") + "\n").utf8)
    let one = try #require(MasterInfoFile.options(in: bytes))
    #expect(one.channel == "east" && one.host == "db1" && one.ca == "/ca" && one.crl == "/crl")
    #expect(one.ssl == true && one.verifyServerCert == false && one.tlsVersion == "TLSv1.3")
    #expect(one.value(of: .tlsCiphersuites) == .byDefault)
    let old = Array((["25"] + lines[1..<25]).joined(separator: "\n").utf8) + [0x0A]
    #expect(MasterInfoFile.options(in: old)?.tlsVersion == "TLSv1.3")
    #expect(MasterInfoFile.options(in: old)?.value(of: .tlsCiphersuites) == nil)
  }

  @Test(arguments: [
    "", "33\n", "5\n/relay-bin.000001\n4\nbin.000001\n4\n0\n0\n1\n\n", "CHANGE MASTER TO MASTER_SSL=1;\n",
    "33\n\n4\na\nb\n\nport\n60\n0\n\n\n\n\n\n0\n",
  ])
  func `what is no master_info gives nothing`(text: String) {
    #expect(MasterInfoFile.options(in: Array(text.utf8)) == nil)
  }

  @Test func `the kind of every fixture is told`() throws {
    for name in try Fixture.names() {
      let kind: TextKind = name.hasSuffix(".info") ? .masterInfo : .statusOutput
      #expect(TextKind(of: try Fixture.bytes(name)) == kind, "\(name)")
    }
  }

  @Test(
    arguments: [
      ("-- a\nCHANGE MASTER TO MASTER_SSL=1;", .sqlScript), ("/*!40101 SET NAMES utf8 */;", .sqlScript),
      ("# a\n# b\ncreate user a@h;", .sqlScript), ("use mysql\nGRANT x", .sqlScript),
      ("DELIMITER //\nSTOP SLAVE//", .sqlScript),
      ("# a\n\n[mysqld]\nssl-ca=/a\n", .optionFile), ("!includedir /etc/mysql\n", .optionFile),
      ("; a\n[client]\n", .optionFile), ("text\n-----BEGIN CERTIFICATE-----\n", .pem),
      ("Slave_IO_Running: Yes\n Master_Host: a\n Master_User: b\n", .statusOutput),
      ("", nil), ("hello world\n", nil), ("-- only a comment\n", nil), ("\u{0}SET a", nil),
      ("{\"a\": 1}", nil),
    ] as [(String, TextKind?)])
  func `the kind of a text is told by its content`(text: String, kind: TextKind?) {
    #expect(TextKind(of: Array(text.utf8)) == kind)
  }

  @Test(arguments: Server.known)
  func `the kind of what mkcerts writes is told`(server: Server) throws {
    let written = [try change(server).text, try accounts(of: server, [.init(AccountName(on: server))]).text]
    for text in written { #expect(TextKind(of: Array(text.utf8)) == .sqlScript) }
  }
}
