import OpenSSL
import TestSupport
import Testing

@testable import CertificateAuthority

/// Revocations in the ledger, and the lists that are made of them.
@Suite struct RevocationLedgerTests {
  let bench: Bench
  var ledger: any Ledger { bench.store.ledger }

  init() throws {
    bench = try Bench()
    try bench.issuer.fill(["slave01", "slave02", "slave03"].map { Bench.order($0) }, delivery: Shelf())
  }

  private func serial(of holder: String) throws -> SerialNumber {
    try #require(try ledger.history(of: holder).last).serial
  }

  private func makeList(days: Int? = nil) throws -> RevocationList {
    try #require(try bench.store.makeRevocationLists(signedBy: [bench.issuer], days: days).first).list
  }

  @Test func `a revocation keeps its first time and reason, and takes the certificate from the present ones`()
    throws
  {
    let serial = try serial(of: "slave01")
    try ledger.revoke([serial], reason: .keyCompromise, at: noon)
    try ledger.revoke([serial], reason: .superseded, at: noon.adding(days: 1))
    let entry = try #require(try ledger.entry(of: serial))
    #expect(entry.state == .revoked && entry.revocation == Revocation(time: noon, reason: .keyCompromise))
    #expect(try ledger.current(of: "slave01").isEmpty && ledger.allCurrent().count == 2)
    #expect(try ledger.revokedWithoutSuccessor(of: "SLAVE01").map(\.serial) == [serial])
    #expect(try ledger.isCompromised(keyFingerprint: entry.keyFingerprint))
    #expect(try !ledger.isCompromised(keyFingerprint: [1]))
    try bench.issuer.fill([Bench.order("slave01", replaces: true)], delivery: Shelf())
    #expect(try ledger.allRevokedWithoutSuccessor().isEmpty)
    #expect(try ledger.entry(of: serial)?.state == .revoked)
    #expect(try Set(bench.states(of: "slave01")) == [.revoked, .issued])
  }

  @Test func `a list holds what is revoked and not over, and its number grows`() throws {
    let (one, two) = (try serial(of: "slave01"), try serial(of: "slave02"))
    let empty = try makeList()
    try ledger.revoke([one], reason: .cessationOfOperation, at: noon)
    #expect(try ledger.generationsWithUnlistedRevocations() == [1])
    let first = try makeList()
    #expect(try ledger.generationsWithUnlistedRevocations() == [])
    try ledger.revoke([two], reason: .unspecified, at: noon)
    let second = try makeList(days: 20)
    #expect([empty, first, second].map(\.number?.value) == [1, 2, 3])
    #expect(empty.entries.isEmpty && first.revokedSerials == [one])
    #expect(Set(second.revokedSerials) == [one, two])
    #expect(second.entries.first { $0.serial == one }?.reason == .cessationOfOperation)
    #expect(second.entries.first { $0.serial == two }?.reason == nil)
    #expect(second.nextUpdate == noon.adding(days: 20) && first.nextUpdate == noon.adding(days: 397))
    #expect(second.isSigned(by: try #require(bench.issuer.certificate.fields.publicKey)))
    let recorded = try ledger.revocationLists()
    #expect(recorded.map(\.number) == [3] && recorded[0].list == second.der && !recorded[0].isDelivered)
    try ledger.markDelivered(recorded)
    #expect(try ledger.revocationLists()[0].isDelivered)
  }

  @Test func `an expired certificate leaves the list, and a list ends with its authority at the latest`()
    throws
  {
    let ticks = Ticks()
    let folder = try TemporaryFolder()
    let store = try AuthorityStore(
      AuthorityLayout(root: folder("pki")), expecting: .maybeNew, clock: { ticks.next() })
    let issuer = try store.create(
      AuthorityRequest(name: "Short CA", algorithm: .ecdsaP256, days: 100, protection: .clear))
    try issuer.fill([Bench.order("a", days: 10), Bench.order("b", days: 50)], delivery: Shelf())
    let serials = try store.ledger.allCurrent().map(\.serial)
    try store.ledger.revoke(serials, reason: .superseded, at: ticks.next())
    func list() throws -> RevocationList {
      try #require(try store.makeRevocationLists(signedBy: [issuer]).first).list
    }
    let early = try list()
    #expect(Set(early.revokedSerials) == Set(serials))
    #expect(early.nextUpdate == issuer.certificate.fields.notAfter)
    ticks.set(noon.adding(days: 11))
    #expect(try list().revokedSerials == [serials[1]])
    for (days, hint) in [(90, "pass --days 8"), (0, "leave --days out"), (40_000, "leave --days out")] {
      let error = #expect(throws: IssuanceError.self) {
        try store.makeRevocationLists(signedBy: [issuer], days: days)
      }
      #expect(error?.hint?.hasPrefix(hint) == true, "\(days): \(error?.hint ?? "")")
    }
    #expect(try store.ledger.revocationLists().map(\.number) == [2])
  }

  @Test func `a number that was taken and never signed is not used again`() throws {
    _ = try makeList()
    _ = try ledger.planRevocationList(ofGeneration: 1, thisUpdate: noon, nextUpdate: noon.adding(days: 1))
    #expect(try makeList().number?.value == 3)
  }

  struct Broken: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let lint: String
    let change: @Sendable (inout RevocationListTemplate, CertificateFields) -> Void
  }

  static let broken = [
    Broken(testDescription: "another name", lint: "list-issuer") { list, _ in
      list.issuer = (try? DistinguishedName(commonName: "Other")) ?? list.issuer
    },
    Broken(testDescription: "an end before the beginning", lint: "list-validity") { list, _ in
      list.nextUpdate = list.thisUpdate
    },
    Broken(testDescription: "an end after the authority's", lint: "list-validity") { list, authority in
      list.nextUpdate = (authority.notAfter ?? noon).adding(seconds: 1)
    },
    Broken(testDescription: "a serial number twice", lint: "list-entries") { list, _ in
      list.entries += list.entries
    },
    Broken(testDescription: "the authority itself", lint: "list-entries") { list, authority in
      list.entries = [.init(serial: authority.serial, date: list.thisUpdate, reason: nil)]
    },
    Broken(testDescription: "a later revocation", lint: "list-entries") { list, _ in
      list.entries = [
        .init(serial: SerialNumber(bytes: [5]), date: list.thisUpdate.adding(seconds: 1), reason: nil)
      ]
    },
    Broken(testDescription: "a reason that is not final", lint: "list-entries") { list, _ in
      list.entries = [
        .init(serial: SerialNumber(bytes: [5]), date: list.thisUpdate, reason: .certificateHold)
      ]
    },
    Broken(testDescription: "another key", lint: "list-key-identifier") { list, _ in
      list.authorityKeyIdentifier = [1]
    },
    Broken(testDescription: "no number", lint: "list-number") { list, _ in list.number = 0 },
  ]

  @Test(arguments: broken) func `a list with one fault is not signed`(broken: Broken) throws {
    let authority = bench.issuer.certificate.fields
    var list = RevocationListTemplate(
      issuer: authority.subject, number: 1, thisUpdate: noon, nextUpdate: noon.adding(days: 1),
      authorityKeyIdentifier: authority.subjectKeyIdentifier ?? [],
      entries: [.init(serial: SerialNumber(bytes: [4]), date: noon, reason: .superseded)])
    #expect(RevocationListLint(list: list, authority: authority).findings == [])
    broken.change(&list, authority)
    #expect(RevocationListLint(list: list, authority: authority).findings.map(\.lint) == [broken.lint])
    let error = #expect(throws: IssuanceError.self) {
      _ = try PreparedRevocationList(list, authority: authority)
    }
    #expect(error?.code == .lint)
  }

  @Test func `two generations over one key share a list, and others have one each`() throws {
    // As a renewed certificate of the authority is recorded, and as a new key is.
    let first = try #require(try ledger.generations().first)
    let other = try MadePair.authority("Replication CA G3")
    for (number, certificate) in [(2, bench.issuer.certificate), (3, other.certificate)] {
      try ledger.plan(
        Generation(
          number: number, serial: SerialNumber(bytes: [9, UInt8(number)]), state: .planned,
          keyFingerprint: first.keyFingerprint), notes: [:], at: noon)
      try ledger.setCertificate(certificate, ofGeneration: number)
      try ledger.setState(.issued, ofGeneration: number)
    }
    try ledger.revoke([serial(of: "slave01")], reason: .superseded, at: noon)
    let third = try Issuer(
      store: bench.store, generation: 3, certificate: other.certificate, key: other.copiedKey())
    let made = try bench.store.makeRevocationLists(signedBy: [bench.issuer, third])
    #expect(
      made.map(\.list.issuer) == [bench.issuer.certificate.fields.subject, other.certificate.fields.subject])
    #expect(made.map(\.list.entries.count) == [1, 0] && made.map(\.number) == [1, 2])
    #expect(try ledger.revocationLists().map(\.generation) == [2, 3])
    // Without its key a generation keeps the list it has; one that has nothing left needs none.
    #expect(try bench.store.makeRevocationLists(signedBy: [bench.issuer]).map(\.number) == [3])
    #expect(try ledger.revocationLists().map(\.number) == [3])
  }
}

extension MadePair {
  fileprivate func copiedKey() throws -> PrivateKey { try PrivateKey.parse(pem: key.pem()) }
}
