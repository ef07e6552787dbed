internal import COpenSSL
internal import Synchronization

/// A public key. Immutable, so it may be shared between threads.
///
/// Most keys are only compared, so a key is decoded when it is first used: OpenSSL 3 takes longer to decode
/// one than to read the file it stands in.
@safe public final class PublicKey: Sendable {
  /// The DER of the SubjectPublicKeyInfo (RFC 5280, 4.1.2.7): what makes two keys the same key.
  public let der: [UInt8]

  private let decoded: Mutex<Handle?>
  /// Its kind, where that was known before it was decoded.
  private let knownKind: KeyKind?

  /// An EVP_PKEY with a reference of its own.
  @safe private struct Handle: @unchecked Sendable {
    // Sendable: an EVP_PKEY is reference counted with atomics, and nothing changes this one.
    let pointer: OpaquePointer
  }

  /// The key of the kind `kind` that `der` encodes.
  init(der: [UInt8], kind: KeyKind) {
    self.der = der
    knownKind = kind
    decoded = Mutex(nil)
  }

  /// Takes over `pointer`, an EVP_PKEY that `der` encodes, which must come with a reference of its own.
  init(owning pointer: OpaquePointer, der: [UInt8]) {
    self.der = der
    knownKind = nil
    decoded = unsafe Mutex(Handle(pointer: pointer))
  }

  /// Takes over `pointer`, the EVP_PKEY that stands in `info`, an X509_PUBKEY.
  convenience init(owning pointer: OpaquePointer, encodedIn info: OpaquePointer?) throws(OpenSSLError) {
    do {
      unsafe self.init(
        owning: pointer, der: try encoding("i2d_X509_PUBKEY") { unsafe i2d_X509_PUBKEY(info, $0) })
    } catch {
      unsafe EVP_PKEY_free(pointer)
      throw error
    }
  }

  /// The public half of `key`, in memory of its own, so that nobody who holds it keeps the private half
  /// alive.
  convenience init(halfOf key: OpaquePointer) throws(OpenSSLError) {
    unsafe self.init(der: try encoding("i2d_PUBKEY") { unsafe i2d_PUBKEY(key, $0) }, kind: KeyKind(of: key))
  }

  deinit {
    if let handle = decoded.withLock({ $0 }) { unsafe EVP_PKEY_free(handle.pointer) }
  }

  /// The key as an EVP_PKEY, valid for as long as this object lives.
  ///
  /// - Throws: where it cannot be decoded.
  var pointer: OpaquePointer {
    get throws(OpenSSLError) {
      let handle = decoded.withLock { handle -> Handle? in
        if handle == nil { handle = unsafe decode().map { unsafe Handle(pointer: $0) } }
        return handle
      }
      return unsafe try nonNull("d2i_PUBKEY", handle).pointer
    }
  }

  private func decode() -> OpaquePointer? {
    if case .ec = knownKind, let key = unsafe EllipticKey.publicKey(der) { return unsafe key }
    return unsafe der.withUnsafeBufferPointer { bytes in
      var start = bytes.baseAddress
      return unsafe d2i_PUBKEY(nil, &start, bytes.count)
    }
  }

  /// What kind of key it is.
  public var kind: KeyKind {
    if let knownKind { return knownKind }
    guard let pointer = unsafe try? pointer else { return .other("unknown") }
    return unsafe KeyKind(of: pointer)
  }

  /// The key identifier by method 1 of RFC 5280, 4.2.1.2: SHA-1 of the public key's bits, 20 bytes.
  public var identifier: [UInt8] {
    // The bits are the contents of the BIT STRING that follows the algorithm in the SubjectPublicKeyInfo,
    // without its count of unused bits.
    var outer = DERReader(der[...])
    guard let info = outer.contents(tag: DERReader.sequence) else { return [] }
    var fields = DERReader(info)
    guard fields.contents(tag: DERReader.sequence) != nil,
      let bits = fields.contents(tag: DERReader.bitString)
    else { return [] }
    return Digest.sha1(Array(bits.dropFirst()))
  }

  /// SHA-256 of ``der``, 32 bytes: the fingerprint by which authorities are told apart.
  public var fingerprint: [UInt8] { Digest.sha256(der) }

  /// The first six octets of ``fingerprint``, enough to tell one from the other in a sentence.
  public var shortFingerprint: String { fingerprint.prefix(6).hexadecimal(separator: ":") }

  /// The key as PEM, `BEGIN PUBLIC KEY`.
  public func pem() throws(OpenSSLError) -> String {
    let bio = try MemoryBIO()
    let key = unsafe try pointer
    unsafe try check("PEM_write_bio_PUBKEY", PEM_write_bio_PUBKEY(bio.pointer, key))
    return bio.text
  }
}

extension PublicKey: Hashable {
  public static func == (one: PublicKey, other: PublicKey) -> Bool { one.der == other.der }
  /// The end of the encoding is the end of a point or of a modulus and its exponent, which few keys share.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(der.suffix(16).reduce(UInt128(0)) { $0 << 8 | UInt128($1) })
  }
}
