import Foundation
import OpenSSL
import Secrets
import TestSupport
import Testing

/// Real servers and their revocation lists: who is refused, from when on, and what an expired list does.
@Suite(.serialized) struct RevokedServerTests {
  private static let shared = Result {
    try ReplicationTopology(slaves: ["slave01", "slave02"], program: .underTest())
  }

  private let topology: ReplicationTopology

  init() throws {
    topology = try Self.shared.get()
    try topology.reset()
  }

  private func start(_ options: [String] = []) throws -> MkcertsMadeFiles {
    let files = try MkcertsMadeFiles(for: topology, options: options)
    try topology.deployMaster(files.master())
    for name in ["slave01", "slave02"] {
      let status = try topology.deploySlave(name, files.slave(name))
      try #require(status.isReceiving && status.isApplying, "\(status)")
    }
    return files
  }

  /// How a slave stands once it has dialled its master anew.
  private func reconnected(_ name: String) throws -> SlaveStatus {
    try topology.slave(name).sql("STOP SLAVE; START SLAVE")
    return try topology.settle(name)
  }

  private func copyList(_ files: MkcertsMadeFiles, to server: MariaDBServer, _ host: String) throws {
    let to = (server.settings.program.root ?? "") + server.installFolder
    try Program("cp").output(["\(files.pki)/hosts/\(host)/crl.pem", to])
    if let user = server.settings.user { try Program("chown").output([user, to + "/crl.pem"]) }
  }

  @Test(arguments: [[], ["--capath"]])
  func `a revoked slave is refused once its master has read the list, and not before`(options: [String])
    throws
  {
    let files = try start(options)
    let revoked = try files.run(["revoke", "slave01", "--reason", "keyCompromise"])
    #expect(revoked.contains("restart the server"))
    #expect(try reconnected("slave01").isReceiving)
    // The first list is named by new options, which this server reads at its start alone.
    try topology.master.install(files.master())
    #expect(try reconnected("slave01").isReceiving)
    try topology.master.restart()
    let refused = try reconnected("slave01")
    #expect(refused.connectionError == 2013, "\(refused)")
    #expect(try reconnected("slave02").isReceiving)
    let verified = try Mkcerts.program().run(["verify", "--pki", files.pki])
    #expect(verified.status == 1 && verified.output.contains("FAILED slave01"), "\(verified.output)")

    // What is printed for a slave: it checks its master's certificate then, and goes on where it was.
    let slave = try topology.slave("slave02")
    try slave.install(files.slave("slave02"))
    let option = options.isEmpty ? "MASTER_SSL_CRL" : "MASTER_SSL_CRLPATH"
    let path = slave.installFolder + (options.isEmpty ? "/crl.pem" : "/capath")
    #expect(revoked.contains("CHANGE MASTER TO \(option) = '\(path)';"), "\(revoked)")
    try slave.sql("STOP SLAVE; CHANGE MASTER TO \(option) = '\(path)'; START SLAVE")
    #expect(try topology.settle("slave02").isReceiving)
    try topology.replicateRow(to: ["slave02"])

    // Issued anew it is let in, with the list in its statement.
    try files.run(["issue", "slave01", "--replace"])
    #expect(try topology.deploySlave("slave01", files.slave("slave01")).isReceiving)
    try topology.replicateRow(to: ["slave01", "slave02"])
    #expect(try Mkcerts.program().run(["verify", "--pki", files.pki]).status == 0)
  }

  @Test func `the next list is read by FLUSH SSL, also by a slave whose master is revoked`() throws {
    let files = try MkcertsMadeFiles(for: topology)
    try files.run(["crl"])
    try topology.deployMaster(files.master())
    for name in ["slave01", "slave02"] {
      #expect(try topology.deploySlave(name, files.slave(name)).isReceiving)
    }
    let revoked = try files.run(["revoke", "slave02"])
    #expect(revoked.contains("FLUSH SSL;") && !revoked.contains("restart"), "\(revoked)")
    try copyList(files, to: topology.master, "master")
    #expect(try reconnected("slave02").isReceiving)
    try topology.master.sql("FLUSH SSL")
    #expect(try reconnected("slave02").connectionError == 2013)
    #expect(try reconnected("slave01").isReceiving)
    // A slave reads its list whenever it connects.
    try files.run(["revoke", "master", "--reason", "superseded"])
    #expect(try reconnected("slave01").isReceiving)
    try copyList(files, to: topology.slave("slave01"), "slave01")
    let refused = try reconnected("slave01")
    #expect(refused.connectionError == 2026, "\(refused)")
  }

  @Test func `a list that ends stops every slave at its very end, as verify says before`() throws {
    let files = try start()
    try files.run(["crl"])
    try topology.master.install(files.master())
    try topology.master.restart()
    #expect(try reconnected("slave01").isReceiving)
    let end = Time.now().adding(seconds: 7)
    let list = try shortList(files, until: end)
    for host in ["master", "slave01", "slave02"] {
      try Data(list.utf8).write(to: URL(filePath: "\(files.pki)/hosts/\(host)/crl.pem"))
    }
    try Data(list.utf8).write(to: URL(filePath: "\(files.pki)/crl.pem"))
    try copyList(files, to: topology.master, "master")
    try topology.master.sql("FLUSH SSL")
    let early = try Mkcerts.program().run(["verify", "--pki", files.pki])
    #expect(try reconnected("slave01").isReceiving)
    #expect(Time.now() < end, "the machine is too slow for this test")
    #expect(early.status == 0 && early.output.contains("ends \(end.iso8601)"), "\(early.output)")
    let predicted = try Mkcerts.program().run(["verify", "--pki", files.pki, "--at", "@\(end.seconds)"])
    #expect(predicted.status == 1 && predicted.output.contains("FAILED slave01"), "\(predicted.output)")
    while Time.now() <= end { Thread.sleep(forTimeInterval: 0.2) }
    for name in ["slave01", "slave02"] {
      let refused = try reconnected(name)
      #expect(refused.connectionError == 2013, "\(refused)")
    }
    try files.run(["crl"])
    try copyList(files, to: topology.master, "master")
    try topology.master.sql("FLUSH SSL")
    #expect(try reconnected("slave01").isReceiving && reconnected("slave02").isReceiving)
  }

  /// A list of the authority that lasts for seconds, which no option makes.
  private func shortList(_ files: MkcertsMadeFiles, until end: Time) throws -> String {
    let key = try PrivateKey.parse(
      pem: SecretBytes(copying: Array(Data(contentsOf: URL(filePath: files.pki + "/authority/ca-key.pem")))))
    let text = try Data(contentsOf: URL(filePath: files.pki + "/cacert.pem"))
    let authority = try Certificate.parse(pem: Array(text))[0].fields
    let template = RevocationListTemplate(
      issuer: authority.subject, number: 9, thisUpdate: end.adding(seconds: -3600), nextUpdate: end,
      authorityKeyIdentifier: authority.subjectKeyIdentifier ?? [], entries: [])
    return try UnsignedRevocationList(template).sign(with: key).pem()
  }
}
