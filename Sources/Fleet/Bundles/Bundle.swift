public import Secrets

/// The files of a host in one piece.
public struct Bundle: ~Copyable {
  /// What is to be written.
  public let content: SecretBytes
  /// The host, as the ledger writes its name.
  public let host: String
  /// Whether the host's private key is in it; else it never left the host, or is not what was asked for.
  public let holdsKey: Bool
}
