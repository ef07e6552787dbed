import Foundation
import TestSupport
import Testing

/// The host folders that mkcerts writes for the servers of a topology, each naming its server's own folder,
/// so that nothing but host, port and password has to be put in.
struct MkcertsMadeFiles {
  /// What the replication account demands, as `--require` spells it.
  enum Requirement: String, CaseIterable {
    case ssl, x509, subject, issuer
  }

  private let folder: TemporaryFolder
  private let topology: ReplicationTopology
  private let options: [String]

  /// The pki folder.
  var pki: String { folder("pki") }

  /// Makes an authority with its master, and issues the slaves.
  ///
  /// - Parameters:
  ///   - name: the authority's name, where two shall have the same.
  ///   - names: what the master is issued for.
  ///   - key: the kind of all keys.
  ///   - options: further options of `init-ca`, which hold for all hosts.
  init(
    for topology: ReplicationTopology, name: String? = nil, names: [String] = ["dns:master", "ip:127.0.0.2"],
    key: String = "ecdsa-p256", options: [String] = []
  ) throws {
    folder = try TemporaryFolder()
    self.topology = topology
    self.options = options
    try run(
      ["init-ca", "--key", key, "--install-dir", topology.master.installFolder]
        + names.flatMap { ["--san", $0] }
        + (name.map { ["--name", $0] } ?? []) + options)
    for (name, server) in topology.slaves {
      try run(["issue", name, "--key", key, "--install-dir", server.installFolder])
    }
  }

  /// Runs mkcerts on this pki folder and returns what it prints.
  @discardableResult
  func run(_ arguments: [String]) throws -> String {
    try Mkcerts.program().output(arguments + ["--pki", pki])
  }

  /// The master's folder, with the accounts of this requirement in place of the ones that were written first.
  func master(requiring requirement: Requirement = .x509) throws -> HostFolder {
    try host("master", topology.master, writing: "accounts.sql", requirement == .x509 ? nil : requirement)
  }

  /// A slave's folder, with the statement that this requirement needs.
  func slave(_ name: String, requiring requirement: Requirement = .x509) throws -> HostFolder {
    try host(
      name, topology.slave(name), writing: "change-master.sql", requirement == .subject ? requirement : nil)
  }

  /// A slave's folder, with the statement `text` instead of the one that was written.
  func slave(_ name: String, statement text: String) throws -> HostFolder {
    let host = try slave(name)
    let copy = try copied(host)
    try Data(text.utf8).write(to: URL(filePath: copy.path + "/change-master.sql"))
    return copy
  }

  private func host(
    _ name: String, _ server: MariaDBServer, writing file: String, _ requirement: Requirement?
  ) throws -> HostFolder {
    let host = HostFolder(path: "\(pki)/hosts/\(name)", installFolder: server.installFolder, keptIn: folder)
    guard let requirement else { return host }
    let copy = try copied(host)
    let text = try run(["config", name, "--require", requirement.rawValue, "--file", file])
    try Data(text.utf8).write(to: URL(filePath: copy.path + "/" + file))
    return copy
  }

  private func copied(_ host: HostFolder) throws -> HostFolder {
    let path = folder(UUID().uuidString)
    try Program("cp").output(["-a", host.path, path])
    return HostFolder(path: path, installFolder: host.installFolder, keptIn: folder)
  }
}

extension MkcertsMadeFiles {
  /// Made and deployed: two slaves follow their master.
  static func replicating(on topology: ReplicationTopology) throws -> MkcertsMadeFiles {
    let files = try MkcertsMadeFiles(for: topology)
    try topology.deployMaster(files.master())
    for name in ["slave01", "slave02"] {
      let status = try topology.deploySlave(name, files.slave(name))
      try #require(status.isReceiving && status.isApplying, "\(status)")
    }
    return files
  }
}
