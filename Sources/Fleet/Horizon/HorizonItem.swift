internal import CertificateAuthority
public import OpenSSL

/// One thing that is good for a time only, and what breaks without it.
public struct HorizonItem: Sendable {
  /// What it is.
  public enum Kind: String, Sendable {
    /// A host's certificate.
    case certificate
    /// The certificate of a generation of the authority.
    case authority
    /// A revocation list: once it is over, every server and slave that has it refuses everybody.
    case revocationList
  }

  /// How it stands at the moment that is looked at.
  public enum State: String, Sendable, CaseIterable {
    case over
    /// Its time has not come.
    case early
    /// It is good now, and ends within the span that was asked about.
    case due
    case good
  }

  public let kind: Kind
  /// Where it lies.
  public let file: String
  /// The host whose certificate it is.
  public let host: String?
  /// The role of that host.
  public let role: String?
  /// What that certificate is for: `server`, `client` or `peer`.
  public let profile: String?
  /// The generation of the authority that it is, or that signed it; nil for the list of another authority.
  public let generation: Int?
  /// The certificate's serial number, or the list's number.
  public let number: SerialNumber?
  /// The subject of an authority, or the issuer of a list (RFC 2253).
  public let name: String?
  /// The first second at which it is good.
  public let begin: Time
  /// The first second at which it is not good any more, as OpenSSL and every server takes it: notAfter and
  /// nextUpdate themselves.
  public let end: Time
  public let state: State
  /// Whole days until `end`; negative once it is over.
  public let daysLeft: Int
  /// The hosts that cannot replicate, or be replicated from, without it.
  public let takesDown: Hosts
  /// Whether something breaks when it ends.
  public let matters: Bool

  /// Whether it is to be seen to.
  public var needsCare: Bool { matters && state != .good }

  /// Hosts by their roles.
  public struct Hosts: Sendable, Encodable {
    /// Sorted.
    public let names: [String]
    /// As in `1 master and 14 slaves`; `nothing` for none.
    public let summary: String
  }
}

extension HorizonItem: Encodable {
  private enum CodingKeys: CodingKey {
    case kind, file, host, role, profile, generation, number, name, notBefore, notAfter, state, daysLeft
    case takesDown, needsCare
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(kind.rawValue, forKey: .kind)
    try container.encode(file, forKey: .file)
    try container.encodeIfPresent(host, forKey: .host)
    try container.encodeIfPresent(role, forKey: .role)
    try container.encodeIfPresent(profile, forKey: .profile)
    try container.encodeIfPresent(generation, forKey: .generation)
    try container.encodeIfPresent(number?.description, forKey: .number)
    try container.encodeIfPresent(name, forKey: .name)
    try container.encode(begin.iso8601, forKey: .notBefore)
    try container.encode(end.iso8601, forKey: .notAfter)
    try container.encode(state.rawValue, forKey: .state)
    try container.encode(daysLeft, forKey: .daysLeft)
    try container.encode(takesDown, forKey: .takesDown)
    try container.encode(needsCare, forKey: .needsCare)
  }
}
