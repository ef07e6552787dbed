/// An option of the command-line tools that bears on TLS; the raw value is its name with `_`.
public enum ClientOption: String, Sendable, Hashable, CaseIterable, KnownOption {
  case ssl
  case sslMode = "ssl_mode"
  case sslVerifyServerCertificate = "ssl_verify_server_cert"
  case sslCA = "ssl_ca"
  case sslCAPath = "ssl_capath"
  case sslCertificate = "ssl_cert"
  case sslKey = "ssl_key"
  case sslCRL = "ssl_crl"
  case sslCRLPath = "ssl_crlpath"
  case sslCipher = "ssl_cipher"
  case sslFingerprint = "ssl_fp"
  case sslFingerprintList = "ssl_fplist"
  case sslFIPSMode = "ssl_fips_mode"
  case sslSessionData = "ssl_session_data"
  case sslSessionDataContinue = "ssl_session_data_continue_on_failed_reuse"
  case tlsVersion = "tls_version"
  case tlsCipherSuites = "tls_ciphersuites"
  case tlsServerName = "tls_sni_servername"
  case host
  case port
  case protocolName = "protocol"

  /// What the option takes.
  public var kind: OptionKind {
    switch self {
    case .ssl, .sslVerifyServerCertificate, .sslSessionDataContinue: .flag
    case .port: .number
    default: .text
    }
  }

  /// Whether the tools of that version know the option: as the `--help` of MySQL 9.7 and MariaDB 10.5, 10.11
  /// and 11.8 has it; the versions between are as the manuals have them and were not tried.
  public func exists(on server: Server) -> Bool {
    switch (self, server.flavour) {
    case (.ssl, .mysql), (.sslVerifyServerCertificate, .mysql): !server.isAtLeast(8, 0)
    case (.ssl, .mariadb), (.sslVerifyServerCertificate, .mariadb): true
    case (.sslMode, let flavour): flavour == .mysql
    case (.sslFIPSMode, .mysql), (.sslSessionData, .mysql), (.sslSessionDataContinue, .mysql),
      (.tlsCipherSuites, .mysql):
      server.isAtLeast(8, 0)
    case (.tlsServerName, .mysql): server.isAtLeast(8, 1)
    case (.sslFIPSMode, .mariadb), (.sslSessionData, .mariadb), (.sslSessionDataContinue, .mariadb),
      (.tlsCipherSuites, .mariadb), (.tlsServerName, .mariadb):
      false
    case (.sslFingerprint, let flavour), (.sslFingerprintList, let flavour):
      flavour == .mariadb && server.isAtLeast(11, 4)
    case (.tlsVersion, .mariadb): server.isAtLeast(10, 4)
    default: true
    }
  }

  var choices: [String]? { self == .sslMode ? ClientTLSOptions.Mode.allCases.map(\.rawValue) : nil }

  /// Options whose mere presence switches TLS on where there is an option `ssl`. Measured; `tls_version` is
  /// one of them from MariaDB 11.4 on (on 11.8, not on 10.11).
  static func switchingTLSOn(_ server: Server) -> Set<ClientOption> {
    let files: Set<ClientOption> = [
      .sslCA, .sslCAPath, .sslCertificate, .sslKey, .sslCRL, .sslCRLPath, .sslCipher,
    ]
    guard server.flavour == .mariadb, server.isAtLeast(11, 4) else { return files }
    return files.union([.tlsVersion, .sslFingerprint, .sslFingerprintList])
  }

  static func neighbours(on server: Server) -> [String] {
    ["html", "help", "plugin_dir", "print_query_on_error", "progress_reports", "prompt", "table", "tee"]
  }

  static let families = ["ssl", "tls_"]
}
