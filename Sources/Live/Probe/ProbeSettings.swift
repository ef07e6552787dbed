public import OpenSSL

/// How servers are probed.
public struct ProbeSettings: Sendable {
  /// What is spoken before TLS.
  public enum Opening: Sendable, Hashable {
    /// The protocol that slaves and clients speak.
    case mysql
    /// MySQL's X Protocol, mostly on port 33060.
    case x
    /// Nothing: TLS from the first byte.
    case tls
  }

  public var opening: Opening
  /// How long one server may take, from the search for its name to the last byte.
  public var timeout: Duration
  /// What is presented where a server asks for a certificate.
  public var pair: ClientPair?

  public init(opening: Opening = .mysql, timeout: Duration = .seconds(10), pair: ClientPair? = nil) {
    self.opening = opening
    self.timeout = timeout
    self.pair = pair
  }

  /// The port that is meant where none is named; nil where there is no common one.
  public static func port(of opening: Opening) -> UInt16 {
    switch opening {
    case .mysql: 3306
    case .x: 33060
    case .tls: 443
    }
  }
}
