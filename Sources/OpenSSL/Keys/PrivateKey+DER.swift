internal import COpenSSL
public import Secrets

/// Private keys in files that are no PEM.
extension PrivateKey {
  /// What can be told of a private key in DER.
  public enum Found: Sendable, Hashable {
    /// It is in clear; its public half.
    case clear(PublicKey)
    /// A passphrase protects it.
    case encrypted
  }

  /// The private key that `der` is (PKCS#8, PKCS#1 or SEC1) or holds (PKCS#12, RFC 7292, without a passphrase or
  /// with an empty one); nil where there is none.
  public static func find(inDER der: borrowing SecretBytes) -> Found? {
    defer { ERR_clear_error() }
    return unsafe der.withUnsafeBytes { bytes in
      switch unsafe DERKind(of: bytes) {
      case .privateKey: return unsafe found(decoded(bytes))
      case .encryptedPrivateKey: return .encrypted
      case .pkcs12: return unsafe inStore(bytes)
      case .certificate, .revocationList, .certificateRequest, nil: return nil
      }
    }
  }

  /// The key in `der`, in clear: PKCS#8, PKCS#1 or SEC1; nil where it is none.
  public static func parse(der: borrowing SecretBytes) -> PrivateKey? {
    defer { ERR_clear_error() }
    return unsafe der.withUnsafeBytes { bytes in
      unsafe decoded(bytes).flatMap { unsafe try? PrivateKey(owning: $0) }
    }
  }

  private static func decoded(_ der: UnsafeRawBufferPointer) -> OpaquePointer? {
    var start = unsafe der.bindMemory(to: UInt8.self).baseAddress
    return unsafe d2i_AutoPrivateKey(nil, &start, der.count)
  }

  private static func inStore(_ bytes: UnsafeRawBufferPointer) -> Found? {
    var start = unsafe bytes.bindMemory(to: UInt8.self).baseAddress
    guard let store = unsafe d2i_PKCS12(nil, &start, bytes.count) else { return nil }
    defer { unsafe PKCS12_free(store) }
    var (key, certificate) = unsafe (OpaquePointer?.none, OpaquePointer?.none)
    guard unsafe PKCS12_parse(store, "", &key, &certificate, nil) == 1 else { return .encrypted }
    unsafe X509_free(certificate)
    return unsafe found(key)
  }

  /// Takes over `pointer`.
  private static func found(_ pointer: OpaquePointer?) -> Found? {
    guard let pointer = unsafe pointer, let key = try? unsafe PrivateKey(owning: pointer) else { return nil }
    return .clear(key.publicKey)
  }
}
