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
    // The reader that servers use for ssl-ca and ssl-cert: PEM_read_bio_X509 would pass over a trusted
    // certificate.
    try unsafe PEMReader.all(
      in: pem, "certificate", labels: trustLabels, "PEM_read_bio_X509_AUX",
      by: { unsafe PEM_read_bio_X509_AUX($0, nil, refuseToAsk, nil) },
      make: { (pointer) throws(OpenSSLError) in try unsafe Certificate(owning: pointer) })
  }

  /// What PEM_read_bio_X509 reads.
  static let labels: Set = ["CERTIFICATE", "X509 CERTIFICATE"]
  /// What PEM_read_bio_X509_AUX reads.
  static let trustLabels = labels.union(["TRUSTED CERTIFICATE"])

  /// The certificate as PEM, `BEGIN CERTIFICATE`, in lines of 64 characters (RFC 7468).
  public func pem() throws(OpenSSLError) -> String {
    // By its encoding: one of a series was never decoded.
    let bio = try MemoryBIO()
    try unsafe check("PEM_write_bio", PEM_write_bio(bio.pointer, "CERTIFICATE", "", der, der.count))
    return bio.text
  }
}
