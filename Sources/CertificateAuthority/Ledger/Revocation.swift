public import OpenSSL

/// When and why a certificate was revoked.
public struct Revocation: Sendable, Hashable {
  public let time: Time
  public let reason: RevocationReason

  public init(time: Time, reason: RevocationReason) {
    self.time = time
    self.reason = reason
  }
}

/// What is recorded before a revocation list is signed.
public struct PlannedRevocationList: Sendable, Hashable {
  /// The cRLNumber (RFC 5280, 5.2.3): it grows with every list of the authority, whichever generation signs.
  public let number: Int
  /// The number of the authority's generation that signs it.
  public let generation: Int
  public let thisUpdate: Time
  public let nextUpdate: Time
}

/// A signed revocation list in the ledger, the last one of its generation.
public struct RecordedRevocationList: Sendable {
  public let number: Int
  public let generation: Int
  /// Whether it is known to be in its file and in every host folder.
  public let isDelivered: Bool
  /// DER.
  public let list: [UInt8]
}
