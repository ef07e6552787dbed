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

    /// The same, where names that are empty are none: MariaDB then asks for TLS alone, MySQL for any certificate
    /// (measured).
    func withoutEmptyNames(on flavour: Server.Flavour) -> Requirement {
      guard case .specified(let subject, let issuer, let cipher) = self else { return self }
      let names = [subject, issuer, cipher].map { $0 == "" ? nil : $0 }
      guard names.contains(where: { $0 != nil }) else { return flavour == .mariadb ? .ssl : .x509 }
      return .specified(subject: names[0], issuer: names[1], cipher: names[2])
    }

    /// Whether a name is asked for that is empty.
    var hasEmptyName: Bool {
      guard case .specified(let subject, let issuer, let cipher) = self else { return false }
      return [subject, issuer, cipher].contains("")
    }

    /// Whether the connection must be encrypted.
    public var wantsTLS: Bool { self != .none }

    /// Whether a client certificate must be shown; `REQUIRE CIPHER` alone wants one too (the servers' source,
    /// `acl_check_ssl`).
    public var wantsCertificate: Bool { self != .none && self != .ssl }
  }

  /// Whether the account may replicate, as far as statements say.
  public enum Replication: Sendable, Hashable {
    /// No statement makes it, or a role that is active as it logs in.
    case unsaid
    /// It has `REPLICATION SLAVE`, or all privileges, itself or by a role that is active as it logs in.
    case granted
    /// Statements make it, and none grants it that, or one has taken it back.
    case withheld
    /// It has that by a role alone which nothing makes its default.
    case inactive
  }

  /// The user; empty for the anonymous one.
  public let user: String
  /// The host, in small letters: a name, an address, or a pattern with `%` and `_`; `%` where none is named.
  public let host: String
  /// What is checked.
  public internal(set) var requirement: Requirement
  /// Where the statement that says so begins: the line, from 1.
  public internal(set) var line: Int
  /// Whether a statement makes it; else it was there before, and no more is known than what is set here.
  public internal(set) var isCreated = true
  /// Whether nobody may log in to it (`ACCOUNT LOCK`).
  public internal(set) var isLocked = false
  /// Whether it is a role, which MySQL keeps as an account that is locked.
  public internal(set) var isRole = false
  /// Whether its password must be changed first (`PASSWORD EXPIRE`).
  public internal(set) var isExpired = false
  public internal(set) var replication = Replication.unsaid
  /// When its password grows too old, in seconds since 1970, as a running server has it; nil where it does not, or
  /// that is not known.
  public internal(set) var passwordEnd: Int64?
  /// Why no password lets a slave in; nil where one may.
  public internal(set) var passwordRefusal: PasswordRefusal?

  /// Who an account is.
  public struct Name: Sendable, Hashable {
    /// The user; empty for the anonymous one.
    public let user: String
    /// As ``MasterAccount/host``.
    public let host: String

    public init(user: String, host: String) {
      self.user = user
      self.host = host
    }

    /// As SQL writes it.
    public var quoted: String { "\(user.inSQL)@\(host.inSQL)" }
  }

  /// Who it is.
  public var name: Name { Name(user: user, host: host) }
}
