internal import COpenSSL

/// A certificate (RFC 5280). Immutable, so it may be shared between threads.
@safe public final class Certificate: @unchecked Sendable {
  // Sendable: an X509 is reference counted with atomics, and its lazily filled caches are guarded by its own
  // lock.
  let pointer: OpaquePointer

  /// The DER encoding, exactly as it was read or signed.
  public let der: [UInt8]
  /// What it says.
  public let fields: CertificateFields

  /// Takes over `pointer`, which must come with a reference of its own.
  init(owning pointer: OpaquePointer) throws(OpenSSLError) {
    do {
      der = try unsafe encoding("i2d_X509") { unsafe i2d_X509(pointer, $0) }
      fields = try unsafe CertificateFields(of: pointer)
    } catch {
      unsafe X509_free(pointer)
      throw error
    }
    unsafe self.pointer = unsafe pointer
  }

  /// Shares `pointer`, of which the encoding and the fields are known.
  init(sharing pointer: OpaquePointer, der: [UInt8], fields: CertificateFields) {
    unsafe X509_up_ref(pointer)
    unsafe self.pointer = unsafe pointer
    self.der = der
    self.fields = fields
  }

  deinit { unsafe X509_free(pointer) }

  /// The certificate whose DER encoding is `der`, of which nothing may be left over.
  public convenience init(der: [UInt8]) throws(OpenSSLError) {
    let decoded = unsafe try decodeWhole(der, "d2i_X509", of: "a certificate") {
      unsafe d2i_X509(nil, &$0, $1)
    } orFree: {
      unsafe X509_free($0)
    }
    try unsafe self.init(owning: decoded)
  }

  /// SHA-256 of the DER encoding, 32 bytes.
  public var fingerprint: [UInt8] { Digest.sha256(der) }

  /// True where the signature is by `key`: the one test of who issued it that no name can deceive.
  public func isSigned(by key: PublicKey) -> Bool {
    defer { ERR_clear_error() }
    guard let key = unsafe try? key.pointer else { return false }
    return unsafe X509_verify(pointer, key) == 1
  }

  /// True where the issuer's name is the subject's.
  public var isSelfIssued: Bool { fields.issuer.matches(fields.subject) }

  /// The name of the file that a hashed folder of authorities (ssl-capath) has for this subject, without the
  /// number at its end (X509_NAME_hash, openssl-rehash(1)): eight hexadecimal digits.
  public var subjectHash: String {
    let hash = unsafe UInt32(truncatingIfNeeded: X509_subject_name_hash(pointer))
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }
}

extension Certificate: Hashable {
  public static func == (one: Certificate, other: Certificate) -> Bool { one.der == other.der }
  /// The end of the encoding is the end of the signature, which no two certificates have in common.
  public func hash(into hasher: inout Hasher) { hasher.combine(der.suffix(32)) }
}
