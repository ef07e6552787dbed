/// A host that was renewed.
public struct RenewedHost: Sendable, Encodable {
  public let host: String
  public let role: String
  /// Its folder, with the new files in it.
  public let folder: String
  public let certificates: [IssueOutcome.Issued]
  /// Whether the certificates are over the keys that the host had.
  public let keepsKey: Bool
}
