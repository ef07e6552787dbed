import Foundation
import TestSupport
import Testing

/// Real servers that replicate in a ring and on from there, with what one `apply` wrote and nothing else.
@Suite struct FleetReplicationTests {
  /// Two masters that replicate from each other, and a slave of the second.
  private let servers: [String: MariaDBServer]
  private let addresses = ["db1": "127.0.0.2", "db2": "127.0.0.3", "report01": "127.0.0.4"]
  private let masters = ["db1": "db2", "db2": "db1", "report01": "db2"]
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    var servers: [String: MariaDBServer] = [:]
    for (name, address) in addresses {
      var settings = MariaDBServer.Settings(program: try .underTest())
      settings.address = address
      settings.serverID = servers.count + 1
      settings.options = ["log-bin=binlog", "log-slave-updates=ON", "performance_schema=ON"]
      servers[name] = try MariaDBServer(settings)
      // Started once without the files, so that its port is known when they are written.
      try servers[name]?.start()
    }
    self.servers = servers
  }

  private func server(_ name: String) throws -> MariaDBServer { try #require(servers[name]) }

  private func writeFleet() throws -> String {
    var text = "[authority]\nname = Ring\n"
    for (name, master) in masters.sorted(by: { $0.key < $1.key }) {
      text += """
        [\(name == "report01" ? "slave" : "both") \(name)]
        san         = ip:\(addresses[name] ?? "")
        install-dir = \(try server(name).installFolder)
        master      = \(master)
        master-port = \(try server(master).port)

        """
    }
    return try folder.write(text, to: "replication.cnf")
  }

  /// The SQL of a host as it stands, but for the password.
  private func statements(_ name: String, of host: HostFolder) throws -> String {
    try host.text(name).replacing("<password>", with: "'ring'")
  }

  private func wait<Value>(for what: String, _ check: () throws -> Value?) throws -> Value {
    let deadline = Date(timeIntervalSinceNow: 30)
    while Date.now < deadline {
      if let value = try check() { return value }
      Thread.sleep(forTimeInterval: 0.05)
    }
    Issue.record("waited in vain for \(what)")
    throw CancellationError()
  }

  @Test func `a ring and a slave of it replicate encrypted with exactly the files that one apply wrote`()
    throws
  {
    let file = try writeFleet()
    let pki = folder("pki")
    let report = try Mkcerts.program().run(["apply", file, "--pki", pki])
    try #require(report.succeeded, "\(report.errors)\(report.output)")
    #expect(report.output.contains("2 masters and 3 slaves share one authority"), "\(report.output)")
    let hosts = try Dictionary(
      uniqueKeysWithValues: masters.keys.map { name in
        (name, HostFolder(path: "\(pki)/hosts/\(name)", installFolder: try server(name).installFolder))
      })
    for (name, host) in hosts {
      try server(name).install(host)
      try server(name).restart()
      guard name != "report01" else { continue }
      try server(name).sql("SET sql_log_bin = 0; \(statements("accounts.sql", of: host))")
    }
    for (name, host) in hosts {
      try server(name).sql(statements("change-master.sql", of: host))
      let status: SlaveStatus = try wait(for: "\(name) to connect or to fail") {
        let status = SlaveStatus(columns: try server(name).row("SHOW SLAVE STATUS") ?? [:])
        return status.isReceiving || status.connectionError != 0 ? status : nil
      }
      #expect(status.isReceiving && status.isApplying, "\(name): \(status)")
    }
    try expectRow(from: "db1", on: ["db2", "report01"])
    try expectRow(from: "db2", on: ["db1", "report01"])
    for (name, count) in [("db1", 1), ("db2", 2)] {
      let threads = DumpThread.threads(try server(name).sql(DumpThread.query))
      #expect(threads.count == count && threads.allSatisfy(\.isEncrypted), "\(name): \(threads)")
    }
  }

  /// Writes a row on one server and waits until the others have it.
  private func expectRow(from source: String, on names: [String]) throws {
    try server(source).sql(
      "CREATE DATABASE \(source); CREATE TABLE \(source).line (a INT); INSERT INTO \(source).line VALUES (1)")
    for name in names {
      _ = try wait(for: "the row of \(source) on \(name)") {
        let rows = try? server(name).sql("SELECT COUNT(*) FROM \(source).line")
        return rows == [["1"]] ? true : nil
      }
    }
  }
}
