internal import COpenSSL

/// A public key. Immutable, so it may be shared between threads.
@safe public final class PublicKey: @unchecked Sendable {
  // Sendable: an EVP_PKEY is reference counted with atomics, and nothing changes this one after the
  // initialiser.
  let pointer: OpaquePointer

  /// The DER of the SubjectPublicKeyInfo (RFC 5280, 4.1.2.7): what makes two keys the same key.
  public let der: [UInt8]

  /// Takes over `pointer`, which must come with a reference of its own.
  init(owning pointer: OpaquePointer) throws(OpenSSLError) {
    do {
      der = try unsafe encoding("i2d_PUBKEY") { unsafe i2d_PUBKEY(pointer, $0) }
    } catch {
      unsafe EVP_PKEY_free(pointer)
      throw error
    }
    unsafe self.pointer = unsafe pointer
  }

  /// The public half of `key`, in memory of its own, so that nobody who holds it keeps the private half
  /// alive.
  convenience init(halfOf key: OpaquePointer) throws(OpenSSLError) {
    let der = try unsafe encoding("i2d_PUBKEY") { unsafe i2d_PUBKEY(key, $0) }
    try unsafe self.init(owning: nonNull("d2i_PUBKEY", Self.decoded(der)))
  }

  private static func decoded(_ der: [UInt8]) -> OpaquePointer? {
    unsafe der.withUnsafeBufferPointer { bytes in
      var start = bytes.baseAddress
      return unsafe d2i_PUBKEY(nil, &start, bytes.count)
    }
  }

  deinit { unsafe EVP_PKEY_free(pointer) }

  /// What kind of key it is.
  public var kind: KeyKind { unsafe KeyKind(of: pointer) }

  /// The key identifier by method 1 of RFC 5280, 4.2.1.2: SHA-1 of the public key's bits, 20 bytes.
  public var identifier: [UInt8] {
    // The bits are the contents of the BIT STRING that ends the SubjectPublicKeyInfo.
    guard let bits = try? unsafe withX509Pubkey({ unsafe subjectPublicKeyBits($0) }) else { return [] }
    return Digest.sha1(bits)
  }

  /// SHA-256 of ``der``, 32 bytes: the fingerprint by which authorities are told apart.
  public var fingerprint: [UInt8] { Digest.sha256(der) }

  /// The key as PEM, `BEGIN PUBLIC KEY`.
  public func pem() throws(OpenSSLError) -> String {
    let bio = try MemoryBIO()
    try unsafe check("PEM_write_bio_PUBKEY", PEM_write_bio_PUBKEY(bio.pointer, pointer))
    return bio.text
  }

  private func withX509Pubkey<Result>(_ body: (OpaquePointer?) -> Result) throws(OpenSSLError) -> Result {
    var created: OpaquePointer?
    try unsafe check("X509_PUBKEY_set", X509_PUBKEY_set(&created, pointer))
    let owned = unsafe Owned(created) { unsafe X509_PUBKEY_free($0) }
    return unsafe body(owned.pointer)
  }
}

/// The contents of the BIT STRING of a SubjectPublicKeyInfo.
func subjectPublicKeyBits(_ key: OpaquePointer?) -> [UInt8] {
  var start: UnsafePointer<UInt8>?
  var count: Int32 = 0
  guard unsafe X509_PUBKEY_get0_param(nil, &start, &count, nil, key) == 1 else { return [] }
  return unsafe Array(UnsafeBufferPointer(start: start, count: Int(count)))
}

extension PublicKey: Hashable {
  public static func == (one: PublicKey, other: PublicKey) -> Bool { one.der == other.der }
  public func hash(into hasher: inout Hasher) { hasher.combine(der) }
}
