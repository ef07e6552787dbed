public import OpenSSL

extension RevocationReason {
  /// The reasons for which a leaf can be revoked for good (RFC 5280, 5.3.1).
  public static let ofLeaves: [RevocationReason] = [
    .unspecified, .keyCompromise, .affiliationChanged, .superseded, .cessationOfOperation,
    .privilegeWithdrawn,
  ]
}
