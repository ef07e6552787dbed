import Foundation
import OpenSSL
import Replication
import Secrets
import TestSupport
import Testing
import Verification

/// What is read of a host from its option file and its files, where they lie.
@Suite struct HostReadingTests {
  let folder: TemporaryFolder
  let authority: MadePair

  init() throws {
    folder = try TemporaryFolder()
    authority = try .authority()
  }

  /// Writes a master's and a slave's files below the folder, as their texts name them with `@`.
  private func write(_ place: String, group: String = "") throws {
    let server = try authority.issue(.server("master"))
    let client = try authority.issue(.client("slave01"))
    let root = folder(place)
    for (side, pair, kind) in [("master", server, "server"), ("slave", client, "client")] {
      try folder.write(bytes: Array(authority.certificate.pem().utf8), to: "\(place)/\(side)/cacert.pem")
      try folder.write(bytes: Array(pair.certificate.pem().utf8), to: "\(place)/\(side)/\(kind)-cert.pem")
      try folder.write(
        bytes: pair.key.pem().revealed(), to: "\(place)/\(side)/\(kind)-key.pem", mode: 0o600)
    }
    try folder.write(
      """
      [mysqld]
      \(group)
      ssl-ca=\(root)/master/cacert.pem
      ssl-cert=\(root)/master/server-cert.pem
      ssl-key=\(root)/master/server-key.pem
      """, to: "\(place)/my.cnf")
    try folder.write(
      """
      CHANGE MASTER TO MASTER_HOST='master', MASTER_SSL=1, MASTER_SSL_VERIFY_SERVER_CERT=1,
        MASTER_SSL_CA='\(root)/slave/cacert.pem', MASTER_SSL_CERT='\(root)/slave/client-cert.pem',
        MASTER_SSL_KEY='\(root)/slave/client-key.pem';
      """, to: "\(place)/change.sql")
  }

  private func report(_ master: String, _ slave: String) throws -> Report {
    let reader = DeploymentReader(
      sources: [
        HostSource(name: "master", paths: [folder(master)], part: .master),
        HostSource(name: "slave01", paths: [folder(slave)], part: .slave),
      ], server: try Server(parsing: "mariadb-10.11"))
    return try Verifier(time: noon).verify(reader)
  }

  private func setMode(_ mode: Int, _ name: String) throws {
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: folder(name))
  }

  /// Whether this machine has the user that servers run as, and files can be given to it.
  private static let isThereUser =
    geteuid() == 0
    && (try? String(contentsOfFile: "/etc/passwd", encoding: .utf8))?.contains("\nmysql:") == true

  @Test(.enabled(if: isThereUser), arguments: ["", "user=mysql"])
  func `what root alone may read or enter is no server's, in its place on the host`(group: String) throws {
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path)
    try write("live", group: group)
    let closed = try report("live/my.cnf", "live/change.sql")
    let sentences = closed.findings.map(\.sentence)
    #expect(closed.findings.map(\.rule) == ["unreadable-file", "unreadable-file"], "\(sentences)")
    #expect(
      sentences.allSatisfy { $0.contains("the server's user mysql may not read it (mode 0600, owner 0)") })
    for key in ["live/master/server-key.pem", "live/slave/client-key.pem"] {
      try FileManager.default.setAttributes([.ownerAccountName: "mysql"], ofItemAtPath: folder(key))
    }
    #expect(try report("live/my.cnf", "live/change.sql").findings.filter { $0.severity == .breaks } == [])
    try setMode(0o700, "live/master")
    let folderClosed = try report("live/my.cnf", "live/change.sql")
    #expect(
      folderClosed.findings.contains { $0.sentence.contains("mysql may not enter \(folder("live/master"))") })
    // What lies in a closed folder with its option file is somebody's workshop.
    if group.isEmpty {
      try setMode(0o755, "live/master")
      try setMode(0o700, "live")
      #expect(try report("live/my.cnf", "live/change.sql").findings.filter { $0.severity == .breaks } == [])
    }
  }

  @Test(.enabled(if: isThereUser)) func `a folder of authorities is read as the server's user may read it`()
    throws
  {
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path)
    try write("live")
    for key in ["live/master/server-key.pem", "live/slave/client-key.pem"] {
      try FileManager.default.setAttributes([.ownerAccountName: "mysql"], ofItemAtPath: folder(key))
    }
    let file = "live/slave/authorities/\(authority.certificate.subjectHash).0"
    try folder.write(bytes: Array(authority.certificate.pem().utf8), to: file)
    let text = try String(contentsOfFile: folder("live/change.sql"), encoding: .utf8)
    try folder.write(
      text.replacing("SSL_CA=", with: "SSL_CAPATH=").replacing("slave/cacert.pem", with: "slave/authorities"),
      to: "live/change.sql")
    func breaking() throws -> [Finding] {
      try report("live/my.cnf", "live/change.sql").findings.filter { $0.severity == .breaks }
    }
    #expect(try breaking() == [])
    try setMode(0o600, file)
    #expect(try breaking().map(\.fix) == ["let it read the file: `chmod 0644 \(folder(file))`"])
    try setMode(0o644, file)
    try setMode(0o700, "live/slave/authorities")
    #expect(try breaking().map(\.fix) == ["let it in: `chmod 0755 \(folder("live/slave/authorities"))`"])
  }

  @Test func `what a copied option file includes is read beside it, and never on this machine`() throws {
    try write("copy")
    try FileManager.default.createDirectory(
      atPath: folder("copy/tree"), withIntermediateDirectories: true)
    try folder.write("[mysqld]\n!includedir /etc/\n!include /etc/passwd\n", to: "copy/tree/my.cnf")
    func sentences() throws -> [String] {
      try report("copy/tree", "copy/change.sql").findings.filter { $0.rule == "unread-option-file" }.map(
        \.sentence)
    }
    #expect(try sentences().count == 2)
    #expect(try sentences().allSatisfy { $0.contains("was not looked at") })
    try FileManager.default.createDirectory(
      atPath: folder("copy/tree/etc"), withIntermediateDirectories: false)
    try folder.write("[mysqld]\nskip-ssl\n", to: "copy/tree/etc/a.cnf")
    try folder.write("", to: "copy/tree/passwd")
    #expect(try sentences() == [])
    #expect(
      try report("copy/tree", "copy/change.sql").findings.contains { $0.rule == "tls-not-offered" })
  }

  @Test(.enabled(if: isThereUser)) func `of a relative path the file in the data directory is looked at so`()
    throws
  {
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path)
    try write("live")
    let text = try String(contentsOfFile: folder("live/my.cnf"), encoding: .utf8)
    let data = folder("live/master")
    try folder.write(text.replacing(data + "/", with: "") + "\ndatadir=\(data)\n", to: "live/my.cnf")
    let closed = try report("live/my.cnf", "live/change.sql").findings.filter { $0.host == "master" }
    #expect(closed.map(\.rule) == ["unreadable-file"], "\(closed)")
    try FileManager.default.setAttributes(
      [.ownerAccountName: "mysql"], ofItemAtPath: folder("live/master/server-key.pem"))
    let open = try report("live/my.cnf", "live/change.sql").findings.filter { $0.host == "master" }
    #expect(open.filter { $0.severity == .breaks } == [])
  }

  /// What is said of a master and a slave of these files each.
  private func report(of master: [String], and slave: [String]) throws -> Report {
    let reader = DeploymentReader(
      sources: [
        HostSource(name: "master", paths: master.map { folder($0) }, part: .any),
        HostSource(name: "slave01", paths: slave.map { folder($0) }, part: .slave),
      ], links: [DeclaredLink(slave: "slave01", master: "master")],
      server: try Server(parsing: "mariadb-10.11"))
    return try Verifier(time: noon).verify(reader)
  }

  @Test func `where a slave's status is not understood, nothing is proven`() throws {
    try write("live")
    let pair = Self.pair
    #expect(try report(of: ["live/my.cnf"], and: pair).passed)
    // As the client prints it with -t.
    try folder.write("+----+\n| Master_Host | Master_SSL_Allowed |\n+----+\n", to: "live/status.txt")
    let report = try report(of: ["live/my.cnf"], and: ["live/status.txt"] + pair)
    let unknown = report.findings.filter { $0.rule == "unreadable-file" }
    #expect(!report.passed && unknown.map(\.severity) == [.breaks], "\(report.findings)")
    #expect(unknown.first?.fix?.contains("mariadb -E") == true)
  }

  @Test(arguments: [
    ("change.sql", String.Encoding.utf16), ("change.sql", .utf16LittleEndian),
    ("status.txt", .utf16BigEndian), ("status.txt", nil), ("change.sql", nil), ("master.info", nil),
    ("slave01.status", .utf16),
  ])
  func
    `a text in a folder that is called as a slave's and is none leaves nothing proven, as one that is named`(
      name: String, encoding: String.Encoding?
    ) throws
  {
    try write("live")
    let folder = folder("live/slave")
    let said =
      name == "change.sql" ? "CHANGE MASTER TO MASTER_SSL = 0;" : "*** 1. row ***\n  Master_SSL_Allowed: No\n"
    #expect(try report(of: ["live/my.cnf"], and: ["live/slave"]).passed)
    let bytes = encoding.flatMap { said.data(using: $0) } ?? Data([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2])
    try bytes.write(to: URL(filePath: folder + "/" + name))
    for paths in [["live/slave"], ["live/slave/" + name] + Self.pair] {
      let report = try report(of: ["live/my.cnf"], and: paths)
      let unknown = report.findings.filter { $0.rule == "unreadable-file" }
      #expect(!report.passed && unknown.map(\.severity) == [.breaks], "\(paths): \(report.findings)")
      #expect(unknown.first?.fix?.contains(encoding == nil ? "-E" : "iconv -f UTF-16") == true)
    }
    // Notes that somebody keeps beside them are none of a slave's.
    try FileManager.default.moveItem(atPath: folder + "/" + name, toPath: folder + "/notes.txt")
    #expect(try report(of: ["live/my.cnf"], and: ["live/slave"]).passed)
  }

  private static let pair = [
    "live/slave/cacert.pem", "live/slave/client-cert.pem", "live/slave/client-key.pem",
  ]

  @Test
  func `a statement that makes the only account and is refused leaves nothing proven, and makes no slave`()
    throws
  {
    try write("live")
    let grant = "GRANT REPLICATION SLAVE ON *.* TO 'repl'@'%';\n"
    for (create, passes) in [
      ("CREATE USER repl@% REQUIRE X509;\n", false), ("CREATE USER repl@'%' REQUIRE X509;\n", true),
    ] {
      try folder.write(create + grant, to: "live/accounts.sql")
      let report = try report(of: ["live/my.cnf", "live/accounts.sql"], and: ["live/change.sql"])
      #expect(report.passed == passes, "\(create)\(report.findings)")
      #expect(report.hosts.first { $0.name == "master" }?.role == "master")
    }
  }

  @Test func `a copy may keep the folders that stand above its files on the host`() throws {
    try write("etc/mysql")
    let text = try String(contentsOfFile: folder("etc/mysql/my.cnf"), encoding: .utf8)
    let statement = try String(contentsOfFile: folder("etc/mysql/change.sql"), encoding: .utf8)
    func moved(_ text: String) -> String { text.replacing(folder("etc/mysql"), with: "/etc/mysql") }
    try folder.write(bytes: Array(moved(text).utf8), to: "host/my.cnf")
    try folder.write(bytes: Array(moved(statement).utf8), to: "other/change.sql")
    for (side, host) in [("master", "host"), ("slave", "other")] {
      try FileManager.default.moveItem(atPath: folder("etc/mysql/\(side)"), toPath: folder("\(host)/\(side)"))
      // By that a folder is known as a copy.
      try folder.write(bytes: Array(authority.certificate.pem().utf8), to: "\(host)/copy.pem")
    }
    let report = try report("host", "other")
    #expect(report.passed, "\(report.findings)")
  }

  @Test func `the files of [client] are no slave's, and its statement alone decides on TLS`() throws {
    try write("live")
    try folder.write("[client]\nssl-ca=\(folder("live/slave/cacert.pem"))\n", to: "live/client.cnf")
    let findings = try report("live/my.cnf", "live/client.cnf").findings
    #expect(findings.map(\.rule).filter { $0 != "dialled-name" } == ["client-group"], "\(findings)")
    let sentence = findings.first { $0.rule == "client-group" }?.sentence
    #expect(
      sentence
        == "the files of slave01 stand under [client], which no slave reads: its connection is encrypted where its "
        + "statement says MASTER_SSL = 1, and else not; either way it shows no certificate and verifies no authority"
    )
  }

  @Test func `what is compressed, or not there, is said with what to do`() throws {
    try folder.write(bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0], to: "slave.txz")
    try folder.write(bytes: [0x1f, 0x8b, 8, 0], to: "slave.tgz")
    try write("live")
    let compressed = #expect(throws: VerificationError.self) { try report("live/my.cnf", "slave.txz") }
    #expect(compressed?.hint?.contains("`unxz \(folder("slave.txz"))`") == true)
    let damaged = #expect(throws: VerificationError.self) { try report("live/my.cnf", "slave.tgz") }
    #expect(damaged?.description.contains("slave.tgz: it is cut short") == true)
    let absent = #expect(throws: VerificationError.self) { try report("live/my.cnf", "nowhere.sql") }
    #expect(
      absent?.description == "there is no file or folder at \(folder("nowhere.sql")), which --slave names")
  }
}
