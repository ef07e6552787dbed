import Testing

@testable import Replication

/// Connections with a name, in the words of each family.
@Suite struct ChannelTests {
  private func statements(_ server: String, _ name: String?) throws -> ConnectionStatements {
    ConnectionStatements(of: try Server(parsing: server), channel: try name.map { try Channel($0) })
  }

  @Test(arguments: [
    ("mariadb-10.11", "START SLAVE 'e''1'", "STOP SLAVE 'e''1'", "SHOW SLAVE 'e''1' STATUS"),
    (
      "mysql-5.7", "START SLAVE FOR CHANNEL 'e''1'", "STOP SLAVE FOR CHANNEL 'e''1'",
      "SHOW SLAVE STATUS FOR CHANNEL 'e''1'"
    ),
    (
      "mysql-8.4", "START REPLICA FOR CHANNEL 'e''1'", "STOP REPLICA FOR CHANNEL 'e''1'",
      "SHOW REPLICA STATUS FOR CHANNEL 'e''1'"
    ),
  ])
  func `each family names a connection in its own place`(
    server: String, start: String, stop: String, status: String
  ) throws {
    let named = try statements(server, "e'1")
    #expect(named.start == start && named.stop == stop && named.status == status)
    let unnamed = try statements(server, nil)
    #expect(unnamed.changeEnd.isEmpty && !unnamed.start.contains("e") && !unnamed.status.contains("CHANNEL"))
  }

  @Test(arguments: ["mariadb-10.5", "mariadb-12.3", "mysql-5.7", "mysql-8.0.23", "mysql-9.7"])
  func `what is written of a connection is read as that connection`(server: String) throws {
    let host = try HostConfiguration(
      name: "s", role: .slave, server: Server(parsing: server), verifiesName: false,
      channel: Channel("it's East"))
    let change = try ChangeMaster(of: host, from: MasterAddress(host: "m", dialledBy: host.server))
    let text = change.statements(.running).joined(separator: "\n")
    let script = ReplicationScript(reading: Array(text.utf8), for: host.server)
    let one = try #require(script.connections.first)
    #expect(script.problems == [] && script.connections.count == 1)
    #expect(one.channel == "it's East" && one.ssl == true && one.verifyServerCert == false)
    let again = text + "\n" + host.connection.reset + ";"
    #expect(ReplicationScript(reading: Array(again.utf8), for: host.server).connections.isEmpty)
  }

  @Test func `replaced files are read by every connection of the host`() throws {
    #expect(try statements("mariadb-10.11", "east").stopAll == "STOP ALL SLAVES")
    #expect(try statements("mariadb-10.11", nil).startAll == "START SLAVE")
    #expect(try statements("mysql-8.4", "east").stopAll == "STOP REPLICA")
  }

  @Test(arguments: [
    "", String(repeating: "a", count: 65), " a", "a ", "a\nb", "a\\b", "é", "Group_Replication_Applier",
  ])
  func `a name that no connection can have is refused`(name: String) {
    #expect(throws: ReplicationError.self) { try Channel(name) }
  }

  @Test func `the longest name is taken`() throws {
    #expect(try Channel(String(repeating: "a", count: 64)).description.count == 64)
  }
}
