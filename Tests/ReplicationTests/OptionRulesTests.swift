import Testing

@testable import Replication

/// What names and values come to. The rules were tried on MySQL 9.7.4 and MariaDB 10.5.23, 10.11.19 and
/// 11.8.6; rows for other versions hold the bounds that the manuals give.
@Suite struct OptionRulesTests {
  static let mariadb = Server(.mariadb, 10, 11)
  static let mysql = Server(.mysql, 9, 7)

  static func server(_ lines: String..., on server: Server = mariadb) -> ServerTLSOptions {
    ServerTLSOptions(entries(lines), on: server)
  }

  static func client(_ lines: String..., on server: Server = mariadb) -> ClientTLSOptions {
    ClientTLSOptions(entries(lines), on: server)
  }

  static func entries(_ lines: [String]) -> [OptionEntry] {
    lines.enumerated().map { index, line in
      let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return OptionEntry(
        group: "mysqld", name: String(parts[0]), value: parts.count > 1 ? String(parts[1]) : nil,
        place: OptionPlace(file: "/my.cnf", line: index + 1))
    }
  }

  @Test(arguments: ["ssl-ca", "ssl_ca", "loose-ssl_ca", "loose_ssl-ca", "loose-loose-ssl-ca"])
  func `- and _ are alike and loose changes nothing on a known option`(name: String) {
    for server in [Self.mariadb, Self.mysql] {
      let options = Self.server("\(name)=/x", on: server)
      #expect(options.text(.sslCA)?.value == "/x" && options.problems == [])
      #expect(options.text(.sslCA)?.name == name && options.text(.sslCA)?.place.line == 1)
    }
  }

  @Test func `the last line wins, and says where it stands`() {
    let options = Self.server("ssl-ca=/a", "ssl_ca=/b", "ssl-cert=/c")
    #expect(options.text(.sslCA)?.value == "/b" && options.text(.sslCA)?.place.description == "/my.cnf:2")
  }

  @Test func `case counts but for the newer MariaDB`() {
    for server in [Self.mysql, Server(.mariadb, 10, 5), Server(.mysql, 5, 7)] {
      #expect(Self.server("SSL-CA=/x", on: server).problems.map(\.effect) == [.exits])
    }
    #expect(Self.server("SSL-CA=/x", "SKIP-Require_secure-transport=0").text(.sslCA)?.value == "/x")
    #expect(Self.server("SKIP-Require_secure-transport=0").flag(.requireSecureTransport)?.value == true)
  }

  @Test(arguments: [
    ("ssl-cer", ServerOption.sslCertificate), ("ssl-ci", .sslCipher), ("ssl-k", .sslKey),
    ("tls", .tlsVersion),
    ("tl", .tlsVersion), ("ssl-crlp", .sslCRLPath), ("ssl-cap", .sslCAPath), ("bind", .bindAddress),
    ("report-h", .reportHost), ("wsrep-provider-", .wsrepProviderOptions),
  ])
  func `a start that only one option has stands for it on MariaDB and MySQL 5.7`(
    name: String, option: ServerOption
  ) {
    for server in [Self.mariadb, Server(.mysql, 5, 7)] where option.exists(on: server) {
      let options = Self.server("\(name)=/x", on: server)
      #expect(options.text(option)?.value == "/x" && options.problems.map(\.effect) == [.goesOn])
    }
    #expect(Self.server("\(name)=/x", on: Self.mysql).text(option) == nil)
  }

  @Test(arguments: [
    "ssl-c", "ssl_cr-", "s", "skip_s", "t", "", "loose-ssl-c", "skip-ssl-c", "report", "wsrep-o", "bi",
  ])
  func `a start that several options have stops MariaDB, loose or not`(name: String) {
    #expect(Self.server("\(name)=/x").problems.map(\.effect) == [.exits])
  }

  @Test func `a whole name is never the start of another`() {
    let options = Self.server("ssl=1", "ssl-ca=/a", "ssl-crl=/b", "port=1", "wsrep_provider=/p", "ssl-cr=/x")
    #expect(options.text(.sslCRL)?.value == "/b" && options.text(.wsrepProvider)?.value == "/p")
    #expect(options.problems.map(\.place.line) == [6])
  }

  @Test(arguments: [
    ("ssl=1", Self.mysql), ("skip-ssl", Self.mysql), ("skip-ssl", Server(.mysql, 8, 4)),
    ("ssl-cer=/x", Self.mysql),
    ("ssl-mode=REQUIRED", Self.mysql), ("ssl-mode=REQUIRED", Self.mariadb),
    ("tls_ciphersuites=X", Self.mariadb),
    ("admin-ssl-ca=/x", Self.mariadb), ("admin-ssl=/x", Self.mysql), ("auto-generate-certs=0", Self.mariadb),
    ("master-ssl-ca=/x", Self.mariadb), ("master-ssl=1", Self.mysql), ("ssl-passphrase=x", Self.mysql),
    ("ssl-passphrase=x", Server(.mariadb, 11, 8)), ("ssl-verify-server-cert", Self.mariadb),
    ("group-replication-ssl-mode=REQUIRED", Self.mariadb), ("wsrep_on=ON", Self.mysql), ("=x", Self.mysql),
    ("require_secure_transport", Server(.mariadb, 10, 4)), ("tls_ciphersuites=", Server(.mysql, 5, 7)),
    ("ssl-ca /x", Self.mysql), ("ssl-ca /x", Self.mariadb), ("tls-", Self.mysql),
    ("enable-ssl-fips=1", Self.mariadb),
    ("tls_certificates_enforced_validation=1", Server(.mysql, 8, 0)),
  ])
  func `an option that the server does not know stops it, unless it is loose`(line: String, server: Server) {
    let strict = Self.server(line, on: server)
    #expect(strict.problems.map(\.effect) == [.exits])
    guard line != "=x" else { return }
    #expect(Self.server("loose-" + line, on: server).problems.map(\.effect) == [.goesOn])
  }

  @Test(arguments: [
    ("ssl=1", Server(.mysql, 8, 3)), ("ssl=1", Server(.mysql, 5, 7)), ("tls_ciphersuites=", Self.mysql),
    ("ssl-passphrase=x", Server(.mariadb, 12, 0)), ("master-ssl-ca=/x", Server(.mariadb, 12, 3)),
    ("admin-tls-version=TLSv1.3", Server(.mysql, 8, 0)), ("wsrep_on=ON", Self.mariadb),
    ("auto_generate_certs=OFF", Self.mysql), ("require_secure_transport", Server(.mariadb, 10, 5)),
    ("innodb_buffer_pool_size=1G", Self.mysql), ("max_connections", Self.mariadb),
    ("ssl-fips-mode=OFF", Self.mysql),
    ("loose-group-replication-ssl-mode=REQUIRED", Self.mysql), ("skip-name-resolve", Self.mariadb),
  ])
  func `an option that the server knows, or that is no matter of TLS, is no problem`(
    line: String, server: Server
  ) {
    #expect(Self.server(line, on: server).problems == [])
  }

  @Test(arguments: [
    ("", true), ("=1", true), ("=ON", true), ("=tRue", true), ("=0", false), ("=off", false),
    ("=False", false),
  ])
  func `a flag is on without a value, and takes six words in any case`(value: String, isOn: Bool) {
    for server in [Self.mariadb, Self.mysql] {
      let options = Self.server("require-secure-transport" + value, on: server)
      #expect(options.flag(.requireSecureTransport)?.value == isOn && options.problems == [])
    }
  }

  @Test(arguments: ["maybe", "2", "", "1x", "yes", " 1"]) func `any other word is off, with a warning`(
    word: String
  ) {
    let options = Self.server("require-secure-transport=1", "require-secure-transport=\(word)")
    #expect(options.flag(.requireSecureTransport)?.value == false)
    #expect(options.problems.map(\.effect) == [.goesOn])
  }

  @Test(arguments: [
    ("skip-ssl", false), ("disable_ssl", false), ("skip-ssl=1", false), ("skip-ssl=0", true),
    ("skip-ssl=false", false), ("enable-ssl", true), ("enable-ssl=0", false), ("enable-ssl=off", true),
    ("enable-skip-ssl", false), ("skip-enable-ssl", true), ("skip-skip-ssl", false),
    ("loose-skip-ssl", false),
    ("skip-loose-ssl", true), ("skip-loose-ssl=0", false), ("a.ssl=0", false),
  ])
  func `skip and disable turn a flag off, enable on, the last prefix decides, and =0 turns them round`(
    line: String, isOn: Bool
  ) {
    #expect(Self.server("ssl=\(isOn ? 0 : 1)", line).ssl?.value == isOn)
  }

  @Test func `skip and enable before a text do not unset it`() {
    #expect(Self.server("ssl-ca=/a", "skip-ssl-ca").text(.sslCA)?.value == "0")
    #expect(Self.server("ssl-ca=/a", "loose-skip-ssl-ca=/b", on: Self.mysql).text(.sslCA)?.value == "0")
    #expect(Self.server("ssl-ca=/a", "enable-ssl-ca").text(.sslCA)?.value == "")
    #expect(Self.server("ssl-ca=/a", "enable-ssl-ca=/b", on: Self.mysql).text(.sslCA)?.value == "/a")
    #expect(Self.server("skip-ssl-ca").problems.map(\.effect) == [.goesOn])
  }

  @Test(arguments: ["ssl-ca", "loose-ssl-ca", "tls-version", "datadir", "port", "bind-address"])
  func `an option that needs a value stops the server without one`(line: String) {
    for server in [Self.mariadb, Self.mysql] {
      #expect(Self.server(line, on: server).problems.map(\.effect) == [.exits])
    }
  }

  @Test func `an empty text is a value, an empty number is 0 to MariaDB and an error to MySQL`() {
    #expect(Self.server("ssl-ca=/a", "ssl-ca=").text(.sslCA)?.value == "")
    #expect(Self.server("port=").number(.port)?.value == 0)
    #expect(Self.server("port=", on: Self.mysql).problems.map(\.effect) == [.exits])
    #expect(Self.server("port=4K").number(.port)?.value == 4096)
    #expect(Self.server("port=3306x").problems.map(\.effect) == [.exits])
    #expect(Self.server("port=99999999999999999999").problems.map(\.effect) == [.exits])
    #expect(Self.server("port=9E").problems.map(\.effect) == [.exits])
  }

  @Test func `a name that begins with = is no name at all`() {
    for server in [Self.mariadb, Self.mysql] {
      let entry = OptionEntry(
        group: "mysqld", name: "= x\n", value: "x", place: OptionPlace(file: "/my.cnf", line: 2))
      #expect(ServerTLSOptions([entry], on: server).problems.map(\.effect) == [.exits])
    }
  }

  @Test func `a maximum of ssl is its value`() {
    #expect(Self.server("maximum-ssl=0").ssl?.value == false && Self.server("maximum-ssl=0").problems == [])
    #expect(Self.server("ssl=0", "maximum_ssl").ssl?.value == true)
    #expect(Self.server("maximum-ssl=0", on: Self.mysql).problems.map(\.effect) == [.exits])
  }

  @Test(arguments: ["maximum-ssl-ca=/x", "maximum_require_secure_transport=1"])
  func `maximum stops a server where there is none`(line: String) {
    for server in [Self.mariadb, Self.mysql] {
      #expect(Self.server(line, on: server).problems.map(\.effect) == [.exits])
    }
  }

  @Test func `autoset is MariaDB's, and for none of these options`() {
    #expect(Self.server("autoset-ssl-ca").problems.map(\.effect) == [.exits])
  }

  @Test func `a file option switches TLS on where the server has ssl, and a later skip-ssl off`() {
    #expect(Self.server("skip-ssl", "ssl-ca=/x").ssl?.value == true)
    #expect(Self.server("skip-ssl", "ssl-ca=").ssl?.place.line == 2)
    #expect(Self.server("ssl-ca=/x", "skip-ssl").ssl?.value == false)
    #expect(Self.server("skip-ssl", "tls_version=TLSv1.2").ssl?.value == false)
    #expect(Self.server("ssl-ca=/x", on: Self.mysql).ssl == nil)
    #expect(Self.server("ssl-ca=/x", on: Server(.mysql, 8, 0)).ssl?.value == true)
    #expect(Self.server("port=3306").ssl == nil)
  }

  @Test func `a relative path lies in the data directory`() {
    let options = Self.server("ssl-ca=ca.pem", "ssl-cert=/c.pem", "ssl-key=", "datadir=/data/")
    #expect(options.path(.sslCA) == "/data/ca.pem" && options.path(.sslCertificate) == "/c.pem")
    #expect(options.path(.sslKey) == nil && options.path(.sslCRL) == nil)
    #expect(Self.server("ssl-ca=ca.pem").path(.sslCA) == nil)
  }

  @Test func `an option of a plugin is remarked upon unless it is loose or the plugin is loaded`() {
    let line = "group_replication_ssl_mode=REQUIRED"
    #expect(Self.server(line, on: Self.mysql).problems.map(\.effect) == [.goesOn])
    #expect(
      Self.server(line, "plugin-load-add=group_replication.so", on: Self.mysql).problems == [])
    #expect(Self.server(line, on: Self.mysql).text(.groupReplicationSSLMode)?.value == "REQUIRED")
  }

  @Test(arguments: ClientTLSOptions.Mode.allCases) func `ssl-mode takes its five words in any case`(
    mode: ClientTLSOptions.Mode
  ) {
    #expect(Self.client("ssl-mode=\(mode.rawValue.lowercased())", on: Self.mysql).mode?.value == mode)
    #expect(Self.client("ssl-mode=\(mode.rawValue)").problems.map(\.effect) == [.exits])
  }

  @Test(arguments: [
    "ssl-mode=", "ssl-mode=1", "ssl-mode=VERIFY", "skip-ssl-mode", "ssl-mode", "loose-ssl-mode=x",
  ])
  func `ssl-mode takes no other word`(line: String) {
    #expect(Self.client(line, on: Self.mysql).problems.contains { $0.effect == .exits })
    #expect(Self.client(line, on: Self.mysql).mode == nil)
  }

  @Test(arguments: [
    ("ssl=1", Self.mysql), ("ssl-verify-server-cert", Self.mysql), ("ssl-fp=x", Self.mariadb),
    ("tls-ciphersuites=x", Self.mariadb), ("ssl-c=/x", Self.mariadb), ("SSL-CA=/x", Server(.mariadb, 10, 5)),
    ("require_secure_transport=1", Self.mariadb),
  ])
  func `the tools stop at what they do not know`(line: String, server: Server) {
    let effects = Self.client(line, on: server).problems.map(\.effect)
    #expect(effects == (line.hasPrefix("require") ? [] : [.exits]))
  }

  @Test func `the tools' options are read by the same rules`() {
    let options = Self.client("skip-ssl", "ssl-ca=/x", "ssl-ver=1", "port=3307", on: Server(.mariadb, 11, 8))
    #expect(options.ssl?.value == true && options.text(.sslCA)?.value == "/x")
    #expect(options.flag(.sslVerifyServerCertificate)?.value == true && options.number(.port)?.value == 3307)
    #expect(Self.client("skip-ssl", "tls-version=TLSv1.2", on: Server(.mariadb, 11, 8)).ssl?.value == true)
    #expect(Self.client("skip-ssl", "tls-version=TLSv1.2").ssl?.value == false)
  }
}
