import Testing

@testable import Replication

@Suite struct ServerTests {
  @Test(arguments: [
    ("mariadb-10.11", "mariadb-10.11"), ("mysql-8.4", "mysql-8.4"), ("mysql-5.7", "mysql-5.7"),
    ("mariadb-11.8.6", "mariadb-11.8"), ("MariaDB 10.11", "mariadb-10.11"), ("MySQL 9.7.4", "mysql-9.7"),
    ("mariadb-10.2", "mariadb-10.2"), ("mysql-8.0", "mysql-8.0"), ("mysql-8.0.22", "mysql-8.0"),
    ("mysql-8.0.23", "mysql-8.0.23"), ("mysql-8.0.46", "mysql-8.0.23"), ("mysql-8.1.30", "mysql-8.1"),
  ])
  func `a server is read from its flavour and version, whatever the patch but for MySQL 8.0`(
    text: String, name: String
  ) throws {
    #expect(try Server(parsing: text).description == name)
  }

  @Test(arguments: [
    "", "oracle-19.0", "mysql", "mysql-", "mysql-8", "mysql-8.", "mysql-8.x", "mysql-8.4.x", "mysql-8.4.1.2",
    "mysql-5.6", "mysql-8.5", "mysql-99.0", "mariadb-10.1", "mariadb-11.9", "mysql--8.4", "mysqld-8.4",
    "mysql-٨.٤", "mysql-8.4\n", "mysql-99999999999999999999.0", "percona-8.0",
  ])
  func `an unknown server is refused and the known ones are named`(text: String) {
    let error = #expect(throws: ReplicationError.self) { try Server(parsing: text) }
    #expect(error?.code == .unknownServer)
    #expect(error?.hint == "known servers: mariadb-10.2 to mariadb-12.3, mysql-5.7 to mysql-9.7")
    #expect(error?.description.contains("\n") == false)
  }

  @Test(arguments: ["mysql-5.6", "mariadb-10.1"])
  func `a server that is too old is refused with the reason`(text: String) {
    let error = #expect(throws: ReplicationError.self) { try Server(parsing: text) }
    #expect(error?.description.contains("too old") == true)
  }

  @Test(arguments: Server.known + [.lateMySQL80])
  func `every known server reads its own description`(server: Server) throws {
    #expect(try Server(parsing: server.description) == server)
    #expect(try Server(parsing: server.title) == server)
  }

  @Test(arguments: [
    ("mysql-5.7", "CHANGE MASTER TO"), ("mysql-8.0", "CHANGE MASTER TO"),
    ("mysql-8.0.22", "CHANGE MASTER TO"), ("mysql-8.0.23", "CHANGE REPLICATION SOURCE TO"),
    ("mysql-8.1", "CHANGE REPLICATION SOURCE TO"), ("mysql-9.7", "CHANGE REPLICATION SOURCE TO"),
    ("mariadb-10.2", "CHANGE MASTER TO"), ("mariadb-12.3", "CHANGE MASTER TO"),
  ])
  func `each server is spoken to in words that all its patch releases know`(name: String, change: String)
    throws
  {
    #expect(try Server(parsing: name).words.change == change)
  }

  @Test func `capabilities follow the measured versions`() throws {
    func having(_ capability: (Server) -> Bool) -> [String] {
      measured.filter(capability).map(\.description)
    }
    #expect(having(\.takesRequireInGrant) == ["mariadb-10.11", "mariadb-11.8", "mysql-5.7"])
    #expect(having(\.refusesPlainMaster) == ["mysql-5.7", "mysql-8.0", "mysql-8.4", "mysql-9.7"])
    #expect(having(\.hasPerformanceSchemaOn) == having { $0.flavour == .mysql })
    #expect(having { $0.onBadFiles == .exits } == ["mariadb-10.11", "mariadb-11.8"])
    #expect(having { $0.reload == .restart } == ["mysql-5.7"])
    #expect(having { $0.secureTransportError == 1045 } == ["mariadb-10.11"])
    #expect(having(\.verifiesMasterByDefault) == ["mariadb-11.8"])
    #expect(having { $0.connectionAttempts == 10 } == ["mysql-8.4", "mysql-9.7"])
    #expect(having(\.loadsEncryptedKeys).isEmpty)
    #expect(having(\.hasReplicationTLSVersion) == having { $0.flavour == .mysql })
  }
}

/// The servers whose texts are kept as snapshots: those that were measured, and what else speaks in its own way.
let recorded =
  measured + [
    Server(.mariadb, 10, 5), Server(.mariadb, 10, 6), Server(.mariadb, 11, 4), Server(.mariadb, 12, 3),
    Server.lateMySQL80,
  ]

/// The servers whose behaviour was measured.
let measured = [
  Server(.mariadb, 10, 11), Server(.mariadb, 11, 8), Server(.mysql, 5, 7), Server(.mysql, 8, 0),
  Server(.mysql, 8, 4), Server(.mysql, 9, 7),
]
