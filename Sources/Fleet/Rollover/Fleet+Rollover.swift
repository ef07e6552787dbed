public import CertificateAuthority
internal import OpenSSL
internal import Replication
public import Secrets

extension Fleet {
  /// Where a rollover stands. Nothing is recorded.
  ///
  /// - Throws: where there is no authority, a witness cannot be read, or somebody's word for a host is not
  ///   what was seen of it.
  public func rolloverStatus(_ evidence: RolloverEvidence = RolloverEvidence()) throws -> RolloverStatus {
    try status(of: RolloverSurvey(self, evidence))
  }

  /// Makes the next generation, and has cacert.pem and every host's folder trust both.
  ///
  /// Where a rollover is under way already, it makes nothing.
  ///
  /// - Parameter passphrase: where the passphrase comes from: the present key's, where that is encrypted.
  public func beginRollover(_ request: GenerationRequest, passphrase: PassphraseSource?) throws
    -> RolloverReport
  {
    let before = try store.rollover()
    guard before.phase == .none else { return try resumeBegin(before, passphrase) }
    let (next, issuer) = try store.beginNext(request, passphrase: passphrase) { try markRefresh() }
    // Who has any list needs one of every authority in a chain, and before the first certificate of it.
    if try !store.ledger.revocationLists().isEmpty {
      _ = try store.makeRevocationLists(signedBy: [issuer])
    }
    let steps = try refreshAll()
    return try report(
      .done,
      did: ["made \(Self.words(next)) in \(next.key), which hosts are to trust and which signs nothing yet"],
      steps: steps,
      remarks: [Self.remark(on: next.certificate, at: store.clock())].compactMap { $0 })
  }

  /// Makes the next generation's revocation list, where an interrupted call did not come to it.
  private func resumeBegin(_ rollover: Rollover, _ passphrase: PassphraseSource?) throws -> RolloverReport {
    guard let next = rollover.other, try lacksList(next) else {
      return try report(.unchanged, steps: rollover.phase == .begun ? try stepsLeft { $0.trusts } : [])
    }
    try markRefresh()
    _ = try store.makeRevocationLists(signedBy: [unlock(next, passphrase)])
    return try report(
      .done, did: ["made the revocation list of \(Self.words(next)), which was not made yet"],
      steps: try refreshAll())
  }

  /// Has the other generation sign from now on, and issues every host from it.
  ///
  /// What was interrupted is completed. A key that never left its host is certified anew by the request that
  /// is kept in its folder.
  ///
  /// - Parameters:
  ///   - evidence: what shows that every host trusts the generation; it is recorded.
  ///   - isForced: whether it is done although a host is not shown to be ready.
  ///   - passphrase: where the passphrase of the generation's key comes from, if it has one.
  ///   - warning: called before anything is changed, with what that will break; empty where every host is
  ///     ready.
  /// - Returns: what was done, or `refused` where a host is not ready.
  public func promote(
    _ evidence: RolloverEvidence, isForced: Bool, passphrase: PassphraseSource?,
    warning: ([RolloverStatus.Breakage]) throws -> Void = { _ in }
  ) throws -> RolloverReport {
    let rollover = try store.rollover()
    guard let other = rollover.other else { throw noneUnderWay("promote") }
    if rollover.phase == .promoted { return try issueAll(from: rollover.signing, passphrase) }
    let survey = try recorded(evidence, forPromotion: true)
    try checkObstacles(survey)
    let status = try status(of: survey)
    guard let gate = status.gate, gate.isOpen || isForced else { return try report(.refused, status: status) }
    try checkLists(of: other)
    try warning(gate.wouldBreak)
    return try exchange(other, passphrase, breaking: gate.wouldBreak)
  }

  /// Takes the generation that signs no more out of cacert.pem and every host's folder.
  ///
  /// - Parameters:
  ///   - evidence: what shows that every host presents certificates of the generation that signs; it is
  ///     recorded.
  ///   - isForced: whether it is done although a host is not shown to be ready.
  ///   - warning: called before anything is changed, with what that will break; empty where every host is
  ///     ready.
  /// - Returns: what was done, or `refused` where a host is not ready.
  public func finishRollover(
    _ evidence: RolloverEvidence, isForced: Bool,
    warning: ([RolloverStatus.Breakage]) throws -> Void = { _ in }
  ) throws -> RolloverReport {
    let rollover = try store.rollover()
    guard let other = rollover.other else { return try completed("finish") }
    guard rollover.phase != .begun else {
      throw IssuanceError(
        .rollover, "\(Self.words(other)) signs nothing yet, so the rollover cannot be finished",
        hint: "have it sign with `mkcerts rollover promote`, or give it up with `mkcerts rollover abort`")
    }
    let status = try status(of: recorded(evidence))
    guard let gate = status.gate, gate.isOpen || isForced else { return try report(.refused, status: status) }
    try warning(gate.wouldBreak)
    try markRefresh()
    try store.retireOther()
    try store.ledger.record([], dropping: [other.number])
    let steps = try refreshAll(behind: gate.waitsFor)
    return try report(
      .done,
      did: [
        "took \(Self.words(other)) out of \(pki.authority.certificate) and of every host's folder; its key "
          + "stays in \(other.key)"
      ],
      steps: steps,
      breaks: gate.wouldBreak)
  }

  /// Goes back to the generation that signed before.
  ///
  /// A generation that signs nothing yet is given up at once, since nobody presents a certificate of it. One
  /// that signs is exchanged for the older one, which every host trusts still; it stays in every host's trust
  /// until no host presents a certificate of it, as on the way there.
  ///
  /// - Parameter passphrase: where the passphrase of the older generation's key comes from, if it has one.
  public func abortRollover(passphrase: PassphraseSource?) throws -> RolloverReport {
    let rollover = try store.rollover()
    guard let other = rollover.other else { return try completed("abort") }
    switch rollover.phase {
    case .promoted:
      try checkObstacles(RolloverSurvey(self, RolloverEvidence()))
      return try exchange(other, passphrase, breaking: [])
    case .goingBack: return try issueAll(from: rollover.signing, passphrase)
    case .begun, .none:
      try markRefresh()
      try store.retireOther()
      try store.ledger.record([], dropping: [other.number])
      let steps = try refreshAll()
      return try report(
        .done, did: ["gave up \(Self.words(other)), which had signed nothing; its key stays in \(other.key)"],
        steps: steps)
    }
  }

  /// Gives the authority's certificate more time, over the same key.
  ///
  /// Every certificate that a host has verifies under either, so that nothing has to be ready.
  ///
  /// - Parameters:
  ///   - days: nil for those of a new authority.
  ///   - passphrase: where the passphrase of the authority's key comes from, if it has one.
  public func renewAuthority(days: Int?, passphrase: PassphraseSource?) throws -> RolloverReport {
    let present = try store.rollover()
    let before = present.signing.certificate.fields.notAfter
    let end = store.clock().adding(days: days ?? Profile.authority.defaultDays)
    // What was asked for already, and perhaps interrupted, is not asked for again.
    if present.phase == .none, let before, abs(before.seconds - end.seconds) < 86_400 {
      return try report(
        .unchanged,
        remarks: [
          "the authority's certificate lasts until \(before.date) already, which is what was asked for"
        ])
    }
    try checkPassphraseIsNeeded(passphrase)
    let renewed = try store.renewCertificate(
      days: days ?? Profile.authority.defaultDays, passphrase: passphrase
    ) { try markRefresh() }
    let steps = try refreshAll()
    let fields = renewed.certificate.fields
    return try report(
      .done,
      did: [
        "renewed \(fields.subject.rfc2253) over its key, until \(fields.notAfter?.date ?? "?")"
      ],
      steps: steps,
      remarks: before.map {
        ["hosts go on with the certificates that they have; bring each its new trust before \($0.date)"]
      } ?? [])
  }
}
