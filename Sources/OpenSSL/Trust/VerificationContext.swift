internal import COpenSSL

/// One run of X509_verify_cert(3), and what is read from it afterwards.
@safe struct VerificationContext: ~Copyable {
  private let context: Owned<OpaquePointer>
  // The stack's certificates belong to whoever handed them in.
  private let others: Owned<OpaquePointer>
  /// The certificates that a chain can consist of, as far as they are known.
  private let known: [Certificate]

  /// An X509_STORE_CTX, to be configured before ``judge()``.
  var pointer: OpaquePointer { unsafe context.pointer }

  /// A run over `leaf` under `store`, an X509_STORE of `anchors` that outlives it.
  init(
    _ store: OpaquePointer, _ anchors: [Certificate], _ leaf: Certificate, intermediates: [Certificate]
  ) throws(OpenSSLError) {
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
    known = [leaf] + intermediates + anchors
  }

  /// Runs it.
  ///
  /// - Parameter allowingMissingKeyUsage: X509_STRICT refuses an authority without keyUsage, which RFC 5280, 4.2.1.3
  ///   tells issuers to write; a path holds where the extension is absent (6.1.4 (n)).
  func judge(allowingMissingKeyUsage: Bool = false) throws(OpenSSLError) -> Judgement {
    var watch = VerificationWatch(allowsMissingKeyUsage: allowingMissingKeyUsage)
    defer { unsafe X509_CRL_free(watch.list) }
    ERR_clear_error()
    defer { ERR_clear_error() }
    let isGood = unsafe withUnsafeMutablePointer(to: &watch) { watch in
      unsafe X509_STORE_CTX_set_ex_data(pointer, 0, watch)
      unsafe X509_STORE_CTX_set_verify_cb(pointer, watchVerification)
      return unsafe X509_verify_cert(pointer) == 1
    }
    return try unsafe isGood ? .accepted(chain: chain()) : .refused(refusal(watch.list))
  }

  private func chain() throws(OpenSSLError) -> [Certificate] {
    let stack = unsafe Owned(try nonNull("X509_STORE_CTX_get1_chain", X509_STORE_CTX_get1_chain(pointer))) {
      unsafe mkcerts_sk_X509_pop_free($0)
    }
    var chain: [Certificate] = []
    for index in unsafe 0..<mkcerts_sk_X509_num(stack.pointer) {
      let certificate = try unsafe nonNull("sk_X509_value", mkcerts_sk_X509_value(stack.pointer, index))
      unsafe chain.append(try wrapped(certificate))
    }
    return chain
  }

  /// `pointer`, an X509, as the certificate that it was handed in as, or else decoded.
  private func wrapped(_ pointer: OpaquePointer) throws(OpenSSLError) -> Certificate {
    if let known = known.first(where: { unsafe $0.pointer == pointer }) { return known }
    unsafe X509_up_ref(pointer)
    return try unsafe Certificate(owning: pointer)
  }

  private func refusal(_ current: OpaquePointer?) -> Refusal {
    let code = unsafe X509_STORE_CTX_get_error(pointer)
    var certificate: Certificate?
    if let current = unsafe X509_STORE_CTX_get_current_cert(pointer) {
      certificate = unsafe try? wrapped(current)
    }
    let cause = RefusalCause(code)
    var list: RevocationList?
    if cause.isAboutRevocation, let current = unsafe current {
      unsafe X509_CRL_up_ref(current)
      list = unsafe try? RevocationList(owning: current)
    }
    return unsafe Refusal(
      code: code, reason: Refusal.reason(code), cause: cause,
      depth: Int(X509_STORE_CTX_get_error_depth(pointer)),
      certificate: certificate, revocationList: list)
  }
}

/// What the callback of a run is told, and what it tells.
@safe private struct VerificationWatch {
  let allowsMissingKeyUsage: Bool
  /// The revocation list that the run was busy with when it failed, with a reference of its own: afterwards nobody
  /// knows it any more.
  var list: OpaquePointer?

  init(allowsMissingKeyUsage: Bool) { self.allowsMissingKeyUsage = allowsMissingKeyUsage }
}

/// X509_STORE_CTX_verify_cb (X509_STORE_CTX_set_verify_cb(3)).
private let watchVerification: @convention(c) (Int32, OpaquePointer?) -> Int32 = { isGood, context in
  guard isGood != 1,
    let watch = unsafe X509_STORE_CTX_get_ex_data(context, 0)?.assumingMemoryBound(to: VerificationWatch.self)
  else { return isGood }
  if unsafe X509_STORE_CTX_get_error(context) == X509_V_ERR_CA_CERT_MISSING_KEY_USAGE,
    unsafe watch.pointee.allowsMissingKeyUsage
  {
    return 1
  }
  if let list = unsafe X509_STORE_CTX_get0_current_crl(context), unsafe watch.pointee.list == nil {
    unsafe X509_CRL_up_ref(list)
    unsafe watch.pointee.list = unsafe list
  }
  return 0
}
