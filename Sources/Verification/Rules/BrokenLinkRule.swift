internal import OpenSSL
internal import Replication

/// The proof itself: every link comes up encrypted, the slave accepts the master, the master accepts the slave,
/// and both chains end at the same key of the authority. What other rules have explained already is not said
/// again.
struct BrokenLinkRule: Rule {
  static let name = "broken-link"

  /// What is wrong with the links between one host and others; the same with all of them.
  private struct Problem: Hashable {
    enum Kind: Hashable {
      case obstacle(Obstacle)
      case foreignAuthority(PublicKey)
    }

    /// The place of the host that is to blame.
    let host: Int
    let kind: Kind
  }

  func findings(in examination: Examination) -> [Finding] {
    let isBroken = examination.deployment.hosts.map { examination.broken.contains($0.name) }
    var others: [Problem: [Int]] = [:]
    var order: [Problem] = []
    for (link, verdict) in examination.survey.unproven
    where !isBroken[link.slave] && !isBroken[link.master] {
      guard let problem = problem(link, verdict, examination) else { continue }
      if others[problem] == nil { order.append(problem) }
      others[problem, default: []].append(problem.host == link.slave ? link.master : link.slave)
    }
    return order.map { finding($0, with: others[$0] ?? [], examination) }
      + examination.slaves.filter { !isBroken[$0] }.compactMap { unlinked($0, examination) }
  }

  private func problem(_ link: Link, _ verdict: Verdict, _ examination: Examination) -> Problem? {
    switch verdict {
    case .plain: return nil
    case .encrypted(let assurance):
      guard let ofMaster = assurance.ofMaster, let ofSlave = assurance.ofSlave else { return nil }
      // Two authorities of one link have a rule of their own.
      return ofMaster != ofSlave || examination.isTheAuthority([ofMaster])
        ? nil : Problem(host: link.slave, kind: .foreignAuthority(ofMaster))
    case .fails(let obstacle):
      let obstacle = examination.isSaid(obstacle, link) ? examination.judge.chainObstacle(link) : obstacle
      guard let obstacle else { return nil }
      // The authority's own failure is said once, not for each host that it strands.
      if examination.isAuthorityBroken, obstacle.refusal.map({ $0.depth > 0 }) == true { return nil }
      return Problem(host: obstacle.blamesMaster ? link.master : link.slave, kind: .obstacle(obstacle))
    }
  }

  private func finding(_ problem: Problem, with others: [Int], _ examination: Examination) -> Finding {
    let host = examination.deployment.hosts[problem.host]
    let names = examination.names(others)
    let name = host.name
    switch problem.kind {
    case .obstacle(let obstacle):
      let file = (obstacle.blamesMaster ? host.asMaster?.presentation : host.connections.first?.presentation)
      return finding(
        .breaks, host, file?.chain.path,
        obstacle.sentence(blaming: name, others: names, isOne: others.count == 1), symptom: obstacle.failure,
        fix: obstacle.fix(blaming: host, others: names, examination))
    case .foreignAuthority(let key):
      let meant = examination.authority.first?.fields.publicKey?.shortFingerprint ?? "none"
      return finding(
        .exposed, host, host.connections.first?.presentation?.chain.path,
        "\(name) and \(names) accept each other, but under another authority than the one they are to share: "
          + "its key is \(key.shortFingerprint), not \(meant)")
    }
  }

  /// What a host that has nobody to replicate from would show to a master is held against what it trusts
  /// itself.
  private func unlinked(_ place: Int, _ examination: Examination) -> Finding? {
    guard !examination.masters.contains(where: { $0 != place }) else { return nil }
    let host = examination.deployment.hosts[place]
    let path = host.connections.first?.presentation?.chain.path
    switch examination.judge.answerToItself(place, connection: 0) {
    case .ends(let key) where examination.isTheAuthority([key]): return nil
    case .refused(let refusal) where examination.isAuthorityBroken && refusal.depth > 0: return nil
    case .ends:
      return finding(
        .breaks, host, path, "the certificate of \(host.name) ends at another authority",
        fix: examination.reissue(host))
    case .refused(let refusal):
      return finding(
        .breaks, host, path,
        "what \(host.name) trusts does not accept its own certificate: \(refusal.reason)",
        symptom: .masterRefusesSlave(nil), fix: examination.reissue(host))
    case .unknown:
      return finding(
        .breaks, host, path, "whether a master would accept \(host.name) cannot be told",
        fix: "name a master too: `mkcerts verify --master MASTER --slave SLAVE`")
    }
  }
}
