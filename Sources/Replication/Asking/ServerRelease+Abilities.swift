/// What a running release can be asked, where that differs from one patch release to another.
extension ServerRelease {
  /// Whether performance_schema.tls_channel_status tells what is loaded: MySQL 8.0.21 (manual, "The
  /// tls_channel_status Table").
  var showsLoadedTLS: Bool { flavour == .mysql && isAtLeast(8, 0, 21) }

  /// Whether the type and the TLS of other sessions can be read, as ``Server/showsEncryptionOfThreads``.
  var showsEncryptionOfThreads: Bool { version?.showsEncryptionOfThreads ?? true }

  /// The statement that tells of all connections to masters: MariaDB's shows the named ones too; MySQL's old words
  /// are gone in 8.4, and its new ones came with 8.0.22 (measured).
  var statusOfConnections: String {
    switch flavour {
    case .mariadb: "SHOW ALL SLAVES STATUS"
    case .mysql: isAtLeast(8, 0, 22) ? "SHOW REPLICA STATUS" : "SHOW SLAVE STATUS"
    }
  }

  /// The privilege that it takes: MariaDB 10.5.9 took SLAVE MONITOR out of REPLICATION CLIENT (manual, "GRANT").
  var privilegeOfStatus: String {
    flavour == .mariadb && isAtLeast(10, 5, 9) ? "SLAVE MONITOR" : "REPLICATION CLIENT"
  }

  /// Whether mysql.user shows which accounts are locked, as roles are: MySQL 5.7.6 (manual, "Account Locking").
  var showsLocksOfAccounts: Bool { flavour == .mysql }

  /// Whether accounts may have roles: MySQL 8.0 (manual, "Using Roles"), all of MariaDB that is known here.
  var hasRoles: Bool { flavour == .mariadb || isAtLeast(8, 0, 0) }

  /// Whether only mysql.global_priv shows it: MariaDB 10.4 (manual, "mysql.global_priv Table").
  var keepsLocksApart: Bool { flavour == .mariadb && isAtLeast(10, 4, 0) }
}
