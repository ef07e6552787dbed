/// A word for a place that has no quotes, or whose quotes are not the same in all versions: provider options
/// of Galera, scripts that transfer state, the configuration of proxies.
public struct PlainWord: Sendable, Hashable, CustomStringConvertible {
  /// The word as it is written.
  public let description: String

  /// Takes `text` as it is.
  ///
  /// - Parameters:
  ///   - place: where it is to stand, for the error: "Galera's provider options".
  ///   - brackets: whether those around an address of IPv6 mean themselves there too.
  /// - Throws: `unwritable` unless it has letters, digits and `/._-+:@` alone.
  public init(_ text: String, in place: String, brackets: Bool = false) throws(ReplicationError) {
    let isPlain = text.unicodeScalars.allSatisfy { scalar in
      PlainWord.holds(scalar) || brackets && (scalar == "[" || scalar == "]")
    }
    guard !text.isEmpty, isPlain else {
      throw ReplicationError(
        .unwritable, "\(quoted(text)) has characters that cannot be written safely into \(place)",
        hint: "use letters, digits and / . _ - + : @ alone there, as with --install-dir /etc/mysql/tls")
    }
    description = text
  }

  /// Whether `scalar` means itself everywhere.
  static func holds(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "/", ".", "_", "-", "+", ":", "@": true
    default: false
    }
  }
}
