internal import OpenSSL
internal import Replication

/// What the servers of a deployment print when they meet what was found: the texts are those of the versions that
/// are judged, from the table of symptoms.
extension Examination {
  /// `finding` with the words of the servers, where it breaks something and they have any.
  ///
  /// What they print is about the first thing that stands in the way of a link, so that is asked first; a rule's
  /// own word counts where the host has more than one trouble.
  func worded(_ finding: Finding) -> Finding {
    guard finding.severity == .breaks else { return finding.saying(nil) }
    let place = finding.host.flatMap { places[$0] }
    // What is said of the authority is said of all links.
    let met = place.map { failures[$0] ?? [] } ?? allFailures
    if finding.rule == RefusedStatementRule.name {
      let server = place.map { self.server(of: deployment.hosts[$0]) } ?? assumed
      // Of an account that was not made the slave hears in its own words.
      let afterwards = met.first { $0.failure != .statementRefused }.flatMap(text)
      let said = [answer(to: finding, by: server), afterwards].compactMap { $0 }
      return finding.saying(said.isEmpty ? nil : said.joined(separator: "; "))
    }
    if let like = met.first(where: { $0.failure.isLike(finding.failure) }) {
      return finding.saying(text(like))
    }
    let isAlone = finding.failure == nil || place.map { troubles[$0] ?? 0 } ?? 0 == 1
    if let first = met.first, isAlone { return finding.saying(text(first)) }
    guard let failure = finding.failure else { return finding.saying(nil) }
    let server = place.map { self.server(of: deployment.hosts[$0]) } ?? assumed
    let text = text(MetFailure(failure: failure, slave: server, master: server, masterExits: true))
    return finding.saying(text.map { met.isEmpty ? $0 : "once the rest is mended, \($0)" })
  }

  /// What fails between two servers.
  struct MetFailure {
    let failure: LinkFailure
    let slave: Server
    let master: Server
    /// Whether the master does not start, where its files are concerned.
    let masterExits: Bool
  }

  /// What the links of each host fail for, each kind once, in their order.
  func failuresByHost() -> [Int: [MetFailure]] {
    var found: [Int: [MetFailure]] = [:]
    for (link, verdict) in survey.unproven {
      guard case .fails(let obstacle) = verdict, let failure = failure(of: obstacle, link) else { continue }
      let met = MetFailure(
        failure: failure, slave: server(of: deployment.hosts[link.slave]),
        master: server(of: deployment.hosts[link.master]), masterExits: obstacle.isExit)
      for place in [link.slave, link.master]
      where !found[place, default: []].contains(where: { $0.failure == failure }) {
        found[place, default: []].append(met)
      }
    }
    return found
  }

  /// A master's refusal has a name in TLS 1.2 alone; one that offers no TLS may have failed to load its files.
  private func failure(of obstacle: Obstacle, _ link: Link) -> LinkFailure? {
    switch obstacle {
    case .masterRefuses(let refusal) where !judge.speaksTLS13(link): .masterRefusesSlave(refusal.cause.alert)
    case .masterOffersNoTLS:
      if case .withoutTLS(let failure?) = judge.start(of: link.master) {
        .masterCannotLoad(failure.part)
      } else {
        .masterOffersNoTLS
      }
    case .nothingInCommon where !judge.canBegin(link): .noCipherToOffer
    case .nothingInCommon where !judge.haveVersionInCommon(link): .noVersionInCommon
    default: obstacle.failure
    }
  }

  /// What any link fails for.
  private var allFailures: [MetFailure] {
    failures.sorted { $0.key < $1.key }.flatMap(\.value)
  }

  /// What the very server answers whose statement it is, be it the slave's or the master's; nil for a statement
  /// that it understands and refuses, such as an account that is made twice.
  private func answer(to finding: Finding, by server: Server) -> String? {
    guard finding.failure == .statementRefused || finding.sentence.contains("(1064)") else { return nil }
    return LinkFailure.statementRefused.words(on: server).map {
      "\(server.title) answers \($0.number ?? 1064): \($0.text)"
    }
  }

  private func text(_ met: MetFailure) -> String? {
    let (failure, slave, master) = (met.failure, met.slave, met.master)
    func slaves(_ words: LinkFailure.Words) -> String {
      let number = words.number.map { "\($0): " } ?? "2026: "
      return "the slave's Last_IO_Errno is \(number)\(words.text)"
    }
    switch failure {
    case .masterCannotLoad:
      guard let log = failure.words(on: master) else { return nil }
      guard master.onBadFiles != .exits, !met.masterExits else {
        return "\(master.title) does not start, and logs: \(log.text)"
      }
      let words = LinkFailure.masterOffersNoTLS.words(on: slave).map { "; \(slaves($0))" } ?? ""
      return "\(master.title) starts without TLS, and logs: \(log.text)\(words)"
    case .masterShowsNothing where master.onBadFiles == .exits:
      return failure.words(on: master).map { "\(master.title) does not start, and logs: \($0.text)" }
    case .statementRefused:
      return failure.words(on: slave).map { "\(slave.title) answers \($0.number ?? 1064): \($0.text)" }
    case .accountRefuses, .plainIsRefused: return failure.words(on: master).map(slaves)
    default: return failure.words(on: slave).map(slaves)
    }
  }
}

extension LinkFailure {
  /// Whether it is what a rule meant, which cannot tell all variants apart.
  fileprivate func isLike(_ other: LinkFailure?) -> Bool {
    switch (self, other) {
    case (.masterRefusesSlave, .masterRefusesSlave), (.plainIsRefused, .accountRefuses): true
    case (.slaveFindsAnotherSignature, .slaveRefusesMaster), (.slaveFindsWeakAuthority, .slaveRefusesMaster),
      (.masterCannotLoad, .masterOffersNoTLS), (.slaveCannotLoad, .slaveCannotLoad),
      (.masterCannotLoad, .masterCannotLoad):
      true
    default: self == other
    }
  }
}
