internal import COpenSSL

/// Checks the signatures of certificates of series (``CertificateSeries``) by one issuer's key. What a check needs is
/// fetched once, for which OpenSSL 3 takes half as long as for the check; so it belongs to one thread.
@safe public final class SeriesSignature {
  private let context: OpaquePointer
  // Keeps the key alive.
  private let issuer: PublicKey

  /// - Throws: where `issuer` cannot be decoded, or checks no signatures.
  public init(by issuer: PublicKey) throws(OpenSSLError) {
    self.issuer = issuer
    let key = unsafe try issuer.pointer
    unsafe context = unsafe try nonNull("EVP_PKEY_CTX_new", EVP_PKEY_CTX_new(key, nil))
    unsafe try check("EVP_PKEY_verify_init", EVP_PKEY_verify_init(context))
  }

  deinit { unsafe EVP_PKEY_CTX_free(context) }

  /// True where `certificate` is one of a series, which are all signed with ECDSA and SHA-256, and the signature is
  /// by the issuer's key.
  public func isGood(on certificate: Certificate) -> Bool {
    let der = certificate.der
    // A key of another kind would take the digest for something else.
    guard case .ec = issuer.kind, certificate.series != nil, let part = CertificateParts.signedPart(of: der)
    else { return false }
    defer { ERR_clear_error() }
    let digest = Digest.sha256(der[part.all])
    return unsafe der[part.signature].withUnsafeBufferPointer { signature in
      unsafe EVP_PKEY_verify(context, signature.baseAddress, signature.count, digest, digest.count) == 1
    }
  }
}
