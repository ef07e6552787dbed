internal import OpenSSL

/// Judges links: each direction of a handshake, and whether both ends lead to one key.
///
/// Hosts of one authority trust the same bytes, so that what is asked again and again is asked of OpenSSL once.
final class LinkJudge {
  /// What is said of a link.
  enum Verdict {
    /// Both directions hold, and end at this key.
    case holds(PublicKey)
    /// The slave refuses the master, or the master the slave.
    case slaveRefuses(Refusal)
    case masterRefuses(Refusal)
    /// Both directions hold, but end at different keys.
    case differentAuthorities(ofMaster: Certificate, ofSlave: Certificate)
    /// Something that would be needed is missing.
    case unknown
  }

  private enum Direction {
    case ends(Certificate)
    case refused(Refusal)
    case unknown
  }

  private struct Question: Hashable {
    let trust: [Certificate]
    let chain: [Certificate]
    let purpose: TrustStore.Purpose
  }

  private let time: Time
  private var stores: [[Certificate]: TrustStore] = [:]
  private var answers: [Question: Direction] = [:]

  init(time: Time) { self.time = time }

  func verdict(_ link: Link) -> Verdict {
    switch (
      direction(trust: link.slave.trust, link.master.asMaster, as: .server),
      direction(trust: link.master.trust, link.slave.asSlave, as: .client)
    ) {
    case (.unknown, _), (_, .unknown): return .unknown
    case (.refused(let refusal), _): return .slaveRefuses(refusal)
    case (_, .refused(let refusal)): return .masterRefuses(refusal)
    case (.ends(let one), .ends(let other)):
      guard let key = one.fields.publicKey, key == other.fields.publicKey else {
        return .differentAuthorities(ofMaster: one, ofSlave: other)
      }
      return .holds(key)
    }
  }

  private func direction(
    trust: Evidence<[Certificate]>, _ presentation: Presentation?, as purpose: TrustStore.Purpose
  ) -> Direction {
    guard let anchors = trust.value, let chain = presentation?.chain.value, !chain.isEmpty else {
      return .unknown
    }
    let question = Question(trust: anchors, chain: chain, purpose: purpose)
    if let known = answers[question] { return known }
    let answer = ask(question)
    answers[question] = answer
    return answer
  }

  private func ask(_ question: Question) -> Direction {
    guard let store = stores[question.trust] ?? (try? TrustStore(question.trust)) else { return .unknown }
    stores[question.trust] = store
    let judgement = try? store.judge(
      question.chain[0], intermediates: Array(question.chain.dropFirst()), as: question.purpose, at: time)
    switch judgement {
    case .accepted(let chain): return chain.last.map(Direction.ends) ?? .unknown
    case .refused(let refusal): return .refused(refusal)
    case nil: return .unknown
    }
  }
}
