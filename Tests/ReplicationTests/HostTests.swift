import Testing

@testable import Replication

@Suite struct HostTests {
  @Test(arguments: [
    ("master", Role.master), ("source", .master), ("PRIMARY", .master), ("slave", .slave),
    ("replica", .slave),
    ("both", .both), ("peer", .peer),
  ])
  func `a role is read in the words of every version`(word: String, role: Role) throws {
    #expect(try Role(parsing: word) == role)
  }

  @Test(arguments: ["", "masters", "client", "slave\n"])
  func `another word is no role`(word: String) {
    let error = #expect(throws: ReplicationError.self) { try Role(parsing: word) }
    #expect(error?.code == .unknownRole)
  }

  @Test func `an install folder loses its final slashes`() throws {
    #expect(try InstallDirectory("/srv/tls//")("a.pem") == "/srv/tls/a.pem")
    #expect(try InstallDirectory("/")("a.pem") == "/a.pem")
  }

  @Test(arguments: [
    ("tls", ReplicationError.Code.badPath), ("", .badPath), ("~/tls", .badPath), ("/a\nb", .unwritable),
    ("/a\0b", .unwritable), ("/a\\b", .unwritable), ("/clés", .unwritable),
  ])
  func `an install folder that a server could misread is refused`(path: String, code: ReplicationError.Code) {
    let error = #expect(throws: ReplicationError.self) { try InstallDirectory(path) }
    #expect(error?.code == code)
  }

  @Test func `no file's path passes the 511 bytes after which servers cut`() throws {
    let longest = "/" + String(repeating: "d", count: 494)
    let folder = try InstallDirectory(longest)
    #expect(folder("server-cert.pem").utf8.count == 511)
    let error = #expect(throws: ReplicationError.self) { try InstallDirectory(longest + "d") }
    #expect(error?.code == .badPath)
  }

  @Test func `require_secure_transport is refused where the version has none`() throws {
    let old = try Server(parsing: "mariadb-10.4")
    let error = #expect(throws: ReplicationError.self) {
      try HostConfiguration(name: "m", role: .master, server: old, requiresSecureTransport: true)
    }
    #expect(error?.code == .unsupported)
    #expect(throws: Never.self) {
      try HostConfiguration(name: "s", role: .slave, server: old, requiresSecureTransport: true)
    }
  }

  @Test func `a host name cannot end a comment`() {
    #expect(throws: ReplicationError.self) { try HostConfiguration(name: "a\n[mysqld]", role: .slave) }
  }

  @Test(arguments: Server.known, Role.allCases)
  func `an option file has a server group and a client group just where the role has the pair`(
    server: Server, role: Role
  ) throws {
    let text = try HostConfiguration(name: "h", role: role, server: server).optionFile
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.contains("[mysqld]") == (role.serverPair != nil))
    #expect(lines.contains("[client]") == (role.clientPair != nil))
    #expect(!lines.contains("require_secure_transport = ON"))
    #expect(lines.allSatisfy { $0.utf8.count <= 110 })
  }
}
