public import OpenSSL
internal import Threads

/// An authority that is ready to sign.
public final class Issuer {
  /// The authority's certificate.
  public var certificate: Certificate { signer.certificate }
  private let store: AuthorityStore
  /// The number of its generation.
  public let generation: Int
  let signer: Signer

  /// How many holders are planned, signed and delivered at once: enough to share the cost of syncing, few
  /// enough to hold their keys in memory.
  static let batchSize = 256
  /// The same where a key takes as long as a sync: whoever waits for the keys is told of each batch, and less of the
  /// work is lost where it is cut short.
  static let batchSizeOfSlowKeys = 32

  init(store: AuthorityStore, generation: Int, certificate: Certificate, key: consuming PrivateKey) throws {
    self.store = store
    self.generation = generation
    signer = try Signer(certificate, key: key)
  }

  /// Signs and delivers all of `orders`: plan, sign, check, deliver, mark as issued, a batch at a time.
  ///
  /// - Parameters:
  ///   - progress: called after each batch with what was delivered.
  ///   - drafted: called with each holder, whose keys are made then, from any thread.
  /// - Throws: what went wrong, once the ledger says for every certificate of the batch whether it was
  ///   delivered.
  public func fill(
    _ orders: [Order], delivery: some Delivery, progress: ([FilledOrder]) -> Void = { _ in },
    drafted: @escaping @Sendable (String) -> Void = { _ in }
  ) throws {
    // One moment for all: what was checked to end in time does so when it is signed.
    let now = store.clock()
    for order in orders { try check(order, at: now) }
    let size =
      orders.contains { $0.items.contains(where: \.makesSlowKey) } ? Self.batchSizeOfSlowKeys : Self.batchSize
    for start in stride(from: 0, to: orders.count, by: size) {
      let batch = orders[start..<min(start + size, orders.count)]
      do {
        progress(try fill(batch: Array(batch), delivery, at: now, drafted))
      } catch {
        // The first failure is the one to tell about; healing is tried again by the next command.
        _ = try? store.heal(delivery)
        throw error
      }
    }
  }

  private func fill(
    batch: [Order], _ delivery: some Delivery, at now: Time, _ drafted: @escaping @Sendable (String) -> Void
  ) throws -> [FilledOrder] {
    // Keys and signatures are made on all cores; serial numbers are drawn in order before that, and the
    // ledger stays with this thread.
    let items = try batch.flatMap { order in
      try order.items.enumerated().map { index, item in
        (
          item: item, isLast: index == order.items.count - 1, holder: order.holder,
          serial: try store.serials()
        )
      }
    }
    let drafts = try Parallel.map(items) { [certificate] in
      let draft = try Draft($0.item, of: $0.holder, serial: $0.serial, at: now, authority: certificate)
      if $0.isLast { drafted($0.holder) }
      return draft
    }
    try store.ledger.plan(
      drafts.map { $0.planned(generation: generation) },
      notes: Dictionary(batch.map { ($0.holder, $0.notes) }) { $1 }, at: now)
    var signed = try Parallel.map(drafts) { [signer] in try signer.sign($0, at: now) }[...]
    var filled: [FilledOrder] = []
    for order in batch {
      filled.append(FilledOrder(order: order, certificates: Array(signed.prefix(order.items.count))))
      signed.removeFirst(order.items.count)
    }
    try delivery.deliver(filled)
    try store.ledger.markIssued(
      filled.flatMap { $0.certificates.map(\.certificate) }, retiring: batch.filter(\.replaces).map(\.holder),
      at: store.clock())
    return filled
  }

  /// Refuses what no certificate could be made of, before anything is planned.
  private func check(_ order: Order, at now: Time) throws {
    for item in order.items {
      try checkDays(item, at: now)
      for name in item.names {
        if let reason = NamePolicy.refusal(of: name) {
          throw IssuanceError(.badName, "\(order.holder) cannot have the name \(name.tagged): \(reason)")
        }
      }
      switch item.key {
      case .generate: break
      case .request(let request): try check(request, of: order.holder)
      case .kept(let kept): try check(kept, of: order.holder)
      }
    }
  }

  private func check(_ request: CertificateRequest, of holder: String) throws {
    guard request.provesPossession else {
      throw IssuanceError(
        .badRequest, "the request of \(holder) is not signed by the key that it asks a certificate for",
        hint: "make it anew on the host, where the private key is")
    }
    guard request.publicKey != certificate.fields.publicKey else {
      throw IssuanceError(
        .badKey, "the request of \(holder) asks for a certificate of the authority's own key",
        hint: "make a new key and request on the host; the authority's key never leaves its folder")
    }
    if let reason = KeyPolicy.refusal(of: request.publicKey.kind) {
      throw IssuanceError(
        .badKey, "the key in the request of \(holder) is not certified: \(reason)",
        hint:
          "make a new key and request, as with `openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256`"
      )
    }
  }

  private func check(_ kept: KeptKey, of holder: String) throws {
    if kept.publicKey == certificate.fields.publicKey {
      throw IssuanceError(
        .badKey, "the key of \(holder) is the authority's own",
        hint: "give the host a key of its own; the authority's key never leaves its folder")
    }
    if let reason = KeyPolicy.refusal(of: kept.publicKey.kind) {
      throw IssuanceError(
        .badKey, "the key of \(holder) is not certified again: \(reason)", hint: "give it a new key")
    }
  }

  private func checkDays(_ item: OrderItem, at now: Time) throws {
    let days = item.days ?? item.profile.defaultDays
    guard (1...Profile.longestDays).contains(days) else {
      throw IssuanceError(
        .badDays, "--days \(days) is not between 1 and \(Profile.longestDays)",
        hint: "leave --days out for \(item.profile.defaultDays) days")
    }
    guard let end = certificate.fields.notAfter, now.adding(days: days) > end, !item.mayEndEarly
    else {
      return
    }
    let left = store.daysLeft(of: certificate)
    throw IssuanceError(
      .outlivesAuthority,
      "the authority ends \(end.date), in \(left) days, before the \(days) days asked for",
      hint: left > 0
        ? "pass --days \(left), or give the authority more time with `mkcerts rollover keep-key`"
        : "the authority's last day has come; renew its certificate with `mkcerts rollover keep-key`, or begin "
          + "a new generation with `mkcerts rollover begin`")
  }
}

extension OrderItem {
  /// Whether an RSA key is made for it, which takes as long as thousands of others.
  fileprivate var makesSlowKey: Bool {
    if case .generate(let algorithm) = key {
      [.rsa2048, .rsa3072, .rsa4096].contains(algorithm)
    } else {
      false
    }
  }
}

extension KeySource {
  /// The request, where the key stayed with the requester.
  var request: CertificateRequest? {
    if case .request(let request) = self { request } else { nil }
  }
}
