internal import COpenSSL

extension Refusal {
  /// What OpenSSL says of a leaf that signed itself and is not trusted.
  public static let selfSigned = Refusal(code: X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT)
  /// What it says of a chain whose authority is nowhere to be found.
  public static let noAuthority = Refusal(code: X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY)

  private init(code: Int32) {
    let reason = unsafe X509_verify_cert_error_string(Int(code)).map { unsafe String(cString: $0) }
    self.init(
      code: code, reason: reason ?? "unknown reason", cause: RefusalCause(code), depth: 0, certificate: nil,
      revocationList: nil)
  }
}
