import Foundation
import OpenSSL
import SQLite
import TestSupport
import Testing

/// A `revoke` that is killed before any change of the disk, or of which one fails.
@Suite struct RevocationSweepTests {
  private static let command = ["revoke", "both", "--reason", "keyCompromise"]

  private func place() throws -> PKI {
    let pki = try PKI()
    try pki.output("init-ca")
    try pki.output("issue", "both", "--role", "both")
    return pki
  }

  /// The files that no revocation changes: pairs, and the authority's own.
  private func kept(_ files: [String: Inspection.File]) -> [String: Inspection.File] {
    files.filter { name, _ in
      name.hasPrefix("hosts/") && name.contains("-") && name.hasSuffix(".pem") || name.hasSuffix("ca-key.pem")
    }.filter { !$0.key.contains("/.") }
  }

  /// What no instant may show.
  private func check(_ now: Inspection, against before: Inspection, _ moment: String) throws {
    #expect(try now.problems() == [], "\(moment)")
    #expect(kept(now.files) == kept(before.files), "\(moment)")
    let revoked = Set(now.rows.filter { $0.value.state == "revoked" }.keys)
    #expect(revoked.isEmpty || revoked.count == 2, "\(moment)")
    for (name, file) in now.files where name.hasSuffix("/crl.pem") || name == "crl.pem" {
      guard !name.contains("/.") else { continue }
      // A list that anybody sees is whole, and the ledger knew before.
      let list = try RevocationList.parse(pem: file.bytes)
      #expect(
        Set(list.revokedSerials.map(\.description)) == revoked && !revoked.isEmpty, "\(moment): \(name)")
    }
  }

  /// The next command, whichever it is, completes what was recorded, and says so.
  private func complete(_ pki: PKI, _ words: [String], after interrupted: Inspection, _ moment: String) throws
  {
    let wasRecorded = interrupted.rows.values.contains { $0.state == "revoked" }
    let isDelivered = try Self.isDelivered(pki)
    let result = try pki.run(words)
    #expect(result.status == 0, "\(moment): \(result.errors)")
    if wasRecorded, !isDelivered { #expect(result.errors.contains("interrupted"), "\(moment)") }
    guard wasRecorded || words == Self.command else { return }
    let now = try Inspection(pki)
    let list = try #require(now.files["crl.pem"], "\(moment)")
    for host in now.hosts {
      #expect(now.files["hosts/\(host)/crl.pem"] == list, "\(moment): \(host)")
      let options = String(
        decoding: now.files["hosts/\(host)/replication-tls.cnf"]?.bytes ?? [], as: UTF8.self)
      #expect(options.contains("ssl-crl = "), "\(moment): \(host)")
    }
    #expect(
      try RevocationList.parse(pem: list.bytes).entries.map(\.reason) == [.keyCompromise, .keyCompromise])
    #expect(try now.leftovers.isEmpty && Self.states(pki).last == "delivered", "\(moment)")
  }

  private static func isDelivered(_ pki: PKI) throws -> Bool {
    try states(pki).contains("delivered")
  }

  /// The states of all lists, the one with the highest number last.
  private static func states(_ pki: PKI) throws -> [String] {
    try Connection(path: pki("authority/ledger.sqlite"), mode: .readOnly)
      .rows("SELECT state FROM revocation_list ORDER BY number") { row throws(SQLiteError) in try row.text(0)
      }
  }

  @Test func `a revoke killed before any change of the disk is completed by the next command`() throws {
    let start = try place()
    let before = try Inspection(start)
    let faults = try Fault.all(.kill, of: Self.command, on: start.copy())
    var killed = 0
    for (turn, fault) in faults.enumerated() {
      let pki = try start.copy()
      killed += try fault.run(Self.command, on: pki).ending == .signalled(SIGKILL) ? 1 : 0
      let now = try Inspection(pki)
      try check(now, against: before, "\(fault)")
      try complete(pki, turn % 2 == 0 ? Self.command : ["issue", "new"], after: now, "\(fault)")
    }
    print("revoking: killed at \(killed) of \(faults.count) calls")
    #expect(killed > faults.count * 9 / 10 && killed > 20)
  }

  @Test func `a revoke of which a write fails tells why, and is completed later`() throws {
    let start = try place()
    let before = try Inspection(start)
    let faults = try Fault.all(.failsOnce("EIO"), of: Self.command, on: start.copy())
    var failed = 0
    for fault in faults {
      let pki = try start.copy()
      let result = try fault.run(Self.command, on: pki)
      let now = try Inspection(pki)
      try check(now, against: before, "\(fault)")
      if !result.succeeded {
        failed += 1
        if fault.call != "write" { expectOneSentence(result, "\(fault)") }
      }
      try complete(pki, Self.command, after: now, "\(fault)")
    }
    print("revoking: failed at \(failed) of \(faults.count) calls")
    #expect(failed > faults.count / 2)
  }
}
