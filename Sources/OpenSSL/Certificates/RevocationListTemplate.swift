/// What a revocation list that is to be signed says. It is a complete one: about every certificate of its issuer
/// that has not ended.
public struct RevocationListTemplate: Sendable, Hashable {
  public var issuer: DistinguishedName
  /// cRLNumber (RFC 5280, 5.2.3): at least 1.
  public var number: Int
  public var thisUpdate: Time
  public var nextUpdate: Time
  /// The subject key identifier of the issuer; written as the key identifier alone.
  public var authorityKeyIdentifier: [UInt8]
  /// What is revoked, in any order. The reason `unspecified`, as none at all, is not written (RFC 5280, 5.3.1).
  public var entries: [RevocationList.Entry]

  public init(
    issuer: DistinguishedName, number: Int, thisUpdate: Time, nextUpdate: Time,
    authorityKeyIdentifier: [UInt8], entries: [RevocationList.Entry]
  ) {
    self.issuer = issuer
    self.number = number
    self.thisUpdate = thisUpdate
    self.nextUpdate = nextUpdate
    self.authorityKeyIdentifier = authorityKeyIdentifier
    self.entries = entries
  }
}
