import Foundation
import TestSupport
import Testing

/// Real servers that replicate, or refuse to, with the files and statements of mkcerts. They share their
/// servers and run one after the other.
@Suite(.serialized) struct ReplicationTests {
  typealias Requirement = MkcertsMadeFiles.Requirement

  private static let shared = Result {
    try ReplicationTopology(slaves: ["slave01", "slave02"], program: .underTest())
  }

  private let topology: ReplicationTopology

  init() throws {
    topology = try Self.shared.get()
    try topology.reset()
  }

  /// Checks that the slaves follow the master, and that the master sends to each of them encrypted.
  private func expectEncryptedReplication(to names: [String]) throws {
    try topology.replicateRow(to: names)
    let threads = try topology.dumpThreads()
    #expect(threads.count == names.count)
    for thread in threads {
      #expect(thread.isEncrypted, "\(thread)")
      if topology.master.settings.program.root == nil {
        #expect(thread.version != nil && thread.cipher != nil)
      }
    }
  }

  private func expectFollowing(_ status: SlaveStatus) {
    #expect(status.isReceiving && status.isApplying, "\(status)")
  }

  @Test(arguments: Requirement.allCases)
  func `two slaves follow their master encrypted under each requirement of the account`(
    requirement: Requirement
  ) throws {
    let files = try MkcertsMadeFiles(for: topology)
    try topology.deployMaster(files.master(requiring: requirement))
    for name in ["slave01", "slave02"] {
      expectFollowing(try topology.deploySlave(name, files.slave(name, requiring: requirement)))
    }
    try expectEncryptedReplication(to: ["slave01", "slave02"])
    #expect(try files.run(["verify"]).contains("proven: 1 master and 2 slaves share one authority"))
  }

  @Test func `an account that requires the subject of another slave refuses this one`() throws {
    let files = try MkcertsMadeFiles(for: topology)
    try topology.deployMaster(files.master(requiring: .subject))
    let statement = try files.slave("slave02", requiring: .subject).text("change-master.sql")
      .replacing("repl-slave02", with: "repl-slave01")
    let other = try topology.deploySlave("slave02", files.slave("slave02", statement: statement))
    #expect(other.connectionError == 1045, "\(other)")
  }

  @Test func `a slave that is told of no TLS follows in the clear, and the master sees that`() throws {
    let files = try MkcertsMadeFiles(for: topology)
    let master = try files.master(requiring: .ssl)
    try topology.deployMaster(master)
    try topology.master.sql("ALTER USER 'repl'@'%' REQUIRE NONE")
    let plain = """
      CHANGE MASTER TO MASTER_HOST='master', MASTER_PORT=3306, MASTER_USER='repl', MASTER_PASSWORD=<password>,
        MASTER_SSL=0, MASTER_SSL_VERIFY_SERVER_CERT=0;
      """
    let status = try topology.deploySlave("slave01", files.slave("slave01", statement: plain))
    #expect(status.isReceiving, "\(status)")
    try topology.replicateRow(to: ["slave01"])
    #expect(try topology.dumpThreads().map(\.isEncrypted) == [false])
  }

  @Test func `the statement for a slave that runs already keeps its position and encrypts the connection`()
    throws
  {
    let files = try MkcertsMadeFiles(for: topology)
    try topology.deployMaster(files.master(requiring: .ssl))
    expectFollowing(
      try topology.deploySlave(
        "slave01", files.slave("slave01", statement: try files.run(["config", "slave01", "--short"]))))
    try topology.replicateRow(to: ["slave01"])
    try topology.master.sql("ALTER USER 'repl'@'%' REQUIRE X509")
    let running = try files.run(["config", "slave01", "--running"])
    expectFollowing(try topology.deploySlave("slave01", files.slave("slave01", statement: running)))
    try expectEncryptedReplication(to: ["slave01"])
  }

  @Test func `the short form is encrypted where the account requires SSL`() throws {
    let files = try MkcertsMadeFiles(for: topology)
    try topology.deployMaster(files.master(requiring: .ssl))
    let short = try files.run(["config", "slave01", "--short"])
    expectFollowing(try topology.deploySlave("slave01", files.slave("slave01", statement: short)))
    try expectEncryptedReplication(to: ["slave01"])
  }

  @Test func `the short form presents no certificate, so an account that requires X509 refuses it`() throws {
    let files = try MkcertsMadeFiles(for: topology)
    try topology.deployMaster(files.master(requiring: .x509))
    let short = try files.run(["config", "slave01", "--short"])
    let status = try topology.deploySlave("slave01", files.slave("slave01", statement: short))
    #expect(status.connectionError == 1045, "\(status)")
    #expect(!status.isReceiving)
  }

  @Test func `a folder of authorities serves on both sides in place of the file`() throws {
    let files = try MkcertsMadeFiles(for: topology, options: ["--capath"])
    try topology.deployMaster(files.master())
    for name in ["slave01", "slave02"] { expectFollowing(try topology.deploySlave(name, files.slave(name))) }
    try expectEncryptedReplication(to: ["slave01", "slave02"])
  }

  @Test func `a folder of authorities that holds another authority of the same name is refused`() throws {
    let files = try MkcertsMadeFiles(for: topology, name: "Same name", options: ["--capath"])
    let others = try MkcertsMadeFiles(for: topology, name: "Same name", options: ["--capath"])
    try topology.deployMaster(files.master())
    let status = try topology.deploySlave("slave01", others.slave("slave01"))
    #expect([2026, 2013].contains(status.connectionError), "\(status)")
  }

  @Test func `a slave of another authority of the same name is refused, and verify names it with the reason`()
    throws
  {
    let files = try MkcertsMadeFiles(for: topology, name: "Same name")
    let others = try MkcertsMadeFiles(for: topology, name: "Same name")
    try topology.deployMaster(files.master())
    let foreign = try others.slave("slave01")
    let status = try topology.deploySlave("slave01", foreign)
    #expect([2026, 2013].contains(status.connectionError), "\(status)")
    #expect(!status.isReceiving)
    #expect(try topology.dumpThreads().isEmpty)

    try Program("rm").output(["-r", "\(files.pki)/hosts/slave01"])
    try Program("cp").output(["-a", foreign.path, "\(files.pki)/hosts/slave01"])
    let verdict = try Mkcerts.program().run(["verify", "--pki", files.pki])
    #expect(verdict.status == 1)
    let lines = verdict.output.split(separator: "\n").map(String.init)
    #expect(lines.contains { $0.hasPrefix("FAILED slave01") })
    #expect(lines.contains { $0.hasPrefix("ok     slave02") })
    #expect(
      lines.contains { $0.contains("another authority of the same name") && $0.contains("different key") })
    #expect(
      lines.contains {
        $0.contains("fix: issue slave01 from this authority with `mkcerts issue slave01 --replace")
      })

    try files.run(["issue", "slave01", "--replace", "--install-dir", foreign.installFolder])
    #expect(try Mkcerts.program().run(["verify", "--pki", files.pki]).status == 0)
    try topology.reset()
    try topology.deployMaster(files.master())
    expectFollowing(try topology.deploySlave("slave01", files.slave("slave01")))
  }

  @Test func `a slave that trusts its master but has the certificate of another authority is refused`() throws
  {
    let files = try MkcertsMadeFiles(for: topology)
    let others = try MkcertsMadeFiles(for: topology)
    try topology.deployMaster(files.master())
    let host = try others.slave("slave01")
    try Program("cp").output([files.slave("slave01").path + "/cacert.pem", host.path])
    let status = try topology.deploySlave("slave01", host)
    #expect(status.connectionError == 2013, "\(status)")
    #expect(try topology.dumpThreads().isEmpty)
  }

  @Test func `a master whose certificate has another name is refused`() throws {
    let files = try MkcertsMadeFiles(for: topology, names: ["dns:other", "ip:127.0.0.3"])
    try topology.deployMaster(files.master())
    let status = try topology.deploySlave("slave01", files.slave("slave01"))
    #expect(status.connectionError == 2026, "\(status)")
  }

  @Test(arguments: ["ecdsa-p384", "rsa-2048", "rsa-3072", "rsa-4096", "ed25519"])
  func `every kind of key that mkcerts makes replicates`(key: String) throws {
    let files = try MkcertsMadeFiles(for: topology, key: key)
    try topology.deployMaster(files.master())
    expectFollowing(try topology.deploySlave("slave01", files.slave("slave01")))
    try expectEncryptedReplication(to: ["slave01"])
  }

  @Test func `a slave whose key never left it follows with the certificate of its request`() throws {
    let files = try MkcertsMadeFiles(for: topology)
    try topology.deployMaster(files.master())
    let kept = try TemporaryFolder()
    try OpenSSLCommand.output([
      "req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=slave01",
      "-keyout", kept("client-key.pem"), "-out", kept("client-req.pem"),
    ])
    try files.run(["issue", "slave01", "--replace", "--csr", kept("client-req.pem")])
    let host = try files.slave("slave01", statement: files.slave("slave01").text("change-master.sql"))
    #expect(!FileManager.default.fileExists(atPath: host.path + "/client-key.pem"))
    #expect(try Mkcerts.program().run(["verify", "--pki", files.pki]).status == 0)
    try Program("cp").output([kept("client-key.pem"), host.path])
    expectFollowing(try topology.deploySlave("slave01", host))
    try expectEncryptedReplication(to: ["slave01"])
  }
}
