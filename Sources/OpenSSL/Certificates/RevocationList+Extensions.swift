internal import COpenSSL

extension RevocationList {
  /// issuingDistributionPoint (RFC 5280, 5.2.5): which certificates of its issuer a list is about.
  public struct Scope: Sendable, Hashable {
    /// Where it is published; only certificates that point there are in its scope.
    public let names: [GeneralName]
    /// It has a name relative to its issuer's.
    public let hasRelativeName: Bool
    public let onlyLeaves: Bool
    public let onlyAuthorities: Bool
    public let onlyAttributes: Bool
    /// It revokes certificates of other issuers too.
    public let isIndirect: Bool
    /// It is about some reasons only, so that it never says that a certificate is good.
    public let hasSomeReasonsOnly: Bool
  }

  /// What its extensions are, by object identifier, in order, and which of them are critical.
  public var extensions: [String] {
    unsafe items.map { unsafe objectIdentifier(X509_EXTENSION_get_object($0)) }
  }

  /// Object identifiers of critical extensions other than those that a verifier knows (RFC 5280, 5.2): a list
  /// with one must not be used.
  public var unhandledCriticalExtensions: [String] {
    let known: Set = ["2.5.29.35", "2.5.29.28", "2.5.29.27"]
    return unsafe items.compactMap { item in
      guard unsafe X509_EXTENSION_get_critical(item) == 1 else { return nil }
      let identifier = unsafe objectIdentifier(X509_EXTENSION_get_object(item))
      return known.contains(identifier) ? nil : identifier
    }
  }

  private var items: [OpaquePointer] {
    unsafe (0..<max(0, X509_CRL_get_ext_count(pointer))).compactMap { unsafe X509_CRL_get_ext(pointer, $0) }
  }

  /// cRLNumber (RFC 5280, 5.2.3): which of two lists of an issuer is the newer one.
  public var number: SerialNumber? { integer(NID_crl_number) }

  /// The number of the list that this is a difference to (deltaCRLIndicator, RFC 5280, 5.2.4).
  public var baseNumber: SerialNumber? { integer(NID_delta_crl) }

  /// True where it holds only what changed since another list, so that it never says that a certificate is good;
  /// also where the indicator is there and malformed.
  public var isDelta: Bool { unsafe X509_CRL_get_ext_by_NID(pointer, NID_delta_crl, -1) >= 0 }

  /// True where issuingDistributionPoint is there and cannot be decoded, or stands there twice.
  public var hasMalformedScope: Bool {
    unsafe scope == nil && X509_CRL_get_ext_by_NID(pointer, NID_issuing_distribution_point, -1) >= 0
  }

  /// Which certificates it is about; nil where it is about all of its issuer's, or where the extension is
  /// malformed.
  public var scope: Scope? {
    defer { ERR_clear_error() }
    guard let raw = unsafe X509_CRL_get_ext_d2i(pointer, NID_issuing_distribution_point, nil, nil) else {
      return nil
    }
    let value = unsafe raw.assumingMemoryBound(to: ISSUING_DIST_POINT.self)
    defer { unsafe ISSUING_DIST_POINT_free(value) }
    let point = unsafe value.pointee.distpoint
    // The kind decides which half of the union is there (RFC 5280, 4.2.1.13: 0 is fullName).
    let isFull = unsafe point?.pointee.type == 0
    let names = unsafe isFull ? point?.pointee.name.fullname : nil
    return unsafe Scope(
      names: names.map { unsafe generalNames($0) } ?? [], hasRelativeName: point != nil && !isFull,
      onlyLeaves: value.pointee.onlyuser != 0, onlyAuthorities: value.pointee.onlyCA != 0,
      onlyAttributes: value.pointee.onlyattr != 0, isIndirect: value.pointee.indirectCRL != 0,
      hasSomeReasonsOnly: value.pointee.onlysomereasons != nil)
  }

  /// authorityKeyIdentifier (RFC 5280, 5.2.1): the key that signed it.
  public var authorityKeyIdentifier: CertificateFields.AuthorityKeyIdentifier? {
    defer { ERR_clear_error() }
    return unsafe X509_CRL_get_ext_d2i(pointer, NID_authority_key_identifier, nil, nil).map {
      unsafe CertificateFields.AuthorityKeyIdentifier(owning: $0)
    }
  }

  private func integer(_ identifier: Int32) -> SerialNumber? {
    defer { ERR_clear_error() }
    guard let raw = unsafe X509_CRL_get_ext_d2i(pointer, identifier, nil, nil) else { return nil }
    let value = unsafe raw.assumingMemoryBound(to: ASN1_INTEGER.self)
    defer { unsafe ASN1_INTEGER_free(value) }
    return unsafe SerialNumber(value)
  }
}
