internal import COpenSSL

/// Keys on elliptic curves as OpenSSL keeps them without a provider (EC_KEY_new(3)).
///
/// A key that a provider keeps is looked at through chains of encoders and decoders, which OpenSSL 3.0 builds
/// for every call: writing its PKCS#8, writing its public half and putting that into a certificate take as
/// long as ten key generations. With these functions of its predecessor each takes a few microseconds, and
/// the bytes are the same.
enum EllipticKey {
  /// A new key on the curve `identifier` (NID_X9_62_prime256v1), as an EVP_PKEY with a reference of its own.
  static func generate(onCurve identifier: Int32) throws(OpenSSLError) -> OpaquePointer {
    let key = unsafe Owned(try nonNull("EC_KEY_new_by_curve_name", empty(onCurve: identifier))) {
      unsafe EC_KEY_free($0)
    }
    try unsafe check("EC_KEY_generate_key", EC_KEY_generate_key(key.pointer))
    return try unsafe nonNull("EVP_PKEY_set1_EC_KEY", wrapped(key.pointer))
  }

  /// A key without its numbers. To look a curve up takes as long as to generate a key on it.
  private static func empty(onCurve identifier: Int32) -> OpaquePointer? {
    guard identifier == NID_X9_62_prime256v1 else { return unsafe EC_KEY_new_by_curve_name(identifier) }
    guard let key = unsafe EC_KEY_new() else { return nil }
    guard unsafe CurveP256.shared.lend(to: key) else {
      unsafe EC_KEY_free(key)
      return nil
    }
    return unsafe key
  }

  /// The public key that `der`, a SubjectPublicKeyInfo, encodes, as an EVP_PKEY with a reference of its own;
  /// nil where it is of another kind, or malformed.
  static func publicKey(_ der: [UInt8]) -> OpaquePointer? {
    defer { ERR_clear_error() }
    let key = unsafe der.withUnsafeBufferPointer { bytes in
      var start = bytes.baseAddress
      return unsafe d2i_EC_PUBKEY(nil, &start, bytes.count)
    }
    guard let key = unsafe key else { return nil }
    let owned = unsafe Owned(key) { unsafe EC_KEY_free($0) }
    return unsafe wrapped(owned.pointer)
  }

  /// A new EVP_PKEY that holds `key`, an EC_KEY, with a reference of its own.
  private static func wrapped(_ key: OpaquePointer) -> OpaquePointer? {
    guard let result = unsafe EVP_PKEY_new() else { return nil }
    guard unsafe EVP_PKEY_set1_EC_KEY(result, key) == 1 else {
      unsafe EVP_PKEY_free(result)
      return nil
    }
    return unsafe result
  }
}
