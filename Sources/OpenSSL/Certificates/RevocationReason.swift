/// Why a certificate was revoked (RFC 5280, 5.3.1), with the numbers of the standard.
public enum RevocationReason: Int, Sendable, Hashable, CaseIterable {
  case unspecified = 0
  case keyCompromise = 1
  case authorityCompromise = 2
  case affiliationChanged = 3
  case superseded = 4
  case cessationOfOperation = 5
  /// Held back, and perhaps to be let go again.
  case certificateHold = 6
  /// In a delta only: no longer revoked.
  case removeFromList = 8
  case privilegeWithdrawn = 9
  case attributeAuthorityCompromise = 10

  /// The name in the standard's ASN.1: `keyCompromise`, `cACompromise`.
  public var name: String {
    switch self {
    case .unspecified: "unspecified"
    case .keyCompromise: "keyCompromise"
    case .authorityCompromise: "cACompromise"
    case .affiliationChanged: "affiliationChanged"
    case .superseded: "superseded"
    case .cessationOfOperation: "cessationOfOperation"
    case .certificateHold: "certificateHold"
    case .removeFromList: "removeFromCRL"
    case .privilegeWithdrawn: "privilegeWithdrawn"
    case .attributeAuthorityCompromise: "aACompromise"
    }
  }
}
