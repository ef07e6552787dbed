import CertificateAuthority
import Foundation
import OpenSSL
import Replication
import SQLite
import TestSupport
import Testing
import Verification

@testable import Fleet

/// What each host gets, and what is asked of a host that has everything.
@Suite struct HostFolderTests {
  let bench: Bench

  init() throws { bench = try Bench() }

  private func conflict(
    _ error: FleetError?, _ words: String, _ hint: String, _ line: SourceLocation = #_sourceLocation
  ) {
    #expect(error?.code == .conflict, sourceLocation: line)
    #expect(
      error?.description.contains(words) == true, "\(error?.description ?? "none")", sourceLocation: line)
    #expect(error?.hint?.contains(hint) == true, "\(error?.hint ?? "none")", sourceLocation: line)
  }

  @Test func `a role has its files and no other`() throws {
    let common: Set = ["cacert.pem", "replication-tls.cnf"]
    try bench.issue("slave01")
    try bench.issue("db1") { $0.role = .both }
    try bench.issue("db2") { $0.role = .peer }
    let (server, client): (Set, Set) = (
      ["server-cert.pem", "server-key.pem"], ["client-cert.pem", "client-key.pem"]
    )
    #expect(try bench.files(of: "master") == common.union(server).union(["accounts.sql"]))
    #expect(try bench.files(of: "slave01") == common.union(client).union(["change-master.sql"]))
    #expect(
      try bench.files(of: "db1")
        == common.union(server).union(client).union(["accounts.sql", "change-master.sql"]))
    #expect(try bench.files(of: "db2") == common.union(server).union(["accounts.sql", "change-master.sql"]))
    let report = try bench.report
    #expect(report.passed && report.findings.isEmpty, "\(report.findings)")
    #expect(report.hosts.map(\.role) == ["both", "peer", "master", "slave"])
    for host in ["master", "slave01", "db1", "db2"] {
      for file in try bench.files(of: host) {
        let attributes = try FileManager.default.attributesOfItem(atPath: bench.pki.host(host) + "/" + file)
        #expect(
          attributes[.posixPermissions] as? Int == (file.hasSuffix("key.pem") ? 0o600 : 0o644), "\(file)")
      }
    }
  }

  @Test func `a hashed folder holds what cacert.pem holds, and goes when the form does`() throws {
    try bench.issue("slave01") { $0.settings.trust = .folder }
    let hash = try bench.certificate("cacert.pem", of: "slave01").subjectHash
    #expect(try bench.files(of: "slave01").isSuperset(of: ["capath", "capath/\(hash).0"]))
    #expect(try bench.text("replication-tls.cnf", of: "slave01").contains("/etc/mysql/tls/capath"))
    #expect(try bench.report.passed)
    try bench.issue("slave01") { ($0.settings.trust, $0.replaces) = (.file, true) }
    #expect(try !bench.files(of: "slave01").contains("capath"))
    #expect(try bench.report.passed)
  }

  @Test func `a slave dials its master by a name of its certificate`() throws {
    try bench.issue("slave01")
    #expect(try bench.text("change-master.sql", of: "slave01").contains("MASTER_HOST = 'master'"))
    try bench.issue("master") {
      ($0.names, $0.replaces) = ([.dns("*.db.example.com"), .dns("m.db.example.com")], true)
    }
    try bench.issue("slave02")
    #expect(try bench.text("change-master.sql", of: "slave02").contains("MASTER_HOST = 'm.db.example.com'"))
    // It never dials itself.
    try bench.issue("db1") { $0.role = .both }
    #expect(try bench.text("change-master.sql", of: "db1").contains("MASTER_HOST = 'm.db.example.com'"))
    try bench.issue("slave03") { $0.settings.masterHost = "10.0.0.5" }
    #expect(try bench.text("change-master.sql", of: "slave03").contains("MASTER_HOST = '10.0.0.5'"))
  }

  @Test func `a second run finds what it made and changes nothing`() throws {
    let first = try bench.issue("10.0.0.5") { ($0.role, $0.names, $0.days) = (.master, [.dns("db9")], 30) }
    let key = try bench.text("server-key.pem", of: "10.0.0.5")
    let again = try bench.issue("10.0.0.5") { ($0.role, $0.names, $0.days) = (.master, [.dns("db9")], 30) }
    #expect(first[0].isNew && !again[0].isNew)
    #expect(first[0].certificates.map(\.serial) == again[0].certificates.map(\.serial))
    #expect(again[0].certificates[0].names == ["dns:db9", "ip:10.0.0.5"])
    #expect(try bench.text("server-key.pem", of: "10.0.0.5") == key)
  }

  @Test func `an option that asks for something else is a conflict that names both`() throws {
    try bench.issue("slave01")
    func refused(_ change: (inout IssueRequest) throws -> Void) -> FleetError? {
      #expect(throws: FleetError.self) { try bench.issue("slave01", change: change) }
    }
    conflict(refused { $0.role = .both }, "issued as slave", "--role both --replace")
    conflict(refused { $0.names = [.dns("x.y")] }, "--san asks for other names", "--san dns:x.y --replace")
    conflict(refused { $0.algorithm = .ed25519 }, "--key asks for ed25519", "--key ed25519 --replace")
    conflict(refused { $0.days = 30 }, "for 397 days", "--days 30 --replace")
    conflict(
      refused { $0.settings.server = try Server(parsing: "mysql-8.4") }, "with --server mariadb-10.11",
      "--server mysql-8.4 --replace")
    conflict(refused { $0.settings.trust = .folder }, "with --capath off", "--capath --replace")
    conflict(
      refused { $0.settings.masterPort = 3307 }, "with --master-port 3306", "--master-port 3307 --replace")
    // What it has already is no conflict.
    let same = try bench.issue("slave01") {
      ($0.role, $0.algorithm, $0.days, $0.settings.trust) = (.slave, .ecdsaP256, 397, .file)
    }
    #expect(!same[0].isNew)
  }

  @Test func `what is issued anew keeps role and names, and an admin's own files`() throws {
    try bench.issue("db1") { ($0.role, $0.names) = (.both, [.dns("db1.example.com")]) }
    let own = bench.pki.host("db1") + "/NOTES"
    try Data("mine".utf8).write(to: URL(filePath: own))
    let old = try bench.certificate("server-cert.pem", of: "db1")
    let outcome = try bench.issue("db1") { $0.replaces = true }
    #expect(outcome[0].isNew && outcome[0].role == "both")
    let new = try bench.certificate("server-cert.pem", of: "db1")
    #expect(new != old && new.fields.publicKey != old.fields.publicKey)
    #expect(new.fields.subjectAlternativeNames == old.fields.subjectAlternativeNames)
    #expect(try String(contentsOfFile: own, encoding: .utf8) == "mine")
    // A lesser role takes the other pair away with it.
    try bench.issue("db1") { ($0.replaces, $0.role) = (true, .slave) }
    #expect(
      try bench.files(of: "db1") == [
        "NOTES", "cacert.pem", "replication-tls.cnf", "change-master.sql", "client-cert.pem",
        "client-key.pem",
      ])
  }

  @Test func `a host whose key stays with it gets its request back and no key`() throws {
    try OpenSSLCommand.output(
      ["req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
        + ["-keyout", bench.folder("k.pem"), "-out", bench.folder("r.pem"), "-subj", "/CN=anything"]
        + ["-addext", "subjectAltName=DNS:evil.example.com"])
    let text = try OpenSSLCommand.output(["req", "-in", bench.folder("r.pem")])
    let request = try CertificateRequest.parse(pem: Array(text.utf8))
    let outcome = try bench.issue("slave01") { $0.request = request }
    #expect(outcome[0].namesNotTaken == ["dns:evil.example.com"])
    #expect(
      try bench.files(of: "slave01") == [
        "cacert.pem", "replication-tls.cnf", "change-master.sql", "client-cert.pem", "client-req.pem",
      ])
    let certificate = try bench.certificate("client-cert.pem", of: "slave01")
    #expect(
      certificate.fields.publicKey == request.publicKey && certificate.fields.subject.commonName == "slave01")
    #expect(certificate.fields.subjectAlternativeNames == nil)
    #expect(try bench.report.passed)
    #expect(try !bench.issue("slave01") { $0.request = request }[0].isNew)
    // No other key takes its place unless one is asked for, and no hint asks for one.
    let refused = #expect(throws: FleetError.self) { try bench.issue("slave01") { $0.replaces = true } }
    conflict(refused, "was made on the host and never left it", "--csr FILE --replace")
    let other = #expect(throws: FleetError.self) {
      try bench.issue("slave01") { ($0.request, $0.names) = (request, [.dns("evil.example.com")]) }
    }
    conflict(other, "--san asks for other names", "--san dns:evil.example.com --csr FILE --replace")
    #expect(try bench.certificate("client-cert.pem", of: "slave01") == certificate)
    try bench.issue("slave01") { ($0.replaces, $0.algorithm) = (true, .ecdsaP256) }
    #expect(try bench.files(of: "slave01").contains("client-key.pem"))
  }

  @Test(arguments: ["client-cert.pem", "client-key.pem"])
  func `a host that lost a part of its pair is not called unchanged`(name: String) throws {
    try bench.issue("slave01")
    try FileManager.default.removeItem(atPath: bench.pki.host("slave01") + "/" + name)
    let error = #expect(throws: FleetError.self) { try bench.issue("slave01") }
    #expect(error?.code == .folderMissing && error?.description.contains("slave01/\(name) is gone") == true)
    #expect(try bench.issue("slave01") { $0.replaces = true }[0].isNew)
    #expect(try bench.report.passed)
  }

  @Test func `an authority's name is all of it, and hosts may be named like a part of it`() throws {
    let bench = try Bench(authority: "Shop Grand")
    #expect(try bench.issue("shop")[0].isNew)
    func found(_ name: String) throws -> Founded {
      try bench.fleet.found(
        FoundingRequest(
          name: name, algorithm: nil, days: nil, protection: .clear, wantsMaster: true, master: nil,
          names: [],
          machine: nil, settings: HostSettings()))
    }
    #expect(try !found("Shop Grand").isNew)
    #expect(throws: IssuanceError.self) { try found("Shop") }
  }

  @Test func `the first master is remembered, also where a killed command did not come to it`() throws {
    let folder = try TemporaryFolder()
    let pki = PKIFolder(folder("pki"))
    func found(_ master: String?) throws -> Founded {
      let fleet = try Fleet(pki, expecting: .maybeNew, clock: { noon }, say: { _ in })
      return try fleet.found(
        FoundingRequest(
          name: nil, algorithm: nil, days: nil, protection: .clear, wantsMaster: true,
          master: try master.map { try HostName($0) }, names: [], machine: nil, settings: HostSettings()))
    }
    _ = try found("db1")
    try Connection(path: pki.authority.ledger, mode: .create).execute(
      "DELETE FROM note WHERE name = 'master'")
    let again = try found(nil)
    #expect(again.master?.host == "db1" && again.master?.isNew == false)
    #expect(try FileManager.default.contentsOfDirectory(atPath: pki.hosts) == ["db1"])
  }

  @Test func `names that collide are refused before anything is issued`() throws {
    try bench.issue("slave01")
    for hosts in [["Slave01"], ["a", "A"], ["a", "a"]] {
      let error = #expect(throws: FleetError.self) {
        try bench.fleet.issue(IssueRequest(hosts: hosts.map { try HostName($0) }), passphrase: nil)
      }
      #expect(error?.code == .nameCollision, "\(hosts)")
    }
    let named = try Bench(authority: "dbca")
    #expect(#expect(throws: FleetError.self) { try named.issue("DBCA") }?.code == .reservedName)
    try FileManager.default.createDirectory(atPath: bench.pki.host("b"), withIntermediateDirectories: false)
    #expect(#expect(throws: FleetError.self) { try bench.issue("b", "c") }?.code == .folderInTheWay)
    try FileManager.default.removeItem(atPath: bench.pki.host("slave01"))
    #expect(#expect(throws: FleetError.self) { try bench.issue("slave01") }?.code == .folderMissing)
    #expect(try bench.report.hosts.map(\.name) == ["b", "master"])
  }

  @Test(arguments: ["client-cert.pem", "client-key.pem", "cacert.pem"])
  func `a host that lacks a file is refused and not called unchanged`(name: String) throws {
    try bench.issue("slave01", "slave02")
    try FileManager.default.removeItem(atPath: bench.pki.host("slave01") + "/" + name)
    let error = #expect(throws: FleetError.self) { try bench.issue("slave02", "slave01") }
    #expect(error?.code == .folderMissing)
    #expect(error?.description.contains("\(bench.pki.host("slave01"))/\(name) is gone") == true)
    #expect(error?.hint?.contains("`mkcerts issue slave01 --replace`") == true)
  }

  @Test func `a statement that was cleared away after use is no loss`() throws {
    try bench.issue("slave01")
    try FileManager.default.removeItem(atPath: bench.pki.host("slave01") + "/change-master.sql")
    #expect(throws: Never.self) { try bench.issue("slave01") }
  }

  @Test func `config prints a host's texts for another server, and changes nothing`() throws {
    try bench.issue("slave01")
    let kept = try bench.text("change-master.sql", of: "slave01")
    var asked = HostSettings()
    asked.server = try Server(parsing: "mysql-8.4")
    let texts = try HostConfig(HostName("slave01"), in: bench.pki, asked).texts()
    #expect(texts.changeMaster?.contains("SOURCE_HOST = 'master'") == true && texts.accounts == nil)
    #expect(try HostConfig(HostName("slave01"), in: bench.pki, HostSettings()).texts().changeMaster == kept)
    #expect(
      try HostConfig(HostName("SLAVE01"), in: bench.pki, HostSettings()).runningSlave().contains(
        "MASTER_SSL_CA"))
    #expect(try bench.text("change-master.sql", of: "slave01") == kept)
    let unknown = #expect(throws: FleetError.self) {
      try HostConfig(HostName("slave9"), in: bench.pki, asked)
    }
    #expect(unknown?.code == .unknownHost)
    let master = #expect(throws: FleetError.self) {
      try HostConfig(HostName("master"), in: bench.pki, asked).runningSlave()
    }
    #expect(master?.code == .conflict)
  }

  @Test(arguments: [
    (RequirementKind.x509, ["'repl'@", "'app'@"]), (.subject, ["'app-slave01'@", "'repl-slave02'@"]),
  ])
  func `every user that a slave logs in as gets an account on the master`(
    kind: RequirementKind, users: [String]
  )
    throws
  {
    try bench.issue("slave01") { $0.settings.user = "app" }
    try bench.issue("slave02")
    var asked = HostSettings()
    asked.requirement = kind
    let accounts = try HostConfig(HostName("master"), in: bench.pki, asked).texts().accounts ?? ""
    for user in users { #expect(accounts.contains("\nCREATE USER IF NOT EXISTS \(user)"), "\(accounts)") }
    let statement = try HostConfig(HostName("slave01"), in: bench.pki, asked).texts().changeMaster ?? ""
    #expect(statement.contains(kind == .subject ? "MASTER_USER = 'app-slave01'" : "MASTER_USER = 'app'"))
  }

  @Test func `settings are the host's before the authority's before the defaults`() throws {
    var settings = HostSettings()
    settings.server = try Server(parsing: "mysql-8.0")
    settings.masterPort = 3310
    let bench = try Bench(settings: settings)
    try bench.issue("slave01")
    try bench.issue("slave02") { $0.settings.server = try Server(parsing: "mariadb-11.8") }
    #expect(try bench.text("change-master.sql", of: "slave01").contains("MASTER_PORT = 3310"))
    #expect(try bench.text("change-master.sql", of: "slave02").contains("MASTER_PORT = 3310"))
    // What was asked for once holds when the host is issued anew.
    try bench.issue("slave02") { $0.replaces = true }
    #expect(try bench.text("change-master.sql", of: "slave02").contains("MASTER_PORT = 3310"))
  }
}
