/// What a version can do. "Measured" means tried on MySQL 5.7.42, 8.0.46, 8.4.10, 9.7.4 and MariaDB 10.5.23,
/// 10.6.23, 10.11.18, 11.8.6; other sources are named.
extension Server {
  /// How a running server is made to read replaced certificate files.
  public enum Reload: Sendable, Hashable {
    /// A statement does it; connections that are open stay as they are.
    case statement(String)
    /// Only a restart does it.
    case restart
  }

  /// What a server does at start when its certificate files are missing or do not fit.
  public enum BadFiles: Sendable, Hashable {
    /// It starts without TLS and only warns in its log.
    case startsWithoutTLS
    /// It refuses to start.
    case exits
  }

  /// How a MySQL server stands to accounts with `mysql_native_password`, the only MySQL accounts that a
  /// MariaDB slave can use.
  public enum NativePassword: Sendable, Hashable {
    /// The accounts of every day.
    case standard
    /// There for those who ask: `IDENTIFIED WITH mysql_native_password`.
    case onRequest
    /// There once `mysql_native_password=ON` stands in the option file.
    case offByDefault
    /// Removed.
    case gone
  }

  /// Whether `GRANT … REQUIRE` works, as the manual's old recipe has it. Measured: a syntax error from
  /// MySQL 8.0 on.
  public var takesRequireInGrant: Bool { flavour == .mariadb || !isAtLeast(8, 0) }

  /// Whether the host of an account may be a network by the length of its prefix, as in `192.0.2.0/24` (MySQL 8.0.23,
  /// manual, "Specifying Account Names"). MariaDB takes such a host, and nobody comes from it (measured on 10.11).
  public var knowsPrefixLengths: Bool { flavour == .mysql && isAtLeast(8, 0) }

  /// Whether what is granted to `PUBLIC` everybody has (MariaDB 10.11, manual, "GRANT").
  public var hasPublicRole: Bool { flavour == .mariadb && isAtLeast(10, 11) }

  /// Whether `GRANT` for an account that does not exist makes one, without a password, unless the session
  /// has `NO_AUTO_CREATE_USER`. Measured on MariaDB 10.11 with an empty sql_mode; removed in MySQL 8.0
  /// (manual, "GRANT Statement").
  public var grantMayCreateAccounts: Bool { flavour == .mariadb || !isAtLeast(8, 0) }

  /// Whether the option `require_secure_transport` exists: MySQL 5.7.8, MariaDB 10.5.2 (the manuals).
  public var hasRequireSecureTransport: Bool { flavour == .mysql || isAtLeast(10, 5) }

  /// The error number of a client refused by `require_secure_transport`, where measured: 3159, but
  /// MariaDB 10.5 to 10.11 give the 1045 of a wrong password.
  public var secureTransportError: Int? {
    switch flavour {
    case .mysql: 3159
    case .mariadb where isAtLeast(11, 8): 3159
    case .mariadb where isAtLeast(10, 5) && !isAtLeast(11, 0): 1045
    case .mariadb: nil
    }
  }

  /// How replaced files are read: `ALTER INSTANCE RELOAD TLS` (MySQL 8.0.16), `FLUSH SSL` (MariaDB 10.4),
  /// else a restart. Measured.
  public var reload: Reload {
    switch flavour {
    case .mysql: isAtLeast(8, 0) ? .statement("ALTER INSTANCE RELOAD TLS") : .restart
    case .mariadb: isAtLeast(10, 4) ? .statement("FLUSH SSL") : .restart
    }
  }

  /// What shows the position in the binary log: `SHOW BINARY LOG STATUS` from MySQL 8.4 on, which refuses the
  /// other. Measured.
  public var logStatus: String {
    flavour == .mysql && isAtLeast(8, 4) ? "SHOW BINARY LOG STATUS" : "SHOW MASTER STATUS"
  }

  /// The variable that keeps everybody from writing: `super_read_only` stops administrators too (MySQL manual,
  /// "Server System Variables", since 5.7.8); MariaDB has `read_only` alone.
  public var readOnly: String { flavour == .mysql ? "super_read_only" : "read_only" }

  /// The folder of option files that the packages of Debian and Ubuntu read.
  public var optionFolder: InstallDirectory {
    flavour == .mariadb ? .mariadbOptions : .mysqlOptions
  }

  /// The first patch release in which `reload` is a statement, where the version began without it.
  public var reloadSince: String? { self == Server(.mysql, 8, 0) ? "8.0.16" : nil }

  /// The first patch release in which a slave compares the master's name with all names in its certificate, where
  /// the version began with comparing the common name alone (MySQL bug 68052; manual, "Command Options for
  /// Connecting to the Server", `--ssl-mode`).
  public var comparesAllNamesSince: String? {
    switch self {
    case Server(.mysql, 5, 7): "5.7.23"
    case Server(.mysql, 8, 0): "8.0.12"
    default: nil
    }
  }

  /// Whether `ALTER INSTANCE RELOAD TLS` verifies the server's certificate under ssl_ca alone, so that an
  /// intermediate behind the leaf does not count (error 3888). Measured: MySQL 8.4 and 9.7, and not 8.0.
  public var refusesReloadWithoutIssuer: Bool { flavour == .mysql && isAtLeast(8, 4) }

  /// Whether a slave's statement has `P_TLS_VERSION`: all MySQL, no MariaDB. Measured.
  public var hasReplicationTLSVersion: Bool { flavour == .mysql }

  /// Whether the server can load an encrypted private key: MariaDB 12.0 with `ssl_passphrase` (manual,
  /// "SSL/TLS System Variables"). Measured for the others: it never loads.
  public var loadsEncryptedKeys: Bool { flavour == .mariadb && isAtLeast(12, 0) }

  /// Whether `performance_schema` is on unless switched off. Measured.
  public var hasPerformanceSchemaOn: Bool { flavour == .mysql }

  /// Whether `performance_schema.status_by_thread` and the connection type of threads exist. Measured from
  /// MariaDB 10.5 on; MariaDB took these tables over in 10.5 (release notes).
  public var showsEncryptionOfThreads: Bool { flavour == .mysql || isAtLeast(10, 5) }

  /// Whether `performance_schema.status_by_thread` has TLS version and cipher too. Measured: not on MariaDB 10.5,
  /// whose table has no such rows.
  public var showsCipherOfThreads: Bool { flavour == .mysql || isAtLeast(10, 6) }

  /// What happens at start with files that do not fit. Measured.
  public var onBadFiles: BadFiles { flavour == .mysql ? .startsWithoutTLS : .exits }

  /// How the server stands to `mysql_native_password`: default until 8.0, off in 8.4, gone in 9.0 (manual,
  /// "Native Pluggable Authentication").
  public var nativePassword: NativePassword {
    switch flavour {
    case .mysql where isAtLeast(9, 0): .gone
    case .mysql where isAtLeast(8, 4): .offByDefault
    case .mysql where isAtLeast(8, 0): .onRequest
    case .mysql, .mariadb: .standard
    }
  }

  /// Whether a slave with `P_SSL=1` refuses a master without TLS even when it need not verify it. Measured:
  /// all MySQL do, no MariaDB does.
  public var refusesPlainMaster: Bool { flavour == .mysql }

  /// Whether a slave verifies the master unless told otherwise: MariaDB 11.4 (manual, "Zero-Configuration
  /// SSL"; measured on 11.8).
  public var verifiesMasterByDefault: Bool { flavour == .mariadb && isAtLeast(11, 4) }

  /// How often a slave dials a master that refuses it before it stops for good, where that is soon: 10 from
  /// MySQL 8.4 on. Measured.
  public var connectionAttempts: Int? { flavour == .mysql && isAtLeast(8, 4) ? 10 : nil }

  /// How many characters a user name may have: 32 in MySQL (manual, "Account Names"), 80 in MariaDB (manual,
  /// "Identifier Names"), 128 in MariaDB 10.11 (measured) and later.
  public var longestUserName: Int {
    switch flavour {
    case .mysql: 32
    case .mariadb: isAtLeast(10, 11) ? 128 : 80
    }
  }
}
