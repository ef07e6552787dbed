public import OpenSSL

/// How far a certificate has come.
public enum LedgerState: String, Sendable, Hashable {
  /// Its serial number is taken; whether there is a certificate is not known yet.
  case planned
  /// It was signed and delivered, and is its holder's present one.
  case issued
  /// It was signed and delivered, and another took its place since; it still verifies until it ends.
  case replaced
  /// It was planned and never delivered. Its serial number is not used again.
  case abandoned
  /// It was delivered, and revoked since: servers that have the authority's list refuse it.
  case revoked
}

/// What is recorded before a certificate is signed.
public struct PlannedCertificate: Sendable {
  public let serial: SerialNumber
  public let holder: String
  public let profile: Profile
  /// The number of the authority's generation that signs it.
  public let generation: Int
  public let notBefore: Time
  public let notAfter: Time
  public let names: [GeneralName]
  /// SHA-256 of the SubjectPublicKeyInfo.
  public let keyFingerprint: [UInt8]
  /// Whether the private key stayed with the requester.
  public let isFromRequest: Bool
}

/// One certificate in the ledger, without the certificate itself: `Ledger.certificate(of:)` has that.
public struct LedgerEntry: Sendable {
  public let serial: SerialNumber
  public let holder: String
  public let profile: Profile
  public let generation: Int
  public let state: LedgerState
  public let plannedAt: Time
  /// nil until it is issued.
  public let issuedAt: Time?
  public let notBefore: Time
  public let notAfter: Time
  /// The alternative names, each with its kind: `dns:db1.example.com`.
  public let names: [String]
  /// SHA-256 of the SubjectPublicKeyInfo.
  public let keyFingerprint: [UInt8]
  public let isFromRequest: Bool
  /// When and why it was revoked; nil where it was not.
  public let revocation: Revocation?
}
