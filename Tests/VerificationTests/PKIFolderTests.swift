import Foundation
import OpenSSL
import Secrets
import TestSupport
import Testing
import Verification

/// What the reader of pki folders makes of files, good and bad.
@Suite struct PKIFolderTests {
  let folder: TemporaryFolder
  let authority: MadePair
  let master: MadePair
  let slave: MadePair

  init() throws {
    folder = try TemporaryFolder()
    authority = try .authority()
    master = try authority.issue(.server("master"))
    slave = try authority.issue(.client("slave01"))
    try write(authority.certificate.pem(), "cacert.pem")
    try write(master, "hosts/master", "server")
    try write(slave, "hosts/slave01", "client")
    try writeStatement()
  }

  /// Writes what slave01 is told, with what it trusts under `option`.
  private func writeStatement(
    dialling host: String = "master", trust option: String = "CA = '/tls/cacert.pem'"
  )
    throws
  {
    try write(
      """
      CHANGE MASTER TO
        MASTER_HOST = '\(host)', MASTER_SSL = 1, MASTER_SSL_\(option),
        MASTER_SSL_CERT = '/tls/client-cert.pem', MASTER_SSL_KEY = '/tls/client-key.pem',
        MASTER_SSL_VERIFY_SERVER_CERT = 1;
      """, "hosts/slave01/change-master.sql")
  }

  private func write(_ text: String, _ name: String, mode: Int = 0o644) throws {
    try folder.write(bytes: Array(text.utf8), to: name, mode: mode)
  }

  private func text(_ key: borrowing PrivateKey) throws -> String {
    let secret = try key.pem()
    return unsafe secret.withUnsafeBytes { unsafe String(decoding: $0, as: UTF8.self) }
  }

  private func write(_ pair: MadePair, _ host: String, _ kind: String) throws {
    try write(authority.certificate.pem(), host + "/cacert.pem")
    try write(pair.certificate.pem(), "\(host)/\(kind)-cert.pem")
    try write(text(pair.key), "\(host)/\(kind)-key.pem", mode: 0o600)
  }

  private func report(strict: Bool = false) throws -> Report {
    try PKIFolderReader(root: folder.path).read().report(strict: strict)
  }

  private func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: folder(name)) }

  /// What fails, with the folder's own path left out.
  private func failures() throws -> [String] {
    try report().failures.map { $0.replacing(folder.path + "/", with: "") }
  }

  @Test func `a folder as it should be is proven`() throws {
    let report = try report()
    #expect(report.passed && report.findings.isEmpty, "\(report.findings)")
    #expect(report.hosts.map(\.name) == ["master", "slave01"])
    #expect(report.hosts.map(\.role) == ["master", "slave"])
    #expect(report.source == folder.path)
  }

  @Test(arguments: [
    ("cacert.pem", "unreadable-file: -: cacert.pem, what every host should trust, is missing"),
    (
      "hosts/slave01/cacert.pem",
      "missing-file: slave01: hosts/slave01/cacert.pem, what slave01 trusts, is missing"
    ),
    (
      "hosts/slave01/client-key.pem",
      "half-pair: slave01: half of a pair: hosts/slave01/client-cert.pem is there, but hosts/slave01/client-key.pem "
        + "is not"
    ),
    (
      "hosts/master/server-cert.pem",
      "half-pair: master: half of a pair: hosts/master/server-key.pem is there, but hosts/master/server-cert.pem "
        + "is not"
    ),
  ])
  func `a file that is missing, empty, damaged or a link to nowhere fails`(name: String, sentence: String)
    throws
  {
    let whole = try String(contentsOfFile: folder(name), encoding: .utf8)
    try remove(name)
    #expect(try failures() == [sentence])
    for broken in ["", "hello\n", whole.replacing("M", with: "-"), String(whole.dropLast(60))] {
      try write(broken, name, mode: 0o600)
      let report = try report()
      #expect(report.failingRules == ["unreadable-file"], "\(report.failures)")
      #expect(report.findings[0].sentence.hasPrefix("\(folder(name)) cannot be used: "))
    }
    try remove(name)
    try FileManager.default.createSymbolicLink(atPath: folder(name), withDestinationPath: "nowhere")
    #expect(try report().failingRules.contains("unreadable-file"))
    try remove(name)
    try FileManager.default.createDirectory(atPath: folder(name), withIntermediateDirectories: false)
    #expect(try report().failingRules.contains("unreadable-file"))
  }

  @Test func `a folder that is none, and one of nothing but folders on their way, are not proven`() throws {
    #expect(throws: VerificationError.self) { try PKIFolderReader(root: folder("missing")).read() }
    #expect(throws: VerificationError.self) { try PKIFolderReader(root: folder("cacert.pem")).read() }
    #expect(throws: VerificationError.self) { try PKIFolderReader(root: folder("hosts/master/..x")).read() }
    try FileManager.default.moveItem(atPath: folder("hosts/master"), toPath: folder("hosts/.master.new"))
    try FileManager.default.moveItem(atPath: folder("hosts/slave01"), toPath: folder("hosts/.slave01.old"))
    #expect(try report().failingRules == ["nothing-to-compare"])
    try remove("hosts")
    #expect(try report().failingRules == ["nothing-to-compare"])
    try remove("cacert.pem")
    #expect(throws: VerificationError.self) { try PKIFolderReader(root: folder.path).read() }
  }

  @Test func `a host's own folder is told from a pki folder`() throws {
    let report = try PKIFolderReader(root: folder("hosts/slave01")).read().report
    #expect(report.failingRules == ["nothing-to-compare"])
    #expect(report.findings.first?.fix?.hasPrefix("name the pki folder itself") == true)
  }

  @Test func `a host folder without files fails, and an admin's file among the hosts does not`() throws {
    try FileManager.default.createDirectory(
      atPath: folder("hosts/slave02"), withIntermediateDirectories: false)
    #expect(
      try failures().contains(
        "nothing-to-compare: slave02: slave02 has neither a server's nor a client's certificate"))
    try remove("hosts/slave02")
    try write("notes", "hosts/notes.txt")
    #expect(try report().passed)
  }

  @Test func `a host folder behind a symbolic link is read, and searched, as any other`() throws {
    try FileManager.default.moveItem(atPath: folder("hosts/slave01"), toPath: folder("elsewhere"))
    try FileManager.default.createSymbolicLink(
      atPath: folder("hosts/slave01"), withDestinationPath: "../elsewhere")
    #expect(try report().passed)
    try write(text(authority.key), "elsewhere/x", mode: 0o600)
    #expect(Set(try report().findings.map(\.host)) == ["slave01", nil])
    #expect(try report().failingRules == ["misplaced-authority-key"])
  }

  @Test(arguments: [
    "hosts/slave01/x.txt", "hosts/slave01/deep/er/x", "backup/ca.pem", "ca-key.pem", "hosts/ca-key.pem",
  ])
  func `the authority's key is found wherever it lies, but in its own folder`(name: String) throws {
    try write(text(authority.key), "authority/ca-key.pem", mode: 0o600)
    #expect(try report().passed)
    try write("some text\n" + text(authority.key), name, mode: 0o600)
    let report = try report(strict: true)
    #expect(report.failingRules.contains("misplaced-authority-key") && !report.passed)
  }

  @Test func `a key behind the certificates in cacert.pem is found`() throws {
    try write(authority.certificate.pem() + text(authority.key), "hosts/slave01/cacert.pem", mode: 0o600)
    #expect(try report().failingRules == ["misplaced-authority-key"])
  }

  @Test func `the authority's key is found behind a host's own key`() throws {
    let own = try String(contentsOfFile: folder("hosts/slave01/client-key.pem"), encoding: .utf8)
    try write(own + text(authority.key), "hosts/slave01/combined.pem", mode: 0o600)
    #expect(try report().failingRules == ["misplaced-authority-key"])
    // Servers load the first key, and so does the rule about pairs.
    try remove("hosts/slave01/combined.pem")
    try write(own + text(authority.key), "hosts/slave01/client-key.pem", mode: 0o600)
    #expect(try report().failingRules == ["misplaced-authority-key"])
  }

  @Test func `what a slave dials is read from its statement, which must be readable`() throws {
    try writeStatement(dialling: "db9")
    #expect(try failures().map { $0.prefix(40) } == ["dialled-name: slave01: slave01 dials db9"])
    try remove("hosts/slave01/change-master.sql")
    try FileManager.default.createDirectory(
      atPath: folder("hosts/slave01/change-master.sql"), withIntermediateDirectories: false)
    #expect(try report().failingRules == ["unreadable-file"])
  }

  @Test func `a hashed folder is trusted as servers trust it, and cacert.pem beside it is not`() throws {
    let stranger = try MadePair.authority("Other CA")
    let namesake = try MadePair.authority()
    let hash = authority.certificate.subjectHash
    try write(namesake.certificate.pem(), "hosts/slave01/capath/\(hash).0")
    try write(authority.certificate.pem(), "hosts/slave01/capath/\(hash).1")
    try writeStatement(trust: "CAPATH = '/tls/capath'")
    #expect(try report().passed)
    // A gap in the numbers, a wrong hash and a plain name are not found by any server.
    for name in ["\(hash).2", "12345678.0", "ca.pem"] {
      try FileManager.default.moveItem(
        atPath: folder("hosts/slave01/capath/\(hash).1"), toPath: folder("hosts/slave01/capath/\(name)"))
      #expect(try report().failingRules == ["another-trust"], "\(name)")
      try FileManager.default.moveItem(
        atPath: folder("hosts/slave01/capath/\(name)"), toPath: folder("hosts/slave01/capath/\(hash).1"))
    }
    try write(stranger.certificate.pem(), "hosts/slave01/cacert.pem")
    #expect(try report().passed)
    try write("damaged", "hosts/slave01/capath/\(hash).0")
    // What cannot be loaded is passed over, and said where nothing else is found.
    #expect(try report().passed)
    try remove("hosts/slave01/capath/\(hash).1")
    #expect(try report().failingRules == ["unreadable-file"])
    try remove("hosts/slave01/capath")
    try FileManager.default.createDirectory(
      atPath: folder("hosts/slave01/capath"), withIntermediateDirectories: false)
    #expect(try report().failingRules == ["unhashed-folder"])
  }

  @Test func `keys in files that others may open are named, and so are encrypted ones`() throws {
    try write(text(slave.key), "hosts/slave01/client-key.pem", mode: 0o644)
    #expect(
      try failures() == [
        "open-key: slave01: hosts/slave01/client-key.pem is open to every user of the machine (mode 0644)"
      ])
    let sealed = try slave.key.encryptedPEM(
      passphrase: SecretBytes(copying: Array("secret".utf8)), derivation: .pbkdf2)
    let text = unsafe sealed.withUnsafeBytes { unsafe String(decoding: $0, as: UTF8.self) }
    try write(text, "hosts/slave01/client-key.pem", mode: 0o600)
    #expect(try report().failingRules == ["encrypted-key"])
  }

  @Test func `a peer's one pair counts for both sides`() throws {
    for name in ["db1", "db2"] { try write(authority.issue(.peer(name)), "hosts/\(name)", "server") }
    let report = try report()
    #expect(report.passed, "\(report.failures)")
    #expect(report.hosts.map(\.role) == ["peer", "peer", "master", "slave"])
    #expect(report.proof?.masters == 3 && report.proof?.slaves == 3 && report.proof?.links == 7)
  }
}
