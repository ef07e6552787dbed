internal import COpenSSL

extension RevocationList {
  /// The list as PEM, `BEGIN X509 CRL`, in lines of 64 characters (RFC 7468).
  public func pem() throws(OpenSSLError) -> String {
    let bio = try MemoryBIO()
    try unsafe check("PEM_write_bio_X509_CRL", PEM_write_bio_X509_CRL(bio.pointer, pointer))
    return bio.text
  }

  /// The hash of the issuer under which OpenSSL looks for it in a folder, as `openssl crl -hash` prints it.
  public var issuerHash: String {
    defer { ERR_clear_error() }
    let hash = unsafe X509_NAME_hash_ex(X509_CRL_get_issuer(pointer), nil, nil, nil)
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }
}
