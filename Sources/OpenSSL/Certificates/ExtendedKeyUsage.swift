/// A purpose in the extendedKeyUsage extension (RFC 5280, 4.2.1.12), by its object identifier.
public struct ExtendedKeyUsage: Sendable, Hashable, CustomStringConvertible {
  /// In dotted form: `1.3.6.1.5.5.7.3.1`.
  public let identifier: String
  public init(identifier: String) { self.identifier = identifier }

  public static let serverAuth = ExtendedKeyUsage(identifier: "1.3.6.1.5.5.7.3.1")
  public static let clientAuth = ExtendedKeyUsage(identifier: "1.3.6.1.5.5.7.3.2")
  public static let any = ExtendedKeyUsage(identifier: "2.5.29.37.0")

  public var description: String {
    switch self {
    case .serverAuth: "serverAuth"
    case .clientAuth: "clientAuth"
    case .any: "anyExtendedKeyUsage"
    default: identifier
    }
  }
}
