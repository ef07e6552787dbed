internal import OpenSSL

/// The proof itself: on every link, the slave accepts the master, the master accepts the slave, and both
/// chains end at the same key of the authority. What other rules have explained already is not said again.
struct BrokenLinkRule: Rule {
  static let name = "broken-link"

  /// What is wrong with the links between one host and others; the same with all of them.
  private struct Problem: Hashable {
    enum Kind: Hashable {
      case masterRefused(reason: String)
      case slaveRefused(reason: String)
      case differentAuthorities(ofMaster: PublicKey, ofSlave: PublicKey)
      case foreignAuthority(PublicKey)
      case unknown
    }

    /// The place of the host that is to blame.
    let host: Int
    let kind: Kind
  }

  func findings(in examination: Examination) -> [Finding] {
    let isBroken = examination.deployment.hosts.map { examination.broken.contains($0.name) }
    var others: [Problem: [Int]] = [:]
    var order: [Problem] = []
    for link in examination.links where !isBroken[link.slave] && !isBroken[link.master] {
      guard let problem = problem(link, examination) else { continue }
      if others[problem] == nil { order.append(problem) }
      others[problem, default: []].append(problem.host == link.slave ? link.master : link.slave)
    }
    return order.map { finding($0, with: others[$0] ?? [], examination) }
      + examination.slaves.filter { !isBroken[$0] }.compactMap { unlinked($0, examination) }
  }

  private func problem(_ link: Link, _ examination: Examination) -> Problem? {
    switch examination.judge.verdict(link) {
    case .holds(let key):
      return examination.authorityKeys.contains(key)
        ? nil : Problem(host: link.slave, kind: .foreignAuthority(key))
    case .slaveRefuses(let refusal), .masterRefuses(let refusal):
      // The authority's own failure is said once, not for each host that it strands.
      if examination.isAuthorityBroken, refusal.depth > 0 { return nil }
      if case .slaveRefuses = examination.judge.verdict(link) {
        return Problem(host: link.master, kind: .masterRefused(reason: refusal.reason))
      }
      return Problem(host: link.slave, kind: .slaveRefused(reason: refusal.reason))
    case .differentAuthorities(let ofMaster, let ofSlave):
      return Problem(host: link.slave, kind: .differentAuthorities(ofMaster: ofMaster, ofSlave: ofSlave))
    case .unknown:
      return Problem(host: link.slave, kind: .unknown)
    }
  }

  private func finding(_ problem: Problem, with others: [Int], _ examination: Examination) -> Finding {
    let host = examination.deployment.hosts[problem.host]
    let names = Self.list(others.map { examination.deployment.hosts[$0].name })
    let (name, accept) = (host.name, others.count == 1 ? "does not accept" : "do not accept")
    switch problem.kind {
    case .masterRefused(let reason):
      return finding(
        .breaks, host, host.asMaster?.chain.path,
        "\(names) \(accept) the certificate of \(name): \(reason)", symptom: Symptoms.slaveRefusesMaster)
    case .slaveRefused(let reason):
      return finding(
        .breaks, host, host.asSlave?.chain.path,
        "\(names) \(accept) the certificate of \(name): \(reason)", symptom: Symptoms.masterRefusesSlave)
    case .differentAuthorities(let ofMaster, let ofSlave):
      return finding(
        .breaks, host, host.asSlave?.chain.path,
        "\(name) and \(names) accept each other, but their certificates end at different authorities: "
          + "\(ofSlave.shortFingerprint) and \(ofMaster.shortFingerprint)")
    case .foreignAuthority(let key):
      let meant = examination.authority.first?.fields.publicKey?.shortFingerprint ?? "none"
      return finding(
        .breaks, host, host.asSlave?.chain.path,
        "\(name) and \(names) accept each other, but under another authority than the one they are to share: "
          + "its key is \(key.shortFingerprint), not \(meant)")
    case .unknown:
      return finding(
        .breaks, host, nil, "whether \(name) and \(names) accept each other cannot be told")
    }
  }

  /// What a host that has nobody to replicate from would show to a master is held against what it trusts
  /// itself.
  private func unlinked(_ place: Int, _ examination: Examination) -> Finding? {
    guard !examination.masters.contains(where: { $0 != place }) else { return nil }
    let host = examination.deployment.hosts[place]
    let path = host.asSlave?.chain.path
    switch examination.judge.direction(under: place, of: place, as: .client) {
    case .ends(let key) where examination.authorityKeys.contains(key): return nil
    case .refused(let refusal) where examination.isAuthorityBroken && refusal.depth > 0: return nil
    case .ends:
      return finding(.breaks, host, path, "the certificate of \(host.name) ends at another authority")
    case .refused(let refusal):
      return finding(
        .breaks, host, path,
        "what \(host.name) trusts does not accept its own certificate: \(refusal.reason)",
        symptom: Symptoms.masterRefusesSlave)
    case .unknown:
      return finding(
        .breaks, host, path, "whether a master would accept \(host.name) cannot be told")
    }
  }

  private static func list(_ names: [String]) -> String {
    names.count <= 4
      ? names.joined(separator: ", ")
      : names.prefix(3).joined(separator: ", ") + " and \(names.count - 3) more"
  }
}
