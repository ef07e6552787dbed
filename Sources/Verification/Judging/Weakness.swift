internal import OpenSSL

/// What OpenSSL at security level 2 does not load as an end's own certificate (SSL_CTX_set_security_level(3):
/// 112 bits).
enum Weakness: Hashable {
  case key(KeyKind)
  case digest(String)

  /// What is too weak in `certificate`; nil where nothing is.
  init?(of certificate: Certificate) {
    if let kind = certificate.fields.publicKey?.kind, Self.isWeak(kind) {
      self = .key(kind)
    } else if let algorithm = certificate.fields.signatureAlgorithm, Self.isWeak(algorithm),
      // Of a certificate that signed itself nobody relies on the signature.
      !certificate.isSelfIssued
    {
      self = .digest(algorithm)
    } else {
      return nil
    }
  }

  var sentence: String {
    switch self {
    case .key(let kind): "its key is \(kind), which is too weak for the server's OpenSSL"
    case .digest(let algorithm): "it is signed with \(algorithm), which is too weak for the server's OpenSSL"
    }
  }

  private static func isWeak(_ kind: KeyKind) -> Bool {
    switch kind {
    case .rsa(let bits, _, _): bits < 2048
    case .ec(let curve): ["secp192k1", "prime192v1", "secp160r1", "secp160k1", "secp160r2"].contains(curve)
    case .ed25519, .ed448, .other: false
    }
  }

  private static func isWeak(_ algorithm: String) -> Bool {
    // Almost all certificates have one of these, and texts are slow to search.
    if ["ecdsa-with-SHA256", "sha256WithRSAEncryption"].contains(algorithm) { return false }
    let name = algorithm.lowercased()
    return name.contains("sha1") || name.contains("md5") || name.contains("md4") || name.contains("md2")
  }
}
