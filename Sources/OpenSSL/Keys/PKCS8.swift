internal import COpenSSL

/// Decodes private keys in clear PKCS#8 (RFC 5958) of the kinds that are made here.
///
/// OpenSSL 3's own reader builds a chain of decoders for every call, which takes as long as dozens of
/// signatures; these functions of its predecessor read the same bytes at once. What they do not know is left
/// to that reader.
enum PKCS8 {
  /// The key that `der` encodes, as an EVP_PKEY with a reference of its own; nil for another kind or form.
  static func decode(_ der: UnsafeRawBufferPointer) -> OpaquePointer? {
    var start = unsafe der.bindMemory(to: UInt8.self).baseAddress
    guard let info = unsafe d2i_PKCS8_PRIV_KEY_INFO(nil, &start, der.count) else { return nil }
    let owned = unsafe Owned(info) { unsafe PKCS8_PRIV_KEY_INFO_free($0) }
    var kind: OpaquePointer?
    var key: UnsafePointer<UInt8>?
    var count: Int32 = 0
    var algorithm: UnsafePointer<X509_ALGOR>?
    guard unsafe PKCS8_pkey_get0(&kind, &key, &count, &algorithm, owned.pointer) == 1, let key = unsafe key
    else { return nil }
    switch unsafe OBJ_obj2nid(kind) {
    case NID_X9_62_id_ecPublicKey: return unsafe algorithm.flatMap { unsafe elliptic(key, Int(count), $0) }
    case NID_rsaEncryption: return unsafe rsa(key, Int(count))
    default: return nil
    }
  }

  private static func elliptic(
    _ bytes: UnsafePointer<UInt8>, _ count: Int, _ algorithm: UnsafePointer<X509_ALGOR>
  ) -> OpaquePointer? {
    var type: Int32 = 0
    var value: UnsafeRawPointer?
    unsafe X509_ALGOR_get0(nil, &type, &value, algorithm)
    guard type == V_ASN1_OBJECT, let value = unsafe value else { return nil }
    var key = unsafe EC_KEY_new_by_curve_name(OBJ_obj2nid(OpaquePointer(value)))
    guard unsafe key != nil else { return nil }
    var start: UnsafePointer<UInt8>? = unsafe bytes
    guard unsafe d2i_ECPrivateKey(&key, &start, count) != nil else {
      unsafe EC_KEY_free(key)
      return nil
    }
    return unsafe assign(EVP_PKEY_EC, key) { unsafe EC_KEY_free($0) }
  }

  private static func rsa(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> OpaquePointer? {
    var start: UnsafePointer<UInt8>? = unsafe bytes
    guard let key = unsafe d2i_RSAPrivateKey(nil, &start, count) else { return nil }
    return unsafe assign(EVP_PKEY_RSA, key) { unsafe RSA_free($0) }
  }

  private static func assign(
    _ type: Int32, _ key: OpaquePointer?, orFree free: (OpaquePointer?) -> Void
  ) -> OpaquePointer? {
    guard let result = unsafe EVP_PKEY_new(),
      unsafe EVP_PKEY_assign(result, type, key.map { unsafe UnsafeMutableRawPointer($0) }) == 1
    else {
      unsafe free(key)
      return nil
    }
    return unsafe result
  }
}
