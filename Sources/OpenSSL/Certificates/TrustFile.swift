internal import COpenSSL

/// What a server takes from a file that it names as ssl-ca or ssl-crl: both kinds of file are read by the same
/// function, which puts certificates and revocation lists into one store (X509_load_cert_crl_file(3)).
///
/// So a list that stands in ssl-ca counts as soon as ssl-crl is set, and a certificate in ssl-crl is trusted.
public struct TrustFile: Sendable, Hashable {
  /// The certificates, in order; with the settings of `TRUSTED CERTIFICATE` blocks.
  public let certificates: [Certificate]
  /// The revocation lists, in order.
  public let revocationLists: [RevocationList]

  /// Reads `pem` as X509_load_cert_crl_file does (PEM_X509_INFO_read_bio(3)).
  ///
  /// - Throws: where a server would not start with it: it holds neither, or a block of either kind is damaged.
  public static func parse(pem: [UInt8]) throws(PEMError) -> TrustFile {
    try unsafe pem.span.withUnsafeBytes { (bytes) throws(PEMError) in try unsafe parse(bytes) }
  }

  private static func parse(_ pem: UnsafeRawBufferPointer) throws(PEMError) -> TrustFile {
    ERR_clear_error()
    let stack = unsafe MemoryBIO.reading(pem) { bio in
      unsafe PEM_X509_INFO_read_bio(bio.pointer, nil, refuseToAsk, nil)
    }
    guard let stack = unsafe stack ?? nil else {
      let error = OpenSSLError.drainingQueue("PEM_X509_INFO_read_bio")
      guard !error.entries.isEmpty else { throw unsafe missing(pem) }
      throw .malformed("a block", error)
    }
    defer { unsafe mkcerts_sk_X509_INFO_pop_free(stack) }
    let file: TrustFile
    do { file = try unsafe TrustFile(stack) } catch { throw .malformed("a block", error) }
    guard !(file.certificates.isEmpty && file.revocationLists.isEmpty) else { throw unsafe missing(pem) }
    return file
  }

  private static func missing(_ pem: UnsafeRawBufferPointer) -> PEMError {
    let found = unsafe PEMText.labels(in: pem)
    return unsafe .missing("certificate", found: found, as: found.isEmpty ? DERKind(of: pem) : nil)
  }

  private init(_ stack: OpaquePointer) throws(OpenSSLError) {
    var (certificates, lists): ([Certificate], [RevocationList]) = ([], [])
    for index in unsafe 0..<max(0, mkcerts_sk_X509_INFO_num(stack)) {
      guard let item = unsafe mkcerts_sk_X509_INFO_value(stack, index) else { continue }
      if let certificate = unsafe item.pointee.x509 {
        unsafe X509_up_ref(certificate)
        unsafe certificates.append(try Certificate(owning: certificate))
      }
      if let list = unsafe item.pointee.crl {
        unsafe X509_CRL_up_ref(list)
        unsafe lists.append(try RevocationList(owning: list))
      }
    }
    self.certificates = certificates
    revocationLists = lists
  }
}
