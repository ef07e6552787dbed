internal import COpenSSL

/// Validates certification paths as RFC 5280, section 6, has it, with OpenSSL's X509_STRICT: every path that leads
/// from a certificate to an anchor is tried by itself, so that a candidate issuer that leads nowhere hides none that
/// leads somewhere.
///
/// Where ``TrustStore/judge(_:intermediates:as:at:name:securityLevel:)`` says what a server does, this says what
/// should be. It never takes a common name for a host name, and never a delta for a complete revocation list.
public struct PathValidator: Sendable {
  /// Trusted whatever signed them; an anchor need not be self-signed (RFC 5280, 6.1.1 (d)).
  public var anchors: [Certificate]
  /// Lists to look certificates up in.
  public var revocationLists: [RevocationList] = []
  /// Whether every certificate below the anchor must have a current list; without, lists are not looked at.
  public var checksRevocation = false
  /// Bounds keys and digests from below (SSL_CTX_set_security_level(3)).
  public var securityLevel = TrustStore.distributionSecurityLevel
  /// How many authorities that are not self-issued may stand between leaf and anchor.
  public var maximumDepth = 16
  /// How many signatures may be checked while paths are looked for.
  public var signatureBudget = 128
  /// How many whole paths may be tried.
  public var pathBudget = 32

  /// A name that the peer must be known by.
  public enum PeerName: Sendable, Hashable {
    /// A DNS name, to be among the alternative names; a wildcard may stand for a whole first label (RFC 9525).
    case host(String)
    /// An IP address of 4 or 16 bytes.
    case address([UInt8])
    /// A mailbox, as an rfc822Name.
    case mailbox(String)
  }

  /// A validator without revocation lists; what differs is set afterwards.
  public init(_ anchors: [Certificate]) { self.anchors = anchors }

  /// Looks for a path from `leaf` to an anchor that holds at `time`.
  ///
  /// - Parameters:
  ///   - intermediates: certificates that may stand in between, in any order.
  ///   - purpose: what all certificates of the path must be usable for; nil for any.
  ///   - peer: a name that the leaf must have; nil where names are not checked.
  /// - Returns: the first path that holds; or why the one that came furthest does not, of cause
  ///   ``RefusalCause/budget`` where looking on would take too long.
  /// - Throws: where `peer` is no name that a peer can have, or no memory is left.
  public func validate(
    _ leaf: Certificate, intermediates: [Certificate] = [], as purpose: TrustStore.Purpose?, at time: Time,
    peer: PeerName? = nil
  ) throws(OpenSSLError) -> Judgement {
    var search = PathSearch(self, intermediates)
    var best: Refusal?
    var paths = 0
    var accepted: [Certificate]?
    try search.paths(from: leaf) { (path) throws(OpenSSLError) -> Bool in
      paths += 1
      guard paths <= pathBudget else { return false }
      switch try judge(path, as: purpose, at: time, peer: peer) {
      case .accepted(let chain):
        accepted = chain
        return false
      case .refused(let refusal):
        if best.map({ refusal.depth > $0.depth }) ?? true { best = refusal }
        return true
      }
    }
    if let accepted { return .accepted(chain: accepted) }
    if search.isExhausted || paths > pathBudget { return .refused(.budget(at: leaf)) }
    return .refused(best ?? search.deadEnd ?? Refusal(X509_V_ERR_UNSPECIFIED, [leaf]))
  }
}
