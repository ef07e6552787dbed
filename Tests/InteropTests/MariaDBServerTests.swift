import Foundation
import TestSupport
import Testing

/// What the replication tests rely on when they run servers.
@Suite struct MariaDBServerTests {
  @Test func `rows come back as they were put in, and a refused statement has its number`() throws {
    let server = try MariaDBServer(.init(program: .installed()))
    try server.start()
    #expect(try server.sql("SELECT 1, 'a b', ''; SELECT 2") == [["1", "a b", ""], ["2"]])
    #expect(try server.row("SELECT 1 AS one, 'x' AS two") == ["one": "1", "two": "x"])
    let failure = #expect(throws: SQLFailure.self) { try server.sql("SELECT * FROM nowhere.nothing") }
    #expect(failure?.code == 1146)
    server.stop()
    #expect(!server.isRunning)
  }

  @Test func `a server whose key is not its certificate's does not start, and its log says why`() throws {
    let server = try MariaDBServer(.init(program: .installed()))
    let one = try OpenSSLMadeFiles().master(installFolder: server.installFolder)
    let other = try OpenSSLMadeFiles().master(installFolder: server.installFolder)
    try Program("cp").output([other.path + "/server-key.pem", one.path])
    try server.install(one)
    let failure = #expect(throws: ProgramFailure.self) { try server.start() }
    #expect(failure?.description.contains("Unable to get private key") == true)
    #expect(!server.isRunning)
  }

  @Test(.enabled(if: geteuid() == 0, "only root may run a server as another user"))
  func `a server that runs as another user cannot read a key of root's`() throws {
    var settings = MariaDBServer.Settings(program: try .installed())
    settings.user = "mysql"
    let server = try MariaDBServer(settings)
    try server.install(OpenSSLMadeFiles().master(installFolder: server.installFolder))
    try server.start()
    #expect(try server.sql("SELECT @@have_ssl") == [["YES"]])
    try Program("chown").output(["root", server.installFolder + "/server-key.pem"])
    let failure = #expect(throws: ProgramFailure.self) { try server.restart() }
    #expect(failure?.description.contains("Unable to get private key") == true)
  }
}
