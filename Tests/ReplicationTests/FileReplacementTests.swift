import Replication
import Testing

/// What is to be done on a host whose files are new, in the words of its server.
@Suite struct FileReplacementTests {
  private func steps(_ role: Role, _ server: Server, _ files: [String] = ["f"]) throws -> [String] {
    let host = try HostConfiguration(name: "h", role: role, server: server)
    return FileReplacement(of: host, files: files).steps.map { step in
      switch step {
      case .statement(let statement): statement
      case .copy(let files, let folder): "copy \(files.joined(separator: " ")) to \(folder)"
      case .restart: "restart"
      default: "\(step)"
      }
    }
  }

  @Test(arguments: [
    ("mariadb-10.3", "restart", "STOP SLAVE;", "START SLAVE;"),
    ("mariadb-10.11", "FLUSH SSL;", "STOP SLAVE;", "START SLAVE;"),
    ("mariadb-11.8", "FLUSH SSL;", "STOP SLAVE;", "START SLAVE;"),
    ("mysql-5.7", "restart", "STOP SLAVE;", "START SLAVE;"),
    ("mysql-8.0", "ALTER INSTANCE RELOAD TLS;", "STOP SLAVE;", "START SLAVE;"),
    ("mysql-8.4", "ALTER INSTANCE RELOAD TLS;", "STOP REPLICA;", "START REPLICA;"),
    ("mysql-9.7", "ALTER INSTANCE RELOAD TLS;", "STOP REPLICA;", "START REPLICA;"),
  ])
  func `a server is told to read its files once they are there, and a slave stands still meanwhile`(
    name: String, reload: String, stop: String, start: String
  ) throws {
    let server = try Server(parsing: name)
    let copy = "copy f g to /etc/mysql/tls"
    #expect(try steps(.master, server, ["f", "g"]) == [copy, reload])
    #expect(try steps(.slave, server, ["f", "g"]) == [stop, copy, start])
    for role in [Role.both, .peer] {
      #expect(try steps(role, server, ["f", "g"]) == [stop, copy, reload, start])
    }
  }

  @Test func `whose a key has to be is said where one is copied`() throws {
    for (file, isKey) in [("client-key.pem", true), ("server-key.pem", true), ("client-cert.pem", false)] {
      let host = try HostConfiguration(name: "h", role: .both, server: Server(parsing: "mysql-8.4"))
      let remarks = FileReplacement(of: host, files: [file]).remarks
      #expect(remarks.contains { $0.contains("owner root:mysql, mode 0640") } == isKey, "\(file)")
    }
  }

  @Test func `what holds in some cases only is said beside the steps`() throws {
    func remarks(_ role: Role, _ server: String) throws -> [String] {
      let host = try HostConfiguration(name: "h", role: role, server: Server(parsing: server))
      return FileReplacement(of: host, files: ["f"]).remarks
    }
    #expect(try remarks(.master, "mysql-8.0") == ["MySQL 8.0 before 8.0.16 is restarted instead"])
    #expect(try remarks(.master, "mariadb-10.11") == [] && remarks(.slave, "mysql-8.0") == [])
    #expect(
      try remarks(.both, "mysql-8.4") == ["STOP REPLICA and START REPLICA only where it replicates just now"])
    #expect(try remarks(.peer, "mariadb-10.11").contains { $0.contains("socket.ssl_reload=1") })
    #expect(try !remarks(.peer, "mysql-8.4").contains { $0.contains("wsrep") })
  }
}
