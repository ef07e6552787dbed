/// Which protocol versions and ciphers one side allows, as its options spell it; nil where they do not.
public struct Transport: Sendable, Hashable {
  /// tls_version, as in `TLSv1.2,TLSv1.3`.
  public var versions: String?
  /// ssl_cipher: OpenSSL's cipher list; MariaDB takes it for TLS 1.3 too.
  public var cipher: String?
  /// tls_ciphersuites: the suites of TLS 1.3, on MySQL.
  public var ciphersuites: String?

  public init(versions: String? = nil, cipher: String? = nil, ciphersuites: String? = nil) {
    self.versions = versions
    self.cipher = cipher
    self.ciphersuites = ciphersuites
  }
}
