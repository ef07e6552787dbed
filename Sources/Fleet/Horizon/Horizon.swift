internal import CertificateAuthority
public import OpenSSL
internal import SecureFiles

/// What ends when, and what breaks then: of everything that the hosts of a pki folder have now.
///
/// It is read from the ledger and the authority's revocation list, without the lock and without a key. What lies
/// in the folders, or on the hosts, is for `verify` to look at.
public struct Horizon: Sendable, Encodable {
  /// The version of the form of this as JSON.
  public let format = 1
  /// The moment that is looked at.
  public let time: Time
  /// Within how many seconds an end is due.
  public let within: Int64
  /// Everything that has an end, the first to end first.
  public let items: [HorizonItem]
  /// The hosts whose texts in the pki folder are not what they would be now. Nothing ends with them.
  public let staleTexts: [StaleTexts]

  /// What breaks first, or is broken already; nil where nothing is issued.
  public var first: HorizonItem? {
    items.first { $0.matters && $0.state == .early } ?? items.first { $0.matters }
  }
  /// What is due, over, or not good yet.
  public var needingCare: [HorizonItem] { items.filter(\.needsCare) }

  /// Looks at what `pki` has.
  ///
  /// - Parameter comparesTexts: whether the hosts' texts are looked at too, of which there may be many.
  /// - Throws: where there is no authority, or its ledger or revocation list cannot be read.
  public init(_ pki: PKIFolder, at time: Time, within seconds: Int64, comparingTexts comparesTexts: Bool)
    throws
  {
    let ledger = try Fleet.ledger(of: pki)
    let fleet = try PresentFleet(ledger, pki)
    let judge = HorizonJudge(time: time, within: seconds)
    self.time = time
    within = seconds
    staleTexts = comparesTexts ? try StaleTexts.all(in: pki) : []
    let items =
      try fleet.certificates(judge) + fleet.authorities(judge) + fleet.revocationLists(judge)
    self.items = items.sorted { one, other in
      // Of what ends in one second, what takes down most comes first.
      let weights = (-one.takesDown.names.count, -other.takesDown.names.count)
      return (one.end, weights.0, one.file, one.generation ?? 0)
        < (other.end, weights.1, other.file, other.generation ?? 0)
    }
  }

  private enum CodingKeys: CodingKey { case format, at, withinSeconds, needsCare, items, staleTexts }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(format, forKey: .format)
    try container.encode(time.iso8601, forKey: .at)
    try container.encode(within, forKey: .withinSeconds)
    try container.encode(!needingCare.isEmpty, forKey: .needsCare)
    try container.encode(items, forKey: .items)
    try container.encode(staleTexts, forKey: .staleTexts)
  }
}

/// Tells how things with an end stand at a moment.
struct HorizonJudge {
  let time: Time
  let within: Int64

  func state(_ begin: Time, _ end: Time) -> HorizonItem.State {
    if time < begin { return .early }
    if end <= time { return .over }
    return end < time.adding(seconds: within) ? .due : .good
  }
}
