/// The permission bits of a file or folder (chmod(2)), which are set exactly, whatever the umask.
public struct FileMode: Sendable, Hashable, CustomStringConvertible {
  /// The bits, at most 0o777.
  public let bits: UInt32

  /// The mode of the lowest nine of `bits`.
  public init(_ bits: UInt32) { self.bits = bits & 0o777 }

  /// 0600: a private key.
  public static let key = FileMode(0o600)
  /// 0644: a certificate, or anything else that everyone may read.
  public static let certificate = FileMode(0o644)
  /// 0700: the folder of the authority.
  public static let authorityFolder = FileMode(0o700)
  /// 0755: a folder that everyone may read.
  public static let folder = FileMode(0o755)

  /// Four octal digits, such as "0600".
  public var description: String {
    let digits = String(bits, radix: 8)
    return String(repeating: "0", count: 4 - digits.count) + digits
  }
}
