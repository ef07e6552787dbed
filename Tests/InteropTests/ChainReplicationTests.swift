import Foundation
import TestSupport
import Testing

/// Real servers in the forms that one master with its slaves does not have: two that replicate from each other, and
/// one behind them, so that what is written on the far one comes over two hops.
@Suite struct ChainReplicationTests {
  private struct Site {
    let name: String
    let server: MariaDBServer
  }

  private let folder: TemporaryFolder
  private let sites: [Site]

  init() throws {
    folder = try TemporaryFolder()
    sites = try ["a", "b", "c"].enumerated().map { index, name in
      var settings = MariaDBServer.Settings(program: try .underTest())
      settings.serverID = 11 + index
      settings.address = Self.addresses[name]
      settings.options = ["log-bin=binlog", "log-slave-updates", "performance_schema=ON"]
      return Site(name: name, server: try MariaDBServer(settings))
    }
  }

  /// Slaves of newer releases look for no name on 127.0.0.1.
  private static let addresses = ["a": "127.0.0.2", "b": "127.0.0.3"]
  /// Whom each one follows.
  private static let masters = ["a": "b", "b": "a", "c": "b"]

  private func server(_ name: String) throws -> MariaDBServer {
    try #require(sites.first { $0.name == name }).server
  }

  private func mkcerts(_ arguments: [String]) throws {
    try Mkcerts.program().output(arguments + ["--pki", folder("pki")])
  }

  private func statements(_ file: String, of name: String, dialling other: String? = nil) throws -> String {
    let password = "'" + ReplicationTopology.password.replacing("'", with: "''") + "'"
    var text = try String(contentsOfFile: folder("pki/hosts/\(name)/\(file)"), encoding: .utf8)
      .replacing("<password>", with: password)
    guard let other else { return text }
    text.replace(/MASTER_PORT\s*=\s*[0-9]+/, with: "MASTER_PORT = \(try server(other).port)")
    return text
  }

  /// Waits until a row that is written on `one` is on `other`.
  private func expectRow(from one: String, on other: String) throws {
    let value = UUID().uuidString
    try server(one).sql("INSERT INTO proof.line VALUES ('\(value)')")
    let deadline = Date(timeIntervalSinceNow: 20)
    while Date.now < deadline {
      let rows = try? server(other).sql("SELECT COUNT(*) FROM proof.line WHERE value = '\(value)'")
      if rows == [["1"]] { return }
      Thread.sleep(forTimeInterval: 0.05)
    }
    Issue.record("a row of \(one) is not on \(other): \(try server(other).row("SHOW SLAVE STATUS") ?? [:])")
  }

  @Test func `a circular pair and a slave behind it replicate encrypted, as verify says`() throws {
    try mkcerts(["init-ca", "--no-master"])
    for site in sites {
      let address = Self.addresses[site.name].map { ["--role", "both", "--san", "ip:\($0)"] } ?? []
      let dialled = Self.masters[site.name].flatMap { Self.addresses[$0] } ?? ""
      try mkcerts(
        ["issue", site.name, "--install-dir", site.server.installFolder, "--master-host", dialled] + address)
      try site.server.install(
        HostFolder(path: folder("pki/hosts/\(site.name)"), installFolder: site.server.installFolder))
      try site.server.start()
    }
    for name in ["a", "b"] {
      try server(name).sql("SET sql_log_bin = 0;" + statements("accounts.sql", of: name))
    }
    try server("a").sql(
      "SET sql_log_bin = 0; CREATE DATABASE proof; CREATE TABLE proof.line (value VARCHAR(64))")
    for name in ["b", "c"] {
      try server(name).sql(
        "SET sql_log_bin = 0; CREATE DATABASE proof; CREATE TABLE proof.line (value VARCHAR(64))")
    }
    for (slave, master) in Self.masters.sorted(by: { $0.key < $1.key }) {
      try server(slave).sql(statements("change-master.sql", of: slave, dialling: master) + "\nSTART SLAVE;")
    }
    try expectRow(from: "a", on: "c")
    try expectRow(from: "b", on: "a")
    for (name, count) in [("a", 1), ("b", 2)] {
      let threads = try server(name).sql(
        "SELECT connection_type FROM performance_schema.threads WHERE processlist_command LIKE 'Binlog Dump%'"
      )
      #expect(threads == Array(repeating: ["SSL/TLS"], count: count), "\(name)")
    }
    let verify = try Mkcerts.program().run([
      "verify", folder("pki"), "--link", "a=b", "--link", "b=a", "--link", "c=b",
    ])
    #expect(verify.output.contains("on 3 connections"), "\(verify.output)\(verify.errors)")
  }
}
