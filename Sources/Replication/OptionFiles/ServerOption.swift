/// An option of a server that bears on TLS or on how others reach it; the raw value is its name with `_`.
public enum ServerOption: String, Sendable, Hashable, CaseIterable, KnownOption {
  case ssl
  case sslCA = "ssl_ca"
  case sslCAPath = "ssl_capath"
  case sslCertificate = "ssl_cert"
  case sslKey = "ssl_key"
  case sslCRL = "ssl_crl"
  case sslCRLPath = "ssl_crlpath"
  case sslCipher = "ssl_cipher"
  case sslPassphrase = "ssl_passphrase"
  case sslFIPSMode = "ssl_fips_mode"
  case sslSessionCacheMode = "ssl_session_cache_mode"
  case sslSessionCacheTimeout = "ssl_session_cache_timeout"
  case tlsVersion = "tls_version"
  case tlsCipherSuites = "tls_ciphersuites"
  case certificatesEnforcedValidation = "tls_certificates_enforced_validation"
  case requireSecureTransport = "require_secure_transport"
  case autoGenerateCertificates = "auto_generate_certs"

  case adminAddress = "admin_address"
  case adminPort = "admin_port"
  case adminSSLCA = "admin_ssl_ca"
  case adminSSLCAPath = "admin_ssl_capath"
  case adminSSLCertificate = "admin_ssl_cert"
  case adminSSLKey = "admin_ssl_key"
  case adminSSLCRL = "admin_ssl_crl"
  case adminSSLCRLPath = "admin_ssl_crlpath"
  case adminSSLCipher = "admin_ssl_cipher"
  case adminTLSVersion = "admin_tls_version"
  case adminTLSCipherSuites = "admin_tls_ciphersuites"

  case masterSSL = "master_ssl"
  case masterSSLCA = "master_ssl_ca"
  case masterSSLCAPath = "master_ssl_capath"
  case masterSSLCertificate = "master_ssl_cert"
  case masterSSLKey = "master_ssl_key"
  case masterSSLCRL = "master_ssl_crl"
  case masterSSLCRLPath = "master_ssl_crlpath"
  case masterSSLCipher = "master_ssl_cipher"
  case masterSSLVerifyServerCertificate = "master_ssl_verify_server_cert"

  case groupReplicationSSLMode = "group_replication_ssl_mode"
  case groupReplicationRecoveryUseSSL = "group_replication_recovery_use_ssl"
  case groupReplicationRecoverySSLCA = "group_replication_recovery_ssl_ca"
  case groupReplicationRecoverySSLCAPath = "group_replication_recovery_ssl_capath"
  case groupReplicationRecoverySSLCertificate = "group_replication_recovery_ssl_cert"
  case groupReplicationRecoverySSLKey = "group_replication_recovery_ssl_key"
  case groupReplicationRecoverySSLCRL = "group_replication_recovery_ssl_crl"
  case groupReplicationRecoverySSLCRLPath = "group_replication_recovery_ssl_crlpath"
  case groupReplicationRecoverySSLCipher = "group_replication_recovery_ssl_cipher"
  case groupReplicationRecoverySSLVerifyServerCertificate =
    "group_replication_recovery_ssl_verify_server_cert"
  case groupReplicationRecoveryTLSVersion = "group_replication_recovery_tls_version"
  case groupReplicationRecoveryTLSCipherSuites = "group_replication_recovery_tls_ciphersuites"
  case groupReplicationCommunicationStack = "group_replication_communication_stack"

  case wsrepOn = "wsrep_on"
  case wsrepProvider = "wsrep_provider"
  case wsrepProviderOptions = "wsrep_provider_options"

  case dataDirectory = "datadir"
  case port
  case bindAddress = "bind_address"
  case reportHost = "report_host"
  case reportPort = "report_port"
  case skipNameResolve = "skip_name_resolve"
  case activateAllRoles = "activate_all_roles_on_login"
  case mandatoryRoles = "mandatory_roles"

  /// Whether the option is one of the plugin for Group Replication.
  var isOfPlugin: Bool { rawValue.hasPrefix("group_replication_") }

  /// The options whose mere presence switches TLS on where there is an option `ssl`.
  static let switchingTLSOn: Set<ServerOption> = [
    .sslCA, .sslCAPath, .sslCertificate, .sslKey, .sslCRL, .sslCRLPath, .sslCipher,
  ]
}
