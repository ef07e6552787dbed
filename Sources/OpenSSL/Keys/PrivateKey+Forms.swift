internal import COpenSSL
public import Secrets

extension PrivateKey {
  /// The key in clear in the form that is its algorithm's own, from before PKCS#8: PKCS#1 for RSA
  /// (`BEGIN RSA PRIVATE KEY`, RFC 8017) and SEC 1 for elliptic curves (`BEGIN EC PRIVATE KEY`, RFC 5915);
  /// nil for all other kinds, which have none.
  public func traditionalPEM() throws(OpenSSLError) -> SecretBytes? {
    switch kind {
    case .rsa(_, _, pss: false), .ec: break
    default: return nil
    }
    let bio = try MemoryBIO(secret: true)
    unsafe try check(
      "PEM_write_bio_PrivateKey_traditional",
      PEM_write_bio_PrivateKey_traditional(bio.pointer, pointer, nil, nil, 0, nil, nil))
    return bio.secret
  }
}

extension PublicKey {
  /// The public key in `pem`: `BEGIN PUBLIC KEY`, or `BEGIN RSA PUBLIC KEY`; nil where it holds none.
  public static func parse(pem: [UInt8]) -> PublicKey? {
    defer { ERR_clear_error() }
    let pointer = unsafe pem.withUnsafeBytes { bytes in
      unsafe MemoryBIO.reading(bytes) { unsafe PEM_read_bio_PUBKEY($0.pointer, nil, refuseToAsk, nil) } ?? nil
    }
    guard let pointer = unsafe pointer else { return nil }
    let key = unsafe Owned(pointer) { unsafe EVP_PKEY_free($0) }
    return unsafe try? PublicKey(halfOf: key.pointer)
  }

  /// ``fingerprint`` as HPKP and curl write pins: `sha256//` and base 64 (RFC 7469, curl's --pinnedpubkey).
  public var pin: String { "sha256//" + Base64.encode(fingerprint) }
}

extension Certificate {
  /// SHA-1 of the DER encoding, 20 bytes: what older clients pin. Not to be relied on for anything new.
  public var sha1Fingerprint: [UInt8] { Digest.sha1(der) }
}
