internal import COpenSSL
public import Secrets

/// How a passphrase becomes the key of PKCS#8's encryption.
public enum KeyDerivation: String, Sendable, CaseIterable {
  /// scrypt, N = 16384, r = 8, p = 5 (RFC 7914): costs an attacker memory as well as time. These stay within
  /// the 32 MiB that the `openssl` command grants when it reads the key.
  case scrypt
  /// PBKDF2 with HMAC-SHA-256 and 600,000 iterations (RFC 8018), for tools that do not know scrypt.
  case pbkdf2
}

extension PrivateKey {
  /// The first private key in `pem`, which must be in clear: PKCS#8, PKCS#1 or SEC1.
  public static func parse(pem: borrowing SecretBytes) throws(PEMError) -> PrivateKey {
    var request = unsafe PassphraseRequest(given: nil)
    return try parse(pem, &request)
  }

  /// The first private key in `pem`, decrypted with `passphrase` where it is encrypted.
  public static func parse(
    pem: borrowing SecretBytes, passphrase: borrowing SecretBytes
  ) throws(PEMError) -> PrivateKey {
    try unsafe passphrase.withUnsafeBytes { (bytes) throws(PEMError) in
      var request = unsafe PassphraseRequest(given: bytes)
      return try parse(pem, &request)
    }
  }

  /// Whether a private key stands in `text`, by its PEM labels.
  public static func stands(in text: [UInt8]) -> Bool {
    unsafe text.withUnsafeBytes { unsafe PEMText.labels(in: $0) }.contains { $0.hasSuffix("PRIVATE KEY") }
  }

  /// Whether a private key stands in `text`, by its PEM labels; no copy of it stays in memory.
  public static func stands(in text: borrowing SecretBytes) -> Bool {
    unsafe text.withUnsafeBytes { unsafe PEMText.labels(in: $0) }.contains { $0.hasSuffix("PRIVATE KEY") }
  }

  /// Whether `text` is a private key in DER, in clear or encrypted.
  public static func isDER(_ text: borrowing SecretBytes) -> Bool {
    let kind = unsafe text.withUnsafeBytes { unsafe DERKind(of: $0) }
    return kind == .privateKey || kind == .encryptedPrivateKey
  }

  /// The public half of the private key in `pem`, the first one, which must be in clear.
  ///
  /// - Throws: as ``parse(pem:)``.
  public static func publicHalf(pem: borrowing SecretBytes) throws(PEMError) -> PublicKey {
    if let der = PEMBlock.only("PRIVATE KEY", in: pem), let key = CurveP256.publicHalf(ofPKCS8: der) {
      return key
    }
    return try parse(pem: pem).publicKey
  }

  /// The public halves of the private keys that stand in `pem` behind the first one, in order; where one cannot be
  /// read, the reason.
  public static func publicHalvesBehindFirst(
    pem: borrowing SecretBytes
  ) -> [Result<PublicKey, PEMError>] {
    unsafe pem.withUnsafeBytes { bytes in
      unsafe PEMText.privateKeys(in: bytes).dropFirst().map { range in
        let block = unsafe SecretBytes(copying: bytes[range])
        do throws(PEMError) { return .success(try parse(pem: block).publicKey) } catch {
          return .failure(error)
        }
      }
    }
  }

  private static func parse(
    _ pem: borrowing SecretBytes, _ request: inout PassphraseRequest
  ) throws(PEMError) -> PrivateKey {
    let labels = unsafe pem.withUnsafeBytes { unsafe PEMText.labels(in: $0) }
    guard labels.contains(where: { $0.hasSuffix("PRIVATE KEY") }) else {
      let binary = unsafe pem.withUnsafeBytes { unsafe labels.isEmpty ? DERKind(of: $0) : nil }
      throw .missing("private key", found: labels, as: binary)
    }
    if let pointer = unsafe read(pem, labels, &request) {
      do { return try unsafe PrivateKey(owning: pointer) } catch { throw .malformed("the key", error) }
    }
    let error = OpenSSLError.drainingQueue("PEM_read_bio_PrivateKey")
    if request.wasAsked {
      if unsafe request.given == nil { throw .encrypted }
      // No passphrase opens a key whose cipher is not there (RC2, single DES); it must not look like a wrong
      // one.
      if !error.entries.contains(where: { $0.isMissingAlgorithm }) { throw .wrongPassphrase }
    }
    throw .malformed("the key", error)
  }

  private static func read(
    _ pem: borrowing SecretBytes, _ labels: [String], _ request: inout PassphraseRequest
  ) -> OpaquePointer? {
    if labels == ["PRIVATE KEY"], let key = unsafe inClear(pem) { return unsafe key }
    ERR_clear_error()
    return unsafe withUnsafeMutablePointer(to: &request) { request in
      unsafe pem.withUnsafeBytes { bytes in
        unsafe MemoryBIO.reading(bytes) { bio in
          unsafe PEM_read_bio_PrivateKey(bio.pointer, nil, answerWithPassphrase, request)
        } ?? nil
      }
    }
  }

  /// The key of `pem`, one block of clear PKCS#8; nil where it is of another kind than those that are made
  /// here.
  private static func inClear(_ pem: borrowing SecretBytes) -> OpaquePointer? {
    unsafe pem.withUnsafeBytes { bytes in
      return unsafe MemoryBIO.reading(bytes) { bio in
        var der: UnsafeMutablePointer<UInt8>?
        var count = 0
        guard unsafe PEM_bytes_read_bio(&der, &count, nil, "PRIVATE KEY", bio.pointer, nil, nil) == 1 else {
          return nil
        }
        defer { unsafe mkcerts_OPENSSL_clear_free(der, count) }
        return unsafe PKCS8.decode(UnsafeRawBufferPointer(start: der, count: count))
      } ?? nil
    }
  }

  /// The key in clear, as PKCS#8 (`BEGIN PRIVATE KEY`): the one form that every server loads.
  public func pem() throws(OpenSSLError) -> SecretBytes {
    let bio = try MemoryBIO(secret: true)
    try unsafe check(
      "PEM_write_bio_PKCS8PrivateKey",
      PEM_write_bio_PKCS8PrivateKey(bio.pointer, pointer, nil, nil, 0, nil, nil))
    return bio.secret
  }

  /// The key encrypted with AES-256-CBC, as PKCS#8 (`BEGIN ENCRYPTED PRIVATE KEY`, RFC 5958 and RFC 8018).
  ///
  /// - Throws: where the passphrase is empty, or longer than the 1024 bytes that OpenSSL takes when it reads
  ///   a key.
  public func encryptedPEM(
    passphrase: borrowing SecretBytes, derivation: KeyDerivation = .scrypt
  ) throws(OpenSSLError) -> SecretBytes {
    guard (1...Int(PEM_BUFSIZE)).contains(passphrase.count) else {
      throw OpenSSLError(
        operation:
          "encrypting a key with a passphrase of \(passphrase.count) bytes (1 to \(PEM_BUFSIZE) are allowed)",
        entries: [])
    }
    let plain = unsafe Owned(try nonNull("EVP_PKEY2PKCS8", EVP_PKEY2PKCS8(pointer))) {
      unsafe PKCS8_PRIV_KEY_INFO_free($0)
    }
    let salt = try Randomness.bytes(16)
    var saltCopy = salt
    let scheme =
      switch derivation {
      case .scrypt:
        try unsafe nonNull(
          "PKCS5_pbe2_set_scrypt",
          PKCS5_pbe2_set_scrypt(EVP_aes_256_cbc(), salt, Int32(salt.count), nil, 16_384, 8, 5))
      case .pbkdf2:
        try unsafe nonNull(
          "PKCS5_pbe2_set_iv",
          PKCS5_pbe2_set_iv(
            EVP_aes_256_cbc(), 600_000, &saltCopy, Int32(salt.count), nil, NID_hmacWithSHA256))
      }
    let sealed = unsafe passphrase.withUnsafeBytes { bytes -> OpaquePointer? in
      ERR_clear_error()
      // PKCS8_set0_pbe takes the scheme over only where it succeeds.
      let sealed = unsafe PKCS8_set0_pbe(
        bytes.bindMemory(to: CChar.self).baseAddress, Int32(bytes.count), plain.pointer, scheme)
      if unsafe sealed == nil { unsafe X509_ALGOR_free(scheme) }
      return unsafe sealed
    }
    guard let sealed = unsafe sealed else { throw .drainingQueue("PKCS8_set0_pbe") }
    let owned = unsafe Owned(sealed) { unsafe X509_SIG_free($0) }
    let bio = try MemoryBIO(secret: true)
    try unsafe check("PEM_write_bio_PKCS8", PEM_write_bio_PKCS8(bio.pointer, owned.pointer))
    return bio.secret
  }
}

/// What the callback of a PEM reader is told, and what it tells.
@safe private struct PassphraseRequest {
  let given: UnsafeRawBufferPointer?
  var wasAsked = false
}

/// OpenSSL's pem_password_cb (PEM_read_bio_PrivateKey(3)): hands over the passphrase, and never asks on the
/// terminal.
private let answerWithPassphrase:
  @convention(c) (
    UnsafeMutablePointer<CChar>?, Int32, Int32, UnsafeMutableRawPointer?
  ) -> Int32 = { room, size, _, context in
    guard let request = unsafe context?.assumingMemoryBound(to: PassphraseRequest.self) else { return -1 }
    unsafe request.pointee.wasAsked = true
    guard let given = unsafe request.pointee.given, given.count <= Int(size), let room = unsafe room,
      let start = given.baseAddress
    else {
      return -1
    }
    unsafe UnsafeMutableRawPointer(room).copyMemory(from: start, byteCount: given.count)
    return Int32(given.count)
  }
