import OpenSSL
import TestSupport
import Testing

@testable import CertificateAuthority
@testable import SQLite

/// No statement goes through all certificates that were ever issued to find a few.
@Suite struct LedgerSearchTests {
  private let folder: TemporaryFolder
  private let ledger: SQLiteLedger

  init() throws {
    folder = try TemporaryFolder()
    ledger = try SQLiteLedger(path: folder("ledger.sqlite"))
    let authority = try MadePair.authority()
    try ledger.plan(
      Generation(
        number: 1, serial: authority.certificate.fields.serial, state: .planned, keyFingerprint: [0]),
      notes: [:], at: noon)
    let certificates = try ["one", "two"].map { try authority.issue(.client($0)).certificate }
    let planned = certificates.map { certificate in
      PlannedCertificate(
        serial: certificate.fields.serial, holder: certificate.fields.subject.commonName ?? "",
        profile: .client,
        generation: 1, notBefore: noon, notAfter: noon.adding(days: 9), names: [], keyFingerprint: [1],
        isFromRequest: false)
    }
    try ledger.plan(planned, notes: ["one": ["user": "repl"]], at: noon)
    try ledger.markIssued(certificates, retiring: ["one"], at: noon)
    try ledger.revoke([certificates[0].fields.serial], reason: .keyCompromise, at: noon)
    try ledger.abandon([certificates[1].fields.serial])
  }

  /// What issue, renew, list, revoke and crl ask for.
  private func ask() throws {
    _ = try ledger.unfinished()
    _ = try ledger.current(of: "one")
    _ = try ledger.history(of: "one")
    _ = try ledger.revokedWithoutSuccessor(of: "one")
    _ = try ledger.allRevokedWithoutSuccessor()
    _ = try ledger.allRevokedServersWithoutSuccessor()
    _ = try ledger.allCurrentServers()
    _ = try ledger.current(endingBefore: noon)
    _ = try ledger.firstEnd()
    _ = try ledger.certificates(overKey: [1], endingAfter: noon)
    _ = try ledger.isCompromised(keyFingerprint: [1])
    _ = try ledger.entries(withSerialPrefix: "ab")
    _ = try ledger.entry(of: SerialNumber(bytes: [1]))
    _ = try ledger.certificate(of: SerialNumber(bytes: [1]))
    _ = try ledger.holders(notedUnder: ["user", "require"])
    _ = try ledger.revoked(ofGenerations: [1], endingAfter: noon)
    _ = try ledger.generationsWithCertificates(endingAfter: noon)
    _ = try ledger.generationsWithUnlistedRevocations()
    _ = try ledger.note("user", of: "one")
  }

  /// Indexes that hold what is wanted and nothing more: going through one of them is no search.
  private static let exact = [
    "certificate_unfinished", "certificate_of_servers", "certificate_of_revoked_servers",
    "certificate_ending",
  ]

  @Test func `no statement of the commands scans the certificates`() throws {
    try ask()
    let statements = Array(ledger.connection.idle.keys)
    #expect(statements.count > 20)
    var searches = 0
    for sql in statements where sql.contains("certificate") {
      let words = sql.uppercased().split(whereSeparator: \.isWhitespace).first.map(String.init) ?? ""
      guard ["SELECT", "UPDATE", "DELETE", "INSERT"].contains(words) else { continue }
      let count = sql.matches(of: /\?(\d+)/).compactMap { Int($0.1) }.max() ?? 0
      let values = [Value](repeating: .integer(0), count: count)
      var steps: [String] = []
      try ledger.connection.query("EXPLAIN QUERY PLAN " + sql, values: values) { row throws(SQLiteError) in
        steps.append(try row.text(3))
      }
      searches += steps.count { $0.hasPrefix("SEARCH certificate") }
      for step in steps where step.hasPrefix("SCAN certificate") {
        #expect(Self.exact.contains { step.hasSuffix("INDEX \($0)") }, "\(sql): \(step)")
      }
    }
    #expect(searches > 10, "hardly anything was searched for: the test shows nothing")
  }
}
