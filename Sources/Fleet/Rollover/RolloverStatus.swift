public import CertificateAuthority
internal import OpenSSL
internal import Replication

/// Where a rollover stands: which hosts have what, whether the next phase is safe, and what it would break.
public struct RolloverStatus: Sendable, Encodable {
  /// A generation of the authority.
  public struct Member: Sendable, Encodable {
    public let number: Int
    public let stage: Generation.Stage
    public let subject: String
    public let serial: String
    /// In RFC 3339, UTC.
    public let notAfter: String
    public let daysLeft: Int
    /// SHA-256 of the SubjectPublicKeyInfo, hexadecimal with colons.
    public let keySHA256: String
    public let keyFile: String
  }

  /// The step that comes next, and what it waits for.
  public struct Gate: Sendable, Encodable {
    /// What it leads to.
    public enum Step: String, Sendable, Encodable { case promote, finish }

    public let step: Step
    /// Whether every host is shown or said to be ready.
    public let isOpen: Bool
    /// The hosts that are not.
    public let waitsFor: [String]
    /// What fails where the step is forced now.
    public let wouldBreak: [Breakage]
  }

  /// A host that others would not come to terms with.
  public struct Breakage: Sendable, Encodable {
    public let host: String
    /// Those that it would refuse.
    public let refuses: [String]
    /// Those that would refuse it.
    public let refusedBy: [String]
    /// What servers print then.
    public let symptoms: [String]
  }

  public let format = 1
  public let phase: Rollover.Phase
  /// The ones that hosts are to trust, the one that signs first; then those whose keys are kept.
  public let generations: [Member]
  public let hosts: [HostStanding]
  /// The hosts that are still to be issued from the generation that signs.
  public let unissued: [String]
  /// nil where no rollover is under way.
  public let gate: Gate?
  /// The command that comes next; nil where no rollover is under way.
  public let next: String?
}

extension RolloverStatus {
  /// - Parameter isForPromotion: whether the step that is asked about is `promote`, whatever comes next.
  init(
    _ rollover: Rollover, trusted: [Member], retired: [Member], hosts: [HostStanding], isForPromotion: Bool
  ) {
    phase = rollover.phase
    generations = trusted + retired
    self.hosts = hosts
    let signing = rollover.signing.number
    let isExchanged = phase == .promoted || phase == .goingBack
    let unissued = hosts.filter { isExchanged && !$0.isOver && $0.issuedBy != [signing] }.map(\.name)
    self.unissued = unissued
    guard phase != .none else {
      (gate, next) = (nil, nil)
      return
    }
    let step: Gate.Step = phase == .begun || isForPromotion ? .promote : .finish
    let waiting = hosts.filter { host in
      !host.isReady || step == .finish && unissued.contains(host.name)
        || step == .promote && host.obstacle != nil && !host.isOver
    }
    gate = Gate(
      step: step, isOpen: waiting.isEmpty, waitsFor: waiting.map(\.name),
      wouldBreak: waiting.filter { !$0.isReady || step == .finish }.map { host in
        step == .promote ? Breakage(promoting: host, among: hosts) : Breakage(finishing: host, among: hosts)
      })
    if step == .finish, !unissued.isEmpty {
      next = "mkcerts rollover \(phase == .promoted ? "promote" : "abort")"
    } else {
      next = "mkcerts rollover \(step.rawValue)" + (waiting.isEmpty ? "" : " --deployed DIR")
    }
  }
}

extension RolloverStatus.Breakage {
  /// A host that does not trust the next generation, once others present certificates of it.
  init(promoting host: HostStanding, among hosts: [HostStanding]) {
    let partners = Partners(of: host, among: hosts)
    self.init(
      host: host.name, refuses: partners.names, refusedBy: [],
      symptoms: partners.symptoms(of: host, asSlave: .slaveRefusesMaster, asMaster: .masterRefusesSlave(nil)))
  }

  /// A host that presents a certificate of the generation that goes, once others do not trust it any more.
  init(finishing host: HostStanding, among hosts: [HostStanding]) {
    let partners = Partners(of: host, among: hosts)
    self.init(
      host: host.name, refuses: [], refusedBy: partners.names,
      symptoms: partners.symptoms(of: host, asSlave: .masterRefusesSlave(nil), asMaster: .slaveRefusesMaster))
  }

  /// Whom a host may replicate from, and who from it.
  private struct Partners {
    let masters: [HostStanding]
    let slaves: [HostStanding]

    init(of host: HostStanding, among hosts: [HostStanding]) {
      let others = hosts.filter { $0.name != host.name && !$0.isOver }
      masters = host.asRole.clientPair == nil ? [] : others.filter { $0.asRole.serverPair != nil }
      slaves = host.asRole.serverPair == nil ? [] : others.filter { $0.asRole.clientPair != nil }
    }

    var names: [String] {
      let known = Set(masters.map(\.name))
      return masters.map(\.name) + slaves.map(\.name).filter { !known.contains($0) }
    }

    /// What slaves say, which are the ones that are told: the host itself to its masters, and others to it.
    func symptoms(of host: HostStanding, asSlave: LinkFailure, asMaster: LinkFailure) -> [String] {
      var found: [LinkFailure.Words?] = masters.isEmpty ? [] : [asSlave.words(on: host.server)]
      found += Set(slaves.map(\.server)).sorted { $0.description < $1.description }.map {
        asMaster.words(on: $0)
      }
      var seen: Set<String> = []
      return found.compactMap { words in
        words.map { "the slave's Last_IO_Errno is \($0.number.map { "\($0): " } ?? "2026: ")\($0.text)" }
      }.filter { seen.insert($0).inserted }
    }
  }
}
