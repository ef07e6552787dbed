internal import COpenSSL

/// What a file in DER holds, which servers do not take in place of PEM (measured: all eight refuse it).
public enum DERKind: String, Sendable, Hashable, CaseIterable {
  case certificate
  case revocationList = "revocation list"
  case certificateRequest = "certificate request"
  case privateKey = "private key"
  case encryptedPrivateKey = "encrypted private key"
  /// A key store (PKCS#12, RFC 7292).
  case pkcs12 = "PKCS#12 key store"

  /// The kind of what `bytes` begin with; nil where they are not DER of any of these.
  init?(of bytes: UnsafeRawBufferPointer) {
    // Each of them is a SEQUENCE, which most texts do not begin with.
    guard unsafe bytes.first == DERReader.sequence else { return nil }
    defer { ERR_clear_error() }
    if unsafe Self.decodes(bytes, by: { unsafe d2i_X509(nil, &$0, $1) }, orFree: { unsafe X509_free($0) }) {
      self = .certificate
    } else if unsafe Self.decodes(
      bytes, by: { unsafe d2i_X509_CRL(nil, &$0, $1) }, orFree: { unsafe X509_CRL_free($0) })
    {
      self = .revocationList
    } else if unsafe Self.decodes(
      bytes, by: { unsafe d2i_X509_REQ(nil, &$0, $1) }, orFree: { unsafe X509_REQ_free($0) })
    {
      self = .certificateRequest
    } else if unsafe Self.decodes(
      bytes, by: { unsafe d2i_PKCS12(nil, &$0, $1) }, orFree: { unsafe PKCS12_free($0) })
    {
      self = .pkcs12
    } else if unsafe Self.decodes(
      bytes, by: { unsafe d2i_PKCS8_PRIV_KEY_INFO(nil, &$0, $1) },
      orFree: { unsafe PKCS8_PRIV_KEY_INFO_free($0) })
    {
      self = .privateKey
    } else if unsafe Self.decodes(
      bytes, by: { unsafe d2i_RSAPrivateKey(nil, &$0, $1) }, orFree: { unsafe RSA_free($0) })
    {
      self = .privateKey
    } else if unsafe Self.decodes(
      bytes, by: { unsafe d2i_ECPrivateKey(nil, &$0, $1) }, orFree: { unsafe EC_KEY_free($0) })
    {
      self = .privateKey
    } else if unsafe Self.decodes(
      bytes, by: { unsafe d2i_X509_SIG(nil, &$0, $1) }, orFree: { unsafe X509_SIG_free($0) })
    {
      self = .encryptedPrivateKey
    } else {
      return nil
    }
  }

  private static func decodes(
    _ bytes: UnsafeRawBufferPointer, by decode: (inout UnsafePointer<UInt8>?, Int) -> OpaquePointer?,
    orFree free: (OpaquePointer) -> Void
  ) -> Bool {
    var start = unsafe bytes.bindMemory(to: UInt8.self).baseAddress
    guard let object = unsafe decode(&start, bytes.count) else { return false }
    unsafe free(object)
    return true
  }
}
