/// Why a master does not take a statement that makes or changes an account.
extension Cause {
  static let noSuchAccount = statement(
    "no-such-account",
    "no account has that user and host together: 'repl'@'%' and 'repl'@'10.0.0.5' are two",
    check: "SELECT user, host FROM mysql.user on the master",
    fix:
      "CREATE USER first, with its REQUIRE clause, then GRANT: `mkcerts config MASTER --file accounts.sql` prints both"
  )
  static let accountExists = statement(
    "account-exists", "the account was made before, and the statement changed nothing of it",
    check: "SHOW CREATE USER on the master, and its REQUIRE clause",
    fix: "ALTER USER … REQUIRE in the place of CREATE USER")
  static let noDatabase = statement(
    "no-database",
    "ON * names all tables of the current database, and REPLICATION SLAVE is for the whole server",
    check: "the statement has ON * where it means ON *.*",
    fix: "GRANT REPLICATION SLAVE ON *.* TO the account")
  static let userTable = statement(
    "user-table", "an account was to be changed by UPDATE or INSERT on mysql.user",
    check: "the statement names mysql.user", fix: "ALTER USER … REQUIRE X509, which needs no FLUSH PRIVILEGES"
  )
  static let systemAccount = statement(
    "system-account", "the account 'mariadb.sys'@'localhost' was dropped",
    check: "SELECT user FROM mysql.global_priv WHERE user = 'mariadb.sys' gives no row",
    fix: "mariadb-upgrade --force makes it anew")
  static let noSuchRole = statement(
    "no-such-role", "the role was not made, or not granted to the account",
    check: "SHOW GRANTS FOR the account",
    fix: "CREATE ROLE and GRANT the role to the account, or grant REPLICATION SLAVE "
      + "to the account itself")

  private static func statement(_ rule: String, _ sentence: String, check: String, fix: String) -> Cause {
    Cause(rule, sentence, check: check, fix: fix, isInFiles: false)
  }
}
