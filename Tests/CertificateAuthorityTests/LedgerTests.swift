import Foundation
import OpenSSL
import SQLite
import TestSupport
import Testing

@testable import CertificateAuthority

@Suite struct LedgerTests {
  let folder: TemporaryFolder
  let ledger: SQLiteLedger
  let authority: MadePair
  var path: String { folder("ledger.sqlite") }

  init() throws {
    folder = try TemporaryFolder()
    ledger = try SQLiteLedger(path: folder("ledger.sqlite"))
    authority = try .authority()
    try ledger.plan(
      Generation(
        number: 1, serial: authority.certificate.fields.serial, state: .planned, keyFingerprint: [0]),
      notes: [:], at: noon)
    try ledger.setCertificate(authority.certificate, ofGeneration: 1)
    try ledger.setState(.issued, ofGeneration: 1)
  }

  private func plan(
    _ certificate: Certificate, _ holder: String, _ profile: Profile = .client, at time: Time = noon
  )
    throws
  {
    let planned = PlannedCertificate(
      serial: certificate.fields.serial, holder: holder, profile: profile, generation: 1,
      notBefore: certificate.fields.notBefore ?? noon, notAfter: certificate.fields.notAfter ?? noon,
      names: [.dns("db1.example.com"), .ip([10, 0, 0, 5])], keyFingerprint: [0xab, 0xcd], isFromRequest: true)
    try ledger.plan([planned], notes: [:], at: time)
  }

  @discardableResult
  private func issue(_ holder: String, _ profile: Profile = .client, retiring: [String] = []) throws
    -> Certificate
  {
    let certificate = try authority.issue(.client(holder)).certificate
    try plan(certificate, holder, profile)
    try ledger.markIssued([certificate], retiring: retiring, at: noon.adding(seconds: 5))
    return certificate
  }

  @Test func `everything comes back as it was recorded, also after reopening`() throws {
    let certificate = try issue("Slave01")
    try ledger.setNotes(["server": "mysql-8.4", "dial": "db1"], of: "Slave01")
    try ledger.setNotes(["server": "mysql-9.7"], of: "slave01")
    for reader in [ledger, try SQLiteLedger(reading: path), try SQLiteLedger(path: path)] {
      let entry = try #require(try reader.entry(of: certificate.fields.serial))
      #expect(
        entry.serial == certificate.fields.serial && entry.holder == "Slave01" && entry.profile == .client)
      #expect(entry.state == .issued && entry.generation == 1 && entry.isFromRequest)
      #expect(entry.plannedAt == noon && entry.issuedAt == noon.adding(seconds: 5))
      #expect(
        entry.notBefore == certificate.fields.notBefore && entry.notAfter == certificate.fields.notAfter)
      #expect(entry.names == ["dns:db1.example.com", "ip:10.0.0.5"] && entry.keyFingerprint == [0xab, 0xcd])
      #expect(try reader.certificate(of: entry.serial) == certificate.der)
      #expect(try reader.note("server", of: "SLAVE01") == "mysql-9.7")
      #expect(try reader.note("dial", of: "slave01") == "db1")
      #expect(try reader.note("other", of: "slave01") == nil && reader.note("dial", of: "slave02") == nil)
      let generations = try reader.generations()
      #expect(generations.map(\.number) == [1] && generations[0].certificate == authority.certificate.der)
      #expect(generations[0].state == .issued)
    }
  }

  @Test func `a holder is the same in any case, and its history is whole`() throws {
    let one = try issue("db1", .server)
    let two = try issue("db1", .client)
    #expect(try ledger.current(of: "DB1").map(\.profile) == [.server, .client])
    let three = try issue("DB1", .server, retiring: ["dB1"])
    #expect(try ledger.current(of: "db1").map(\.serial) == [three.fields.serial])
    #expect(try ledger.entry(of: one.fields.serial)?.state == .replaced)
    #expect(try ledger.entry(of: two.fields.serial)?.state == .replaced)
    #expect(try ledger.history(of: "Db1").count == 3)
    try issue("db10")
    #expect(try ledger.history(of: "db1").count == 3 && ledger.history(of: "db").isEmpty)
    #expect(try ledger.allCurrent().map(\.holder) == ["DB1", "db10"])
  }

  @Test func `what is planned is unfinished until it is issued or given up, and never both`() throws {
    let certificates = try (1...3).map { try authority.issue(.client("slave\($0)")).certificate }
    for (number, certificate) in certificates.enumerated() { try plan(certificate, "slave\(number + 1)") }
    #expect(try ledger.unfinished().count == 3 && ledger.allCurrent().isEmpty)
    try ledger.markIssued([certificates[0]], retiring: [], at: noon)
    try ledger.abandon([certificates[0].fields.serial, certificates[1].fields.serial])
    #expect(try ledger.unfinished().map(\.holder) == ["slave3"])
    #expect(try ledger.entry(of: certificates[0].fields.serial)?.state == .issued)
    #expect(try ledger.entry(of: certificates[1].fields.serial)?.state == .abandoned)
  }

  @Test func `a serial number is taken once, even by one that was given up`() throws {
    let certificate = try authority.issue(.client("slave01")).certificate
    try plan(certificate, "slave01")
    try ledger.abandon([certificate.fields.serial])
    let error = #expect(throws: SQLiteError.self) { try plan(certificate, "slave02") }
    #expect(error?.code == .constraint)
    #expect(try ledger.history(of: "slave02").isEmpty)
  }

  @Test func `a plan is recorded whole or not at all`() throws {
    let taken = try issue("slave01")
    let fresh = try authority.issue(.client("slave02")).certificate
    let plans = [fresh, taken].map {
      PlannedCertificate(
        serial: $0.fields.serial, holder: "slave02", profile: .client, generation: 1, notBefore: noon,
        notAfter: noon,
        names: [], keyFingerprint: [], isFromRequest: false)
    }
    #expect(throws: SQLiteError.self) { try ledger.plan(plans, notes: [:], at: noon) }
    #expect(try ledger.history(of: "slave02").isEmpty)
  }

  @Test func `the schema itself refuses states that make no sense`() throws {
    let certificate = try authority.issue(.client("slave01")).certificate
    try plan(certificate, "slave01")
    let raw = try Connection(path: path, mode: .readWrite)
    for change in [
      "UPDATE certificate SET state = 'issued'", "UPDATE certificate SET state = 'lost'",
      "UPDATE certificate SET profile = 'authority'", "UPDATE certificate SET generation = 7",
      "UPDATE generation SET certificate = NULL", "UPDATE certificate SET holder = NULL",
      "DELETE FROM generation",
    ] {
      let error = #expect(throws: SQLiteError.self, "\(change)") { try raw.execute(change) }
      #expect(error?.code == .constraint, "\(change)")
    }
  }

  @Test func `a ledger of a newer version is refused, and says so`() throws {
    let raw = try Connection(path: path, mode: .readWrite)
    let version = try raw.userVersion
    try raw.setUserVersion(version + 1)
    for open in [{ try SQLiteLedger(path: path) }, { try SQLiteLedger(reading: path) }] {
      let error = #expect(throws: IssuanceError.self) { _ = try open() }
      #expect(error?.code == .ledger)
      #expect(
        error?.description
          == "\(path) is a ledger of version \(version + 1), and this mkcerts writes version \(version)")
      #expect(error?.hint == "use the newer mkcerts that wrote it")
    }
    #expect(try raw.userVersion == version + 1)
  }

  @Test(arguments: [
    "not a database, but a text of some length that stands where one should be", "SQLite format 3\0",
  ])
  func `a damaged ledger is refused in one sentence that names it`(text: String) throws {
    let damaged = try folder.write(String(repeating: text, count: 100), to: "damaged.sqlite")
    for open in [{ try SQLiteLedger(path: damaged) }, { try SQLiteLedger(reading: damaged) }] {
      let error = #expect(throws: SQLiteError.self) { _ = try open() }
      let sentence = error?.description ?? ""
      #expect(
        sentence.contains(damaged) && !sentence.contains("\n") && !sentence.hasSuffix("."), "\(sentence)")
    }
    // It is never made anew.
    #expect(try String(contentsOfFile: damaged, encoding: .utf8).hasPrefix(text))
  }

  @Test func `a word of a later version is an error, not a gap`() throws {
    let raw = try Connection(path: path, mode: .readWrite)
    try issue("slave01")
    try raw.execute("UPDATE certificate SET serial = 'zz'")
    let error = #expect(throws: IssuanceError.self) { try ledger.allCurrent() }
    #expect(error?.code == .ledger)
    #expect(throws: IssuanceError.self) { try ledger.current(of: "slave01") }
  }

  @Test func `what is asked of one holder does not take longer in a large ledger`() throws {
    let raw = try Connection(path: path, mode: .readWrite)
    try raw.execute(
      """
      WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200000)
      INSERT INTO certificate SELECT printf('%040x', i), 'host' || (i % 20000), 'client', 1,
        CASE WHEN i < 20000 THEN 'issued' ELSE 'replaced' END, i, i, 1, 2, '', '', 0, zeroblob(500) FROM n
      """)
    var found = 0
    let time = try ContinuousClock().measure {
      for number in 1...200 {
        found += try ledger.current(of: "HOST\(number)").count
        found += try ledger.history(of: "Host\(number)").count
        found += try ledger.entry(of: SerialNumber(bytes: [UInt8](repeating: 9, count: 20))) == nil ? 0 : 1
        found += try ledger.unfinished().count
        found += try ledger.current(endingBefore: Time(seconds: 2)).count
      }
    }
    #expect(found == 200 * (1 + 10))
    // Each of the 1,000 questions would take 30 ms and more if it went through all rows.
    #expect(time < .seconds(5), "\(time)")
  }
}
