internal import COpenSSL

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

extension Refusal {
  /// The refusal of the last certificate of `path`, which begins with the leaf.
  init(_ code: Int32, _ path: [Certificate]) {
    self.init(
      code: code, reason: Self.reason(code), cause: RefusalCause(code), depth: path.count - 1,
      certificate: path.last, revocationList: nil)
  }

  /// No path was found within the bounds that are set to the search for one.
  static func budget(at leaf: Certificate) -> Refusal {
    Refusal(
      code: X509_V_ERR_CERT_CHAIN_TOO_LONG, reason: "the search for a path takes too long", cause: .budget,
      depth: 0, certificate: leaf, revocationList: nil)
  }

  /// OpenSSL's words for `code`.
  static func reason(_ code: Int32) -> String {
    unsafe X509_verify_cert_error_string(Int(code)).map { unsafe String(cString: $0) } ?? "unknown reason"
  }
}
