extension Symptom {
  /// What a master answers to statements that make or change accounts. Measured on MariaDB 10.11 and MySQL 9.7.
  static let accountStatements: [Symptom] = [
    Symptom(
      ["find any matching row in the user table"], number: 1133, .either,
      means: "the statement is about an account that is not there", [.noSuchAccount]),
    Symptom(
      ["not allowed to create a user with grant"], number: 1410, .either, .mysql(from: .mysql8),
      means: "GRANT was run for an account that is not there: MySQL 8 and later make none by it",
      [.noSuchAccount]),
    Symptom(
      ["operation create user failed"], number: 1396, .either,
      means: "the account is there already, with whatever it requires", [.accountExists]),
    Symptom(
      ["operation ", " user failed for"], number: 1396, .either,
      means: "the statement is about an account that is not there", [.noSuchAccount]),
    Symptom(
      [], number: 1396, .either, means: "the account is not there, or there already",
      [.noSuchAccount, .accountExists]),
    Symptom(
      ["no database selected"], number: 1046, .either,
      means: "the statement is about the current database, and there is none", [.noDatabase]),
    Symptom(
      ["view 'mysql.user' references invalid"], number: 1356, .either, .mariadb, means: tableIsView,
      [.userTable]),
    Symptom([], number: 1356, .either, .mariadb, means: tableIsView, [.userTable]),
    Symptom(
      ["definer ('mariadb.sys'@'localhost') does not exist"], number: 1449, .either, .mariadb,
      means: "MariaDB's own account, by which mysql.user can be read, is not there", [.systemAccount]),
    Symptom(
      ["invalid role specification"], number: 1959, .either, .mariadb, means: noSuchRole, [.noSuchRole]),
    Symptom(
      ["unknown authorization id"], number: 3523, .either, .mysql(from: .mysql8), means: noSuchRole,
      [.noSuchRole]),
    Symptom(
      ["is not granted to"], number: 3530, .either, .mysql(from: .mysql8),
      means: "the role is not there, or the account does not have it", [.noSuchRole]),
  ]

  private static let tableIsView = "mysql.user is a view since MariaDB 10.4, and is not written to"
  private static let noSuchRole = "the statement is about a role that is not there"
}
