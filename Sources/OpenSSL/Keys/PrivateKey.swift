internal import COpenSSL

/// A private key. It moves and is never copied; OpenSSL wipes it when its owner lets go.
@safe public struct PrivateKey: ~Copyable, @unchecked Sendable {
  // Sendable: one owner, and signing does not change an EVP_PKEY.
  let pointer: OpaquePointer

  /// The public half, which holds nothing of the private one.
  public let publicKey: PublicKey

  /// Takes over `pointer`, which must come with a reference of its own.
  init(owning pointer: OpaquePointer) throws(OpenSSLError) {
    let publicKey: PublicKey
    do {
      publicKey = try unsafe PublicKey(halfOf: pointer)
    } catch {
      unsafe EVP_PKEY_free(pointer)
      throw error
    }
    self.publicKey = publicKey
    unsafe self.pointer = unsafe pointer
  }

  deinit { unsafe EVP_PKEY_free(pointer) }

  /// A new key.
  public static func generate(_ algorithm: KeyAlgorithm) throws(OpenSSLError) -> PrivateKey {
    let pointer =
      switch algorithm {
      case .ecdsaP256: try unsafe EllipticKey.generate(onCurve: NID_X9_62_prime256v1)
      case .ecdsaP384: try unsafe EllipticKey.generate(onCurve: NID_secp384r1)
      case .ed25519: try unsafe nonNull("generating an Ed25519 key", mkcerts_ED25519_gen())
      case .rsa2048, .rsa3072, .rsa4096:
        try unsafe nonNull("generating an RSA key", mkcerts_EVP_RSA_gen(algorithm.rsaBits ?? 0))
      }
    return try unsafe PrivateKey(owning: pointer)
  }

  /// What kind of key it is.
  public var kind: KeyKind { publicKey.kind }

  /// The digest that this key signs certificates with; nil where the algorithm brings its own (EdDSA, RFC
  /// 8410).
  var signatureDigest: OpaquePointer? {
    switch kind {
    case .ed25519, .ed448: nil
    case .ec("secp384r1"): unsafe EVP_sha384()
    default: unsafe EVP_sha256()
    }
  }
}
