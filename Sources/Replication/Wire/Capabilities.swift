/// The capability flags of the client/server protocol that matter to a probe (server manual, "Capabilities
/// Flags"; measured).
public struct Capabilities: OptionSet, Sendable, Hashable {
  public let rawValue: UInt32
  public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// LONG_PASSWORD of old; MariaDB from 10.2 on leaves it out of its greeting.
  public static let mysql = Capabilities(rawValue: 1)
  public static let protocol41 = Capabilities(rawValue: 0x200)
  /// The server offers TLS, or the client is about to begin it.
  public static let tls = Capabilities(rawValue: 0x800)
  public static let secureConnection = Capabilities(rawValue: 0x8000)
  public static let pluginAuthentication = Capabilities(rawValue: 0x80000)
}
