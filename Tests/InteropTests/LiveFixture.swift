import Foundation
import TestSupport
import Testing

/// A master and two slaves that run with exactly what a pki folder has for them, and somebody who may log in.
struct LiveFixture {
  /// What `verify --live --format json` says, as far as tests look at it.
  struct Report: Decodable {
    struct Finding: Decodable {
      let rule: String
      let severity: String
      let host: String?
      let sentence: String
      let symptom: String?
      let fix: String?
      let live: Bool?
    }
    struct Host: Decodable {
      let host: String
      let server: String?
      let tls: String?
      let serial: String?
      let read: [String]
      let unread: [String]
    }
    struct Link: Decodable {
      let slave: String
      let outcome: String
    }
    let passed: Bool
    let links: [Link]
    let findings: [Finding]
    let live: [Host]

    /// The findings of one rule.
    func findings(of rule: String) -> [Finding] { findings.filter { $0.rule == rule } }
  }

  /// The password of those who look.
  static let password = "look but don't touch"

  let topology: ReplicationTopology
  let folder: TemporaryFolder
  var pki: String { folder("pki") }

  /// Makes authority, master and slaves.
  init(_ topology: ReplicationTopology) throws {
    self.topology = topology
    folder = try TemporaryFolder()
    // Once without files, so that its port is known when they are written.
    try topology.master.start()
    try mkcerts(["init-ca", "--install-dir", topology.master.installFolder] + Self.names)
    for (name, server) in topology.slaves {
      try mkcerts(
        [
          "issue", name, "--install-dir", server.installFolder, "--master-host",
          ReplicationTopology.masterAddress, "--master-port", "\(topology.master.port)",
        ])
    }
    let path = try folder.write(
      "[client]\nuser = auditor\npassword = \"\(Self.password)\"\n", to: "auditor.cnf")
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
  }

  private static let names = ["--san", "dns:db1.example.com", "--san", "ip:127.0.0.2"]

  /// Brings all servers to what the pki folder has.
  func heal() throws {
    try topology.reset()
    try topology.deployMaster(host("master"))
    try topology.master.sql(Self.auditor(from: "127.%"))
    for (name, server) in topology.slaves {
      let status = try topology.deploySlave(name, host(name))
      try #require(status.isReceiving, "\(status)")
      try server.sql("SET sql_log_bin = 0; \(Self.auditor(from: "localhost"))")
    }
  }

  /// An account with what reading takes, and no more.
  static func auditor(from host: String) -> String {
    let account = "'auditor'@'\(host)'"
    return """
      CREATE OR REPLACE USER \(account) IDENTIFIED BY '\(password.replacing("'", with: "''"))';
      GRANT SLAVE MONITOR, PROCESS ON *.* TO \(account); GRANT SELECT ON mysql.user TO \(account);
      GRANT SELECT ON mysql.global_priv TO \(account); GRANT SELECT ON mysql.roles_mapping TO \(account); GRANT SELECT ON performance_schema.* TO \(account);
      """
  }

  /// The folder of a host.
  func host(_ name: String) throws -> HostFolder {
    let server = try topology.server(name)
    return HostFolder(path: "\(pki)/hosts/\(name)", installFolder: server.installFolder, keptIn: folder)
  }

  /// Issues the master anew, in its folder alone.
  func reissueMaster() throws { try mkcerts(["issue", "master", "--replace"] + Self.names) }

  @discardableResult
  func mkcerts(_ arguments: [String]) throws -> String {
    try Mkcerts.program().output(arguments + ["--pki", pki])
  }

  /// The words that say where slaves listen: on their sockets.
  var addresses: [String] {
    topology.slaves.sorted { $0.key < $1.key }.flatMap { name, server in
      let folder = (server.settings.program.root ?? "") + server.installFolder.dropLast("/tls".count)
      return ["--address", "\(name)=\(folder)/socket"]
    }
  }

  /// The words that say how to log in.
  var login: [String] { ["--defaults-extra-file", folder("auditor.cnf")] }

  /// Runs `verify --live`.
  func verify(_ arguments: [String]) throws -> ProgramResult {
    try Mkcerts.program().run(["verify", pki, "--live"] + arguments)
  }

  /// What `verify --live` says with a login, and with the exit code that fits it.
  func report(_ arguments: [String]? = nil) throws -> Report {
    let result = try verify((arguments ?? addresses + login) + ["--format", "json"])
    let report = try JSONDecoder().decode(Report.self, from: Data(result.outputBytes))
    #expect(result.status == (report.passed ? 0 : 1), "\(result.errors)")
    #expect(report.findings.allSatisfy { $0.live == true }, "the files are good: \(report.findings)")
    return report
  }
}
