/// What is in a backup, as it is told.
public struct BackupReport: Sendable, Encodable {
  /// When it was made, RFC 3339 in UTC.
  public let made: String
  /// The subject of the authority whose key is in it (RFC 2253).
  public let subject: String
  public let notAfter: String
  /// SHA-256 of the authority's key, in lower-case hexadecimal with colons.
  public let keySHA256: String
  /// Whether the authority's key has a passphrase of its own.
  public let keyIsEncrypted: Bool
  /// The hosts that have certificates.
  public let hosts: Int
  /// The serial number that was taken last for a certificate that is in use, its host, and when; nil where
  /// none is.
  public let lastSerial: String?
  public let lastHost: String?
  public let lastPlanned: String?
  /// The hosts whose folders, with their private keys, are in it.
  public let hostFolders: Int
  /// All files in it.
  public let files: [String]
}

/// Whether a backup can sign.
public struct DrillReport: Sendable, Encodable {
  public let backup: BackupReport
  /// nil where it can; else why it cannot.
  public let refusal: String?
  public var canSign: Bool { refusal == nil }
}
