/// What is said of a chain.
public enum Judgement: Sendable {
  /// It holds; from the leaf to the trust anchor.
  case accepted(chain: [Certificate])
  case refused(Refusal)
}

/// Why a chain is refused.
public struct Refusal: Sendable, Hashable {
  /// X509_V_ERR_…, as openssl-verify(1) lists them.
  public let code: Int32
  /// OpenSSL's words for it, which servers and tools print.
  public let reason: String
  /// What the code means.
  public let cause: RefusalCause
  /// Where in the chain: 0 is the leaf.
  public let depth: Int
  /// The certificate at that place; nil where no chain was begun.
  public let certificate: Certificate?
  /// The list that revokes it or cannot be used; nil where none was found, or none was looked for.
  public let revocationList: RevocationList?

  public var isExpired: Bool { cause == .expired }
  public var isNotYetValid: Bool { cause == .notYetValid }
  /// Its usages do not allow what it is shown for.
  public var isWrongPurpose: Bool { cause == .wrongPurpose }
  public var isWrongName: Bool { cause == .wrongName }
}
