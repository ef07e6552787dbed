import Foundation
import TestSupport
import Testing

/// What mkcerts writes for a release, run as it stands on real servers of that release.
@Suite(.serialized) struct DialectTests {
  private static let releases = ["mariadb-10.5", "mariadb-10.11", "mariadb-11.8", "mysql-9.7"]

  /// One start of two servers serves all cases: a requirement is an account, and a channel a statement.
  @Test(arguments: releases)
  func `generated files, statements and steps replicate encrypted on a real master and slave`(
    release: String
  ) throws {
    let pair: DialectPair
    do { pair = try DialectPair(release) } catch let absence as Deployments.NotHere {
      print("not run on \(release): \(absence)")
      try Test.cancel("\(release) is not here: \(absence)")
    }
    var times: [String] = []
    func run(_ name: String, _ check: (DialectPair) throws -> Void) throws {
      let began = Date.now
      try check(pair)
      times.append("\(name) \(String(format: "%.1f", Date.now.timeIntervalSince(began)))")
    }
    try run("new topology", newTopology)
    try run("requirements", requirements)
    try run("names", names)
    try run("running slave", runningSlave)
    try run("channel", channel)
    try run("renewal", renewal)
    try run("rollover", rollover)
    try run("promotion", promotion)
    print("\(release), seconds: \(times.joined(separator: ", "))")
  }

  /// The steps of a new topology lead to one, up to the last, which refuses connections without TLS.
  private func newTopology(_ pair: DialectPair) throws {
    try pair.follow(["config", "master", "--steps", "new-topology"])
    try pair.expectEncryptedReplication(of: "new topology")
    #expect(try pair.servedSerial() == pair.issuedSerial())
    #expect(try pair.master.sql("SELECT @@require_secure_transport") == [["1"]])
  }

  private func deploy(_ pair: DialectPair, _ options: [String]) throws -> SlaveStatus {
    let ofMaster = options.filter { $0 != "--no-verify-name" }
    try pair.run(pair.mkcerts(["config", "master", "--file", "accounts.sql"] + ofMaster), on: pair.master)
    try pair.run(
      pair.mkcerts(["config", "slave01", "--file", "change-master.sql"] + options), on: pair.slave)
    return try pair.settle()
  }

  private func requirements(_ pair: DialectPair) throws {
    for requirement in ["ssl", "x509", "subject", "issuer", "subject+issuer"] {
      for verification in [[], ["--no-verify-name"]] {
        let options = ["--require", requirement] + verification
        try pair.reset()
        let status = try deploy(pair, options)
        #expect(status.isReceiving, "\(pair.release) \(options): \(status)")
        #expect(
          status.columns["Master_SSL_Verify_Server_Cert"] == (verification.isEmpty ? "Yes" : "No"),
          "\(status)")
        try pair.expectEncryptedReplication(of: "\(options)")
      }
    }
  }

  /// A master that is issued for other names is refused, unless no name is checked. On the way the statement that
  /// the option file names makes the master show its new certificate.
  private func names(_ pair: DialectPair) throws {
    for (name, isRight) in [("dns:other.example", false), ("ip:\(DialectPair.masterAddress)", true)] {
      try pair.mkcerts(["issue", "master", "--san", name, "--replace"])
      try pair.bring("master")
      #expect(try pair.servedSerial() != pair.issuedSerial(), "\(pair.release): without being told")
      let text = try pair.mkcerts(["config", "master", "--file", "replication-tls.cnf"])
      let reload = try #require(text.firstMatch(of: #/After replacing files: ([A-Z ]+;)/#)).1
      try pair.master.sql(String(reload))
      #expect(try pair.servedSerial() == pair.issuedSerial(), "\(pair.release): \(reload)")
      for verification in [[], ["--no-verify-name"]] {
        try pair.reset()
        let options = ["--master-host", DialectPair.masterAddress] + verification
        let status = try deploy(pair, options)
        let isTaken = isRight || !verification.isEmpty
        #expect(status.isReceiving == isTaken, "\(pair.release) \(name) \(verification): \(status)")
        #expect(status.connectionError == (isTaken ? 0 : 2026), "\(pair.release) \(name): \(status)")
        if isTaken { try pair.expectEncryptedReplication(of: "\(name) \(verification)") }
      }
    }
  }

  /// The statement for a slave that replicates already leaves position and GTID as they are.
  private func runningSlave(_ pair: DialectPair) throws {
    try pair.reset()
    _ = try deploy(pair, [])
    try pair.expectEncryptedReplication(of: "before")
    let (stop, change, start, column, value) =
      pair.isMySQL
      ? (
        "STOP REPLICA", "CHANGE REPLICATION SOURCE TO SOURCE_AUTO_POSITION = 1", "START REPLICA",
        "Auto_Position", "1"
      )
      : (
        "STOP SLAVE", "CHANGE MASTER TO MASTER_USE_GTID = slave_pos", "START SLAVE", "Using_Gtid", "Slave_Pos"
      )
    try pair.slave.sql("\(stop); \(change); \(start)")
    try pair.run(pair.mkcerts(["config", "slave01", "--running"]), on: pair.slave)
    #expect(try pair.settle().columns[column] == value)
    try pair.expectEncryptedReplication(of: "running slave")
    try pair.run(pair.mkcerts(["config", "slave01", "--file", "change-master.sql"]), on: pair.slave)
    #expect(try pair.settle().columns[column] == value)
    try pair.expectEncryptedReplication(of: "told of its master again")
  }

  /// A connection with a name follows beside none, by the statements that name it.
  private func channel(_ pair: DialectPair) throws {
    try pair.reset()
    let unknown = #expect(throws: SQLFailure.self) {
      try pair.run(pair.mkcerts(["config", "slave01", "--channel", "nobody", "--running"]), on: pair.slave)
    }
    // The reason why a new connection with a name is not stopped first.
    #expect(unknown?.code == (pair.isMySQL ? 3074 : 1617), "\(pair.release)")
    let name = "its east"
    for option in [["--file", "change-master.sql"], ["--running"]] {
      let text = try pair.mkcerts(["config", "slave01", "--channel", name] + option)
      if option.count == 2 {
        try pair.run(pair.mkcerts(["config", "master", "--file", "accounts.sql"]), on: pair.master)
      }
      try pair.run(text, on: pair.slave)
      let question = try #require(text.firstMatch(of: #/-- Check here: (SHOW .*), in (mysql|mariadb) -E/#)).1
      let status = try pair.settle(String(question))
      #expect(status.isReceiving, "\(pair.release) \(option): \(status)")
      try pair.expectEncryptedReplication(of: "channel \(option)")
    }
    #expect(try pair.status().columns["Channel_Name"] ?? name == name)
    try pair.reset(channel: name)
  }

  private func renewal(_ pair: DialectPair) throws {
    _ = try deploy(pair, [])
    try pair.expectEncryptedReplication(of: "before renewal")
    let old = try pair.servedSerial()
    for options in [[], ["--keep-key"]] {
      try pair.follow(["renew", "--all"] + options)
      #expect(try pair.servedSerial() == pair.issuedSerial() && pair.servedSerial() != old)
      #expect(try pair.settle().isReceiving)
      try pair.expectEncryptedReplication(of: "renewed \(options)")
    }
  }

  private func rollover(_ pair: DialectPair) throws {
    let confirmation = ["--confirm", "master", "--confirm", "slave01"]
    for step in [
      ["begin"], ["promote"] + confirmation, ["finish"] + confirmation, ["keep-key", "--days", "4000"],
    ] {
      try pair.follow(["rollover"] + step)
      #expect(try pair.settle().isReceiving, "\(pair.release) \(step)")
      try pair.expectEncryptedReplication(of: "rollover \(step)")
    }
    #expect(try pair.servedSerial() == pair.issuedSerial())
    try pair.follow(["revoke", "slave01", "--reason", "superseded"])
  }

  /// The slave becomes master, and its master a slave of it.
  private func promotion(_ pair: DialectPair) throws {
    try pair.mkcerts(["issue", "slave01", "--replace"])
    for host in ["slave01", "master"] {
      if host == "master" { try pair.mkcerts(["issue", "master", "--role", "both", "--replace"]) }
      try pair.bring(host)
    }
    // MySQL takes its time to end while somebody replicates from it.
    try pair.reset()
    for server in [pair.master, pair.slave] { try server.restart() }
    let status = try deploy(pair, [])
    #expect(status.isReceiving, "\(pair.release): \(status)")
    try pair.expectEncryptedReplication(of: "before promotion")
    try pair.follow(["config", "slave01", "--steps", "promotion", "--master-port", "\(pair.slave.port)"])
    try pair.expectEncryptedReplication(of: "promotion", from: pair.slave)
    #expect(try pair.master.sql("SELECT @@read_only") == [["1"]])
  }
}
