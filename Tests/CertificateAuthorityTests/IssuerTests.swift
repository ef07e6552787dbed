import OpenSSL
import SQLite
import TestSupport
import Testing

@testable import CertificateAuthority

@Suite struct IssuerTests {
  let bench: Bench
  let shelf = Shelf()

  init() throws { bench = try Bench() }

  @Test func `serials are in the ledger before anything is delivered, and issued only afterwards`() throws {
    let ledger = bench.store.ledger
    var seen: [LedgerState] = []
    shelf.onDelivery = { orders in
      for issued in orders.flatMap(\.certificates) {
        let entry = try #require(try ledger.entry(of: issued.certificate.fields.serial))
        seen.append(entry.state)
        #expect(entry.keyFingerprint == issued.certificate.fields.publicKey?.fingerprint)
        #expect(entry.notAfter == issued.certificate.fields.notAfter)
        #expect(try ledger.certificate(of: entry.serial) == nil)
      }
    }
    var told: [String] = []
    try bench.issuer.fill([Bench.order("slave01"), Bench.order("slave02")], delivery: shelf) { batch in
      told += batch.map(\.order.holder)
    }
    #expect(seen == [.planned, .planned])
    #expect(told == ["slave01", "slave02"])
    #expect(try ledger.allCurrent().map(\.holder) == ["slave01", "slave02"])
    #expect(try ledger.unfinished().isEmpty)
    for (serial, certificate) in shelf.delivered {
      let entry = try #require(try ledger.entry(of: serial))
      #expect(entry.issuedAt == noon && entry.plannedAt == noon)
      #expect(try ledger.certificate(of: serial) == certificate.der)
      #expect(certificate.fields.notBefore == noon.adding(seconds: -3600))
      #expect(certificate.fields.notAfter == noon.adding(days: 397))
      #expect(certificate.isSigned(by: try #require(bench.issuer.certificate.fields.publicKey)))
    }
  }

  @Test func `a ledger that cannot plan has nothing signed`() throws {
    try bench.breakLedger("INSERT ON certificate")
    #expect(throws: (any Error).self) { try bench.issuer.fill([Bench.order("slave01")], delivery: shelf) }
    #expect(shelf.delivered.isEmpty)
    try bench.mendLedger()
    #expect(try bench.states(of: "slave01") == [])
  }

  @Test func `a delivery that fails in the middle leaves each order issued or given up`() throws {
    shelf.failingAfter = 1
    let orders = ["slave01", "slave02", "slave03"].map { Bench.order($0) }
    #expect(throws: Shelf.Failure.self) { try bench.issuer.fill(orders, delivery: shelf) }
    #expect(try bench.states(of: "slave01") == [.issued])
    #expect(try bench.states(of: "slave02") == [.abandoned])
    #expect(try bench.states(of: "slave03") == [.abandoned])
    #expect(shelf.cleanings == 1)
    shelf.failingAfter = nil
    try bench.issuer.fill([Bench.order("slave02")], delivery: shelf)
    #expect(Set(try bench.states(of: "slave02")) == [.abandoned, .issued])
  }

  @Test func `a ledger that cannot mark what was delivered is healed by the next command`() throws {
    try bench.breakLedger("UPDATE ON certificate WHEN NEW.state = 'issued'")
    #expect(throws: SQLiteError.self) { try bench.issuer.fill([Bench.order("slave01")], delivery: shelf) }
    #expect(try bench.states(of: "slave01") == [.planned])
    try bench.mendLedger()
    #expect(
      try bench.store.heal(shelf) == [
        "slave01 was delivered by a command that was interrupted, and is now recorded as issued"
      ])
    #expect(try bench.states(of: "slave01") == [.issued])
    #expect(try bench.store.heal(shelf) == [])
  }

  @Test func `what is found in place of a delivery is taken for it only with the planned key`() throws {
    try bench.breakLedger("UPDATE ON certificate WHEN NEW.state = 'issued'")
    #expect(throws: SQLiteError.self) { try bench.issuer.fill([Bench.order("slave01")], delivery: shelf) }
    try bench.mendLedger()
    let serial = try #require(shelf.delivered.keys.first)
    let foreign = try MadePair.authority().issue(.client("slave01").with { $0.serial = serial })
    shelf.delivered[serial] = foreign.certificate
    #expect(
      try bench.store.heal(shelf) == [
        "a command that was interrupted had not delivered slave01; the serial numbers are given up"
      ])
    #expect(try bench.states(of: "slave01") == [.abandoned])
  }

  @Test func `a replacing order retires what the holder had, whatever the case of its name`() throws {
    try bench.issuer.fill([Bench.order("slave01"), Bench.order("slave02")], delivery: shelf)
    try bench.issuer.fill([Bench.order("Slave01", replaces: true)], delivery: shelf)
    #expect(Set(try bench.states(of: "SLAVE01")) == [.replaced, .issued])
    #expect(try bench.store.ledger.current(of: "slave01").count == 1)
    #expect(try bench.states(of: "slave02") == [.issued])
    // A failed replacement retires nothing.
    shelf.failingAfter = 0
    #expect(throws: Shelf.Failure.self) {
      try bench.issuer.fill([Bench.order("slave02", replaces: true)], delivery: shelf)
    }
    #expect(Set(try bench.states(of: "slave02")) == [.issued, .abandoned])
  }

  @Test func `no leaf outlives the authority, to the second`() throws {
    let last = 3650
    try bench.issuer.fill([Bench.order("slave01", days: last)], delivery: shelf)
    #expect(shelf.delivered.values.first?.fields.notAfter == bench.issuer.certificate.fields.notAfter)
    let error = #expect(throws: IssuanceError.self) {
      try bench.issuer.fill([Bench.order("slave02", days: last + 1)], delivery: shelf)
    }
    #expect(error?.code == .outlivesAuthority)
    #expect(try bench.states(of: "slave02") == [])
    for days in [0, -1, Profile.longestDays + 1, .max, .min] {
      let error = #expect(throws: IssuanceError.self) {
        try bench.issuer.fill([Bench.order("slave02", days: days)], delivery: shelf)
      }
      #expect(error?.code == .badDays, "\(days)")
    }
  }

  @Test func `a clock that goes on while orders are filled does not move their end`() throws {
    let folder = try TemporaryFolder()
    let clock = Ticks()
    let store = try AuthorityStore(
      AuthorityLayout(root: folder("pki")), expecting: .maybeNew, clock: { clock.next() })
    _ = try store.create(
      AuthorityRequest(name: "Replication CA", algorithm: .ecdsaP256, days: 30, protection: .clear))
    let issuer = try store.unlock(nil)
    let end = try #require(issuer.certificate.fields.notAfter)
    clock.set(end.adding(days: -20))
    try issuer.fill([Bench.order("slave01", days: 20)], delivery: shelf)
    #expect(shelf.delivered.values.map(\.fields.notAfter) == [end])
  }

  @Test func `the authority's own key is not certified for a host`() throws {
    let folder = try TemporaryFolder()
    try OpenSSLCommand.output(
      ["req", "-new", "-key", bench.store.layout.key, "-subj", "/CN=slave01", "-out", folder("r.pem")])
    let text = try OpenSSLCommand.output(["req", "-in", folder("r.pem")])
    let request = try CertificateRequest.parse(pem: Array(text.utf8))
    let order = Order(
      holder: "slave01", items: [OrderItem(profile: .client, names: [], key: .request(request))],
      replaces: false)
    let error = #expect(throws: IssuanceError.self) { try bench.issuer.fill([order], delivery: shelf) }
    #expect(error?.code == .badKey)
    #expect(try bench.states(of: "slave01") == [])
  }

  @Test func `a batch larger than one is filled whole, with serials that are all different`() throws {
    let orders = (1...300).map { Bench.order("slave\($0)") }
    var batches: [Int] = []
    try bench.issuer.fill(orders, delivery: shelf) { batches.append($0.count) }
    #expect(batches == [256, 44])
    #expect(shelf.delivered.count == 300)
    #expect(shelf.delivered.keys.allSatisfy { (16...20).contains($0.bytes.count) && !$0.isNegative })
  }

  @Test func `names that servers would not match are refused before anything is planned`() throws {
    let order = Order(
      holder: "db1",
      items: [OrderItem(profile: .server, names: [.dns("*.test")], key: .generate(.ecdsaP256))],
      replaces: false)
    let error = #expect(throws: IssuanceError.self) { try bench.issuer.fill([order], delivery: shelf) }
    #expect(
      error?.code == .badName && error?.description.contains("db1 cannot have the name dns:*.test") == true)
    #expect(try bench.states(of: "db1") == [])
  }

  @Test(arguments: ["", "a/b", String(repeating: "x", count: 65), "Replication CA G1"])
  func `a holder that no certificate can name is given up, and nothing is delivered`(holder: String) throws {
    #expect(throws: (any Error).self) { try bench.issuer.fill([Bench.order(holder)], delivery: shelf) }
    #expect(shelf.delivered.isEmpty)
    #expect(try bench.store.ledger.unfinished().isEmpty)
    #expect(try bench.store.ledger.allCurrent().isEmpty)
  }
}
