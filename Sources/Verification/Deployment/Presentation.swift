public import OpenSSL

/// What shows that a host has the private key of its certificate.
public enum KeyEvidence: Sendable {
  /// The key itself is there, in clear.
  case key(PublicKey)
  /// The key is there, encrypted; whose it is cannot be told.
  case encrypted
  /// The key stays on its host, which has proven with this request that it has it.
  case request(CertificateRequest)
}

/// A certificate with its chain and its key, as one side of a connection presents it (ssl-cert, ssl-key).
public struct Presentation: Sendable {
  /// The leaf first, then intermediates.
  public var chain: Evidence<[Certificate]>
  /// nil where no option names the key's file, though one names the certificate's.
  public var key: Evidence<KeyEvidence>?

  public init(chain: Evidence<[Certificate]>, key: Evidence<KeyEvidence>?) {
    self.chain = chain
    self.key = key
  }
}
