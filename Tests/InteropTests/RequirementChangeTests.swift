import Foundation
import TestSupport
import Testing

/// Accounts come to ask for something else while a slave replicates with them.
@Suite(.serialized) struct RequirementChangeTests {
  private static let releases = ["mariadb-10.5", "mariadb-10.11", "mariadb-11.8", "mysql-9.7"]

  /// Of whom what is required, the user that the slave then is, and what mysql.user says of that account: the kind,
  /// whether a subject is named, whether an issuer is.
  private static let changes: [(host: String, requirement: String, user: String, held: [String])] = [
    ("master", "x509", "repl", ["X509", "0", "0"]),
    ("slave01", "subject", "repl-slave01", ["SPECIFIED", "1", "0"]),
    ("slave01", "subject+issuer", "repl-slave01", ["SPECIFIED", "1", "1"]),
    ("slave01", "subject", "repl-slave01", ["SPECIFIED", "1", "0"]),
    ("slave01", "x509", "repl", ["X509", "0", "0"]),
    ("master", "issuer", "repl", ["SPECIFIED", "0", "1"]),
    ("master", "ssl", "repl", ["ANY", "0", "0"]),
    ("master", "subject", "repl-slave01", ["SPECIFIED", "1", "0"]),
    ("master", "ssl", "repl", ["ANY", "0", "0"]),
  ]

  @Test(arguments: releases)
  func `a running pair goes from any requirement to any other, and is never refused after the steps`(
    release: String
  ) throws {
    let pair: DialectPair
    do { pair = try DialectPair(release) } catch let absence as Deployments.NotHere {
      try Test.cancel("\(release) is not here: \(absence)")
    }
    try pair.mkcerts(["issue", "master", "--require", "ssl", "--replace"])
    try pair.follow(["config", "master", "--steps", "new-topology"])
    try pair.expectEncryptedReplication(of: "before")
    for change in Self.changes {
      try pair.mkcerts(["issue", change.host, "--require", change.requirement, "--replace"])
      try pair.follow(["config", change.host, "--steps", "new-requirement"])
      let status = try pair.settle()
      #expect(status.isReceiving && status.connectionError == 0, "\(release) \(change): \(status)")
      #expect(status.columns["Master_User"] == change.user, "\(release) \(change): \(status)")
      let held = try pair.master.sql(
        "SELECT ssl_type, x509_subject <> '', x509_issuer <> '' FROM mysql.user WHERE user = '\(change.user)'"
      )
      #expect(held == [change.held], "\(release) \(change)")
      try pair.expectEncryptedReplication(of: "\(change)")
    }
    try runsAgain(pair)
    try createsNothingUnedited(pair)
  }

  /// With another password put in, an account keeps the one that it has; a slave without the account does not stop.
  private func runsAgain(_ pair: DialectPair) throws {
    try pair.slave.sql("SET sql_log_bin = 0; DROP USER 'repl'@'%'")
    let text = try pair.mkcerts(["config", "master", "--file", "accounts.sql"])
    for _ in 1...2 { try pair.master.sql(text.replacing("<password>", with: "'Another-1-Password'")) }
    let words = pair.isMySQL ? "REPLICA" : "SLAVE"
    try pair.slave.sql("STOP \(words); START \(words)")
    let status = try pair.settle()
    #expect(status.isReceiving, "\(pair.release): \(status)")
    #expect(status.columns["Slave_SQL_Running"] == "Yes", "\(pair.release): \(status)")
    try pair.expectEncryptedReplication(of: "accounts.sql once more")
  }

  /// A client that goes on after errors makes no account of an unedited file, and changes no password.
  private func createsNothingUnedited(_ pair: DialectPair) throws {
    let text = try pair.mkcerts(["config", "master", "--file", "accounts.sql", "--user", "nobody"])
    let question =
      "SELECT user, host, \(pair.isMySQL ? "authentication_string" : "password"), ssl_type FROM mysql.user ORDER BY 1, 2"
    let before = try pair.master.sql(question)
    for unedited in [text, try pair.mkcerts(["config", "master", "--file", "accounts.sql"])] {
      let errors = try pair.master.sqlGoingOn("SET SESSION sql_mode = '';\n" + unedited)
      #expect(errors.contains("1064"), "\(pair.release): \(errors)")
      #expect(try pair.master.sql(question) == before, "\(pair.release)")
    }
  }
}
