/// Which option which server knows. Measured for one or more of each kind on MySQL 9.7 and MariaDB 10.5,
/// 10.11
/// and 11.8; the versions between, and those options of Group Replication that need its plugin, are as the
/// manuals have them and were not tried.
extension ServerOption {
  /// What the option takes.
  public var kind: OptionKind {
    switch self {
    case .ssl, .requireSecureTransport, .autoGenerateCertificates, .certificatesEnforcedValidation,
      .sslSessionCacheMode, .masterSSL, .masterSSLVerifyServerCertificate, .wsrepOn,
      .groupReplicationRecoveryUseSSL, .groupReplicationRecoverySSLVerifyServerCertificate,
      .skipNameResolve, .activateAllRoles:
      .flag
    case .port, .adminPort, .reportPort, .sslSessionCacheTimeout: .number
    default: .text
    }
  }

  /// Whether the servers of that version know the option; one that does not exits on its name, unless that
  /// begins with `loose_`. The options of Group Replication are its plugin's.
  public func exists(on server: Server) -> Bool {
    switch server.flavour {
    case .mysql: existsOnMySQL(server)
    case .mariadb: existsOnMariaDB(server)
    }
  }

  private func existsOnMySQL(_ server: Server) -> Bool {
    switch self {
    case .ssl: !server.isAtLeast(8, 4)
    case .sslPassphrase: false
    case .certificatesEnforcedValidation: server.isAtLeast(8, 1)
    case .sslFIPSMode, .sslSessionCacheMode, .sslSessionCacheTimeout, .tlsCipherSuites,
      .groupReplicationRecoveryTLSVersion, .groupReplicationRecoveryTLSCipherSuites,
      .groupReplicationCommunicationStack, .activateAllRoles, .mandatoryRoles:
      server.isAtLeast(8, 0)
    default:
      if rawValue.hasPrefix("admin_") {
        server.isAtLeast(8, 0)
      } else {
        !rawValue.hasPrefix("master_ssl") && !rawValue.hasPrefix("wsrep_")
      }
    }
  }

  private func existsOnMariaDB(_ server: Server) -> Bool {
    switch self {
    case .sslPassphrase: server.isAtLeast(12, 0)
    case .tlsVersion: server.isAtLeast(10, 4)
    case .requireSecureTransport: server.hasRequireSecureTransport
    case .sslFIPSMode, .sslSessionCacheMode, .sslSessionCacheTimeout, .tlsCipherSuites,
      .certificatesEnforcedValidation, .autoGenerateCertificates, .activateAllRoles,
      .mandatoryRoles:
      false
    default:
      if rawValue.hasPrefix("master_ssl") {
        server.isAtLeast(12, 3)
      } else {
        !rawValue.hasPrefix("admin_") && !isOfPlugin
      }
    }
  }

  /// The nearest by their first letters, from `--help --verbose` of MariaDB 10.5, 10.11 and 11.8.
  static func neighbours(on server: Server) -> [String] {
    let gone = server == Server(.mariadb, 11, 8) || server.isAtLeast(12, 0)
    return [
      "automatic_sp_privileges", "auto_increment_increment", "binlog_format", "deadlock_timeout_long",
      "group_concat_max_len", "group_replication", "master_info_file", "master_retry_count", "plugin_dir",
      "port_open_timeout", "replicate_do_db", "report_password", "report_user", "skip_show_database",
      "skip_slave_start", "sort_buffer_size", "table_cache", "thread_cache_size", "wsrep_cluster_address",
      "wsrep_osu_method", "wsrep_patch_version",
    ] + (gone ? [] : ["date_format", "datetime_format"])
  }

  static let families = [
    "ssl", "tls_", "admin_ssl", "admin_tls", "master_ssl", "require_secure", "auto_generate",
    "group_replication_ssl", "group_replication_recovery_ssl", "group_replication_recovery_use",
    "group_replication_recovery_tls",
  ]
}
