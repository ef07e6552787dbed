internal import CertificateAuthority
internal import OpenSSL
internal import Replication
internal import SecureFiles

/// What is known of all hosts in one phase of a rollover, by all the evidence there is.
///
/// What was seen weighs more than what was said, and what was seen just now more than what was seen before. A
/// host's folder in the pki proves nothing: it is what the host is to get.
struct RolloverSurvey {
  let rollover: Rollover
  private(set) var hosts: [HostStanding] = []
  /// What was learnt just now, to be recorded.
  private(set) var learnt: [Confirmation] = []
  /// What was recorded before, and seen not to be so now.
  private(set) var refuted: [Confirmation] = []

  private let fleet: Fleet
  private let settings: HostSettings
  private let now: Time
  private let evidence: RolloverEvidence
  private let said: Set<String>
  /// What is revoked without a successor, by host.
  private let revoked: [String: LedgerEntry]
  private let sightings: [String: [HostSighting]]
  private let recorded: [Fact: Confirmation]

  /// A fact of a host, by which confirmations are found.
  private struct Fact: Hashable {
    let host: String
    let generation: Int
    let fact: Confirmation.Fact
  }

  /// Whether the question is if the other generation can be promoted, be it for the second time.
  let isForPromotion: Bool

  /// - Throws: where a witness cannot be read, or somebody's word for a host is not what was seen of it.
  init(_ fleet: Fleet, _ evidence: RolloverEvidence, forPromotion: Bool = false) throws {
    self.fleet = fleet
    isForPromotion = forPromotion
    self.evidence = evidence
    let ledger = fleet.store.ledger
    now = fleet.store.clock()
    settings = try HostSettings(of: "", in: ledger).filled(from: .defaults)
    rollover = try fleet.store.rollover()
    said = Set(evidence.confirmed.map { $0.description.lowercased() })
    let seen = try evidence.witnesses.flatMap { witness in
      try witness.sightings { certificate in
        let serial = certificate.fields.serial
        guard try ledger.certificate(of: serial) == certificate.der else { return nil }
        return try ledger.entry(of: serial)?.holder
      }
    }
    revoked = Dictionary(try ledger.allRevokedWithoutSuccessor().map { ($0.holder, $0) }) { first, _ in first
    }
    sightings = Dictionary(grouping: seen, by: \.host)
    recorded = Dictionary(
      try ledger.confirmations().map {
        (Fact(host: $0.holder, generation: $0.generation, fact: $0.fact), $0)
      }, uniquingKeysWith: { $1 })
    let enrolled = try fleet.allEnrolled()
    try checkNames(enrolled)
    let trust = PreparedTrust(fleet.pki, try fleet.store.trusted().map(\.certificate))
    for host in enrolled { hosts.append(try standing(of: host, trust)) }
  }

  private func checkNames(_ enrolled: [Fleet.Enrolled]) throws(FleetError) {
    let names = Set(enrolled.map(\.name))
    for name in evidence.confirmed where !names.contains(name.description) {
      throw FleetError(
        .unknownHost, "nothing is issued to \(name) in \(fleet.pki.root)",
        hint: "see all hosts with `mkcerts list`")
    }
  }

  private mutating func standing(of host: Fleet.Enrolled, _ trust: PreparedTrust) throws -> HostStanding {
    HostStanding(
      name: host.name, role: host.role.rawValue,
      issuedBy: Set(host.entries.map(\.generation)).sorted(), isPrepared: trust.isHeld(by: host.name),
      isOver: host.entries.allSatisfy { $0.notAfter <= now }, obstacle: try obstacle(to: host),
      trusts: try facts(.trusts).map { try known(.trusts, of: host, $0) },
      presents: try facts(.presents).map { try known(.presents, of: host, $0) }, asRole: host.role,
      server: try HostSettings(of: host.name, in: fleet.store.ledger).filled(from: settings).server
        ?? .default)
  }

  /// The generation of which this fact counts now. On the way back the older generation was never out of any
  /// host's trust.
  private func facts(_ fact: Confirmation.Fact) -> TrustedGeneration? {
    if isForPromotion { return fact == .trusts ? rollover.other : nil }
    return switch (rollover.phase, fact) {
    case (.none, _), (.begun, .presents), (.goingBack, .trusts): nil
    case (.begun, .trusts): rollover.other
    case (.promoted, _), (.goingBack, .presents): rollover.signing
    }
  }

  private mutating func known(
    _ fact: Confirmation.Fact, of host: Fleet.Enrolled, _ generation: TrustedGeneration
  ) throws -> HostStanding.Known {
    let before = recorded[Fact(host: host.name, generation: generation.number, fact: fact)]
    var shown: HostSighting?
    for sighting in sightings[host.name] ?? [] {
      switch sighting.answer(fact, of: generation) {
      case .nothing: break
      // What it presents as a slave, it may still present of the old one.
      case .yes where sighting.showsServerAlone && host.role == .both: break
      case .yes: shown = sighting
      case .no(let reason):
        if let before { refuted.append(before) }
        return try refuted(host, reason, by: sighting)
      }
    }
    let isSaid = evidence.confirmsAll || said.contains(host.name.lowercased())
    if let source = shown?.source ?? (isSaid ? Self.administrator : nil) {
      let fresh = Confirmation(
        holder: host.name, generation: generation.number, fact: fact, source: source, at: now)
      learnt.append(fresh)
      return .init(fresh)
    }
    if let before { return .init(before) }
    return try byLedger(fact, of: host, generation) ?? .open
  }

  private static let administrator = "the administrator"

  private func refuted(_ host: Fleet.Enrolled, _ reason: String, by sighting: HostSighting) throws(FleetError)
    -> HostStanding.Known
  {
    guard !said.contains(host.name.lowercased()) else {
      throw FleetError(
        .contradicted, "\(host.name) is confirmed, but \(reason)",
        hint: "bring the host its folder, \(fleet.pki.host(host.name)), or leave \(sighting.source) out")
    }
    return .init(answer: .no, source: sighting.source, at: now.iso8601, reason: reason)
  }

  /// A host that got its first certificate when the generation was there already never had files without it.
  private func byLedger(
    _ fact: Confirmation.Fact, of host: Fleet.Enrolled, _ generation: TrustedGeneration
  ) throws -> HostStanding.Known? {
    let history = try fleet.store.ledger.history(of: host.name).filter { $0.issuedAt != nil }
    guard let first = history.first, first.plannedAt > generation.generation.plannedAt else { return nil }
    if fact == .presents, history.contains(where: { $0.generation != generation.number }) { return nil }
    return .init(answer: .yes, source: "the ledger", at: first.plannedAt.iso8601, reason: nil)
  }

  /// A key that never left its host is certified again only by its request.
  private func obstacle(to host: Fleet.Enrolled) throws -> String? {
    guard rollover.phase != .none else { return nil }
    if let revoked = revoked[host.name] {
      return
        "the \(revoked.profile.rawValue) certificate of \(host.name) is revoked, and nothing took its place"
    }
    let folder = fleet.pki.host(host.name)
    for entry in host.entries where entry.isFromRequest {
      if try fleet.store.ledger.isCompromised(keyFingerprint: entry.keyFingerprint) {
        return "the key of \(host.name), which never left its host, was revoked because it is in other hands"
      }
      let request = folder + "/" + entry.profile.pairNames.request
      if try !Files.exists(request) {
        return "\(request), the request by which the key of \(host.name) is certified, is gone"
      }
    }
    return nil
  }
}

/// Whether host folders in the pki trust just what cacert.pem does.
private struct PreparedTrust {
  private let pki: PKIFolder
  private let trusted: Set<Certificate>

  init(_ pki: PKIFolder, _ trusted: [Certificate]) {
    self.pki = pki
    self.trusted = Set(trusted)
  }

  func isHeld(by host: String) -> Bool {
    guard let text = try? Files.read(pki.host(host) + "/cacert.pem"),
      let certificates = try? Certificate.parse(pem: text)
    else { return false }
    return trusted.isSubset(of: certificates)
  }
}
