/// A kind of key that can be made, under the name that the commands take.
public enum KeyAlgorithm: String, Sendable, Hashable, CaseIterable {
  case ecdsaP256 = "ecdsa-p256"
  case ecdsaP384 = "ecdsa-p384"
  case rsa2048 = "rsa-2048"
  case rsa3072 = "rsa-3072"
  case rsa4096 = "rsa-4096"
  case ed25519 = "ed25519"

  /// The size of an RSA modulus, in bits; nil for the other kinds.
  var rsaBits: Int? {
    switch self {
    case .rsa2048: 2048
    case .rsa3072: 3072
    case .rsa4096: 4096
    case .ecdsaP256, .ecdsaP384, .ed25519: nil
    }
  }
}
