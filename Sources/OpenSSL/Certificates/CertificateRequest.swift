internal import COpenSSL

/// A certificate signing request (PKCS#10, RFC 2986).
@safe public final class CertificateRequest: @unchecked Sendable {
  // Sendable: an X509_REQ that nothing changes after the initialiser.
  private let pointer: OpaquePointer

  /// The DER encoding.
  public let der: [UInt8]
  /// The name that is asked for.
  public let subject: DistinguishedName
  /// The key that is to be certified.
  public let publicKey: PublicKey
  /// The alternative names that are asked for; empty where none are.
  public let subjectAlternativeNames: [GeneralName]

  private init(owning pointer: OpaquePointer) throws(OpenSSLError) {
    do {
      der = try unsafe encoding("i2d_X509_REQ") { unsafe i2d_X509_REQ(pointer, $0) }
      subject = try unsafe DistinguishedName(copying: X509_REQ_get_subject_name(pointer))
      publicKey = unsafe try Self.publicKey(pointer)
      subjectAlternativeNames = unsafe Self.names(pointer)
    } catch {
      unsafe X509_REQ_free(pointer)
      throw error
    }
    unsafe self.pointer = unsafe pointer
  }

  deinit { unsafe X509_REQ_free(pointer) }

  /// The one request in `pem`.
  public static func parse(pem: [UInt8]) throws(PEMError) -> CertificateRequest {
    let labels = unsafe pem.withUnsafeBytes { unsafe PEMText.labels(in: $0) }
    let requests = labels.filter { $0 == "CERTIFICATE REQUEST" || $0 == "NEW CERTIFICATE REQUEST" }
    guard !requests.isEmpty else {
      let binary = unsafe pem.withUnsafeBytes { unsafe labels.isEmpty ? DERKind(of: $0) : nil }
      throw .missing("certificate request", found: labels, as: binary)
    }
    guard requests.count == 1 else { throw .several("requests", count: requests.count) }
    ERR_clear_error()
    let pointer = unsafe pem.withUnsafeBytes { bytes in
      unsafe MemoryBIO.reading(bytes) { bio in
        unsafe PEM_read_bio_X509_REQ(bio.pointer, nil, refuseToAsk, nil)
      }
        ?? nil
    }
    guard let pointer = unsafe pointer else {
      throw .malformed("the request", .drainingQueue("PEM_read_bio_X509_REQ"))
    }
    do { return try unsafe CertificateRequest(owning: pointer) } catch {
      throw .malformed("the request", error)
    }
  }

  /// True where the request is signed by the key that it asks a certificate for, which proves that whoever
  /// asks has the private key.
  public var provesPossession: Bool {
    defer { ERR_clear_error() }
    guard let key = unsafe try? publicKey.pointer else { return false }
    return unsafe X509_REQ_verify(pointer, key) == 1
  }

  /// The request as PEM, `BEGIN CERTIFICATE REQUEST`.
  public func pem() throws(OpenSSLError) -> String {
    let bio = try MemoryBIO()
    try unsafe check("PEM_write_bio_X509_REQ", PEM_write_bio_X509_REQ(bio.pointer, pointer))
    return bio.text
  }

  private static func publicKey(_ request: OpaquePointer) throws(OpenSSLError) -> PublicKey {
    let key = unsafe try nonNull("X509_REQ_get_pubkey", X509_REQ_get_pubkey(request))
    return unsafe try PublicKey(owning: key, encodedIn: X509_REQ_get_X509_PUBKEY(request))
  }

  private static func names(_ request: OpaquePointer) -> [GeneralName] {
    // A malformed extension leaves entries behind that say nothing about the next call.
    defer { ERR_clear_error() }
    guard let extensions = unsafe X509_REQ_get_extensions(request) else { return [] }
    defer { unsafe mkcerts_sk_X509_EXTENSION_pop_free(extensions) }
    guard let raw = unsafe X509V3_get_d2i(extensions, NID_subject_alt_name, nil, nil) else { return [] }
    let names = unsafe Owned(OpaquePointer(raw)) { unsafe GENERAL_NAMES_free($0) }
    return unsafe generalNames(names.pointer)
  }
}
