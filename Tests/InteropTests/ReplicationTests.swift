import TestSupport
import Testing

/// Real servers that replicate, or refuse to, with the files of one authority. They share their servers and run
/// one after the other.
@Suite(.serialized) struct ReplicationTests {
  typealias Requirement = OpenSSLMadeFiles.Requirement

  private static let shared = Result {
    try ReplicationTopology(slaves: ["slave01", "slave02"], program: .underTest())
  }

  private let topology: ReplicationTopology

  init() throws {
    topology = try Self.shared.get()
    try topology.reset()
  }

  private func deployMaster(
    of files: OpenSSLMadeFiles, names: String = "DNS:master,IP:127.0.0.2", requirement: Requirement = .x509,
    form: OpenSSLMadeFiles.Form = .long
  ) throws {
    try topology.deployMaster(
      files.master(
        names: names, requirement: requirement, form: form, installFolder: topology.master.installFolder))
  }

  private func deploySlave(
    _ name: String, of files: OpenSSLMadeFiles, form: OpenSSLMadeFiles.Form = .long
  ) throws -> SlaveStatus {
    try topology.deploySlave(
      name, files.slave(name, form: form, installFolder: topology.slave(name).installFolder))
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

  @Test(arguments: [Requirement.ssl, .x509, .issuer])
  func `two slaves follow their master encrypted under each requirement of the account`(
    requirement: Requirement
  ) throws {
    let files = try OpenSSLMadeFiles()
    try deployMaster(of: files, requirement: requirement)
    for name in ["slave01", "slave02"] {
      let status = try deploySlave(name, of: files)
      #expect(status.isReceiving && status.isApplying, "\(status)")
    }
    try expectEncryptedReplication(to: ["slave01", "slave02"])
  }

  @Test func `an account that requires a subject takes that slave and refuses the other`() throws {
    let files = try OpenSSLMadeFiles()
    try deployMaster(of: files, requirement: .subject)
    let named = try deploySlave("slave01", of: files)
    #expect(named.isReceiving && named.isApplying, "\(named)")
    let other = try deploySlave("slave02", of: files)
    #expect(other.connectionError == 1045, "\(other)")
    try expectEncryptedReplication(to: ["slave01"])
  }

  @Test func `a slave that is told of no TLS follows in the clear, and the master sees that`() throws {
    let files = try OpenSSLMadeFiles()
    try deployMaster(of: files, requirement: .none)
    let status = try deploySlave("slave01", of: files, form: .plain)
    #expect(status.isReceiving, "\(status)")
    try topology.replicateRow(to: ["slave01"])
    #expect(try topology.dumpThreads().map(\.isEncrypted) == [false])
  }

  @Test func `the short form is encrypted where the account requires SSL`() throws {
    let files = try OpenSSLMadeFiles()
    try deployMaster(of: files, requirement: .ssl)
    let status = try deploySlave("slave01", of: files, form: .short)
    #expect(status.isReceiving && status.isApplying, "\(status)")
    try expectEncryptedReplication(to: ["slave01"])
  }

  @Test func `the short form presents no certificate, so an account that requires X509 refuses it`() throws {
    let files = try OpenSSLMadeFiles()
    try deployMaster(of: files, requirement: .x509)
    let status = try deploySlave("slave01", of: files, form: .short)
    #expect(status.connectionError == 1045, "\(status)")
    #expect(!status.isReceiving)
  }

  @Test func `a folder of authorities serves on both sides in place of the file`() throws {
    let files = try OpenSSLMadeFiles()
    try deployMaster(of: files, form: .folderOfAuthorities)
    for name in ["slave01", "slave02"] {
      let status = try deploySlave(name, of: files, form: .folderOfAuthorities)
      #expect(status.isReceiving && status.isApplying, "\(status)")
    }
    try expectEncryptedReplication(to: ["slave01", "slave02"])
  }

  @Test func `a folder of authorities that holds another authority of the same name is refused`() throws {
    try deployMaster(of: OpenSSLMadeFiles())
    let status = try deploySlave("slave01", of: OpenSSLMadeFiles(), form: .folderOfAuthorities)
    #expect([2026, 2013].contains(status.connectionError), "\(status)")
  }

  @Test func `a slave of another authority of the same name is refused`() throws {
    try deployMaster(of: OpenSSLMadeFiles())
    let status = try deploySlave("slave01", of: OpenSSLMadeFiles())
    #expect([2026, 2013].contains(status.connectionError), "\(status)")
    #expect(!status.isReceiving)
    #expect(try topology.dumpThreads().isEmpty)
  }

  @Test func `a slave that trusts its master but has the certificate of another authority is refused`() throws
  {
    let files = try OpenSSLMadeFiles()
    try deployMaster(of: files)
    let slave = try topology.slave("slave01")
    let host = try OpenSSLMadeFiles().slave("slave01", installFolder: slave.installFolder)
    let right = try files.slave("slave01", installFolder: slave.installFolder)
    try Program("cp").output([right.path + "/cacert.pem", host.path])
    let status = try topology.deploySlave("slave01", host)
    #expect(status.connectionError == 2013, "\(status)")
    #expect(try topology.dumpThreads().isEmpty)
  }

  @Test func `a master whose certificate has another name is refused`() throws {
    let files = try OpenSSLMadeFiles()
    try deployMaster(of: files, names: "DNS:other,IP:127.0.0.3")
    let status = try deploySlave("slave01", of: files)
    #expect(status.connectionError == 2026, "\(status)")
  }

  @Test(arguments: [
    ["ec", "-pkeyopt", "ec_paramgen_curve:P-384"], ["rsa:2048"], ["rsa:3072"], ["rsa:4096"], ["ed25519"],
  ])
  func `every type of key that the server takes replicates`(key: [String]) throws {
    let files = try OpenSSLMadeFiles(key: key)
    try deployMaster(of: files)
    let status = try deploySlave("slave01", of: files)
    #expect(status.isReceiving && status.isApplying, "\(status)")
    try expectEncryptedReplication(to: ["slave01"])
  }
}
