internal import COpenSSL

/// What kind of key a key is: the ones that can be made here, and all others that files may hold.
public enum KeyKind: Sendable, Hashable, CustomStringConvertible {
  /// RSA (or RSASSA-PSS, where `pss`) with a modulus of so many bits and a public exponent.
  case rsa(bits: Int, exponent: UInt64, pss: Bool)
  /// ECDSA on a curve, by OpenSSL's name of it: `prime256v1`.
  case ec(curve: String)
  case ed25519
  case ed448
  /// Anything else, by OpenSSL's name of it.
  case other(String)

  /// As in `RSA-2048`, `ECDSA P-256`, `Ed25519`.
  public var description: String {
    switch self {
    case .rsa(let bits, _, let pss): "\(pss ? "RSASSA-PSS" : "RSA")-\(bits)"
    case .ec("prime256v1"): "ECDSA P-256"
    case .ec("secp384r1"): "ECDSA P-384"
    case .ec("secp521r1"): "ECDSA P-521"
    case .ec(let curve): "ECDSA \(curve)"
    case .ed25519: "Ed25519"
    case .ed448: "Ed448"
    case .other(let name): name
    }
  }

  /// The algorithm that makes such a key; nil where none here does.
  public var algorithm: KeyAlgorithm? {
    switch self {
    case .rsa(bits: 2048, _, pss: false): .rsa2048
    case .rsa(bits: 3072, _, pss: false): .rsa3072
    case .rsa(bits: 4096, _, pss: false): .rsa4096
    case .ec("prime256v1"): .ecdsaP256
    case .ec("secp384r1"): .ecdsaP384
    case .ed25519: .ed25519
    default: nil
    }
  }

  init(of key: OpaquePointer) {
    // A curve without a name leaves an entry behind.
    defer { ERR_clear_error() }
    switch unsafe EVP_PKEY_get_base_id(key) {
    case EVP_PKEY_RSA:
      self = unsafe .rsa(bits: Int(EVP_PKEY_get_bits(key)), exponent: Self.exponent(key), pss: false)
    case EVP_PKEY_RSA_PSS:
      self = unsafe .rsa(bits: Int(EVP_PKEY_get_bits(key)), exponent: Self.exponent(key), pss: true)
    case EVP_PKEY_EC: self = unsafe .ec(curve: Self.curve(key))
    case EVP_PKEY_ED25519: self = .ed25519
    case EVP_PKEY_ED448: self = .ed448
    default:
      self = unsafe .other(EVP_PKEY_get0_type_name(key).map { unsafe String(cString: $0) } ?? "unknown")
    }
  }

  private static func curve(_ key: OpaquePointer) -> String {
    var name = [CChar](repeating: 0, count: 80)
    var length = 0
    guard unsafe EVP_PKEY_get_group_name(key, &name, name.count, &length) == 1 else {
      return "of explicit parameters"
    }
    return String(decoding: name.prefix(length).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  private static func exponent(_ key: OpaquePointer) -> UInt64 {
    var number: OpaquePointer?
    guard unsafe EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_RSA_E, &number) == 1, let number = unsafe number
    else { return 0 }
    defer { unsafe BN_free(number) }
    return unsafe BN_num_bits(number) <= 64 ? UInt64(BN_get_word(number)) : .max
  }
}
