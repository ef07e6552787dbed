/// What a plan says of one host.
public struct PlannedHost: Sendable, Hashable, Encodable {
  /// What `apply` does about a host.
  public enum Action: String, Sendable, Encodable, CaseIterable {
    /// It has nothing yet, and is issued what its role needs.
    case issue
    /// The file wants something of its certificates that they are not, or something of them is gone.
    case reissue
    /// Its certificates end soon.
    case renew
    /// Its certificates stay; texts or trust in its folder are written anew.
    case refresh
    /// Everything is as the file wants it.
    case unchanged
    /// Somebody has to decide: nothing is done.
    case held
    /// It is in the pki folder and not in the file: nothing is done.
    case left

    /// Whether `apply` changes something.
    public var isChange: Bool {
      switch self {
      case .issue, .reissue, .renew, .refresh: true
      case .unchanged, .held, .left: false
      }
    }

    /// Whether its certificates are made.
    var isIssuance: Bool { self == .issue || self == .reissue || self == .renew }
  }

  public let host: String
  /// The role that the file wants, or, of one that left it, had.
  public let role: String
  public let action: Action
  /// Why, a few words each; both sides of what differs.
  public let reasons: [String]
  /// The first end of the certificates that it has now, in RFC 3339, UTC.
  public let notAfter: String?
}
