internal import COpenSSL

/// Digests of bytes (EVP_Digest(3)).
public enum Digest {
  /// SHA-256, 32 bytes: what fingerprints are shown as.
  public static func sha256(_ bytes: [UInt8]) -> [UInt8] { unsafe digest(bytes, EVP_sha256(), count: 32) }

  /// SHA-1, 20 bytes. Only for key identifiers (RFC 5280, 4.2.1.2), which need no resistance to collisions.
  static func sha1(_ bytes: [UInt8]) -> [UInt8] { unsafe digest(bytes, EVP_sha1(), count: 20) }

  private static func digest(_ bytes: [UInt8], _ kind: OpaquePointer?, count: Int) -> [UInt8] {
    var result = [UInt8](repeating: 0, count: count)
    let status = unsafe EVP_Digest(bytes, bytes.count, &result, nil, kind, nil)
    precondition(status == 1, "libcrypto has no SHA-1 or SHA-256")
    return result
  }
}
