import CertificateAuthority
import OpenSSL
import SQLite
import Synchronization
import TestSupport

let noon = CertificateSketch.noon

/// An authority in a folder of its own, at a moment that stands still.
final class Bench {
  let folder: TemporaryFolder
  let store: AuthorityStore
  let issuer: Issuer

  init(days: Int = 3650, algorithm: KeyAlgorithm = .ecdsaP256) throws {
    folder = try TemporaryFolder()
    store = try AuthorityStore(AuthorityLayout(root: folder("pki")), expecting: .maybeNew, clock: { noon })
    _ = try store.create(
      AuthorityRequest(name: "Replication CA", algorithm: algorithm, days: days, protection: .clear))
    issuer = try store.unlock(nil)
  }

  /// An order of one client's certificate.
  static func order(_ holder: String, days: Int? = nil, replaces: Bool = false) -> Order {
    Order(
      holder: holder,
      items: [OrderItem(profile: .client, names: [], key: .generate(.ecdsaP256), days: days)],
      replaces: replaces)
  }

  /// Has every change of the ledger that `when` describes fail, as a full disk would.
  func breakLedger(_ when: String) throws {
    try Connection(path: store.layout.ledger, mode: .readWrite).execute(
      "CREATE TRIGGER broken BEFORE \(when) BEGIN SELECT RAISE(ABORT, 'injected'); END")
  }

  func mendLedger() throws {
    try Connection(path: store.layout.ledger, mode: .readWrite).execute("DROP TRIGGER broken")
  }

  func states(of holder: String) throws -> [LedgerState] { try store.ledger.history(of: holder).map(\.state) }
}

/// A delivery that keeps what it is given, and fails where it is told to.
final class Shelf: Delivery {
  struct Failure: Error {}

  var delivered: [SerialNumber: Certificate] = [:]
  /// After so many orders it fails; nil for never.
  var failingAfter: Int?
  /// Looks at each delivery when it comes.
  var onDelivery: ([FilledOrder]) throws -> Void = { _ in }
  private(set) var cleanings = 0

  func deliver(_ orders: [FilledOrder]) throws {
    try onDelivery(orders)
    for (number, order) in orders.enumerated() {
      if number == failingAfter { throw Failure() }
      for issued in order.certificates { delivered[issued.certificate.fields.serial] = issued.certificate }
    }
    if failingAfter != nil { throw Failure() }
  }

  func delivered(_ serial: SerialNumber, to holder: String) throws -> Certificate? { delivered[serial] }

  func removeLeftovers() throws -> [String] {
    cleanings += 1
    return []
  }
}

/// A clock that is a second later each time it is looked at.
final class Ticks: Sendable {
  private let time = Mutex(noon)

  func set(_ moment: Time) { time.withLock { $0 = moment } }

  func next() -> Time {
    time.withLock { time in
      defer { time = time.adding(seconds: 1) }
      return time
    }
  }
}
