import Replication
import TestSupport
import Testing

/// The whole texts, so that a change of any word is seen in review.
@Suite struct SnapshotTests {
  @Test(arguments: measured, Role.allCases)
  func `the option file is as recorded`(server: Server, role: Role) throws {
    let host = try HostConfiguration(name: role == .slave ? "slave01" : "master", role: role, server: server)
    try snapshot(host.optionFile, named: "\(server)/\(role).cnf")
  }

  @Test(arguments: measured)
  func `the accounts are as recorded`(server: Server) throws {
    try snapshot(accounts(of: server, [.init(AccountName(on: server))]).text, named: "\(server)/accounts.sql")
  }

  @Test(arguments: measured)
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

  @Test(arguments: measured)
  func `the statement of a new slave is as recorded`(server: Server) throws {
    try snapshot(change(server).text, named: "\(server)/change-master.sql")
  }

  @Test(arguments: measured)
  func `the statement of a running slave is as recorded`(server: Server) throws {
    try snapshot(change(server).textForRunningSlave, named: "\(server)/change-master-running.sql")
  }

  @Test(arguments: measured)
  func `the short form is as recorded`(server: Server) throws {
    try snapshot(short(server).text, named: "\(server)/short-form.sql")
  }

  @Test func `a host with its own keys, a CA folder and TLS required is as recorded`() throws {
    try snapshot(unusual().optionFile, named: "variants/unusual.cnf")
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
