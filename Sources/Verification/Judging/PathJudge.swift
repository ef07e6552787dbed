internal import OpenSSL

/// What one side makes of the chain that the other presents, each distinct question asked of OpenSSL once:
/// hosts of one authority trust the same bytes.
final class PathJudge {
  /// What comes of a chain.
  enum Answer {
    /// It is accepted, and ends at this key.
    case ends(PublicKey)
    case refused(Refusal)
    case unknown
  }

  /// A list of certificates by number, since comparing their bytes for each of a million links would take
  /// longer than judging them.
  typealias Number = Int

  /// What the receiver knows of revocations.
  enum Revocations: Hashable {
    case ignored
    /// Every certificate needs a list of its issuer among these.
    case heeded(Number)
  }

  struct Question: Hashable {
    let trust: Number
    let revocations: Revocations
    let chain: Number
    /// More certificates that may stand between the chain and the trust.
    let helpers: Number?
    /// Whether what stands behind the leaf is not sent.
    let sendsLeafAlone: Bool
    let purpose: TrustStore.Purpose
    let securityLevel: Int
  }

  private let time: Time
  private var lists: [[Certificate]] = []
  private var known: [List: Number] = [:]
  private var stores: [StoreKey: TrustStore] = [:]
  private var revocationLists: [[RevocationList]] = []
  private var knownRevocations: [[[UInt8]]: Number] = [:]
  /// The serial numbers that lists name, whosever certificates they mean.
  private var serials: [Number: Set<SerialNumber>] = [:]

  /// Certificates and the settings that `TRUSTED CERTIFICATE` blocks give them, which make others of the same ones.
  private struct List: Hashable {
    let certificates: [Certificate]
    let settings: [Int: TrustSettings]

    init(_ certificates: [Certificate]) {
      self.certificates = certificates
      settings = certificates.enumerated().reduce(into: [:]) { $0[$1.offset] = $1.element.trustSettings }
    }
  }

  private struct StoreKey: Hashable {
    let trust: Number
    let revocations: Revocations
  }
  private var answers: [Question: Answer] = [:]

  /// What decides on certificates of one series, but for what differs between them.
  private struct SeriesQuestion: Hashable {
    let trust: Number
    let revocations: Revocations
    let purpose: TrustStore.Purpose
    let securityLevel: Int
    let series: ObjectIdentifier

    /// nil where more decides: other certificates.
    init?(_ question: Question, _ leaf: Certificate, isAlone: Bool) {
      guard isAlone, let series = leaf.series else { return nil }
      trust = question.trust
      revocations = question.revocations
      purpose = question.purpose
      securityLevel = question.securityLevel
      self.series = ObjectIdentifier(series)
    }
  }

  /// Who issued the certificates of a series, where OpenSSL has accepted one of them as issued by an anchor.
  private struct SeriesAnchor {
    let key: PublicKey
    let signature: SeriesSignature

    init?(_ chain: [Certificate]) {
      // An anchor that constrains names looks at each certificate's own.
      guard chain.count == 2, !chain[1].fields.extensions.contains(ExtensionIdentifier.nameConstraints),
        let key = chain[1].fields.publicKey, let signature = try? SeriesSignature(by: key)
      else { return nil }
      self.key = key
      self.signature = signature
    }
  }
  private var anchors: [SeriesQuestion: SeriesAnchor] = [:]
  /// The issuer's key of each certificate in a chain that holds.
  private(set) var issuers: [Certificate: PublicKey] = [:]

  init(at time: Time) { self.time = time }

  /// The number of a list; nil for none and for one of nothing.
  func number(_ list: [Certificate]?) -> Number? {
    guard let list, !list.isEmpty else { return nil }
    let key = List(list)
    if let number = known[key] { return number }
    known[key] = lists.count
    lists.append(list)
    return lists.count - 1
  }

  func isLeafAlone(_ chain: Number) -> Bool { lists[chain].count == 1 }

  /// What was found of the client that was asked for last.
  private var lastClient: (question: Question, answer: Answer)?

  func answer(_ question: Question) -> Answer {
    if let known = answers[question] { return known }
    if let lastClient, lastClient.question == question { return lastClient.answer }
    let answer = ask(question)
    // Masters meet all slaves, and slaves come one after the other: a fleet has too many of these to keep what was
    // found of each.
    if question.purpose == .client, case .ends = answer {
      lastClient = (question, answer)
    } else {
      answers[question] = answer
    }
    return answer
  }

  /// What a server says of its own certificate, under what it trusts alone; nil where it has nothing to say.
  func ownRefusal(_ leaf: Certificate, _ trust: Trust) -> Refusal? {
    guard
      let store = try? TrustStore(
        trust.certificates, revocationLists: trust.revocationLists, checksRevocation: trust.isRevocationNamed),
      case .refused(let refusal) = try? store.judge(own: leaf, at: time)
    else { return nil }
    return refusal
  }

  /// What `trust` says of revocations.
  func revocations(_ trust: Trust) -> Revocations {
    guard trust.isRevocationNamed else { return .ignored }
    let lists = trust.revocationLists
    let encodings = lists.map(\.der)
    if let number = knownRevocations[encodings] { return .heeded(number) }
    knownRevocations[encodings] = revocationLists.count
    revocationLists.append(lists)
    return .heeded(revocationLists.count - 1)
  }

  private func store(_ question: Question) -> TrustStore? {
    let key = StoreKey(trust: question.trust, revocations: question.revocations)
    if let store = stores[key] { return store }
    switch question.revocations {
    case .ignored: stores[key] = try? TrustStore(lists[question.trust])
    case .heeded(let number):
      stores[key] = try? TrustStore(
        lists[question.trust], revocationLists: revocationLists[number], checksRevocation: true)
    }
    return stores[key]
  }

  /// Whether OpenSSL would accept `leaf` too, which differs from an accepted one of its series in nothing but what is
  /// looked at here and what no judgement depends on. All that is not plainly so is left to OpenSSL.
  private func isLikeAccepted(_ leaf: Certificate, _ anchor: SeriesAnchor) -> Bool {
    guard let start = leaf.fields.notBefore, let end = leaf.fields.notAfter, start < time, time < end else {
      return false
    }
    return anchor.signature.isGood(on: leaf)
  }

  /// Whether a list that is heeded names the certificate's serial number, in whatever sense: then OpenSSL decides.
  private func isNamed(_ leaf: Certificate, in revocations: Revocations) -> Bool {
    guard case .heeded(let number) = revocations else { return false }
    if serials[number] == nil { serials[number] = Set(revocationLists[number].flatMap(\.revokedSerials)) }
    return serials[number]?.contains(leaf.fields.serial) == true
  }

  private func ask(_ question: Question) -> Answer {
    guard let store = store(question) else { return .unknown }
    let chain = lists[question.chain]
    let others =
      (question.sendsLeafAlone ? [] : Array(chain.dropFirst())) + (question.helpers.map { lists[$0] } ?? [])
    let series = SeriesQuestion(question, chain[0], isAlone: others.isEmpty)
    if let series, let anchor = anchors[series], !isNamed(chain[0], in: question.revocations),
      isLikeAccepted(chain[0], anchor)
    {
      issuers[chain[0]] = anchor.key
      return .ends(anchor.key)
    }
    switch try? store.judge(
      chain[0], intermediates: others, as: question.purpose, at: time,
      securityLevel: question.securityLevel)
    {
    case .accepted(let chain):
      for (certificate, issuer) in zip(chain, chain.dropFirst()) {
        issuers[certificate] = issuer.fields.publicKey
      }
      if let series, anchors[series] == nil { anchors[series] = SeriesAnchor(chain) }
      return chain.last?.fields.publicKey.map(Answer.ends) ?? .unknown
    case .refused(let refusal): return .refused(refusal)
    case nil: return .unknown
    }
  }
}
