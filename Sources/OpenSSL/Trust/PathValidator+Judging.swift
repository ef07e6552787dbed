internal import COpenSSL

extension PathValidator {
  /// Judges one path, from the leaf to an anchor, by itself.
  func judge(
    _ path: [Certificate], as purpose: TrustStore.Purpose?, at time: Time, peer: PeerName?
  ) throws(OpenSSLError) -> Judgement {
    if let refusal = PathRules(path, at: time).refusal { return .refused(refusal) }
    let store = unsafe Owned(try nonNull("X509_STORE_new", X509_STORE_new())) { unsafe X509_STORE_free($0) }
    let anchor = path[path.count - 1]
    try unsafe check("X509_STORE_add_cert", X509_STORE_add_cert(store.pointer, anchor.pointer))
    for list in revocationLists where checksRevocation && list.isComplete(at: time) {
      try unsafe check("X509_STORE_add_crl", X509_STORE_add_crl(store.pointer, list.pointer))
    }
    let context = try unsafe VerificationContext(
      store.pointer, [anchor], path[0], intermediates: Array(path.dropFirst().dropLast()))
    let parameters = unsafe X509_STORE_CTX_get0_param(context.pointer)
    try unsafe configure(parameters)
    if let purpose {
      try unsafe check(
        "X509_STORE_CTX_set_purpose", X509_STORE_CTX_set_purpose(context.pointer, purpose.identifier))
    }
    if let peer { try unsafe Self.set(peer, parameters) }
    let judgement = try context.judge(allowingMissingKeyUsage: true)
    guard case .accepted(let chain) = judgement else { return judgement }
    guard chain == path else { return .refused(Refusal(X509_V_ERR_UNSPECIFIED, path)) }
    return NameConstraintRules(path: path).refusal.map(Judgement.refused) ?? judgement
  }

  private func configure(_ parameters: OpaquePointer?) throws(OpenSSLError) {
    var flags =
      X509_V_FLAG_X509_STRICT | X509_V_FLAG_PARTIAL_CHAIN | X509_V_FLAG_NO_CHECK_TIME
      | X509_V_FLAG_POLICY_CHECK
    if checksRevocation { flags |= X509_V_FLAG_CRL_CHECK | X509_V_FLAG_CRL_CHECK_ALL }
    try unsafe check(
      "X509_VERIFY_PARAM_set_flags", X509_VERIFY_PARAM_set_flags(parameters, UInt(flags)))
    unsafe X509_VERIFY_PARAM_set_auth_level(parameters, Int32(clamping: securityLevel))
    unsafe X509_VERIFY_PARAM_set_hostflags(
      parameters, UInt32(X509_CHECK_FLAG_NEVER_CHECK_SUBJECT | X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS))
  }

  private static func set(_ peer: PeerName, _ parameters: OpaquePointer?) throws(OpenSSLError) {
    switch peer {
    case .host(let name):
      let text = try GeneralName.dns(name).checkedBytes().map { CChar(bitPattern: $0) }
      try unsafe check(
        "X509_VERIFY_PARAM_set1_host", X509_VERIFY_PARAM_set1_host(parameters, text, text.count))
    case .address(let address):
      let bytes = try GeneralName.ip(address).checkedBytes()
      try unsafe check("X509_VERIFY_PARAM_set1_ip", X509_VERIFY_PARAM_set1_ip(parameters, bytes, bytes.count))
    case .mailbox(let name):
      let text = try GeneralName.dns(name).checkedBytes().map { CChar(bitPattern: $0) }
      try unsafe check(
        "X509_VERIFY_PARAM_set1_email", X509_VERIFY_PARAM_set1_email(parameters, text, text.count))
    }
  }
}

extension RevocationList {
  /// True where it may be taken as the whole list of its issuer at `time` (RFC 5280, 6.3.3): it is no delta, which
  /// OpenSSL would take for one, and current.
  func isComplete(at time: Time) -> Bool {
    guard !isDelta, let thisUpdate, let nextUpdate else { return false }
    return thisUpdate <= time && time <= nextUpdate
  }
}
