internal import COpenSSL

extension Certificate {
  /// The digest under its signature, by OpenSSL's name of it: `SHA256`, `SHA1`; nil for algorithms that bring their
  /// own (EdDSA) and for unknown ones (X509_get_signature_info(3)).
  public var signatureDigest: String? { signatureInformation.digest }

  /// What its signature is worth in bits of security, as security levels count (SSL_CTX_set_security_level(3));
  /// -1 where that is not known. SHA-256 has 128, SHA-1 63 and MD5 39.
  ///
  /// OpenSSL 1.1.1 counts 80 for SHA-1, so that level 1 still takes it there.
  public var signatureSecurityBits: Int { signatureInformation.bits }

  private var signatureInformation: (digest: String?, bits: Int) {
    defer { ERR_clear_error() }
    var digest: Int32 = 0
    var bits: Int32 = -1
    guard unsafe X509_get_signature_info(pointer, &digest, nil, &bits, nil) == 1 else { return (nil, -1) }
    let name = digest == NID_undef ? nil : unsafe OBJ_nid2sn(digest).map { unsafe String(cString: $0) }
    return (name, Int(bits))
  }
}

extension PublicKey {
  /// The size of the key in bits (EVP_PKEY_get_bits(3)); 0 where it cannot be decoded.
  public var bits: Int { unsafe max(0, number { unsafe EVP_PKEY_get_bits($0) }) }

  /// What the key is worth in bits of security (EVP_PKEY_get_security_bits(3)); 0 where it cannot be decoded.
  public var securityBits: Int { unsafe max(0, number { unsafe EVP_PKEY_get_security_bits($0) }) }

  private func number(_ read: (OpaquePointer) -> Int32) -> Int {
    defer { ERR_clear_error() }
    guard let pointer = unsafe try? pointer else { return 0 }
    return unsafe Int(read(pointer))
  }

  /// The bits of security that a security level asks of keys and of digests (SSL_CTX_set_security_level(3)).
  public static func securityBits(ofLevel level: Int) -> Int {
    let bits = [0, 80, 112, 128, 192, 256]
    return bits[min(max(level, 0), bits.count - 1)]
  }
}
