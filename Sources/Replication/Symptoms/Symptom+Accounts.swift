extension Symptom {
  /// What comes of accounts, privileges and what the servers hold, with TLS in order so far.
  static let accounts: [Symptom] = [
    Symptom(
      ["this account is locked"], number: 4151, .either, .mariadb, means: locked, [.lockedAccount],
      says: [Wording([.accountLocked], on: .mariadb, "Access denied, this account is locked")]),
    Symptom(
      ["access denied for user", "account is locked"], number: 3118, .either, .mysql, means: locked,
      [.lockedAccount],
      says: [Wording([.accountLocked], on: .mysql, "Access denied for user …. Account is locked.")]),
    Symptom(
      ["password has expired"], number: 1862, .either, means: expired, [.expiredPassword],
      says: [
        Wording(
          [.passwordExpired], on: .mysql,
          "Your password has expired. To log in you must change it using a client that supports expired passwords."
        )
      ]),
    Symptom(
      ["you must set password before"], number: 1820, .either, means: expired, [.expiredPassword],
      says: [
        Wording(
          [.passwordExpired], on: .mariadb,
          "The slave I/O thread stops because a fatal error is encountered when it try to get the value of "
            + "SERVER_ID variable from master. Error: You must SET PASSWORD before executing this statement")
      ]),
    // The narrower span first: what a finding says is the first that fits.
    Symptom(
      ["command com_register_replica failed", "access denied"], number: 13120, .slave, .mysql(from: .mysql8),
      means: mayNotReplicate, [.missingPrivilege, .refusedAccount],
      says: [
        Wording(
          [.mayNotReplicate], on: .mysql(from: .mysql84),
          "Source command COM_REGISTER_REPLICA failed: Access denied for user …")
      ]),
    Symptom(
      ["command com_register_slave failed", "access denied"], number: 1597, .slave, means: mayNotReplicate,
      [.missingPrivilege, .refusedAccount],
      says: [
        Wording([.mayNotReplicate], "Master command COM_REGISTER_SLAVE failed: Access denied for user …")
      ]),
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
      ["have equal mariadb server ids"], number: 1593, .slave, .mariadb, means: oneNumber, [.equalServerIDs]),
    Symptom(
      ["have equal mysql server ids"], number: 13117, .slave, .mysql, means: oneNumber, [.equalServerIDs]),
    Symptom(
      ["invalid (empty) username"], .slave, means: notTLS + "the slave has no user to log in as", [.noUser]),
    Symptom([], number: 1593, .slave, means: oneNumber, [.equalServerIDs]),
    Symptom(
      ["source has gtid_mode = off"], number: 13117, .slave, .mysql(from: .mysql8),
      means: notTLS + "the connection stands, and the two count transactions differently", [.gtidModes]),
    Symptom(
      [], number: 13117, .slave, .mysql(from: .mysql8),
      means: notTLS + "the connection stands, and the two servers do not fit", [.gtidModes, .equalServerIDs]),
    Symptom(
      ["with the same server_uuid/server_id as this"], number: 13114, .slave, .mysql(from: .mysql8),
      means: sameIdentity, [.sameIdentity]),
    Symptom(
      ["with the same server_uuid/server_id as this"], number: 1236, .slave, means: sameIdentity,
      [.sameIdentity]),
    Symptom(
      ["has exceeded the", "resource"], number: 1226, .slave,
      means: notTLS + "the account has a limit, which its logins or statements have reached", [.accountLimit]),
    Symptom(
      ["got fatal error 1236 from", "binary log is not open"], number: 13114, .slave, .mysql(from: .mysql8),
      means: noLog, [.noBinaryLog]),
    Symptom(
      ["got fatal error 1236 from", "binary log is not open"], number: 1236, .slave, means: noLog,
      [.noBinaryLog]),
    Symptom(
      ["got fatal error 1236 from"], number: 1236, .slave,
      means: notTLS + "the connection stands, and the master cannot send what is asked of its binary log",
      [.binaryLog]),
    Symptom(
      [], number: 13114, .slave, .mysql(from: .mysql8),
      means: notTLS + "the connection stands, and the master cannot send what is asked of its binary log",
      [.binaryLog]),
    Symptom(
      [], number: 1130, .slave, means: notTLS + "no account fits the slave's host",
      [.hostNotAllowed, .refusedAccount]),
    Symptom(
      [], number: 1597, .slave, .mariadb, means: mayNotReplicate, [.missingPrivilege, .refusedAccount]),
    Symptom([], number: 13120, .slave, .mysql, means: mayNotReplicate, [.missingPrivilege, .refusedAccount]),
    Symptom([], number: 4151, .slave, .mariadb, means: locked, [.lockedAccount]),
    Symptom([], number: 3118, .slave, .mysql, means: locked, [.lockedAccount]),
    Symptom([], number: 1698, .slave, means: noPassword, [.accountWithoutPassword]),
    Symptom([], number: 1275, .slave, means: noPassword, [.accountWithoutPassword]),
    Symptom([], number: 1524, .slave, means: noPassword, [.accountWithoutPassword]),
    Symptom([], number: 1862, .slave, .mysql, means: expired, [.expiredPassword]),
    Symptom([], number: 1820, .slave, .mariadb, means: expired, [.expiredPassword]),
  ]

  private static let locked = notTLS + "the account is locked"
  private static let noPassword = notTLS + "the account is one that takes no password"
  private static let expired = notTLS + "the account's password has expired"
  private static let mayNotReplicate = notTLS + "the login was taken, and the account may not replicate"
  private static let oneNumber = notTLS + "the connection stands, and both servers have one number"
  private static let sameIdentity =
    notTLS + "the connection stood, and the master ended it for another of the same identity"
  private static let noLog = notTLS + "the connection stands, and the master has no binary log to send"
  private static let notTLS = "this is not TLS: "
}
