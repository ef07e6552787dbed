public import OpenSSL

/// A generation of the authority that hosts are to trust: its certificate stands in cacert.pem.
public struct TrustedGeneration: Sendable {
  /// As the ledger has it.
  public let generation: Generation
  public let certificate: Certificate
  /// Where its key lies.
  public let key: String

  /// 1 for the first.
  public var number: Int { generation.number }
  public var stage: Generation.Stage { generation.stage }
  /// What tells it from all others.
  public var publicKey: PublicKey? { certificate.fields.publicKey }
}
