internal import COpenSSL

/// The certificates that a server or a client trusts (its ssl-ca) with the revocation lists that it heeds (its
/// ssl-crl), and the judgement of chains under them, done by OpenSSL as the servers have it done
/// (X509_verify_cert(3)).
///
/// This is what a server says, with its leniencies; ``PathValidator`` is what RFC 5280 says.
@safe public final class TrustStore: @unchecked Sendable {
  // Sendable: an X509_STORE is guarded by its own lock, and nothing is added after the initialiser.
  private let store: OpaquePointer

  /// What it was made of, in order.
  public let anchors: [Certificate]
  /// The lists it was given, in order. A delta among them counts for nothing.
  public let revocationLists: [RevocationList]
  /// Whether chains are looked up in lists at all.
  public let checksRevocation: Bool

  /// A store that trusts `anchors` and nothing else.
  ///
  /// - Parameters:
  ///   - revocationLists: as soon as there is one, every certificate of a chain must have a current list of its
  ///     issuer (X509_V_FLAG_CRL_CHECK and X509_V_FLAG_CRL_CHECK_ALL, as both families of servers set them:
  ///     vio/viosslfactories).
  ///   - checksRevocation: true also to demand that where no list is there, as a server does whose ssl-crl holds
  ///     none.
  public init(
    _ anchors: [Certificate], revocationLists: [RevocationList] = [], checksRevocation: Bool = false
  ) throws(OpenSSLError) {
    unsafe store = try unsafe nonNull("X509_STORE_new", X509_STORE_new())
    self.anchors = anchors
    self.revocationLists = revocationLists
    self.checksRevocation = checksRevocation || !revocationLists.isEmpty
    for anchor in anchors {
      try unsafe check("X509_STORE_add_cert", X509_STORE_add_cert(store, anchor.pointer))
    }
    // Some versions of OpenSSL take a delta for the whole list (measured: 1.1.1w and 3.5.7 do, 3.0.22 and 3.6.5 do
    // not), so that a chain would be good here and revoked there.
    for list in revocationLists where !list.isDelta {
      try unsafe check("X509_STORE_add_crl", X509_STORE_add_crl(store, list.pointer))
    }
    if self.checksRevocation {
      let flags = UInt(X509_V_FLAG_CRL_CHECK | X509_V_FLAG_CRL_CHECK_ALL)
      try unsafe check("X509_STORE_set_flags", X509_STORE_set_flags(store, flags))
    }
  }

  deinit { unsafe X509_STORE_free(store) }

  /// What a certificate is shown for.
  public enum Purpose: Sendable, Hashable {
    /// A server's certificate, shown to a client (X509_PURPOSE_SSL_SERVER).
    case server
    /// A client's certificate, shown to a server (X509_PURPOSE_SSL_CLIENT).
    case client
  }

  /// The generations of OpenSSL that servers are linked to.
  public enum LibraryGeneration: Sendable, Hashable {
    /// 1.1.1, which counts 80 bits of security for SHA-1, so that level 1 takes it.
    case openSSL1
    /// 3.0 and later, which count 63.
    case openSSL3
  }

  /// The security level of the distributions' builds of the servers (SSL_CTX_set_security_level(3)).
  public static let distributionSecurityLevel = 2

  /// Judges `leaf` with the help of `intermediates`.
  ///
  /// - Parameters:
  ///   - time: the moment to judge at.
  ///   - name: the name that the client dials, to be found in the certificate by the rules of
  ///     ``NameMatching/addressOrHost``; nil where names are not checked, or checked with
  ///     ``Certificate/matches(dialled:as:)``.
  ///   - securityLevel: of the receiver, 0 to 5: 2 in the distributions' builds, 1 in MySQL 5.7's with OpenSSL
  ///     1.1.1. It bounds keys and digests from below.
  ///   - library: of the receiver, which decides what SHA-1 is worth.
  /// - Returns: the chain from the leaf to its trust anchor, or the reason why there is none.
  /// - Throws: where `name` is not one that can be dialled: empty, not in ASCII, with a NUL, an address of a
  ///   wrong length, or of another kind. None of these means "do not check".
  public func judge(
    _ leaf: Certificate, intermediates: [Certificate] = [], as purpose: Purpose, at time: Time,
    name: GeneralName? = nil, securityLevel: Int = distributionSecurityLevel,
    library: LibraryGeneration = .openSSL3
  ) throws(OpenSSLError) -> Judgement {
    guard library == .openSSL1, securityLevel == 1 else {
      return try judge(leaf, intermediates, purpose, time, name, level: securityLevel)
    }
    let judgement = try judge(leaf, intermediates, purpose, time, name, level: 0)
    guard case .accepted(let chain) = judgement, let refusal = Self.weakness(of: chain) else {
      return judgement
    }
    return .refused(refusal)
  }

  /// Judges `leaf` under the trusted certificates alone, whatever it is for and however strong: as MySQL 8.4 and
  /// later look at their own certificate (X509_verify_cert(3) of a context with neither untrusted certificates nor
  /// purpose).
  public func judge(own leaf: Certificate, at time: Time) throws(OpenSSLError) -> Judgement {
    try judge(leaf, [], nil, time, nil, level: 0)
  }

  /// What OpenSSL 1.1.1 finds too weak at level 1, which asks for 80 bits; nil where nothing is.
  private static func weakness(of chain: [Certificate]) -> Refusal? {
    let bits = PublicKey.securityBits(ofLevel: 1)
    for (depth, certificate) in chain.enumerated() {
      let path = Array(chain[...depth])
      if (certificate.fields.publicKey?.securityBits ?? 0) < bits {
        return Refusal(depth == 0 ? X509_V_ERR_EE_KEY_TOO_SMALL : X509_V_ERR_CA_KEY_TOO_SMALL, path)
      }
      // Nobody relies on the signature of an anchor.
      let isWeak = certificate.signatureSecurityBits < bits && certificate.signatureDigest != "SHA1"
      if isWeak, depth < chain.count - 1 { return Refusal(X509_V_ERR_CA_MD_TOO_WEAK, path) }
    }
    return nil
  }

  private func judge(
    _ leaf: Certificate, _ intermediates: [Certificate], _ purpose: Purpose?, _ time: Time,
    _ name: GeneralName?, level: Int
  ) throws(OpenSSLError) -> Judgement {
    let context = unsafe try VerificationContext(store, anchors, leaf, intermediates: intermediates)
    if let purpose {
      try unsafe check(
        "X509_STORE_CTX_set_purpose", X509_STORE_CTX_set_purpose(context.pointer, purpose.identifier))
    }
    unsafe X509_STORE_CTX_set_time(context.pointer, 0, time_t(time.seconds))
    let parameters = unsafe X509_STORE_CTX_get0_param(context.pointer)
    unsafe X509_VERIFY_PARAM_set_auth_level(parameters, Int32(clamping: level))
    switch name {
    case let name? where name.isAddress:
      let bytes = try name.checkedBytes()
      try unsafe check("X509_VERIFY_PARAM_set1_ip", X509_VERIFY_PARAM_set1_ip(parameters, bytes, bytes.count))
    case let name?:
      let text = try name.checkedBytes().map { CChar(bitPattern: $0) }
      try unsafe check(
        "X509_VERIFY_PARAM_set1_host", X509_VERIFY_PARAM_set1_host(parameters, text, text.count))
    case nil: break
    }
    return try context.judge()
  }
}

extension TrustStore.Purpose {
  var identifier: Int32 { self == .server ? X509_PURPOSE_SSL_SERVER : X509_PURPOSE_SSL_CLIENT }
}
