internal import COpenSSL

/// Random bytes from OpenSSL's generator (RAND_bytes(3)).
public enum Randomness {
  /// `count` bytes that nobody can foresee.
  public static func bytes(_ count: Int) throws(OpenSSLError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    try unsafe check("RAND_bytes", RAND_bytes(&bytes, Int32(count)))
    return bytes
  }
}
