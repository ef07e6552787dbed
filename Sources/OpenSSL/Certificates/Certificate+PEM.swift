internal import COpenSSL
public import Secrets

extension Certificate {
  /// All certificates in `pem`, in order. Other blocks and text around them are passed over, as servers do.
  ///
  /// - Throws: where there is none, or one of them cannot be decoded.
  public static func parse(pem: [UInt8]) throws(PEMError) -> [Certificate] {
    try unsafe pem.span.withUnsafeBytes { (bytes) throws(PEMError) in try unsafe parse(bytes) }
  }

  /// As ``parse(pem:)``, for a text that may hold a private key too.
  public static func parse(pem: borrowing SecretBytes) throws(PEMError) -> [Certificate] {
    try unsafe pem.withUnsafeBytes { (bytes) throws(PEMError) in try unsafe parse(bytes) }
  }

  private static func parse(_ pem: UnsafeRawBufferPointer) throws(PEMError) -> [Certificate] {
    let labels = unsafe PEMText.labels(in: pem)
    guard labels.contains(where: isCertificateLabel) else { throw .missing("certificate", found: labels) }
    let certificates = try unsafe MemoryBIO.reading(pem) { (bio) throws(PEMError) in
      try readAll(bio)
    }
    guard let certificates else { throw .malformed("certificate 1", .drainingQueue("BIO_new_mem_buf")) }
    return certificates
  }

  private static func isCertificateLabel(_ label: String) -> Bool {
    ["CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE"].contains(label)
  }

  private static func readAll(_ bio: borrowing MemoryBIO) throws(PEMError) -> [Certificate] {
    var certificates: [Certificate] = []
    while true {
      ERR_clear_error()
      // The reader that servers use for ssl-ca and ssl-cert: PEM_read_bio_X509 would pass over a trusted
      // certificate.
      guard let pointer = unsafe PEM_read_bio_X509_AUX(bio.pointer, nil, refuseToAsk, nil) else {
        let error = OpenSSLError.drainingQueue("PEM_read_bio_X509_AUX")
        // The end of the text is not an error.
        if let last = error.entries.last, last.libraryNumber == ERR_LIB_PEM,
          last.reasonNumber == PEM_R_NO_START_LINE, !certificates.isEmpty
        {
          return certificates
        }
        throw .malformed("certificate \(certificates.count + 1)", error)
      }
      do {
        unsafe certificates.append(try Certificate(owning: pointer))
      } catch {
        throw .malformed("certificate \(certificates.count + 1)", error)
      }
    }
  }

  /// The certificate as PEM, `BEGIN CERTIFICATE`, in lines of 64 characters (RFC 7468).
  public func pem() throws(OpenSSLError) -> String {
    let bio = try MemoryBIO()
    try unsafe check("PEM_write_bio_X509", PEM_write_bio_X509(bio.pointer, pointer))
    return bio.text
  }
}
