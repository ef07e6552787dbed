/// The keyUsage extension (RFC 5280, 4.2.1.3), with OpenSSL's bit values (X509_get_key_usage(3)).
public struct KeyUsage: OptionSet, Sendable, Hashable, CustomStringConvertible {
  public let rawValue: UInt32
  public init(rawValue: UInt32) { self.rawValue = rawValue }

  public static let digitalSignature = KeyUsage(rawValue: 0x0080)
  public static let nonRepudiation = KeyUsage(rawValue: 0x0040)
  public static let keyEncipherment = KeyUsage(rawValue: 0x0020)
  public static let dataEncipherment = KeyUsage(rawValue: 0x0010)
  public static let keyAgreement = KeyUsage(rawValue: 0x0008)
  public static let keyCertSign = KeyUsage(rawValue: 0x0004)
  public static let cRLSign = KeyUsage(rawValue: 0x0002)
  public static let encipherOnly = KeyUsage(rawValue: 0x0001)
  public static let decipherOnly = KeyUsage(rawValue: 0x8000)

  /// In the order of the RFC's bit string.
  static let named: [(usage: KeyUsage, bit: Int32, name: String)] = [
    (.digitalSignature, 0, "digitalSignature"), (.nonRepudiation, 1, "nonRepudiation"),
    (.keyEncipherment, 2, "keyEncipherment"), (.dataEncipherment, 3, "dataEncipherment"),
    (.keyAgreement, 4, "keyAgreement"), (.keyCertSign, 5, "keyCertSign"), (.cRLSign, 6, "cRLSign"),
    (.encipherOnly, 7, "encipherOnly"), (.decipherOnly, 8, "decipherOnly"),
  ]

  /// The names of the usages, as RFC 5280 and OpenSSL's configuration spell them.
  public var names: [String] { Self.named.filter { contains($0.usage) }.map(\.name) }

  public var description: String { names.joined(separator: ", ") }
}
