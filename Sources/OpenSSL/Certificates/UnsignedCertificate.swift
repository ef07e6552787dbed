internal import COpenSSL

/// A certificate that is complete but for its signature. Signing consumes it, so what was looked at before is
/// what gets signed, and only once.
@safe public struct UnsignedCertificate: ~Copyable {
  /// nil where it is written as others of its series are.
  private let pointer: OpaquePointer?
  private let further: SeriesWriter.Further?

  /// What it will say.
  public let fields: CertificateFields

  deinit { unsafe X509_free(pointer) }

  /// Builds the certificate that `template` describes, version 3.
  ///
  /// - Parameter series: writes it, where it is one of that series.
  public init(_ template: CertificateTemplate, in series: SeriesWriter? = nil) throws(OpenSSLError) {
    if let further = series?.further(template) {
      fields = further.fields
      self.further = further
      unsafe pointer = nil
      return
    }
    let pointer = try unsafe nonNull("X509_new", X509_new())
    do {
      try unsafe Self.fill(pointer, from: template)
      fields = try unsafe CertificateFields(of: pointer)
    } catch {
      unsafe X509_free(pointer)
      throw error
    }
    unsafe self.pointer = unsafe pointer
    further = nil
  }

  /// Signs it, with SHA-256 (SHA-384 for a P-384 key; EdDSA as it is), and gives the certificate, its fields
  /// read anew. It is not decoded from its own encoding, for which OpenSSL 3 takes longer than for key and
  /// signature together.
  public consuming func sign(with key: borrowing PrivateKey) throws(OpenSSLError) -> Certificate {
    if let further { return try further.sign(with: key) }
    let pointer = unsafe try nonNull("X509_new", pointer)
    try unsafe check("X509_sign", X509_sign(pointer, key.pointer, key.signatureDigest))
    return try unsafe Certificate(
      sharing: pointer, der: encoding("i2d_X509") { unsafe i2d_X509(pointer, $0) },
      fields: CertificateFields(of: pointer))
  }

  private static func fill(_ x509: OpaquePointer, from template: CertificateTemplate) throws(OpenSSLError) {
    try unsafe check("X509_set_version", X509_set_version(x509, 2))
    try unsafe template.serial.withInteger { (serial) throws(OpenSSLError) in
      try unsafe check("X509_set_serialNumber", X509_set_serialNumber(x509, serial))
    }
    try unsafe template.issuer.withPointer { (name) throws(OpenSSLError) in
      try unsafe check("X509_set_issuer_name", X509_set_issuer_name(x509, name))
    }
    try unsafe template.subject.withPointer { (name) throws(OpenSSLError) in
      try unsafe check("X509_set_subject_name", X509_set_subject_name(x509, name))
    }
    let key = unsafe try template.publicKey.pointer
    try unsafe check("X509_set_pubkey", X509_set_pubkey(x509, key))
    try unsafe template.notBefore.write(to: X509_getm_notBefore(x509))
    try unsafe template.notAfter.write(to: X509_getm_notAfter(x509))
    try unsafe ExtensionWriter(x509: x509).write(template)
  }
}
