/// A privilege that `GRANT` knows, and whose it is (manuals, "GRANT", "Privileges Provided by MySQL"; measured for
/// MariaDB 10.5, 10.11 and 11.8 and MySQL 9.7).
struct Privilege: Sendable {
  /// What it may be granted on.
  enum Reach: Sendable {
    /// Databases and more.
    case anything
    /// The whole server alone; of one database servers refuse it (1221).
    case server
    /// The same, and MySQL keeps it by its name (3619).
    case dynamic
  }

  let reach: Reach
  /// The server that it came with; nil where both families have always had it.
  var since: Server?
  /// The first release without it.
  var until: Server?

  /// Whether it is `REPLICATION SLAVE`, by whichever name.
  static func isReplication(_ name: String) -> Bool {
    name == "REPLICATION SLAVE" || name == "REPLICATION REPLICA"
  }

  /// The privilege `name`, in capitals with one blank between its words; nil where `server` has none of that name.
  /// Without a server, whether any has.
  static func named(_ name: String, on server: Server?) -> Privilege? {
    guard let privilege = all[name] else { return nil }
    guard let server, let since = privilege.since else { return privilege }
    guard since.flavour == server.flavour, server.isAtLeast(since.major, since.minor) else { return nil }
    if let until = privilege.until, server.isAtLeast(until.major, until.minor) { return nil }
    return privilege
  }

  /// Whether the word begins the name of a privilege of several words, and is none itself.
  static func beginsOne(_ word: String) -> Bool { firstWords.contains(word) }

  private static let firstWords = Set(
    all.filter { $0.key.contains(" ") && $0.value.since?.flavour != .mariadb }.keys.compactMap {
      $0.split(separator: " ").first.map(String.init)
    })

  private static let all: [String: Privilege] = {
    var all: [String: Privilege] = [:]
    func add(_ names: [String], _ reach: Reach, since: Server? = nil, until: Server? = nil) {
      for name in names { all[name] = Privilege(reach: reach, since: since, until: until) }
    }
    add(
      [
        "SELECT", "INSERT", "UPDATE", "DELETE", "CREATE", "DROP", "REFERENCES", "INDEX", "ALTER",
        "CREATE TEMPORARY TABLES", "LOCK TABLES", "EXECUTE", "CREATE VIEW", "SHOW VIEW", "CREATE ROUTINE",
        "ALTER ROUTINE", "EVENT", "TRIGGER", "GRANT OPTION", "USAGE",
      ], .anything)
    add(
      [
        "RELOAD", "SHUTDOWN", "PROCESS", "FILE", "SHOW DATABASES", "SUPER", "REPLICATION SLAVE",
        "REPLICATION CLIENT", "CREATE USER", "CREATE TABLESPACE",
      ], .server)
    add(["DELETE HISTORY"], .anything, since: Server(.mariadb, 10, 3))
    add(
      [
        "REPLICATION REPLICA", "REPLICATION SLAVE ADMIN", "REPLICATION REPLICA ADMIN",
        "REPLICATION MASTER ADMIN", "BINLOG MONITOR", "BINLOG ADMIN", "BINLOG REPLAY", "CONNECTION ADMIN",
        "FEDERATED ADMIN", "READ_ONLY ADMIN", "READ ONLY ADMIN", "SET USER", "SLAVE MONITOR",
        "REPLICA MONITOR",
      ], .server, since: Server(.mariadb, 10, 5))
    add(["SHOW CREATE ROUTINE"], .anything, since: Server(.mariadb, 11, 3))
    add(["CREATE ROLE", "DROP ROLE"], .server, since: Server(.mysql, 8, 0))
    add(
      [
        "APPLICATION_PASSWORD_ADMIN", "AUDIT_ABORT_EXEMPT", "AUDIT_ADMIN", "AUTHENTICATION_POLICY_ADMIN",
        "BACKUP_ADMIN", "BINLOG_ADMIN", "BINLOG_ENCRYPTION_ADMIN", "CLONE_ADMIN", "CONNECTION_ADMIN",
        "ENCRYPTION_KEY_ADMIN", "FIREWALL_EXEMPT", "FLUSH_OPTIMIZER_COSTS", "FLUSH_STATUS", "FLUSH_TABLES",
        "FLUSH_USER_RESOURCES", "GROUP_REPLICATION_ADMIN", "GROUP_REPLICATION_STREAM",
        "INNODB_REDO_LOG_ARCHIVE", "INNODB_REDO_LOG_ENABLE", "PASSWORDLESS_USER_ADMIN",
        "PERSIST_RO_VARIABLES_ADMIN", "REPLICATION_APPLIER", "REPLICATION_SLAVE_ADMIN",
        "RESOURCE_GROUP_ADMIN", "RESOURCE_GROUP_USER", "ROLE_ADMIN", "SENSITIVE_VARIABLES_OBSERVER",
        "SERVICE_CONNECTION_ADMIN", "SESSION_VARIABLES_ADMIN", "SHOW_ROUTINE", "SYSTEM_USER",
        "SYSTEM_VARIABLES_ADMIN", "TABLE_ENCRYPTION_ADMIN", "TELEMETRY_LOG_ADMIN", "XA_RECOVER_ADMIN",
      ], .dynamic, since: Server(.mysql, 8, 0))
    add(["SET_USER_ID"], .dynamic, since: Server(.mysql, 8, 0), until: Server(.mysql, 8, 4))
    add(
      ["SET_ANY_DEFINER", "ALLOW_NONEXISTENT_DEFINER", "TRANSACTION_GTID_TAG"], .dynamic,
      since: Server(.mysql, 8, 2))
    add(["FLUSH_PRIVILEGES", "OPTIMIZE_LOCAL_TABLE"], .dynamic, since: Server(.mysql, 8, 4))
    return all
  }()
}
