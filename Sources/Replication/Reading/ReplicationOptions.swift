/// What a slave is told of its connection to one master, as far as names, files and TLS go.
///
/// Keeps no password. What no statement names is nil: the slave keeps what it had, or its default.
public struct ReplicationOptions: Sendable, Hashable {
  /// An option; the raw value is its name in SQL behind `MASTER_` or `SOURCE_`.
  public enum Name: String, Sendable, Hashable, CaseIterable {
    case host = "HOST"
    case port = "PORT"
    case user = "USER"
    case ssl = "SSL"
    case ca = "SSL_CA"
    case caPath = "SSL_CAPATH"
    case cert = "SSL_CERT"
    case key = "SSL_KEY"
    case cipher = "SSL_CIPHER"
    case crl = "SSL_CRL"
    case crlPath = "SSL_CRLPATH"
    case verifyServerCert = "SSL_VERIFY_SERVER_CERT"
    case tlsVersion = "TLS_VERSION"
    case tlsCiphersuites = "TLS_CIPHERSUITES"

    /// Whether it is about TLS, and not about address and account.
    public var isAboutTLS: Bool { self != .host && self != .port && self != .user }
  }

  /// What an option is set to.
  public enum Value: Sendable, Hashable {
    /// A text; empty where the statement clears the option.
    case text(String)
    /// A number; a switch is on when it is not 0.
    case number(Int)
    /// `DEFAULT` (MariaDB 12.3), or `NULL` for the cipher suites (MySQL): what the server is configured with.
    case byDefault
  }

  /// The family of words that a statement is in.
  public enum Words: Sendable, Hashable {
    /// `CHANGE MASTER TO MASTER_…`: MySQL 8.4 and later refuse it (measured).
    case master
    /// `CHANGE REPLICATION SOURCE TO SOURCE_…`: MariaDB and MySQL 5.7 refuse it (measured).
    case source
  }

  struct Entry: Sendable, Hashable {
    let value: Value
    let line: Int
  }

  /// The name of the channel (MySQL) or connection (MariaDB); empty for the one without a name.
  public let channel: String
  /// The words that it was told in; empty for what comes from a file of the server.
  public internal(set) var words: Set<Words> = []
  /// Where the last statement about it begins: the line, from 1.
  public internal(set) var line: Int
  var entries: [Name: Entry] = [:]

  init(channel: String, line: Int) {
    self.channel = channel
    self.line = line
  }

  /// What `name` is set to; nil where it is not named.
  public func value(of name: Name) -> Value? { entries[name]?.value }

  /// The line that says so.
  public func line(of name: Name) -> Int? { entries[name]?.line }

  /// Whether `name` is cleared, with an empty text.
  public func isCleared(_ name: Name) -> Bool { value(of: name) == .text("") }

  /// The text of `name`, empty when it is cleared; nil where it is not named or left to the default.
  public func text(_ name: Name) -> String? {
    guard case .text(let text) = value(of: name) else { return nil }
    return text
  }

  /// The names that are set, in the order of `Name.allCases`.
  public var names: [Name] { Name.allCases.filter { entries[$0] != nil } }

  /// These options after `later`, which changes only what it names, as servers do.
  public func applying(_ later: ReplicationOptions) -> ReplicationOptions {
    var result = self
    result.words.formUnion(later.words)
    result.line = later.line
    result.entries.merge(later.entries) { _, new in new }
    return result
  }

  private func number(_ name: Name) -> Int? {
    guard case .number(let number) = value(of: name) else { return nil }
    return number
  }
}

extension ReplicationOptions {
  /// The name or address that the slave dials.
  public var host: String? { text(.host) }
  /// The port that it dials.
  public var port: Int? { number(.port) }
  /// The user that it logs in as.
  public var user: String? { text(.user) }
  /// Whether TLS is asked for.
  public var ssl: Bool? { number(.ssl).map { $0 != 0 } }
  /// The file of authorities that the master is checked against.
  public var ca: String? { text(.ca) }
  /// The folder of such authorities.
  public var caPath: String? { text(.caPath) }
  /// The file of the certificate that the slave shows.
  public var cert: String? { text(.cert) }
  /// The file of its key.
  public var key: String? { text(.key) }
  /// The allowed ciphers.
  public var cipher: String? { text(.cipher) }
  /// The file of revocation lists.
  public var crl: String? { text(.crl) }
  /// The folder of revocation lists.
  public var crlPath: String? { text(.crlPath) }
  /// Whether the master's name is checked.
  public var verifyServerCert: Bool? { number(.verifyServerCert).map { $0 != 0 } }
  /// The allowed versions of TLS, with commas between them. MySQL alone has it.
  public var tlsVersion: String? { text(.tlsVersion) }
  /// The allowed cipher suites of TLS 1.3. MySQL alone has it.
  public var tlsCiphersuites: String? { text(.tlsCiphersuites) }
}
