internal import COpenSSL

/// One run of X509_verify_cert(3), and what is read from it afterwards.
@safe struct VerificationContext: ~Copyable {
  private let context: Owned<OpaquePointer>
  // The stack's certificates belong to whoever handed them in.
  private let others: Owned<OpaquePointer>

  /// An X509_STORE_CTX, to be configured before ``judge()``.
  var pointer: OpaquePointer { unsafe context.pointer }

  /// A run over `leaf` under `store`, an X509_STORE that outlives it.
  init(_ store: OpaquePointer, _ leaf: Certificate, intermediates: [Certificate]) throws(OpenSSLError) {
    let others = unsafe Owned(try nonNull("sk_X509_new_null", mkcerts_sk_X509_new_null())) {
      unsafe mkcerts_sk_X509_free($0)
    }
    let context = unsafe Owned(try nonNull("X509_STORE_CTX_new", X509_STORE_CTX_new())) {
      unsafe X509_STORE_CTX_free($0)
    }
    for certificate in intermediates {
      try unsafe check("sk_X509_push", mkcerts_sk_X509_push(others.pointer, certificate.pointer))
    }
    try unsafe check(
      "X509_STORE_CTX_init", X509_STORE_CTX_init(context.pointer, store, leaf.pointer, others.pointer))
    unsafe self.context = unsafe context
    unsafe self.others = unsafe others
  }

  /// Runs it.
  func judge() throws(OpenSSLError) -> Judgement {
    ERR_clear_error()
    defer { ERR_clear_error() }
    return try unsafe X509_verify_cert(pointer) == 1 ? .accepted(chain: chain()) : .refused(refusal())
  }

  private func chain() throws(OpenSSLError) -> [Certificate] {
    let stack = unsafe Owned(try nonNull("X509_STORE_CTX_get1_chain", X509_STORE_CTX_get1_chain(pointer))) {
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

  private func refusal() -> Refusal {
    let code = unsafe X509_STORE_CTX_get_error(pointer)
    var certificate: Certificate?
    if let current = unsafe X509_STORE_CTX_get_current_cert(pointer) {
      unsafe X509_up_ref(current)
      certificate = unsafe try? Certificate(owning: current)
    }
    let cause = RefusalCause(code)
    var list: RevocationList?
    if cause.isAboutRevocation, let current = unsafe X509_STORE_CTX_get0_current_crl(pointer) {
      unsafe X509_CRL_up_ref(current)
      list = unsafe try? RevocationList(owning: current)
    }
    return unsafe Refusal(
      code: code, reason: Refusal.reason(code), cause: cause,
      depth: Int(X509_STORE_CTX_get_error_depth(pointer)),
      certificate: certificate, revocationList: list)
  }
}
