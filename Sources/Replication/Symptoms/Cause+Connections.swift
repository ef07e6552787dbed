/// Why a connection ends before TLS begins, or fails for something that has nothing to do with TLS. No file shows
/// these.
extension Cause {
  static let masterIsDown = Cause(
    "server-start",
    "the master's server does not run: MariaDB does not start with TLS files or options that it cannot use",
    check: "on the master: systemctl status mariadb (or mysql), and its log, which `mkcerts explain` reads",
    fix: "mend what the last [ERROR] lines of its log name, then start it")
  static let nobodyListens = besides(
    "not-listening", "the master listens on another port or address: 111 means that the port is closed",
    check:
      "on the master: ss -ltnp shows port and address; SHOW VARIABLES LIKE 'bind_address' is not 127.0.0.1, "
      + "skip_networking is OFF; Master_Port in the slave's status is the same port",
    fix: "mend bind-address, port or skip-networking in the master's [mysqld] group, or MASTER_PORT")
  static let noWay = besides(
    "no-route",
    "a firewall or a network is between them: 110 means silence, 113 and 101 that there is no way",
    check: "from the slave's host: nc -vz MASTER 3306",
    fix: "open the port from the slave to the master")
  static let unknownHost = besides(
    "unknown-host", "the name that the slave dials has no address on the slave's host",
    check: "on the slave's host: getent hosts NAME, with Master_Host of its status, prints nothing",
    fix:
      "put the name into DNS or /etc/hosts, or dial one that resolves; the master's certificate has to have "
      + "the name that is dialled")
  static let blockedHost = besides(
    "blocked-host",
    "the master counts connections of that host that broke off, a failed TLS handshake among them, and has "
      + "had more than max_connect_errors",
    check: "on the master: SELECT ip, sum_connect_errors, count_handshake_errors FROM "
      + "performance_schema.host_cache",
    fix:
      "first mend what made the handshakes fail (`mkcerts explain` reads the master's log), or the monitor that "
      + "hangs up; then FLUSH HOSTS on MariaDB and MySQL before 8.4, TRUNCATE TABLE "
      + "performance_schema.host_cache on MySQL")
  static let hostNotAllowed = Cause(
    "unusable-account", "the master has no account at all for the host that the slave connects from",
    check:
      "on the master: SELECT user, host FROM mysql.user; the message names the host as the master sees it",
    fix: "make the account for that host: `mkcerts config MASTER --file accounts.sql` prints it")
  static let noServer = besides(
    "not-a-server", "what answers on that port is no MySQL server, or a proxy that has none behind it",
    check: "from the slave's host: nc MASTER 3306 does not print a version at once",
    fix: "mend MASTER_HOST and MASTER_PORT, or the proxy")
  static let tooManyConnections = besides(
    "too-many-connections", "the master has as many connections as max_connections lets it",
    check:
      "on the master: SHOW STATUS LIKE 'Threads_connected' against SHOW VARIABLES LIKE 'max_connections'",
    fix: "end idle connections, or raise max_connections")
  static let lockedAccount = Cause(
    "unusable-account", "the account is locked; name, password and TLS were right so far",
    check: "SHOW CREATE USER on the master has ACCOUNT LOCK", fix: "ALTER USER … ACCOUNT UNLOCK on the master"
  )
  static let accountWithoutPassword = Cause(
    "unusable-account",
    "the account is identified by the operating system's user, a plugin that is not loaded, or the hash of an old server",
    check: "SHOW CREATE USER on the master has unix_socket, auth_socket or another plugin of no password",
    fix: "ALTER USER … IDENTIFIED BY a password on the master, and MASTER_PASSWORD on the slave")
  static let expiredPassword = Cause(
    "unusable-account", "the password of the account has expired",
    check: "SHOW CREATE USER on the master has PASSWORD EXPIRE",
    fix: "ALTER USER … IDENTIFIED BY a new password on the master, and MASTER_PASSWORD on the slave")
  static let missingPrivilege = Cause(
    "unusable-account", "the account lacks REPLICATION SLAVE: it could log in, and may not replicate",
    check: "SHOW GRANTS FOR the account on the master has no REPLICATION SLAVE ON *.*",
    fix: "GRANT REPLICATION SLAVE ON *.* TO the account on the master; `mkcerts config MASTER` prints it")
  static let missingAdministration = besides(
    "missing-privilege", "the one who runs the statement lacks the privilege that the message names",
    check: "SHOW GRANTS",
    fix: "run it as the administrator: FLUSH SSL asks for RELOAD, ALTER INSTANCE RELOAD TLS "
      + "for CONNECTION_ADMIN")
  static let passwordPlugin = besides(
    "password-plugin", "the account's kind of password is not known to the other family or release",
    check: "SELECT user, plugin FROM mysql.user on the master: caching_sha2_password is MySQL's alone, "
      + "mysql_native_password is off in MySQL 8.4 and gone in 9",
    fix: "ALTER USER … IDENTIFIED WITH mysql_native_password on a master that has MariaDB slaves")
  static let equalServerIDs = besides(
    "equal-server-ids", "master and slave have the same server_id",
    check: "SELECT @@server_id on both",
    fix: "set another server_id in the slave's [mysqld] group, and restart it")
  static let noUser = besides(
    "no-user", "the statement that told the slave of its master named no user, or an empty one",
    check: "Master_User in the slave's status is empty",
    fix: "STOP SLAVE; CHANGE MASTER TO MASTER_USER = 'USER', MASTER_PASSWORD = 'PASSWORD'; START SLAVE")
  static let longPassword = besides(
    "long-password", "a slave of MySQL keeps 32 bytes of its password, one of MariaDB 96",
    check: "count the characters of the password that the CHANGE statement gives",
    fix: "give the account on the master a shorter password, and the slave the same")
  static let gtidModes = besides(
    "gtid-modes", "the master has gtid_mode=OFF, and the slave ON, as MySQL 9.7 has without being told",
    check: "SELECT @@gtid_mode on both", fix: "set gtid_mode alike on both")
  static let sameIdentity = besides(
    "same-identity",
    "another slave, or another connection of this one, reads from the master with the same server_uuid or "
      + "server_id: a data directory that was copied with its auto.cnf, or a second channel to one master",
    check: "SELECT @@server_uuid, @@server_id on each slave; the slave's status has one row for each channel",
    fix:
      "give each slave a server_id of its own, remove auto.cnf from a copied data directory and restart, and "
      + "stop the second channel; no data is lost by it")
  static let accountLimit = besides(
    "account-limit", "the account may do no more this hour: MAX_CONNECTIONS_PER_HOUR or its like",
    check: "SHOW CREATE USER on the master has WITH MAX_…, which the message names",
    fix: "ALTER USER … WITH the limit 0 on the master, then FLUSH USER_RESOURCES")
  static let binaryLog = besides(
    "binary-log",
    "the master does not have the part of its binary log that the slave asks for, or writes none",
    check:
      "SHOW BINARY LOGS on the master has no Master_Log_File of the slave's status; the message quotes which",
    fix: "make the slave anew from a copy of the master; TLS stays as it is")
  static let noBinaryLog = besides(
    "no-binary-log", "the master writes no binary log",
    check: "SELECT @@log_bin on the master prints 0",
    fix: "set log_bin in the master's [mysqld] group, and restart it; TLS stays as it is")
  static let masterCommand = besides(
    "master-command",
    "the connection stands and the login was taken; the master refused what the slave asked",
    check: "the text behind failed: says which command and why, mostly a privilege of the account",
    fix: "mend that on the master, GRANT REPLICATION SLAVE ON *.* above all")

  private static func besides(_ name: String, _ sentence: String, check: String, fix: String) -> Cause {
    Cause(name, sentence, check: check, fix: fix, isInFiles: false)
  }
}
