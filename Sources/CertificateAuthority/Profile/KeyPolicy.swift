public import OpenSSL

/// Which keys may be certified: those that every supported server loads, and that are strong enough to last.
public enum KeyPolicy {
  /// Why a key of this kind is not certified; nil where it is.
  ///
  /// RSA below 2048 bits is refused by servers at OpenSSL's security level 2, and above 8192 every handshake
  /// would take a noticeable part of a second. A small or even exponent breaks RSA (NIST SP 800-56B, 6.2).
  /// Ed448, secp256k1 and Brainpool curves are refused by at least one server release.
  public static func refusal(of kind: KeyKind) -> String? {
    switch kind {
    case .rsa(_, _, pss: true):
      "RSASSA-PSS keys cannot be used by every client; use a plain RSA key"
    case .rsa(let bits, _, _) where bits < 2048 || bits > 8192:
      "it has \(bits) bits, and RSA keys of 2048 to 8192 bits are taken"
    case .rsa(_, let exponent, _) where exponent < 65_537 || exponent % 2 == 0:
      "its public exponent is \(exponent), and odd ones from 65537 on are taken"
    case .rsa, .ec("prime256v1"), .ec("secp384r1"), .ec("secp521r1"), .ed25519:
      nil
    case .ec, .ed448, .other:
      "\(kind) keys are refused by some servers; \(accepted) are taken by all"
    }
  }

  private static let accepted = "RSA from 2048 bits, ECDSA on P-256, P-384 and P-521, and Ed25519"
}
