import Foundation
import TestSupport
import Testing

/// Two nodes of a Galera cluster with what `config --for galera` prints for them, beside where they listen.
@Suite struct GaleraTests {
  private static let addresses = ["node1": "127.0.0.2", "node2": "127.0.0.3"]

  /// The files of both nodes, from one authority or from two of the same name.
  private struct Files {
    let folder: TemporaryFolder

    init() throws {
      folder = try TemporaryFolder()
      for pki in ["pki", "other"] {
        try run(["init-ca", "--no-master", "--name", "Cluster"], in: pki)
        for (name, address) in addresses {
          try run(["issue", name, "--role", "peer", "--san", "ip:\(address)"], in: pki)
        }
      }
    }

    @discardableResult
    func run(_ arguments: [String], in pki: String) throws -> String {
      try Mkcerts.program().output(arguments + ["--pki", folder(pki)])
    }

    func path(of name: String, in pki: String) -> String { folder("\(pki)/hosts/\(name)") }
  }

  private let files: Files

  init() throws { files = try Files() }

  /// A node that is not started yet. `method` transfers the state; `first` is the address of the cluster's
  /// first node, nil for that one itself.
  private func node(_ name: String, method: String, joining first: String?, pki: String = "pki") throws
    -> MariaDBServer
  {
    let address = try #require(Self.addresses[name])
    var settings = MariaDBServer.Settings(program: try .installed())
    settings.address = address
    // The daemon of rsync gives up root's rights, and could not read a folder of root's then.
    settings.user = geteuid() == 0 ? "mysql" : nil
    let group = try first ?? "\(address):\(freePort(on: address))"
    let own = try first == nil ? group : "\(address):\(freePort(on: address))"
    let printed = try files.run(
      ["config", name, "--for", "galera", "--install-dir", files.path(of: name, in: pki)], in: "pki")
    let configuration = printed.replacing(
      "wsrep_provider_options = \"",
      with: "wsrep_provider_options = \"gmcast.listen_addr=ssl://\(own);ist.recv_addr=\(address):"
        + "\(try freePort(on: address));pc.wait_prim_timeout=PT3S;")
    #expect(configuration != printed)
    // What the printed text leaves to the administrator; socat would listen on all addresses.
    let here = """
      [mysqld]
      wsrep_on=ON
      wsrep_provider=/usr/lib/galera/libgalera_smm.so
      wsrep_cluster_name=proof
      wsrep_cluster_address=gcomm://\(first ?? "")
      wsrep_node_address=\(own)
      wsrep_node_name=\(name)
      wsrep_sst_method=\(method)
      wsrep_sst_auth=root:
      wsrep_sst_receive_address=\(address):\(try freePort(on: address))
      binlog_format=ROW
      innodb_autoinc_lock_mode=2
      [sst]
      sockopt=,bind=\(address)

      """
    let file = try files.folder.write(here + configuration, to: "\(name)-\(UUID().uuidString).cnf")
    settings.options = ["!include \(file)"]
    if let user = settings.user { try Program("chown").output(["-R", user, files.folder.path]) }
    return try MariaDBServer(settings)
  }

  private func size(_ node: MariaDBServer) throws -> String? {
    try node.sql("SHOW GLOBAL STATUS LIKE 'wsrep_cluster_size'").first?.last
  }

  @Test(arguments: ["rsync", "mariabackup"])
  func `two nodes of one authority are a cluster, to which the state came encrypted`(method: String) throws {
    let first = try node("node1", method: method, joining: nil)
    try first.start()
    try first.sql(
      "CREATE DATABASE proof; CREATE TABLE proof.line (a INT PRIMARY KEY); INSERT INTO proof.line VALUES (1)")
    let group = try #require(
      try first.sql("SELECT @@wsrep_node_address").first?.first)
    let second = try node("node2", method: method, joining: group)
    try second.start()
    #expect(try size(first) == "2")
    try first.sql("INSERT INTO proof.line VALUES (2)")
    #expect(try second.sql("SET wsrep_sync_wait = 1; SELECT a FROM proof.line ORDER BY a") == [["1"], ["2"]])
    #expect(second.errorLog.contains("connection established to") && second.errorLog.contains("ssl://"))
    let words =
      method == "rsync" ? "Using stunnel for SSL encryption" : "Using openssl based encryption with socat"
    #expect(second.errorLog.contains(words), "\(second.errorLog)")
    #expect(second.errorLog.contains("Verifying peer certificate chain"))
    // As the text says to do after a replacement.
    try second.sql("SET GLOBAL wsrep_provider_options = 'socket.ssl_reload=1'")
    #expect(try size(second) == "2")
    second.stop()
    first.stop()
  }

  @Test func `a node of another authority of the same name stays out`() throws {
    let first = try node("node1", method: "rsync", joining: nil)
    try first.start()
    let group = try #require(try first.sql("SELECT @@wsrep_node_address").first?.first)
    let second = try node("node2", method: "rsync", joining: group, pki: "other")
    let failure = #expect(throws: ProgramFailure.self) { try second.start() }
    #expect(
      failure?.description.contains("certificate verify failed") == true, "\(String(describing: failure))")
    #expect(first.errorLog.contains("unknown ca"), "\(first.errorLog)")
    #expect(try size(first) == "1")
    first.stop()
  }
}
