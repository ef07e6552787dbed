internal import COpenSSL

/// Digests of bytes (EVP_Digest(3)).
public enum Digest {
  /// SHA-256, 32 bytes: what fingerprints are shown as.
  public static func sha256(_ bytes: some Collection<UInt8>) -> [UInt8] { digest(bytes, sha256, count: 32) }

  /// SHA-1, 20 bytes. Only for key identifiers (RFC 5280, 4.2.1.2), which need no resistance to collisions.
  static func sha1(_ bytes: [UInt8]) -> [UInt8] { digest(bytes, sha1, count: 20) }

  /// An algorithm that was fetched once: OpenSSL 3 would otherwise look for it at every call, which takes longer than
  /// the digest of a certificate.
  @safe private struct Algorithm: @unchecked Sendable {
    // Sendable: nothing changes an EVP_MD.
    let pointer: OpaquePointer

    init(_ name: String) {
      guard let pointer = unsafe EVP_MD_fetch(nil, name, nil) else { fatalError("libcrypto has no \(name)") }
      unsafe self.pointer = unsafe pointer
    }
  }

  private static let sha256 = Algorithm("SHA256")
  private static let sha1 = Algorithm("SHA1")

  private static func digest(
    _ bytes: some Collection<UInt8>, _ algorithm: Algorithm, count: Int
  ) -> [UInt8] {
    unsafe [UInt8](unsafeUninitializedCapacity: count) { room, filled in
      let status =
        bytes.withContiguousStorageIfAvailable {
          unsafe EVP_Digest($0.baseAddress, $0.count, room.baseAddress, nil, algorithm.pointer, nil)
        } ?? 0
      precondition(status == 1, "libcrypto has no SHA-1 or SHA-256")
      filled = count
    }
  }
}
