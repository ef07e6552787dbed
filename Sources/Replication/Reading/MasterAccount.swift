/// An account of a master, as statements make it: who it is and what it asks of a connection.
public struct MasterAccount: Sendable, Hashable {
  /// What is checked at login. Wider than `AccountRequirement`, which has only what mkcerts writes.
  public enum Requirement: Sendable, Hashable {
    /// Nothing.
    case none
    /// Any encrypted connection.
    case ssl
    /// A client certificate that the server's ssl-ca verifies.
    case x509
    /// Such a certificate, and all that is named: whole subject and direct issuer as `X509_NAME_oneline`
    /// writes them, the name of the cipher.
    case specified(subject: String?, issuer: String?, cipher: String?)

    /// Whether the connection must be encrypted.
    public var wantsTLS: Bool { self != .none }

    /// Whether a client certificate must be shown; `REQUIRE CIPHER` alone wants one too (the servers' source,
    /// `acl_check_ssl`).
    public var wantsCertificate: Bool { self != .none && self != .ssl }
  }

  /// The user; empty for the anonymous one.
  public let user: String
  /// The host, in small letters: a name, an address, or a pattern with `%` and `_`; `%` where none is named.
  public let host: String
  /// What is checked.
  public internal(set) var requirement: Requirement
  /// Where the statement that says so begins: the line, from 1.
  public internal(set) var line: Int
}
