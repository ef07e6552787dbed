/// What a running server is asked, by statements that change nothing.
public enum ServerQuestion: String, Sendable, Hashable, CaseIterable {
  /// Its TLS variables, and those that say what can be asked.
  case variables
  /// What it has loaded, which on MySQL may be something else than what its variables name.
  case loaded
  /// The accounts that may replicate, and what they require.
  case accounts
  /// Which of its accounts are locked, how they are logged in to and how old their passwords may grow, where that
  /// stands in a table of its own.
  case locks
  /// Its own connections to masters.
  case connections
  /// The connections on which it sends its binary log, and whether they are encrypted.
  case senders
  /// Who reads its binary log, which its list of connections tells where it keeps no record of encryption.
  case readers
  /// Which roles its accounts have, through which they may replicate too.
  case roles

  /// What it is asked about, for a sentence.
  public var subject: String {
    switch self {
    case .variables: "its TLS variables"
    case .loaded: "which files it has loaded"
    case .accounts: "its replication accounts"
    case .locks: "which of its accounts are locked or take no password"
    case .connections: "its connections to masters"
    case .senders: "whether its slaves are connected with TLS"
    case .readers: "who reads its binary log"
    case .roles: "which roles its accounts have"
    }
  }

  /// The statement, in the words of `release`; nil where that has nothing to ask, or no table to ask.
  public func statement(on release: ServerRelease) -> String? {
    switch self {
    case .variables: Self.variablesStatement
    case .loaded: release.showsLoadedTLS ? Self.loadedStatement : nil
    case .accounts: Self.accountsStatement(of: release)
    case .locks: release.keepsLocksApart ? Self.locksStatement : nil
    case .connections: release.statusOfConnections
    case .senders: release.showsEncryptionOfThreads ? Self.sendersStatement : nil
    case .readers: Self.readersStatement
    case .roles: release.hasRoles ? Self.rolesStatement(of: release) : nil
    }
  }

  /// The privileges that the statement needs, each as a `GRANT` of its own takes it in front of `TO`; none where it
  /// needs none.
  ///
  /// Measured on MySQL 9.7 and MariaDB 10.11; the manuals, "Privileges Provided by MySQL" and "GRANT".
  public func privileges(on release: ServerRelease) -> [String] {
    switch self {
    case .variables: []
    case .loaded, .senders: ["SELECT ON performance_schema.*"]
    case .accounts: ["SELECT ON mysql.user"]
    case .locks: ["SELECT ON mysql.global_priv"]
    case .connections: ["\(release.privilegeOfStatus) ON *.*"]
    case .readers: ["PROCESS ON *.*"]
    case .roles:
      release.flavour == .mariadb
        ? ["SELECT ON mysql.roles_mapping"]
        : ["SELECT ON mysql.default_roles", "SELECT ON mysql.role_edges"]
    }
  }

  private static let names =
    ServerVariables.compared.map(\.rawValue)
    + [
      "performance_schema", "hostname", "datadir", "skip_name_resolve",
      "port", "server_id", "server_uuid", "mandatory_roles", "activate_all_roles_on_login",
      "default_password_lifetime", "disconnect_on_expired_password",
    ]

  private static let variablesStatement =
    "SHOW GLOBAL VARIABLES WHERE Variable_name IN (\(names.map { "'\($0)'" }.joined(separator: ", ")))"

  private static let loadedStatement =
    "SELECT property AS name, value AS value FROM performance_schema.tls_channel_status "
    + "WHERE channel = 'mysql_main' AND property LIKE 'Current_tls%'"

  /// On MariaDB from 10.4 on it is a view of mysql.global_priv, with the same columns.
  ///
  /// All accounts are asked for: of one that is there and may not replicate, another thing is to be said than of
  /// one that is missing. Roles come with them: they are locked on MySQL, and have no host on MariaDB.
  private static func accountsStatement(of release: ServerRelease) -> String {
    let names = ["ssl_cipher", "x509_issuer", "x509_subject"]
    // They are binary, and a client may be told to print those in hexadecimal.
    let texts = names.map { "CONVERT(\($0) USING utf8mb4) AS \($0)" }.joined(separator: ", ")
    return "SELECT user AS user, host AS host, ssl_type AS ssl_type, Repl_slave_priv AS replicates, "
      + (release.showsLocksOfAccounts
        ? "account_locked AS locked, \(passwordColumns), " : "is_role AS is_role, ")
      + "password_expired AS expired, \(texts) FROM mysql.user"
  }

  /// How accounts of MySQL are logged in to. What stands for a password stays on the server.
  private static let passwordColumns =
    "plugin AS plugin, UNIX_TIMESTAMP(password_last_changed) AS changed, password_lifetime AS lifetime, "
    + "\(takesNone("plugin", "authentication_string")) AS takes_none, \(loadedPlugins) AS plugins"

  private static let loadedPlugins =
    "(SELECT GROUP_CONCAT(plugin_name) FROM information_schema.plugins "
    + "WHERE plugin_type = 'AUTHENTICATION' AND plugin_status = 'ACTIVE')"

  /// What stands for a password, and is none's: `invalid` is what administrators write there.
  private static func takesNone(_ plugin: String, _ hash: String) -> String {
    "COALESCE(\(plugin) = 'mysql_native_password' AND \(hash) <> '' "
      + "AND \(hash) NOT REGEXP '^[*][0-9A-Fa-f]{40}$', 0)"
  }

  /// mysql.user, which is a view there, does not show it (measured on 10.5, 10.11 and 11.8); JSON_VALUE writes a true
  /// value as 1.
  private static let locksStatement =
    "SELECT user AS user, host AS host, COALESCE(\(member("account_locked")) IN ('1', 'true'), 0) AS locked, "
    + "\(member("plugin")) AS plugin, JSON_EXTRACT(Priv, '$.auth_or[*].plugin') AS others, "
    + "\(member("password_last_changed")) AS changed, \(member("password_lifetime")) AS lifetime, "
    + "\(takesNone(member("plugin"), member("authentication_string"))) AS takes_none, \(loadedPlugins) AS plugins "
    + "FROM mysql.global_priv"

  private static func member(_ name: String) -> String { "JSON_VALUE(Priv, '$.\(name)')" }

  /// The first row tells whether those of other users can be seen at all, which no error does.
  private static let readersStatement =
    "SELECT 'sees' AS kind, '' AS user, '' AS host, COUNT(*) AS id FROM information_schema.user_privileges "
    + "WHERE privilege_type = 'PROCESS' AND REPLACE(grantee, '''', '') = CURRENT_USER() "
    + "UNION ALL SELECT 'reads', user, host, id FROM information_schema.processlist "
    + "WHERE command LIKE 'Binlog Dump%'"

  /// On MariaDB a role is known by its name alone, and an account has one default role at most.
  private static func rolesStatement(of release: ServerRelease) -> String {
    release.flavour == .mariadb
      ? "SELECT 'has' AS kind, user AS user, host AS host, role AS role, '' AS role_host FROM mysql.roles_mapping "
        + "UNION ALL SELECT 'takes', user, host, default_role, '' FROM mysql.user WHERE default_role <> ''"
      : "SELECT 'has' AS kind, to_user AS user, to_host AS host, from_user AS role, from_host AS role_host "
        + "FROM mysql.role_edges "
        + "UNION ALL SELECT 'takes', user, host, default_role_user, default_role_host FROM mysql.default_roles"
  }

  /// MariaDB 10.5 has no `Ssl_` variables of threads, so that these columns may be NULL.
  private static let sendersStatement =
    "SELECT t.processlist_id AS id, t.processlist_user AS user, t.processlist_host AS host, "
    + "t.connection_type AS connection_type, v.variable_value AS version, c.variable_value AS cipher "
    + "FROM performance_schema.threads t "
    + "LEFT JOIN performance_schema.status_by_thread v "
    + "ON v.thread_id = t.thread_id AND v.variable_name = 'Ssl_version' "
    + "LEFT JOIN performance_schema.status_by_thread c "
    + "ON c.thread_id = t.thread_id AND c.variable_name = 'Ssl_cipher' "
    + "WHERE t.processlist_command LIKE 'Binlog Dump%'"
}
