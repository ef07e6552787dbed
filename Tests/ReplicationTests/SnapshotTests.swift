import Replication
import TestSupport
import Testing

/// The whole texts, so that a change of any word is seen in review.
@Suite struct SnapshotTests {
  @Test(arguments: recorded, Role.allCases)
  func `the option file is as recorded`(server: Server, role: Role) throws {
    let host = try HostConfiguration(name: role == .slave ? "slave01" : "master", role: role, server: server)
    try snapshot(host.optionFile, named: "\(server)/\(role).cnf")
  }

  @Test(arguments: recorded)
  func `the accounts are as recorded`(server: Server) throws {
    try snapshot(accounts(of: server, [.init(AccountName(on: server))]).text, named: "\(server)/accounts.sql")
  }

  @Test(arguments: recorded)
  func `accounts with names are as recorded`(server: Server) throws {
    let text = try accounts(
      of: server,
      [
        .init(
          AccountName(user: "slave01", host: "%.example.com", on: server),
          requiring: .subjectAndIssuer("/O=Example/CN=slave01", "/O=Example/CN=Example CA")),
        .init(
          AccountName(user: "slave02", host: "192.0.2.2", on: server),
          requiring: .subject(#"/O=\xC3\x84hre/CN=slave02"#)),
        .init(AccountName(user: "tools", host: "%", on: server), requiring: .ssl),
      ]
    ).text
    try snapshot(text, named: "\(server)/accounts-by-name.sql")
  }

  @Test(arguments: recorded)
  func `the statement of a new slave is as recorded`(server: Server) throws {
    try snapshot(change(server).text, named: "\(server)/change-master.sql")
  }

  @Test(arguments: recorded)
  func `the statement of a running slave is as recorded`(server: Server) throws {
    try snapshot(change(server).textForRunningSlave, named: "\(server)/change-master-running.sql")
  }

  @Test(arguments: recorded)
  func `the short form is as recorded`(server: Server) throws {
    try snapshot(short(server).text, named: "\(server)/short-form.sql")
  }

  @Test func `a host with its own keys, a CA folder and TLS required is as recorded`() throws {
    try snapshot(unusual().optionFile, named: "variants/unusual.cnf")
  }

  @Test(arguments: ["mariadb-10.11", "mysql-8.4"])
  func `a host that checks revocation lists is as recorded`(server: String) throws {
    let host = try HostConfiguration(
      name: "db1", role: .both, server: Server(parsing: server), checksRevocation: true)
    try snapshot(host.optionFile, named: "variants/revocation-\(server).cnf")
  }

  @Test(arguments: ["mariadb-10.11", "mysql-8.4"])
  func `the statement of a slave that checks revocation lists is as recorded`(server: String) throws {
    let host = try HostConfiguration(
      name: "db1", role: .both, server: Server(parsing: server), checksRevocation: true)
    let address = try MasterAddress(host: "master.example.com", dialledBy: host.server)
    try snapshot(
      ChangeMaster(of: host, from: address).textForRunningSlave, named: "variants/revocation-\(server).sql")
  }

  @Test(arguments: ["mariadb-10.11", "mysql-5.7", "mysql-8.4"], [TrustForm.file, .folder])
  func `a first list changes options, and a later one is a file to be read again`(
    server: String, form: TrustForm
  )
    throws
  {
    let host = try HostConfiguration(
      name: "db1", role: .both, server: Server(parsing: server), trust: form, checksRevocation: true)
    let (path, option) = form == .file ? ("crl.pem", "SSL_CRL") : ("capath", "SSL_CRLPATH")
    let file = "'/etc/mysql/tls/\(path)'"
    let reload: DeploymentStep =
      switch server {
      case "mysql-8.4": .statement("ALTER INSTANCE RELOAD TLS;")
      case "mysql-5.7": .restart
      default: .statement("FLUSH SSL;")
      }
    let words = host.server.words
    let stop = DeploymentStep.statement(words.stop + ";")
    let start = DeploymentStep.statement(words.start + ";")
    let copy = DeploymentStep.copy([path], to: host.directory)
    let change = DeploymentStep.statement("\(words.change) \(words.prefix)\(option) = \(file);")
    let later = FileReplacement(of: host, files: [path])
    #expect(later.steps == [stop, copy, reload, start])
    let first = FileReplacement(of: host, files: [path], namesListsNewly: true)
    let setting: [DeploymentStep] =
      server == "mysql-8.4"
      ? [.statement("SET GLOBAL \(option.lowercased()) = \(file);"), reload] : [.restart]
    #expect(first.steps == [stop, copy] + setting + [change, start])
  }

  @Test func `a folder of CA certificates and a name with quotes in SQL are as recorded`() throws {
    let address = try MasterAddress(host: "db2.example.com", port: 3307, user: "o'neil", dialledBy: .default)
    try snapshot(ChangeMaster(of: unusual(), from: address).text, named: "variants/unusual.sql")
  }

  @Test func `the option file of a version without newer means is as recorded`() throws {
    let old = try Server(parsing: "mariadb-10.3")
    try snapshot(
      HostConfiguration(name: "old", role: .both, server: old).optionFile, named: "variants/old.cnf")
  }

  @Test func `the statement of a version without newer means is as recorded`() throws {
    try snapshot(change(Server(parsing: "mariadb-10.3")).text, named: "variants/old.sql")
  }

  @Test func `a MariaDB slave of MySQL is as recorded`() throws {
    let host = try HostConfiguration(name: "slave01", role: .slave, server: .default)
    let address = try MasterAddress(host: "master.example.com", dialledBy: .default)
    let mixed = try ChangeMaster(of: host, from: address, on: Server(parsing: "mysql-8.4"))
    try snapshot(mixed.text, named: "variants/mixed.sql")
  }

  @Test(arguments: ["mysql-5.7", "mysql-8.0", "mysql-8.4", "mysql-9.7"])
  func `a MariaDB slave of each MySQL, and each MySQL slave of MariaDB, are told what does not work`(
    server: String
  ) throws {
    let mysql = try Server(parsing: server)
    let pairs = [(Server.default, mysql), (mysql, Server.default)]
    let remarks = pairs.flatMap { MixedPair(slave: $0, master: $1)?.remarks ?? [] }
    try snapshot(remarks.joined(separator: "\n") + "\n", named: "\(server)/mixed.txt")
    #expect(MixedPair(slave: mysql, master: Server.oldestMySQL) == nil)
  }

  @Test(arguments: ["mariadb-10.11", "mysql-5.7", "mysql-8.4"], [ChangeMaster.Form.new, .running])
  func `the statement of a connection with a name is as recorded`(
    server: String, form: ChangeMaster.Form
  ) throws {
    let host = try HostConfiguration(
      name: "slave01", role: .slave, server: Server(parsing: server), channel: Channel("it's east"))
    let address = try MasterAddress(host: "master.example.com", dialledBy: host.server)
    let change = try ChangeMaster(of: host, from: address)
    let text = form == .new ? change.text : change.textForRunningSlave
    try snapshot(text, named: "variants/channel-\(form)-\(server).sql")
  }

  @Test(arguments: ["mariadb-10.11", "mysql-5.7", "mysql-8.4"])
  func `the statement that checks no name says what is lost`(server: String) throws {
    let host = try HostConfiguration(
      name: "slave01", role: .slave, server: Server(parsing: server), verifiesName: false)
    let address = try MasterAddress(host: "master.example.com", dialledBy: host.server)
    try snapshot(ChangeMaster(of: host, from: address).text, named: "variants/unnamed-\(server).sql")
  }

  @Test func `a folder that packaged MySQL may not read is as recorded`() throws {
    let confined = try HostConfiguration(
      name: "m", role: .master, server: Server(parsing: "mysql-8.4"), directory: InstallDirectory("/srv/tls"))
    try snapshot(confined.optionFile, named: "variants/confined.cnf")
  }

  private func unusual() throws -> HostConfiguration {
    try HostConfiguration(
      name: "db1.example.com", role: .both, server: .default,
      directory: InstallDirectory("/home/it's a #1/tls"), trust: .folder, keepsKeys: true,
      requiresSecureTransport: true)
  }
}
