internal import COpenSSL

/// A certificate revocation list (RFC 5280, section 5).
@safe public final class RevocationList: @unchecked Sendable {
  // Sendable: an X509_CRL that nothing changes after the initialiser.
  let pointer: OpaquePointer

  /// The DER encoding.
  public let der: [UInt8]
  /// Who signed it.
  public let issuer: DistinguishedName
  /// When it was made.
  public let thisUpdate: Time?
  /// When the next one is due; after that, servers refuse every certificate of the issuer.
  public let nextUpdate: Time?
  /// The serial numbers it revokes.
  public let revokedSerials: [SerialNumber]

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
    revokedSerials = unsafe (0..<max(0, mkcerts_sk_X509_REVOKED_num(revoked))).map { index in
      unsafe SerialNumber(X509_REVOKED_get0_serialNumber(mkcerts_sk_X509_REVOKED_value(revoked, index)))
    }
    unsafe self.pointer = unsafe pointer
    // A malformed extension leaves entries behind that say nothing about the next call.
    ERR_clear_error()
  }

  deinit { unsafe X509_CRL_free(pointer) }

  /// The first revocation list in `pem`.
  public static func parse(pem: [UInt8]) throws(PEMError) -> RevocationList {
    let labels = unsafe pem.withUnsafeBytes { unsafe PEMText.labels(in: $0) }
    guard labels.contains("X509 CRL") else { throw .missing("revocation list", found: labels) }
    ERR_clear_error()
    let pointer = unsafe pem.withUnsafeBytes { bytes in
      unsafe MemoryBIO.reading(bytes) { bio in
        unsafe PEM_read_bio_X509_CRL(bio.pointer, nil, refuseToAsk, nil)
      }
        ?? nil
    }
    guard let pointer = unsafe pointer else {
      throw .malformed("the revocation list", .drainingQueue("PEM_read_bio_X509_CRL"))
    }
    do { return try unsafe RevocationList(owning: pointer) } catch {
      throw .malformed("the revocation list", error)
    }
  }

  /// True where the signature is by `key`.
  public func isSigned(by key: PublicKey) -> Bool {
    defer { ERR_clear_error() }
    guard let key = unsafe try? key.pointer else { return false }
    return unsafe X509_CRL_verify(pointer, key) == 1
  }
}

extension RevocationList: Hashable {
  public static func == (one: RevocationList, other: RevocationList) -> Bool { one.der == other.der }
  public func hash(into hasher: inout Hasher) { hasher.combine(der) }
}
