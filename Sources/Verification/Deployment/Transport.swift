/// Which protocol versions and ciphers one side allows, as its options spell it; nil where they do not.
public struct Transport: Sendable, Hashable {
  /// tls_version, as in `TLSv1.2,TLSv1.3`.
  public var versions: String?
  /// ssl_cipher: OpenSSL's cipher list; MariaDB takes it for TLS 1.3 too.
  public var cipher: String?
  /// tls_ciphersuites: the suites of TLS 1.3, on MySQL.
  public var ciphersuites: String?

  /// The suites that MySQL servers from 8.4 on allow in tls_ciphersuites (manual, "Supported TLS Protocols and
  /// Ciphers"; measured).
  static let allowedSuites: Set<String> = [
    "TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256",
    "TLS_AES_128_CCM_SHA256",
  ]

  public init(versions: String? = nil, cipher: String? = nil, ciphersuites: String? = nil) {
    self.versions = versions
    self.cipher = cipher
    self.ciphersuites = ciphersuites
  }
}
