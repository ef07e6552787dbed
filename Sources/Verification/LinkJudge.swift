internal import OpenSSL

/// Judges links: each direction of a handshake, and whether both ends lead to one key.
///
/// Hosts of one authority trust the same bytes, so that what is asked again and again is asked of OpenSSL
/// once.
final class LinkJudge {
  /// What is said of a link.
  enum Verdict {
    /// Both directions hold, and end at this key.
    case holds(PublicKey)
    /// The slave refuses the master, or the master the slave.
    case slaveRefuses(Refusal)
    case masterRefuses(Refusal)
    /// Both directions hold, but end at different keys.
    case differentAuthorities(ofMaster: PublicKey, ofSlave: PublicKey)
    /// Something that would be needed is missing.
    case unknown
  }

  /// What one side makes of what the other presents.
  enum Direction {
    /// It accepts it, and the chain ends at this key.
    case ends(PublicKey)
    case refused(Refusal)
    case unknown
  }

  /// Certificates are asked about by number, since comparing their bytes for each of a million links would
  /// take longer than judging them.
  private struct Question: Hashable {
    let trust: Int
    let chain: Int
    let helpers: Int?
    let purpose: TrustStore.Purpose
  }

  private struct Numbers {
    let trust: Int?
    let serverChain: Int?
    let clientChain: Int?
  }

  private let time: Time
  private let numbers: [Numbers]
  private let lists: [[Certificate]]
  private var stores: [Int: TrustStore] = [:]
  private var answers: [Question: Direction] = [:]
  /// The issuer's key of each certificate in a chain that holds.
  private(set) var issuers: [Certificate: PublicKey] = [:]

  init(_ hosts: [DeployedHost], at time: Time) {
    self.time = time
    var lists: [[Certificate]] = []
    var known: [[Certificate]: Int] = [:]
    func number(_ list: [Certificate]?) -> Int? {
      guard let list, !list.isEmpty else { return nil }
      if let number = known[list] { return number }
      known[list] = lists.count
      lists.append(list)
      return lists.count - 1
    }
    numbers = hosts.map { host in
      Numbers(
        trust: number(host.trust.value), serverChain: number(host.asMaster?.chain.value),
        clientChain: number(host.asSlave?.chain.value))
    }
    self.lists = lists
  }

  func verdict(_ link: Link) -> Verdict {
    switch (
      direction(under: link.slave, of: link.master, as: .server),
      direction(under: link.master, of: link.slave, as: .client)
    ) {
    case (.unknown, _), (_, .unknown): .unknown
    case (.refused(let refusal), _): .slaveRefuses(refusal)
    case (_, .refused(let refusal)): .masterRefuses(refusal)
    case (.ends(let one), .ends(let other)):
      one == other ? .holds(one) : .differentAuthorities(ofMaster: one, ofSlave: other)
    }
  }

  /// What the host in one place makes of what the host in another presents for `purpose`.
  func direction(under receiver: Int, of sender: Int, as purpose: TrustStore.Purpose) -> Direction {
    let (receiver, sender) = (numbers[receiver], numbers[sender])
    let presented = purpose == .server ? sender.serverChain : sender.clientChain
    guard let trust = receiver.trust, let chain = presented else { return .unknown }
    // A server that has the leaf alone completes the chain from its own ssl-ca (SSL_CTX_set_mode(3),
    // SSL_MODE_NO_AUTO_CHAIN); one that is given a chain sends it as it is.
    let helpers = lists[chain].count == 1 && sender.trust != trust ? sender.trust : nil
    let question = Question(trust: trust, chain: chain, helpers: helpers, purpose: purpose)
    if let known = answers[question] { return known }
    let answer = ask(question)
    answers[question] = answer
    return answer
  }

  private func ask(_ question: Question) -> Direction {
    guard let store = stores[question.trust] ?? (try? TrustStore(lists[question.trust])) else {
      return .unknown
    }
    stores[question.trust] = store
    let chain = lists[question.chain]
    let others = Array(chain.dropFirst()) + (question.helpers.map { lists[$0] } ?? [])
    switch try? store.judge(chain[0], intermediates: others, as: question.purpose, at: time) {
    case .accepted(let chain):
      for (certificate, issuer) in zip(chain, chain.dropFirst()) {
        issuers[certificate] = issuer.fields.publicKey
      }
      return chain.last?.fields.publicKey.map(Direction.ends) ?? .unknown
    case .refused(let refusal): return .refused(refusal)
    case nil: return .unknown
    }
  }
}
