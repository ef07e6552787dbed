extension Symptom {
  /// What comes of accounts, privileges and what the servers hold, with TLS in order so far.
  static let accounts: [Symptom] = [
    Symptom(
      ["this account is locked"], number: 4151, .either, .mariadb, means: notTLS + "the account is locked",
      [.lockedAccount]),
    Symptom(
      ["account is locked"], number: 3118, .either, .mysql, means: notTLS + "the account is locked",
      [.lockedAccount]),
    Symptom(
      ["password has expired"], number: 1862, .either, means: notTLS + "the account's password has expired",
      [.expiredPassword]),
    Symptom(
      ["you must set password before"], number: 1820, .either,
      means: notTLS + "the account's password has expired", [.expiredPassword]),
    Symptom(
      ["command com_register_", "failed", "access denied"], number: 1597, .slave,
      means: notTLS + "the login was taken, and the account may not replicate", [.missingPrivilege]),
    Symptom(
      ["couldn't register on"], .slave, means: notTLS + "the master refused to register the slave",
      isConsequence: true, [.missingPrivilege]),
    Symptom(
      ["master command", "failed"], number: 1597, .slave,
      means: notTLS + "the connection stands, and the master refused a command", [.masterCommand]),
    Symptom(
      ["source command", "failed"], number: 13120, .slave, .mysql(from: .mysql8),
      means: notTLS + "the connection stands, and the master refused a command", [.masterCommand]),
    Symptom(
      ["access denied; you need"], number: 1227, .either, means: notTLS + "a privilege is lacking",
      [.missingAdministration]),
    Symptom(
      ["plugin", "cannot be loaded"], number: 2059, .slave,
      means: notTLS + "the slave does not know the account's kind of password", [.passwordPlugin]),
    Symptom(
      ["plugin 'mysql_native_password' is not loaded"], number: 1524, .either, .mysql(from: .mysql84),
      means: notTLS + "this release does not have that kind of password any more", [.passwordPlugin]),
    Symptom(
      ["have equal", "server ids"], number: 1593, .slave,
      means: notTLS + "the connection stands, and both servers have one number", [.equalServerIDs]),
    Symptom(
      ["source has gtid_mode = off"], number: 13117, .slave, .mysql(from: .mysql8),
      means: notTLS + "the connection stands, and the two count transactions differently", [.gtidModes]),
    Symptom(
      [], number: 13117, .slave, .mysql(from: .mysql8),
      means: notTLS + "the connection stands, and the two servers do not fit", [.gtidModes, .equalServerIDs]),
    Symptom(
      ["got fatal error 1236 from"], number: 1236, .slave,
      means: notTLS + "the connection stands, and the master cannot send what is asked of its binary log",
      [.binaryLog]),
    Symptom(
      [], number: 13114, .slave, .mysql(from: .mysql8),
      means: notTLS + "the connection stands, and the master cannot send what is asked of its binary log",
      [.binaryLog]),
  ]

  private static let notTLS = "this is not TLS: "
}
