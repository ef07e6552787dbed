/// A path as it stands in a URL.
public struct URLPath: Sendable, Hashable, CustomStringConvertible {
  /// The path with what a URL reserves as `%` and two hexadecimal digits.
  public let description: String

  /// Writes the absolute path `text` (RFC 3986 sections 2 and 3.3).
  ///
  /// - Throws: `unwritable` for a control character and for what is not ASCII.
  public init(_ text: String) throws(ReplicationError) {
    var written = ""
    for scalar in text.unicodeScalars {
      try requirePrintable(scalar, of: text, for: "a URL")
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", "/", ".", "_", "-", "~": written.unicodeScalars.append(scalar)
      default: written += "%" + String(scalar.value, radix: 16, uppercase: true)
      }
    }
    description = written
  }
}
