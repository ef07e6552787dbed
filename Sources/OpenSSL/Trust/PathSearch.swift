internal import COpenSSL

/// Looks for paths from a leaf to an anchor, one after another, along issuers whose key really signed
/// (RFC 4158).
struct PathSearch {
  private let validator: PathValidator
  private let anchors: Set<Certificate>
  private let candidates: [Certificate]
  private var signaturesLeft: Int
  private var known: [Pair: Bool] = [:]
  /// True once the budget of signature checks is spent.
  private(set) var isExhausted = false
  /// Why the longest way that was gone ends before an anchor.
  private(set) var deadEnd: Refusal?

  private struct Pair: Hashable {
    let subject: Certificate
    let issuer: Certificate
  }

  init(_ validator: PathValidator, _ intermediates: [Certificate]) {
    self.validator = validator
    anchors = Set(validator.anchors)
    var seen = anchors
    candidates = validator.anchors + intermediates.filter { seen.insert($0).inserted }
    signaturesLeft = validator.signatureBudget
  }

  /// Hands each path from `leaf` to `visit`, until that returns false.
  mutating func paths(
    from leaf: Certificate, _ visit: ([Certificate]) throws(OpenSSLError) -> Bool
  ) throws(OpenSSLError) {
    _ = try extend([leaf], visit)
  }

  /// False where the search is to end.
  private mutating func extend(
    _ path: [Certificate], _ visit: ([Certificate]) throws(OpenSSLError) -> Bool
  ) throws(OpenSSLError) -> Bool {
    let last = path[path.count - 1]
    if anchors.contains(last) { return try visit(path) }
    guard path.count <= Self.longest,
      path.dropFirst().filter({ !$0.isSelfIssued }).count <= validator.maximumDepth
    else {
      note(Refusal(X509_V_ERR_CERT_CHAIN_TOO_LONG, path))
      return true
    }
    var hasIssuer = false
    for issuer in issuers(of: last) where !path.contains(where: { $0.isSameAuthority(as: issuer) }) {
      switch signed(last, by: issuer) {
      case nil:
        isExhausted = true
        return false
      case true?:
        hasIssuer = true
        guard try extend(path + [issuer], visit) else { return false }
      case false?: note(Refusal(X509_V_ERR_CERT_SIGNATURE_FAILURE, path))
      }
    }
    if !hasIssuer { note(Refusal(Self.missingIssuer(path), path)) }
    return true
  }

  /// A bound that no honest path comes near.
  private static let longest = 64

  private static func missingIssuer(_ path: [Certificate]) -> Int32 {
    guard path[path.count - 1].looksSelfSigned else { return X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY }
    return path.count == 1 ? X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT : X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN
  }

  /// Certificates of the name that `subject` says its issuer has; those that its key identifier points to first.
  private func issuers(of subject: Certificate) -> [Certificate] {
    let named = candidates.filter { $0.hasSubject(ofIssuerOf: subject) }
    guard let identifier = subject.fields.authorityKeyIdentifier?.keyIdentifier else { return named }
    let isLikely = { (candidate: Certificate) in candidate.fields.subjectKeyIdentifier == identifier }
    return named.filter(isLikely) + named.filter { !isLikely($0) }
  }

  /// Whether the key of `issuer` signed `subject`; nil where the budget does not allow to find out.
  private mutating func signed(_ subject: Certificate, by issuer: Certificate) -> Bool? {
    let pair = Pair(subject: subject, issuer: issuer)
    if let answer = known[pair] { return answer }
    guard signaturesLeft > 0 else { return nil }
    signaturesLeft -= 1
    let answer = issuer.fields.publicKey.map(subject.isSigned(by:)) ?? false
    known[pair] = answer
    return answer
  }

  private mutating func note(_ refusal: Refusal) {
    if let best = deadEnd, best.depth >= refusal.depth { return }
    deadEnd = refusal
  }
}

extension Certificate {
  /// True where its subject is the name that `other` has for its issuer (RFC 5280, 7.1).
  func hasSubject(ofIssuerOf other: Certificate) -> Bool {
    defer { ERR_clear_error() }
    return unsafe X509_NAME_cmp(
      X509_get_subject_name(pointer), X509_get_issuer_name(other.pointer)) == 0
  }

  /// True where both name the same authority with the same key, whatever else they say: a path that comes by it
  /// twice leads in a circle (RFC 4158, 5.2).
  fileprivate func isSameAuthority(as other: Certificate) -> Bool {
    if self == other { return true }
    guard let key = fields.publicKey, key == other.fields.publicKey else { return false }
    return fields.subject.matches(other.fields.subject)
  }
}
