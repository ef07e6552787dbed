internal import COpenSSL
internal import Synchronization

/// A certificate (RFC 5280). Immutable, so it may be shared between threads.
@safe public final class Certificate: Sendable {
  /// The DER encoding, exactly as it was read or signed.
  public let der: [UInt8]
  /// What it says.
  public let fields: CertificateFields
  /// The series that it was recognised as one of; nil for all others.
  public let series: CertificateSeries?

  /// nil until it is needed, where it is one of a series.
  private let decoded: Mutex<Handle?>

  /// An X509 with a reference of its own.
  @safe private struct Handle: @unchecked Sendable {
    // Sendable: an X509 is reference counted with atomics, and its lazily filled caches are guarded by its own
    // lock.
    let pointer: OpaquePointer
  }

  /// The certificate as an X509, valid for as long as this object lives.
  var pointer: OpaquePointer {
    unsafe decoded.withLock { handle in
      if let handle { return handle }
      // What ``CertificateParts`` takes is what d2i_X509 takes, unless there is no memory left.
      let pointer = unsafe der.withUnsafeBufferPointer { bytes in
        var start = bytes.baseAddress
        return unsafe d2i_X509(nil, &start, bytes.count)
      }
      guard let pointer = unsafe pointer else { fatalError("out of memory") }
      let made = unsafe Handle(pointer: pointer)
      handle = made
      return made
    }.pointer
  }

  /// Takes over `pointer`, which must come with a reference of its own.
  init(owning pointer: OpaquePointer) throws(OpenSSLError) {
    do {
      der = try unsafe encoding("i2d_X509") { unsafe i2d_X509(pointer, $0) }
      fields = try unsafe CertificateFields(of: pointer)
    } catch {
      unsafe X509_free(pointer)
      throw error
    }
    decoded = unsafe Mutex(Handle(pointer: pointer))
    series = nil
  }

  /// The certificate `der` of `series`, of which the fields are known.
  init(der: [UInt8], fields: CertificateFields, series: CertificateSeries) {
    self.der = der
    self.fields = fields
    self.series = series
    decoded = Mutex(nil)
  }

  /// Shares `pointer`, of which the encoding and the fields are known.
  init(sharing pointer: OpaquePointer, der: [UInt8], fields: CertificateFields) {
    unsafe X509_up_ref(pointer)
    decoded = unsafe Mutex(Handle(pointer: pointer))
    series = nil
    self.der = der
    self.fields = fields
  }

  deinit {
    if let handle = decoded.withLock({ $0 }) { unsafe X509_free(handle.pointer) }
  }

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
  public var isSelfIssued: Bool {
    // Of a series is only what has another name than its issuer.
    series == nil && fields.issuer.matches(fields.subject)
  }

  /// The name of the file that a hashed folder of authorities (ssl-capath) has for this subject, without the
  /// number at its end (X509_NAME_hash, openssl-rehash(1)): eight hexadecimal digits.
  public var subjectHash: String {
    let hash = unsafe UInt32(truncatingIfNeeded: X509_subject_name_hash(pointer))
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }
}

extension Certificate: Hashable {
  public static func == (one: Certificate, other: Certificate) -> Bool {
    one === other || one.der == other.der
  }

  /// The end of the encoding is the end of the signature, which no two certificates have in common.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(der.suffix(16).reduce(UInt128(0)) { $0 << 8 | UInt128($1) })
  }
}
