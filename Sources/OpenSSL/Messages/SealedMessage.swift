internal import COpenSSL
public import Secrets

/// Bytes that a passphrase opens: authenticated-enveloped data of CMS (RFC 5083) with one password recipient
/// (RFC 3211), AES-256 in GCM (RFC 5084), in PEM (`BEGIN CMS`).
///
/// `openssl cms -decrypt` of OpenSSL 3 opens it too.
public enum SealedMessage {
  /// How often the passphrase is hashed on its way to a key. The function is PBKDF2 with HMAC-SHA-1, the only
  /// one that this OpenSSL makes password recipients with; the number is the one that OWASP's "Password
  /// Storage Cheat Sheet" asks for with it.
  public static let iterations = 1_300_000
  /// The most iterations that are done for somebody else's message.
  static let mostIterations = 20_000_000

  /// Why a message was not opened.
  public enum Failure: Error, Sendable, Hashable {
    /// It is not the kind of message that is made here, or damaged.
    case malformed
    /// The passphrase does not open it.
    case wrongPassphrase
  }

  /// `secret`, sealed.
  public static func seal(
    _ secret: borrowing SecretBytes, passphrase: borrowing SecretBytes
  ) throws(OpenSSLError) -> String {
    let message = unsafe Owned(
      try nonNull("CMS_AuthEnvelopedData_create", CMS_AuthEnvelopedData_create(EVP_aes_256_gcm()))
    ) { unsafe CMS_ContentInfo_free($0) }
    // The message holds its contents, instead of standing beside them.
    unsafe try check("CMS_set_detached", CMS_set_detached(message.pointer, 0))
    unsafe try addRecipient(passphrase, to: message.pointer)
    let isSealed = unsafe secret.withUnsafeBytes { bytes in
      unsafe MemoryBIO.reading(bytes) { bio in
        ERR_clear_error()
        return unsafe CMS_final(message.pointer, bio.pointer, nil, UInt32(CMS_BINARY)) == 1
      } ?? false
    }
    guard isSealed else { throw .drainingQueue("CMS_final") }
    let text = try MemoryBIO()
    unsafe try check("PEM_write_bio_CMS", PEM_write_bio_CMS(text.pointer, message.pointer))
    return text.text
  }

  /// CMS keeps the passphrase until it is freed, and frees it.
  private static func addRecipient(
    _ passphrase: borrowing SecretBytes, to message: OpaquePointer
  ) throws(OpenSSLError) {
    let copy = unsafe passphrase.withUnsafeBytes { unsafe CRYPTO_memdup($0.baseAddress, $0.count, nil, 0) }
    ERR_clear_error()
    let recipient = unsafe CMS_add0_recipient_password(
      message, Int32(iterations), NID_id_alg_PWRI_KEK, -1, copy?.assumingMemoryBound(to: UInt8.self),
      passphrase.count, EVP_aes_256_cbc())
    guard unsafe recipient != nil else {
      unsafe mkcerts_OPENSSL_clear_free(copy, passphrase.count)
      throw .drainingQueue("CMS_add0_recipient_password")
    }
  }

  /// What was sealed in `pem`; text in front of it is passed over.
  ///
  /// Nothing of it is handed out before all of it is known to be as it was sealed.
  public static func open(
    pem: [UInt8], passphrase: borrowing SecretBytes
  ) throws(Failure) -> SecretBytes {
    defer { ERR_clear_error() }
    let message = unsafe pem.withUnsafeBytes { bytes in
      unsafe MemoryBIO.reading(bytes) { unsafe PEM_read_bio_CMS($0.pointer, nil, refuseToAsk, nil) } ?? nil
    }
    guard let message = unsafe message else { throw .malformed }
    let owned = unsafe Owned(message) { unsafe CMS_ContentInfo_free($0) }
    guard unsafe OBJ_obj2nid(CMS_get0_type(owned.pointer)) == NID_id_smime_ct_authEnvelopedData,
      let iterations = unsafe Self.iterations(of: owned.pointer), (1...mostIterations).contains(iterations)
    else { throw .malformed }
    let isKnown = unsafe passphrase.withUnsafeBytes { bytes in
      unsafe CMS_decrypt_set1_password(
        owned.pointer, UnsafeMutablePointer(mutating: bytes.bindMemory(to: UInt8.self).baseAddress),
        bytes.count)
    }
    guard isKnown == 1 else { throw .wrongPassphrase }
    guard let plain = try? MemoryBIO(secret: true) else { throw .malformed }
    guard unsafe CMS_decrypt(owned.pointer, nil, nil, nil, plain.pointer, UInt32(CMS_BINARY)) == 1 else {
      // One wrong passphrase in millions gets so far.
      throw .wrongPassphrase
    }
    return plain.secret
  }

  /// How often the message wants its passphrase hashed; nil where it does not want that as it is done here.
  private static func iterations(of message: OpaquePointer) -> Int? {
    guard let der = unsafe try? encoding("i2d_CMS_ContentInfo", { unsafe i2d_CMS_ContentInfo(message, $0) }),
      let start = der.prefix(1024).indices.first(where: { der[$0...].starts(with: pbkdf2) })
    else { return nil }
    var reader = DERReader(der[(start + pbkdf2.count)...])
    guard let parameters = reader.contents(tag: DERReader.sequence) else { return nil }
    var fields = DERReader(parameters)
    guard fields.contents(tag: DERReader.octetString) != nil,
      let number = fields.contents(tag: DERReader.integer), number.count <= 4
    else { return nil }
    return number.reduce(0) { $0 << 8 | Int($1) }
  }

  /// id-PBKDF2 (RFC 8018, appendix C), in DER.
  private static let pbkdf2: [UInt8] = [
    0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x05, 0x0c,
  ]
}
