import CertificateAuthority
import Foundation
import OpenSSL
import Replication
import SQLite
import TestSupport
import Testing
import Verification

@testable import Fleet

/// What `revoke` and `crl` do to a pki folder, and what they refuse.
@Suite struct RevokingTests {
  let bench: Bench

  init() throws {
    bench = try Bench()
    try bench.issue("slave01", "slave02")
  }

  private func revoke(_ subjects: String..., reason: RevocationReason? = nil, days: Int? = nil) throws
    -> Revoked
  {
    try bench.fleet.revoke(RevokeRequest(subjects, reason: reason, days: days), passphrase: nil)
  }

  private func serial(of host: String) throws -> String {
    try #require(try bench.fleet.store.ledger.history(of: host).last).serial.description
  }

  private var lists: [RevocationList] {
    get throws {
      try RevocationList.parseAll(
        pem: Array(String(contentsOfFile: bench.pki.root + "/crl.pem", encoding: .utf8).utf8))
    }
  }

  private func refused(_ subjects: String..., reason: RevocationReason? = nil) throws -> FleetError {
    let before = try bench.fleet.store.ledger.allCurrent().count
    let error = #expect(throws: FleetError.self) {
      try bench.fleet.revoke(RevokeRequest(subjects, reason: reason), passphrase: nil)
    }
    #expect(try bench.fleet.store.ledger.allCurrent().count == before)
    return try #require(error)
  }

  @Test func `a name revokes all of the host's certificates, and the list is in every folder`() throws {
    try bench.issue("slave01") { $0.replaces = true }
    let revoked = try revoke("SLAVE01", reason: .keyCompromise)
    #expect(revoked.certificates.map(\.isNew) == [true, true])
    #expect(revoked.certificates.map(\.reason) == ["keyCompromise", "keyCompromise"])
    #expect(revoked.refreshed == ["master", "slave01", "slave02"])
    let list = try #require(try lists.first)
    #expect(try lists.count == 1 && list.number?.value == 1)
    #expect(Set(list.revokedSerials.map(\.description)) == Set(revoked.certificates.map(\.serial)))
    #expect(list.entries.allSatisfy { $0.reason == .keyCompromise })
    for host in ["master", "slave01", "slave02"] {
      #expect(try bench.text("crl.pem", of: host) == list.pem())
      let mode = try FileManager.default.attributesOfItem(atPath: bench.pki.host(host) + "/crl.pem")
      #expect(mode[.posixPermissions] as? Int == 0o644)
    }
    #expect(
      try bench.text("replication-tls.cnf", of: "master").contains("\nssl-crl = /etc/mysql/tls/crl.pem\n"))
    // It is judged with the list: the slave fails, and nobody else.
    let report = try bench.report
    #expect(!report.passed && report.findings.contains { $0.rule == "revoked" && $0.host == "slave01" })
    #expect(Set(report.findings.compactMap(\.host)) == ["slave01"], "\(report.findings)")
  }

  @Test func `a revoked host is issued anew only where that is asked for, with role and names`() throws {
    try bench.issue("db1") { ($0.role, $0.names) = (.both, [.dns("db1.example.com")]) }
    _ = try revoke("db1", reason: .superseded)
    let error = #expect(throws: FleetError.self) { try bench.issue("db1") }
    #expect(error?.code == .revoked && error?.hint?.contains("`mkcerts issue db1 --replace`") == true)
    #expect(error?.description.contains("was revoked 2027-03-01T12:00:00Z (superseded)") == true)
    let renewal = #expect(throws: FleetError.self) {
      try bench.fleet.renew(RenewRequest(.hosts([HostName("db1")])), passphrase: nil)
    }
    #expect(renewal?.code == .revoked)
    #expect(try bench.fleet.renew(RenewRequest(.all), passphrase: nil).hosts.allSatisfy { $0.host != "db1" })
    let outcome = try bench.issue("db1") { $0.replaces = true }
    #expect(outcome[0].isNew && outcome[0].role == "both")
    #expect(
      try bench.certificate("server-cert.pem", of: "db1").fields.subjectAlternativeNames?.contains(
        .dns("db1.example.com")) == true)
    // What was made since the list has it from the beginning.
    #expect(try bench.text("crl.pem", of: "db1") == bench.text("crl.pem", of: "master"))
    #expect(try bench.text("change-master.sql", of: "db1").contains("SSL_CRL = '/etc/mysql/tls/crl.pem'"))
    #expect(try bench.report.passed && bench.fleet.refresh().isEmpty)
    #expect(try !bench.issue("db1")[0].isNew)
  }

  @Test func `a serial number revokes that one alone, also by its beginning and with colons`() throws {
    try bench.issue("db1") { $0.role = .both }
    let entries = try bench.fleet.store.ledger.history(of: "db1")
    let server = try #require(entries.first { $0.profile == .server }).serial
    let spelled = server.bytes.prefix(5).map { String($0, radix: 16, uppercase: true) }
    let colons = spelled.map { $0.count == 1 ? "0" + $0 : $0 }.joined(separator: ":")
    let revoked = try revoke(colons)
    #expect(revoked.certificates.map(\.serial) == [server.description] && revoked.certificates[0].isNew)
    #expect(try bench.fleet.store.ledger.current(of: "db1").map(\.profile) == [.client])
    #expect(try lists[0].entries.map(\.reason) == [nil])
    // It is what it was: both, of which one is revoked.
    #expect(try Fleet.enrolled("db1", in: bench.fleet.store.ledger)?.role == .both)
  }

  @Test func `what is revoked already is told, with both reasons, and nothing changes`() throws {
    let first = try revoke("slave01", reason: .keyCompromise)
    let list = try lists
    let again = try revoke("slave01", reason: .superseded)
    #expect(again.certificates.map(\.isNew) == [false])
    #expect(
      again.certificates[0].reason == "keyCompromise" && again.certificates[0].otherReason == "superseded")
    #expect(again.certificates[0].revokedAt == first.certificates[0].revokedAt)
    #expect(again.lists.isEmpty && again.steps.isEmpty && again.refreshed.isEmpty)
    #expect(try lists == list)
    #expect(try revoke("slave01").certificates[0].otherReason == nil)
    // Beside something new it is told too.
    let both = try revoke("slave01", "slave02")
    #expect(both.certificates.map(\.isNew) == [false, true] && both.lists.map(\.entries) == [2])
  }

  @Test func `what is not there, or cannot be revoked, is refused before anything is`() throws {
    #expect(try refused("slave02", "slave9").code == .unknownHost)
    #expect(try refused("slave02", "0123456789").code == .unknownSerial)
    #expect(try refused("slave02", "abc").code == .unknownHost)
    let authority = try #require(try bench.fleet.store.ledger.generations().first).serial
    let own = try refused("slave02", authority.description)
    #expect(own.code == .notRevocable && own.description.contains("the authority itself"))
    #expect(try refused("slave02", "").code == .unknownHost)
    #expect(!FileManager.default.fileExists(atPath: bench.pki.root + "/crl.pem"))
  }

  @Test func `a serial number that was given up is no certificate's, and one that ended is no danger`() throws
  {
    let raw = try Connection(path: bench.pki.authority.ledger, mode: .readWrite)
    try raw.execute("UPDATE certificate SET state = 'abandoned', certificate = NULL WHERE holder = 'slave01'")
    let given = try refused("slave02", serial(of: "slave01"))
    #expect(given.code == .notRevocable && given.description.contains("was given up"))
    let never = try refused("slave01")
    #expect(never.code == .notRevocable && never.description.contains("was ever delivered"))
    try raw.execute("UPDATE certificate SET not_after = \(noon.seconds) WHERE holder = 'slave02'")
    for subject in ["slave02", try serial(of: "slave02")] {
      let over = try refused(subject)
      #expect(over.code == .notRevocable && over.description.contains("nobody accepts it"), "\(over)")
    }
  }

  @Test func `the beginning of several serial numbers is ambiguous, and they are named`() throws {
    let raw = try Connection(path: bench.pki.authority.ledger, mode: .readWrite)
    try raw.execute(
      """
      INSERT INTO certificate SELECT 'abcdef01', holder, profile, generation, state, planned_at, issued_at,
        not_before, not_after, names, key_fingerprint, from_request, certificate FROM certificate
        WHERE holder = 'slave01';
      INSERT INTO certificate SELECT 'abcdef02', holder, profile, generation, state, planned_at, issued_at,
        not_before, not_after, names, key_fingerprint, from_request, certificate FROM certificate
        WHERE serial = 'abcdef01'
      """)
    let error = try refused("abcd")
    #expect(error.code == .ambiguousSerial && error.description.contains("abcdef01, abcdef02"))
    // All of slave01 are over one key here, which is told.
    #expect(try revoke("abcdef02").certificates[0].sameKey.contains("abcdef01"))
  }

  @Test func `a key that was compromised gets no other certificate`() throws {
    try OpenSSLCommand.output(
      ["req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
        + ["-keyout", bench.folder("k.pem"), "-out", bench.folder("r.pem"), "-subj", "/CN=x"])
    let text = try OpenSSLCommand.output(["req", "-in", bench.folder("r.pem")])
    let request = try CertificateRequest.parse(pem: Array(text.utf8))
    try bench.issue("slave03") { $0.request = request }
    _ = try revoke("slave03", reason: .keyCompromise)
    for host in ["slave03", "slave04"] {
      let error = #expect(throws: FleetError.self) {
        try bench.issue(host) { ($0.request, $0.replaces) = (request, true) }
      }
      #expect(error?.code == .revoked && error?.description.contains("compromised") == true)
    }
  }

  @Test func `a master that is revoked is dialled still until it is issued anew`() throws {
    let statement = try bench.text("change-master.sql", of: "slave01")
    _ = try revoke("master", reason: .superseded)
    let host = "MASTER_HOST = 'master'"
    #expect(statement.contains(host))
    #expect(try bench.text("change-master.sql", of: "slave01").contains(host))
    try bench.issue("master") { $0.replaces = true }
    #expect(try bench.fleet.refresh().isEmpty && bench.report.passed)
  }

  @Test func `crl makes an empty list, and each is newer than the one before`() throws {
    let first = try bench.fleet.makeRevocationLists(days: nil, passphrase: nil)
    #expect(first.lists.map(\.number) == [1] && first.lists[0].entries == 0 && first.lists[0].daysLeft == 397)
    let master = try #require(first.steps.first { $0.hosts == ["master"] })
    #expect(master.steps.contains { if case .restart = $0 { true } else { false } })
    let second = try bench.fleet.makeRevocationLists(days: 40, passphrase: nil)
    #expect(second.lists.map(\.number) == [2] && second.lists[0].daysLeft == 40)
    // Its name is in the options now: reading it again is enough.
    let then = try #require(second.steps.first { $0.hosts == ["master"] })
    #expect(then.steps.contains { if case .statement("FLUSH SSL;") = $0 { true } else { false } })
    #expect(!then.steps.contains { if case .restart = $0 { true } else { false } })
    #expect(try bench.report.passed)
  }

  @Test func `days beyond the authority's end are refused before anything is recorded`() throws {
    let error = #expect(throws: IssuanceError.self) { try revoke("slave01", days: 4_000) }
    #expect(error?.code == .outlivesAuthority && error?.hint?.contains("--days 36") == true)
    #expect(try bench.fleet.store.ledger.allCurrent().count == 3)
  }

  @Test(arguments: [0, 1, 2])
  func `what an interrupted revoke did not come to, the next command does and tells`(stage: Int) throws {
    let folder = try TemporaryFolder()
    let pki = PKIFolder(folder("pki"))
    func interrupted() throws {
      let fleet = try Fleet(pki, expecting: .maybeNew, clock: { noon }, say: { _ in })
      _ = try fleet.found(
        FoundingRequest(
          name: nil, algorithm: nil, days: nil, protection: .clear, wantsMaster: true, master: nil, names: [],
          machine: nil, settings: HostSettings()))
      _ = try fleet.issue(IssueRequest(hosts: [HostName("slave01")]), passphrase: nil)
      let ledger = fleet.store.ledger
      try ledger.revoke(ledger.current(of: "slave01").map(\.serial), reason: .superseded, at: noon)
      if stage > 0 { _ = try fleet.store.makeRevocationLists(signedBy: [fleet.store.unlock(nil)]) }
      guard stage > 1 else { return }
      let list = try RevocationList(der: try #require(try ledger.revocationLists().first).list)
      try Data(list.pem().utf8).write(to: URL(filePath: pki.authority.revocationLists))
    }
    func reopened() throws -> [String] {
      var said: [String] = []
      let fleet = try Fleet(pki, expecting: .existing, clock: { noon }, say: { said.append($0) })
      let recorded = try fleet.store.ledger.revocationLists()
      #expect(recorded.count == 1 && recorded[0].isDelivered)
      return said
    }
    try interrupted()
    let said = try reopened()
    #expect(said.count == 1 && said[0].contains("interrupted"), "\(said)")
    let text = try String(contentsOfFile: pki.authority.revocationLists, encoding: .utf8)
    #expect(try RevocationList.parse(pem: Array(text.utf8)).entries.count == 1)
    for host in ["master", "slave01"] {
      #expect(try String(contentsOfFile: pki.host(host) + "/crl.pem", encoding: .utf8) == text)
    }
    #expect(try reopened() == [])
  }
}
