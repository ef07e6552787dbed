internal import COpenSSL

/// A revocation list, version 2, that is complete but for its signature. Signing consumes it, so what was looked
/// at before is what gets signed, and only once.
@safe public struct UnsignedRevocationList: ~Copyable {
  private let pointer: OpaquePointer

  /// What it says.
  public let contents: RevocationListTemplate

  deinit { unsafe X509_CRL_free(pointer) }

  /// Builds the list that `template` describes.
  public init(_ template: RevocationListTemplate) throws(OpenSSLError) {
    let pointer = try unsafe nonNull("X509_CRL_new", X509_CRL_new())
    do {
      try unsafe Self.fill(pointer, from: template)
    } catch {
      unsafe X509_CRL_free(pointer)
      throw error
    }
    unsafe self.pointer = unsafe pointer
    contents = template
  }

  /// Signs it, with SHA-256 (SHA-384 for a P-384 key; EdDSA as it is), and gives the list, decoded anew from
  /// what was encoded.
  public consuming func sign(with key: borrowing PrivateKey) throws(OpenSSLError) -> RevocationList {
    try unsafe check("X509_CRL_sign", X509_CRL_sign(pointer, key.pointer, key.signatureDigest))
    return try unsafe RevocationList(der: encoding("i2d_X509_CRL") { unsafe i2d_X509_CRL(pointer, $0) })
  }

  private static func fill(_ list: OpaquePointer, from template: RevocationListTemplate) throws(OpenSSLError)
  {
    try unsafe check("X509_CRL_set_version", X509_CRL_set_version(list, 1))
    try unsafe template.issuer.withPointer { (name) throws(OpenSSLError) in
      try unsafe check("X509_CRL_set_issuer_name", X509_CRL_set_issuer_name(list, name))
    }
    try unsafe template.thisUpdate.withASN1 { (time) throws(OpenSSLError) in
      try unsafe check("X509_CRL_set1_lastUpdate", X509_CRL_set1_lastUpdate(list, time))
    }
    try unsafe template.nextUpdate.withASN1 { (time) throws(OpenSSLError) in
      try unsafe check("X509_CRL_set1_nextUpdate", X509_CRL_set1_nextUpdate(list, time))
    }
    for entry in template.entries { try unsafe add(entry, to: list) }
    // Once for all: sorted when each is added, ten thousand would take minutes.
    try unsafe check("X509_CRL_sort", X509_CRL_sort(list))
    try unsafe addExtensions(of: template, to: list)
  }

  private static func addExtensions(
    of template: RevocationListTemplate, to list: OpaquePointer
  ) throws(OpenSSLError) {
    let identifier = unsafe try ExtensionWriter.authorityKeyIdentifier(template.authorityKeyIdentifier)
    try unsafe check(
      "X509_CRL_add1_ext_i2d",
      X509_CRL_add1_ext_i2d(list, NID_authority_key_identifier, identifier.pointer, 0, 0))
    let number = unsafe Owned(try nonNull("ASN1_INTEGER_new", ASN1_INTEGER_new())) {
      unsafe ASN1_INTEGER_free($0)
    }
    try unsafe check("ASN1_INTEGER_set_int64", ASN1_INTEGER_set_int64(number.pointer, Int64(template.number)))
    try unsafe check(
      "X509_CRL_add1_ext_i2d", X509_CRL_add1_ext_i2d(list, NID_crl_number, number.pointer, 0, 0))
  }

  private static func add(_ entry: RevocationList.Entry, to list: OpaquePointer) throws(OpenSSLError) {
    let revoked = try unsafe nonNull("X509_REVOKED_new", X509_REVOKED_new())
    do throws(OpenSSLError) {
      try unsafe fill(revoked, from: entry)
      try unsafe check("X509_CRL_add0_revoked", X509_CRL_add0_revoked(list, revoked))
    } catch {
      unsafe X509_REVOKED_free(revoked)
      throw error
    }
  }

  private static func fill(
    _ revoked: OpaquePointer, from entry: RevocationList.Entry
  ) throws(OpenSSLError) {
    try unsafe entry.serial.withInteger { (serial) throws(OpenSSLError) in
      try unsafe check("X509_REVOKED_set_serialNumber", X509_REVOKED_set_serialNumber(revoked, serial))
    }
    if let date = entry.date {
      try unsafe date.withASN1 { (time) throws(OpenSSLError) in
        try unsafe check("X509_REVOKED_set_revocationDate", X509_REVOKED_set_revocationDate(revoked, time))
      }
    }
    guard let reason = entry.reason, reason != .unspecified else { return }
    let value = unsafe Owned(try nonNull("ASN1_ENUMERATED_new", ASN1_ENUMERATED_new())) {
      unsafe ASN1_ENUMERATED_free($0)
    }
    try unsafe check("ASN1_ENUMERATED_set", ASN1_ENUMERATED_set(value.pointer, reason.rawValue))
    try unsafe check(
      "X509_REVOKED_add1_ext_i2d", X509_REVOKED_add1_ext_i2d(revoked, NID_crl_reason, value.pointer, 0, 0))
  }
}
