internal import COpenSSL

/// A certificate revocation list (RFC 5280, section 5).
@safe public final class RevocationList: @unchecked Sendable {
  // Sendable: an X509_CRL that nothing changes after the initialiser, but for the order of its entries, which
  // OpenSSL changes under a lock of its own and which is read here before anybody else has it.
  let pointer: OpaquePointer

  /// The DER encoding.
  public let der: [UInt8]
  /// Who signed it.
  public let issuer: DistinguishedName
  /// When it was made.
  public let thisUpdate: Time?
  /// When the next one is due; after that, servers refuse every certificate of the issuer.
  public let nextUpdate: Time?
  /// What it revokes.
  public let entries: [Entry]
  /// The serial numbers it revokes.
  public var revokedSerials: [SerialNumber] { entries.map(\.serial) }

  /// One revoked certificate.
  public struct Entry: Sendable, Hashable {
    public let serial: SerialNumber
    public let date: Time?
    /// nil where none is given or it is malformed.
    public let reason: RevocationReason?

    /// - Parameter date: when it was revoked; nil is for what was read and is malformed, and cannot be written.
    public init(serial: SerialNumber, date: Time?, reason: RevocationReason?) {
      self.serial = serial
      self.date = date
      self.reason = reason
    }
  }

  /// Takes over `pointer`, which must come with a reference of its own.
  init(owning pointer: OpaquePointer) throws(OpenSSLError) {
    do {
      der = try unsafe encoding("i2d_X509_CRL") { unsafe i2d_X509_CRL(pointer, $0) }
      issuer = try unsafe DistinguishedName(copying: X509_CRL_get_issuer(pointer))
    } catch {
      unsafe X509_CRL_free(pointer)
      throw error
    }
    thisUpdate = unsafe Time(X509_CRL_get0_lastUpdate(pointer))
    nextUpdate = unsafe Time(X509_CRL_get0_nextUpdate(pointer))
    let revoked = unsafe X509_CRL_get_REVOKED(pointer)
    entries = unsafe (0..<max(0, mkcerts_sk_X509_REVOKED_num(revoked))).compactMap { index in
      unsafe mkcerts_sk_X509_REVOKED_value(revoked, index).map { unsafe Entry($0) }
    }
    unsafe self.pointer = unsafe pointer
    // A malformed extension leaves entries behind that say nothing about the next call.
    ERR_clear_error()
  }

  deinit { unsafe X509_CRL_free(pointer) }

  /// The first revocation list in `pem`.
  public static func parse(pem: [UInt8]) throws(PEMError) -> RevocationList {
    try PEMReader.revocationLists(pem, atMost: 1)[0]
  }

  /// All revocation lists in `pem`, in order; other blocks and text around them are passed over.
  ///
  /// - Throws: where there is none, or one of them cannot be decoded.
  public static func parseAll(pem: [UInt8]) throws(PEMError) -> [RevocationList] {
    try PEMReader.revocationLists(pem, atMost: .max)
  }

  /// The list whose DER encoding is `der`, of which nothing may be left over.
  public convenience init(der: [UInt8]) throws(OpenSSLError) {
    let decoded = unsafe try decodeWhole(der, "d2i_X509_CRL", of: "a revocation list") {
      unsafe d2i_X509_CRL(nil, &$0, $1)
    } orFree: {
      unsafe X509_CRL_free($0)
    }
    try unsafe self.init(owning: decoded)
  }

  /// True where the signature is by `key`.
  public func isSigned(by key: PublicKey) -> Bool {
    defer { ERR_clear_error() }
    guard let key = unsafe try? key.pointer else { return false }
    return unsafe X509_CRL_verify(pointer, key) == 1
  }
}

extension RevocationList.Entry {
  init(_ revoked: OpaquePointer) {
    unsafe self.init(
      serial: SerialNumber(X509_REVOKED_get0_serialNumber(revoked)),
      date: Time(X509_REVOKED_get0_revocationDate(revoked)), reason: Self.reason(revoked))
  }

  private static func reason(_ revoked: OpaquePointer) -> RevocationReason? {
    guard let raw = unsafe X509_REVOKED_get_ext_d2i(revoked, NID_crl_reason, nil, nil) else { return nil }
    let value = unsafe raw.assumingMemoryBound(to: ASN1_ENUMERATED.self)
    defer { unsafe ASN1_ENUMERATED_free(value) }
    return unsafe RevocationReason(rawValue: Int(ASN1_ENUMERATED_get(value)))
  }
}

extension RevocationList: Hashable {
  public static func == (one: RevocationList, other: RevocationList) -> Bool { one.der == other.der }
  public func hash(into hasher: inout Hasher) { hasher.combine(der) }
}
