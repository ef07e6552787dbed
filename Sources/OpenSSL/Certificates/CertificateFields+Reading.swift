internal import COpenSSL

extension CertificateFields {
  /// Reads an X509, signed or not. An extension that cannot be decoded is listed in `extensions` and nil as a
  /// value.
  init(of certificate: OpaquePointer) throws(OpenSSLError) {
    // Nothing keeps an encoder from the largest integer there is; it must not become a trap here.
    version = unsafe Int(X509_get_version(certificate)).addingReportingOverflow(1).partialValue
    serial = unsafe SerialNumber(X509_get0_serialNumber(certificate))
    issuer = try unsafe DistinguishedName(copying: X509_get_issuer_name(certificate))
    subject = try unsafe DistinguishedName(copying: X509_get_subject_name(certificate))
    notBefore = unsafe Time(X509_get0_notBefore(certificate))
    notAfter = unsafe Time(X509_get0_notAfter(certificate))
    if let key = unsafe X509_get_pubkey(certificate) {
      publicKey = unsafe try? PublicKey(owning: key, encodedIn: X509_get_X509_PUBKEY(certificate))
    }
    basicConstraints = unsafe Self.basicConstraints(certificate)
    keyUsage = unsafe Self.keyUsage(certificate)
    extendedKeyUsage = unsafe Self.extendedKeyUsage(certificate)
    subjectAlternativeNames = unsafe Self.subjectAlternativeNames(certificate)
    subjectKeyIdentifier = unsafe Self.subjectKeyIdentifier(certificate)
    authorityKeyIdentifier = unsafe Self.authorityKeyIdentifier(certificate)
    extensions = []
    criticalExtensions = []
    for index in unsafe 0..<max(0, X509_get_ext_count(certificate)) {
      let item = unsafe X509_get_ext(certificate, index)
      let identifier = unsafe objectIdentifier(X509_EXTENSION_get_object(item))
      extensions.append(identifier)
      if unsafe X509_EXTENSION_get_critical(item) == 1 { criticalExtensions.insert(identifier) }
    }
    let algorithm = unsafe X509_get_signature_nid(certificate)
    signatureAlgorithm =
      unsafe algorithm == NID_undef ? nil : OBJ_nid2ln(algorithm).map { unsafe String(cString: $0) }
    // Reading an absent or malformed extension leaves entries behind that say nothing about the next call.
    ERR_clear_error()
  }

  private static func basicConstraints(_ certificate: OpaquePointer) -> BasicConstraints? {
    guard let raw = unsafe X509_get_ext_d2i(certificate, NID_basic_constraints, nil, nil) else { return nil }
    let value = unsafe raw.assumingMemoryBound(to: BASIC_CONSTRAINTS.self)
    defer { unsafe BASIC_CONSTRAINTS_free(value) }
    let length = unsafe value.pointee.pathlen.map { unsafe integer($0) }
    return unsafe BasicConstraints(isAuthority: value.pointee.ca != 0, pathLength: length)
  }

  private static func keyUsage(_ certificate: OpaquePointer) -> KeyUsage? {
    guard let raw = unsafe X509_get_ext_d2i(certificate, NID_key_usage, nil, nil) else { return nil }
    let bits = unsafe raw.assumingMemoryBound(to: ASN1_BIT_STRING.self)
    defer { unsafe ASN1_BIT_STRING_free(bits) }
    return KeyUsage(
      KeyUsage.named.filter { unsafe ASN1_BIT_STRING_get_bit(bits, $0.bit) == 1 }.map(\.usage))
  }

  private static func extendedKeyUsage(_ certificate: OpaquePointer) -> [ExtendedKeyUsage]? {
    guard let raw = unsafe X509_get_ext_d2i(certificate, NID_ext_key_usage, nil, nil) else { return nil }
    let list = OpaquePointer(raw)
    defer { unsafe EXTENDED_KEY_USAGE_free(list) }
    return unsafe (0..<mkcerts_sk_ASN1_OBJECT_num(list)).map { index in
      unsafe ExtendedKeyUsage(identifier: objectIdentifier(mkcerts_sk_ASN1_OBJECT_value(list, index)))
    }
  }

  private static func subjectAlternativeNames(_ certificate: OpaquePointer) -> [GeneralName]? {
    guard let raw = unsafe X509_get_ext_d2i(certificate, NID_subject_alt_name, nil, nil) else { return nil }
    let names = unsafe Owned(OpaquePointer(raw)) { unsafe GENERAL_NAMES_free($0) }
    return unsafe generalNames(names.pointer)
  }

  private static func subjectKeyIdentifier(_ certificate: OpaquePointer) -> [UInt8]? {
    guard let raw = unsafe X509_get_ext_d2i(certificate, NID_subject_key_identifier, nil, nil) else {
      return nil
    }
    let value = unsafe raw.assumingMemoryBound(to: ASN1_OCTET_STRING.self)
    defer { unsafe ASN1_OCTET_STRING_free(value) }
    return unsafe contents(value)
  }

  private static func authorityKeyIdentifier(_ certificate: OpaquePointer) -> AuthorityKeyIdentifier? {
    unsafe X509_get_ext_d2i(certificate, NID_authority_key_identifier, nil, nil).map {
      unsafe AuthorityKeyIdentifier(owning: $0)
    }
  }
}

extension CertificateFields.AuthorityKeyIdentifier {
  /// Reads and frees `raw`, an AUTHORITY_KEYID.
  init(owning raw: UnsafeMutableRawPointer) {
    let value = unsafe raw.assumingMemoryBound(to: AUTHORITY_KEYID.self)
    defer { unsafe AUTHORITY_KEYID_free(value) }
    unsafe self.init(
      keyIdentifier: value.pointee.keyid.map { unsafe contents($0) },
      namesIssuer: unsafe value.pointee.issuer != nil || value.pointee.serial != nil)
  }
}

/// The names in a GENERAL_NAMES stack.
func generalNames(_ stack: OpaquePointer) -> [GeneralName] {
  unsafe (0..<mkcerts_sk_GENERAL_NAME_num(stack)).compactMap { index in
    unsafe mkcerts_sk_GENERAL_NAME_value(stack, index).map { unsafe GeneralName($0) }
  }
}

/// The value of an ASN1_INTEGER, or the end of `Int`'s range that it lies beyond.
private func integer(_ value: UnsafePointer<ASN1_INTEGER>) -> Int {
  var number: Int64 = 0
  if unsafe ASN1_INTEGER_get_int64(&number, value) == 1 { return Int(number) }
  return unsafe ASN1_STRING_type(value) == V_ASN1_NEG_INTEGER ? .min : .max
}

/// The dotted form of an ASN1_OBJECT; empty where OpenSSL refuses to spell it (more than 586 octets).
func objectIdentifier(_ object: OpaquePointer?) -> String {
  var room = [CChar](repeating: 0, count: 128)
  var length = unsafe OBJ_obj2txt(&room, Int32(room.count), object, 1)
  if length >= room.count {
    room = [CChar](repeating: 0, count: Int(length) + 1)
    length = unsafe OBJ_obj2txt(&room, Int32(room.count), object, 1)
  }
  guard length > 0 else { return "" }
  return String(decoding: room.prefix(Int(length)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
}
