internal import COpenSSL

/// Writes extensions into an X509 that is being built (X509_add1_ext_i2d(3)).
@safe struct ExtensionWriter {
  let x509: OpaquePointer

  func write(_ template: CertificateTemplate) throws(OpenSSLError) {
    try writeBasicConstraints(template.basicConstraints)
    try writeKeyUsage(template.keyUsage)
    if !template.extendedKeyUsage.isEmpty { try writeExtendedKeyUsage(template.extendedKeyUsage) }
    if !template.subjectAlternativeNames.isEmpty { try writeNames(template.subjectAlternativeNames) }
    try writeSubjectKeyIdentifier(template.publicKey.identifier)
    try writeAuthorityKeyIdentifier(template.authorityKeyIdentifier)
  }

  private func add(_ identifier: Int32, _ value: UnsafeMutableRawPointer, critical: Bool) throws(OpenSSLError)
  {
    try unsafe check("X509_add1_ext_i2d", X509_add1_ext_i2d(x509, identifier, value, critical ? 1 : 0, 0))
  }

  private func writeBasicConstraints(_ constraints: CertificateFields.BasicConstraints) throws(OpenSSLError) {
    let value = unsafe Owned(try nonNull("BASIC_CONSTRAINTS_new", BASIC_CONSTRAINTS_new())) {
      unsafe BASIC_CONSTRAINTS_free($0)
    }
    unsafe value.pointer.pointee.ca = constraints.isAuthority ? 0xff : 0
    if let length = constraints.pathLength {
      unsafe value.pointer.pointee.pathlen = unsafe ASN1_INTEGER_new()
      try unsafe check("ASN1_INTEGER_set", ASN1_INTEGER_set(value.pointer.pointee.pathlen, length))
    }
    try unsafe add(NID_basic_constraints, UnsafeMutableRawPointer(value.pointer), critical: true)
  }

  private func writeKeyUsage(_ usage: KeyUsage) throws(OpenSSLError) {
    let bits = unsafe Owned(try nonNull("ASN1_BIT_STRING_new", ASN1_BIT_STRING_new())) {
      unsafe ASN1_BIT_STRING_free($0)
    }
    for named in KeyUsage.named where usage.contains(named.usage) {
      try unsafe check("ASN1_BIT_STRING_set_bit", ASN1_BIT_STRING_set_bit(bits.pointer, named.bit, 1))
    }
    try unsafe add(NID_key_usage, UnsafeMutableRawPointer(bits.pointer), critical: true)
  }

  private func writeExtendedKeyUsage(_ purposes: [ExtendedKeyUsage]) throws(OpenSSLError) {
    let list = unsafe Owned(try nonNull("sk_ASN1_OBJECT_new_null", mkcerts_sk_ASN1_OBJECT_new_null())) {
      unsafe EXTENDED_KEY_USAGE_free($0)
    }
    for purpose in purposes {
      let object = try unsafe nonNull("OBJ_txt2obj", OBJ_txt2obj(purpose.identifier, 1))
      try unsafe check("sk_ASN1_OBJECT_push", mkcerts_sk_ASN1_OBJECT_push(list.pointer, object))
    }
    try unsafe add(NID_ext_key_usage, UnsafeMutableRawPointer(list.pointer), critical: false)
  }

  private func writeNames(_ names: [GeneralName]) throws(OpenSSLError) {
    let list = unsafe Owned(try nonNull("sk_GENERAL_NAME_new_null", mkcerts_sk_GENERAL_NAME_new_null())) {
      unsafe GENERAL_NAMES_free($0)
    }
    for name in names {
      let pointer = try unsafe name.makePointer()
      try unsafe check("sk_GENERAL_NAME_push", mkcerts_sk_GENERAL_NAME_push(list.pointer, pointer))
    }
    try unsafe add(NID_subject_alt_name, UnsafeMutableRawPointer(list.pointer), critical: false)
  }

  private func writeSubjectKeyIdentifier(_ identifier: [UInt8]) throws(OpenSSLError) {
    let value = unsafe Owned(try Self.octetString(identifier)) { unsafe ASN1_OCTET_STRING_free($0) }
    try unsafe add(NID_subject_key_identifier, UnsafeMutableRawPointer(value.pointer), critical: false)
  }

  private func writeAuthorityKeyIdentifier(_ identifier: [UInt8]) throws(OpenSSLError) {
    let value = unsafe try Self.authorityKeyIdentifier(identifier)
    try unsafe add(NID_authority_key_identifier, UnsafeMutableRawPointer(value.pointer), critical: false)
  }

  /// An authorityKeyIdentifier with the key identifier alone.
  static func authorityKeyIdentifier(
    _ identifier: [UInt8]
  ) throws(OpenSSLError) -> Owned<UnsafeMutablePointer<AUTHORITY_KEYID>> {
    let value = unsafe Owned(try nonNull("AUTHORITY_KEYID_new", AUTHORITY_KEYID_new())) {
      unsafe AUTHORITY_KEYID_free($0)
    }
    unsafe value.pointer.pointee.keyid = try unsafe octetString(identifier)
    return unsafe value
  }

  private static func octetString(_ bytes: [UInt8]) throws(OpenSSLError) -> UnsafeMutablePointer<
    ASN1_OCTET_STRING
  > {
    let string = try unsafe nonNull("ASN1_OCTET_STRING_new", ASN1_OCTET_STRING_new())
    guard unsafe ASN1_OCTET_STRING_set(string, bytes, Int32(bytes.count)) == 1 else {
      unsafe ASN1_OCTET_STRING_free(string)
      throw .drainingQueue("ASN1_OCTET_STRING_set")
    }
    return unsafe string
  }
}
