internal import COpenSSL
public import Secrets

/// A key store (PKCS#12, RFC 7292) in the making: keys with their certificates, and certificates that are
/// trusted.
///
/// It is encrypted with AES-256-CBC (PBES2, PBKDF2 with HMAC-SHA-256) and authenticated with HMAC-SHA-256,
/// which Java reads from 8u301 and 11.0.12 on, and OpenSSL from 1.1.0 on.
@safe public struct KeyStore: ~Copyable {
  /// As keytool's own stores have since Java 16 (`keystore.pkcs12.certPbeIterationCount` in java.security): a
  /// connector opens its store for every connection.
  public static let iterations = 10_000

  /// The attribute by which Java tells a certificate that is trusted from one of a key's chain, with the
  /// purposes that it is trusted for (ORACLE_TrustedKeyUsage in PKCS12KeyStore.java).
  private static let trustedKeyUsage = "2.16.840.1.113894.746875.1.1"

  private var certificates: OpaquePointer?
  private var keys: OpaquePointer?
  private let password: SecretBytes

  /// An empty store that `password` will open.
  public init(password: borrowing SecretBytes) {
    self.password = password.terminated()
  }

  deinit {
    unsafe mkcerts_sk_PKCS12_SAFEBAG_pop_free(certificates)
    unsafe mkcerts_sk_PKCS12_SAFEBAG_pop_free(keys)
  }

  /// Adds a key and the certificate of it, as one entry.
  public mutating func add(
    _ key: borrowing PrivateKey, _ certificate: Certificate, called name: String
  ) throws(OpenSSLError) {
    // By this identifier readers find the certificate of a key.
    let identifier = Digest.sha1(certificate.der)
    let bag = unsafe try nonNull("PKCS12_add_cert", PKCS12_add_cert(&certificates, certificate.pointer))
    unsafe try Self.name(bag, name, identifier)
    let shrouded = unsafe try password.withCString { (password) throws(OpenSSLError) in
      unsafe try nonNull(
        "PKCS12_add_key",
        PKCS12_add_key(&keys, key.pointer, 0, Int32(Self.iterations), NID_aes_256_cbc, password))
    }
    unsafe try Self.name(shrouded, name, identifier)
  }

  /// Adds a certificate that is trusted for every purpose.
  public mutating func add(trusted certificate: Certificate, called name: String) throws(OpenSSLError) {
    let bag = unsafe try nonNull("PKCS12_add_cert", PKCS12_add_cert(&certificates, certificate.pointer))
    unsafe try Self.name(bag, name, nil)
    // With the length -1 the value is an object of OpenSSL's, which is copied (X509_ATTRIBUTE_set1_data(3)).
    let anyUsage = unsafe OBJ_nid2obj(NID_anyExtendedKeyUsage).map {
      unsafe UnsafeRawPointer($0).assumingMemoryBound(to: UInt8.self)
    }
    unsafe try check(
      "PKCS12_add1_attr_by_txt",
      PKCS12_add1_attr_by_txt(bag, Self.trustedKeyUsage, V_ASN1_OBJECT, anyUsage, -1))
  }

  private static func name(_ bag: OpaquePointer, _ name: String, _ identifier: [UInt8]?) throws(OpenSSLError)
  {
    unsafe try check("PKCS12_add_friendlyname_utf8", PKCS12_add_friendlyname_utf8(bag, name, -1))
    guard var identifier else { return }
    unsafe try check(
      "PKCS12_add_localkeyid", PKCS12_add_localkeyid(bag, &identifier, Int32(identifier.count)))
  }

  /// The store in DER.
  public consuming func der() throws(OpenSSLError) -> SecretBytes {
    var safes: OpaquePointer?
    defer { unsafe mkcerts_sk_PKCS7_pop_free(safes) }
    let (certificates, keys) = unsafe (certificates, keys)
    unsafe try password.withCString { (password) throws(OpenSSLError) in
      unsafe try check(
        "PKCS12_add_safe",
        PKCS12_add_safe(&safes, certificates, NID_aes_256_cbc, Int32(Self.iterations), password))
    }
    // The keys are encrypted one by one.
    if unsafe keys != nil { unsafe try check("PKCS12_add_safe", PKCS12_add_safe(&safes, keys, -1, 0, nil)) }
    let store = unsafe Owned(try nonNull("PKCS12_add_safes", PKCS12_add_safes(safes, 0))) {
      unsafe PKCS12_free($0)
    }
    unsafe try password.withCString { (password) throws(OpenSSLError) in
      unsafe try check(
        "PKCS12_set_mac",
        PKCS12_set_mac(store.pointer, password, -1, nil, 16, Int32(Self.iterations), EVP_sha256()))
    }
    let bio = try MemoryBIO(secret: true)
    unsafe try check("i2d_PKCS12_bio", i2d_PKCS12_bio(bio.pointer, store.pointer))
    return bio.secret
  }
}

extension SecretBytes {
  /// The same bytes with a NUL behind them.
  fileprivate func terminated() -> SecretBytes {
    unsafe withUnsafeBytes { bytes in
      unsafe SecretBytes(capacity: bytes.count + 1) { room in
        unsafe room.copyMemory(from: bytes)
        unsafe room[bytes.count] = 0
        return bytes.count + 1
      }
    }
  }

  /// Lends the bytes, which end with NUL, as a string of C.
  fileprivate func withCString<Result: ~Copyable, Failure: Error>(
    _ body: (UnsafePointer<CChar>?) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    unsafe try withUnsafeBytes { (bytes) throws(Failure) in
      unsafe try body(bytes.bindMemory(to: CChar.self).baseAddress)
    }
  }
}
