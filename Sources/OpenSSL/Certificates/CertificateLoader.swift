internal import COpenSSL
public import Secrets

/// The functions of libssl that servers load the file of their own certificate with (ssl-cert).
public enum CertificateLoader: Sendable, Hashable, CaseIterable {
  /// SSL_CTX_use_certificate_chain_file(3), in MySQL 8.0 and later and in MariaDB: the first certificate is the
  /// server's own, and those behind it are sent with it; `TRUSTED CERTIFICATE` counts in the first place alone.
  case chainFile
  /// SSL_CTX_use_certificate_file(3), in MySQL 5.7: the first certificate alone, and `TRUSTED CERTIFICATE` is
  /// passed over.
  case certificateFile
}

extension Certificate {
  /// The certificates that a server presents which loads `pem` as `loader` does: its own, and what it sends with
  /// it. The first block decides, whatever stands behind it.
  ///
  /// - Throws: where it does not load: there is no certificate, or one that would be sent cannot be decoded.
  public static func presented(
    pem: [UInt8], by loader: CertificateLoader
  ) throws(PEMError) -> [Certificate] {
    try unsafe pem.span.withUnsafeBytes { (bytes) throws(PEMError) in try unsafe presented(bytes, loader) }
  }

  /// As ``presented(pem:by:)``, for a text that may hold a private key too.
  public static func presented(
    pem: borrowing SecretBytes, by loader: CertificateLoader
  ) throws(PEMError) -> [Certificate] {
    try unsafe pem.withUnsafeBytes { (bytes) throws(PEMError) in try unsafe presented(bytes, loader) }
  }

  private static func presented(
    _ pem: UnsafeRawBufferPointer, _ loader: CertificateLoader
  ) throws(PEMError) -> [Certificate] {
    switch loader {
    case .certificateFile:
      try unsafe PEMReader.all(
        in: pem, "certificate", labels: labels, atMost: 1, "PEM_read_bio_X509",
        by: { unsafe PEM_read_bio_X509($0, nil, refuseToAsk, nil) },
        make: { (pointer) throws(OpenSSLError) in try unsafe Certificate(owning: pointer) })
    case .chainFile: try unsafe chain(pem)
    }
  }

  private static func chain(_ pem: UnsafeRawBufferPointer) throws(PEMError) -> [Certificate] {
    var isFirst = true
    return try unsafe PEMReader.all(
      in: pem, "certificate", labels: trustLabels, "PEM_read_bio_X509",
      by: { bio in
        defer { isFirst = false }
        return unsafe isFirst
          ? PEM_read_bio_X509_AUX(bio, nil, refuseToAsk, nil)
          : PEM_read_bio_X509(bio, nil, refuseToAsk, nil)
      }, make: { (pointer) throws(OpenSSLError) in try unsafe Certificate(owning: pointer) })
  }
}
