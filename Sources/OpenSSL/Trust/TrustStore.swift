internal import COpenSSL

/// The certificates that a server or a client trusts (its ssl-ca), and the judgement of chains under them,
/// done by OpenSSL as the servers have it done (X509_verify_cert(3)).
@safe public final class TrustStore: @unchecked Sendable {
  // Sendable: an X509_STORE is guarded by its own lock, and nothing is added after the initialiser.
  private let store: OpaquePointer

  /// What it was made of, in order.
  public let anchors: [Certificate]

  /// A store that trusts `anchors` and nothing else.
  public init(_ anchors: [Certificate]) throws(OpenSSLError) {
    unsafe store = try unsafe nonNull("X509_STORE_new", X509_STORE_new())
    self.anchors = anchors
    for anchor in anchors {
      try unsafe check("X509_STORE_add_cert", X509_STORE_add_cert(store, anchor.pointer))
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

  /// Judges `leaf` with the help of `intermediates`.
  ///
  /// - Parameters:
  ///   - time: the moment to judge at.
  ///   - name: the name that the client dials, to be found in the certificate; nil where names are not
  ///     checked.
  /// - Returns: the chain from the leaf to its trust anchor, or the reason why there is none.
  /// - Throws: where `name` is not one that can be dialled: empty, not in ASCII, with a NUL, an address of a
  ///   wrong length, or of another kind. None of these means "do not check".
  public func judge(
    _ leaf: Certificate, intermediates: [Certificate] = [], as purpose: Purpose, at time: Time,
    name: GeneralName? = nil
  ) throws(OpenSSLError) -> Judgement {
    let others = unsafe Owned(try nonNull("sk_X509_new_null", mkcerts_sk_X509_new_null())) {
      unsafe mkcerts_sk_X509_free($0)
    }
    for certificate in intermediates {
      try unsafe check("sk_X509_push", mkcerts_sk_X509_push(others.pointer, certificate.pointer))
    }
    let context = unsafe Owned(try nonNull("X509_STORE_CTX_new", X509_STORE_CTX_new())) {
      unsafe X509_STORE_CTX_free($0)
    }
    try unsafe check(
      "X509_STORE_CTX_init", X509_STORE_CTX_init(context.pointer, store, leaf.pointer, others.pointer))
    try unsafe configure(context.pointer, purpose: purpose, time: time, name: name)
    ERR_clear_error()
    let accepted = unsafe X509_verify_cert(context.pointer) == 1
    defer { ERR_clear_error() }
    return try unsafe accepted
      ? .accepted(chain: Self.chain(context.pointer)) : .refused(Self.refusal(context.pointer))
  }

  private func configure(
    _ context: OpaquePointer, purpose: Purpose, time: Time, name: GeneralName?
  ) throws(OpenSSLError) {
    let identifier = purpose == .server ? X509_PURPOSE_SSL_SERVER : X509_PURPOSE_SSL_CLIENT
    try unsafe check("X509_STORE_CTX_set_purpose", X509_STORE_CTX_set_purpose(context, identifier))
    unsafe X509_STORE_CTX_set_time(context, 0, time_t(time.seconds))
    let parameters = unsafe X509_STORE_CTX_get0_param(context)
    // Security level 2, as in the distributions' builds of the servers (SSL_CTX_set_security_level(3)).
    unsafe X509_VERIFY_PARAM_set_auth_level(parameters, 2)
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
  }

  private static func chain(_ context: OpaquePointer) throws(OpenSSLError) -> [Certificate] {
    let stack = unsafe Owned(try nonNull("X509_STORE_CTX_get1_chain", X509_STORE_CTX_get1_chain(context))) {
      unsafe mkcerts_sk_X509_pop_free($0)
    }
    var chain: [Certificate] = []
    for index in unsafe 0..<mkcerts_sk_X509_num(stack.pointer) {
      let certificate = try unsafe nonNull("sk_X509_value", mkcerts_sk_X509_value(stack.pointer, index))
      unsafe X509_up_ref(certificate)
      unsafe chain.append(try Certificate(owning: certificate))
    }
    return chain
  }

  private static func refusal(_ context: OpaquePointer) -> Refusal {
    let code = unsafe X509_STORE_CTX_get_error(context)
    let reason =
      unsafe X509_verify_cert_error_string(Int(code)).map { unsafe String(cString: $0) } ?? "unknown reason"
    return unsafe Refusal(code: code, reason: reason, depth: Int(X509_STORE_CTX_get_error_depth(context)))
  }
}

/// What OpenSSL says of a chain.
public enum Judgement: Sendable {
  /// It holds; from the leaf to the trust anchor.
  case accepted(chain: [Certificate])
  case refused(Refusal)
}

/// Why OpenSSL refuses a chain.
public struct Refusal: Sendable, Hashable {
  /// X509_V_ERR_…, as openssl-verify(1) lists them.
  public let code: Int32
  /// OpenSSL's words for it, which servers and tools print.
  public let reason: String
  /// Where in the chain: 0 is the leaf.
  public let depth: Int

  /// X509_V_ERR_CERT_HAS_EXPIRED, and …_NOT_YET_VALID.
  public var isExpired: Bool { code == X509_V_ERR_CERT_HAS_EXPIRED }
  public var isNotYetValid: Bool { code == X509_V_ERR_CERT_NOT_YET_VALID }
  /// X509_V_ERR_INVALID_PURPOSE: its usages do not allow what it is shown for.
  public var isWrongPurpose: Bool { code == X509_V_ERR_INVALID_PURPOSE }
  /// X509_V_ERR_HOSTNAME_MISMATCH or X509_V_ERR_IP_ADDRESS_MISMATCH.
  public var isWrongName: Bool {
    code == X509_V_ERR_HOSTNAME_MISMATCH || code == X509_V_ERR_IP_ADDRESS_MISMATCH
  }
}
