public import OpenSSL

/// What `revoke` is asked for.
public struct RevokeRequest: Sendable {
  /// Names of hosts, and serial numbers or their beginnings.
  public var subjects: [String]
  /// Why; nil where nobody said.
  public var reason: RevocationReason?
  /// The days until nextUpdate of the new list; nil for the default.
  public var days: Int?

  public init(_ subjects: [String], reason: RevocationReason? = nil, days: Int? = nil) {
    self.subjects = subjects
    self.reason = reason
    self.days = days
  }
}

/// What `revoke` and `crl` did.
public struct Revoked: Sendable, Encodable {
  let format = 1
  /// What was meant to be revoked; empty for `crl`.
  public let certificates: [RevokedCertificate]
  /// The lists that were made just now; empty where nothing had to be done.
  public let lists: [ListSummary]
  /// The hosts whose folders have other files now.
  public let refreshed: [String]
  /// What is to be done on the hosts, those together for which it is the same.
  public let steps: [HostTask]
}

/// A certificate that was meant to be revoked.
public struct RevokedCertificate: Sendable, Encodable {
  public let host: String
  /// `server`, `client` or `peer`.
  public let profile: String
  public let serial: String
  public let notAfter: String
  /// Whether it was revoked just now; else it was revoked before.
  public let isNew: Bool
  public let revokedAt: String
  /// The name in RFC 5280, 5.3.1: that of the first time.
  public let reason: String
  /// The reason that was given now, where it is another one.
  public let otherReason: String?
  /// Other certificates over the same key that are good yet.
  public let sameKey: [String]
  /// The hosts of those, in the same order.
  public let sharedWith: [String]
}

/// A revocation list that was made.
public struct ListSummary: Sendable, Encodable {
  public let file: String
  public let issuer: String
  public let number: Int
  public let thisUpdate: String
  public let nextUpdate: String
  public let daysLeft: Int
  /// How many certificates are in it.
  public let entries: Int
}
