public import OpenSSL
public import Replication

/// What a probe saw of one server.
public struct Probed: Sendable {
  /// What the TLS of a server is like, as it serves it now.
  public struct Served: Sendable {
    /// As OpenSSL names it: `TLSv1.3`.
    public let version: String
    /// The suite, as OpenSSL names it.
    public let cipher: String
    /// The certificates in the order in which they came.
    public let chain: [Certificate]
    /// Whether the server asked for a certificate of this client, as MariaDB does even without an authority to
    /// verify it by (measured on 10.11).
    public let asksForCertificate: Bool
    /// The authorities of which it asked for one; MySQL and MariaDB name none (measured).
    public let authorities: [DistinguishedName]
  }

  /// What became of the certificate that this side presented.
  public enum Reception: Sendable, Hashable {
    case accepted
    /// Refused; the alert where the server gave one.
    case refused(Alert?)
    /// The server did not ask for any.
    case notAsked
    /// The server did not get far enough to say.
    case unknown
  }

  /// What was probed.
  public let endpoint: Endpoint
  /// What was spoken.
  public let opening: ProbeSettings.Opening
  /// The address that answered; nil where none did.
  public var address: String?
  /// The server's version; nil where it is not told.
  public var release: ServerRelease?
  /// Whether TLS is offered; nil where that is not known.
  public var offersTLS: Bool?
  /// What is served; nil where no certificate came.
  public var served: Served?
  /// What became of the presented certificate; nil where none was to be presented.
  public var reception: Reception?
  /// Why it came to no end; something may have been seen before.
  public var failure: LiveError?

  init(_ endpoint: Endpoint, _ opening: ProbeSettings.Opening) {
    self.endpoint = endpoint
    self.opening = opening
  }
}
