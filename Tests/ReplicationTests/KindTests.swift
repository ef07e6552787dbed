import Replication
import TestSupport
import Testing

/// What `config --for` writes. The whole texts are recorded, so that a change of any word is seen in review.
@Suite struct KindTests {
  private static let servers = ["mariadb-10.11", "mysql-8.4"]

  /// The role that each kind is written for.
  private static func role(_ kind: ConfigurationKind) -> Role {
    switch kind {
    case .galera, .groupReplication: .peer
    case .haproxy: .master
    case .router: .both
    default: .slave
    }
  }

  private func facts(
    _ role: Role, _ server: String, directory: String = "/etc/mysql/tls", revocation: Bool = false,
    master: String = "db1.example.com", user: String? = nil
  ) throws -> KindFacts {
    let host = try HostConfiguration(
      name: role.serverPair == nil ? "app01" : "db1", role: role, server: Server(parsing: server),
      directory: InstallDirectory(directory), checksRevocation: revocation)
    func member(_ name: String) -> KindFacts.Member {
      .init(
        name: name, address: "\(name).example.com", port: 3306, names: ["dns:\(name).example.com"],
        isPeer: role == .peer)
    }
    return KindFacts(
      host: host, master: try MasterAddress(host: master, dialledBy: host.server), user: user,
      members: [member("db1"), member("db2"), member("db3")])
  }

  @Test(arguments: ConfigurationKind.allCases, servers)
  func `the configuration of each kind is as recorded, or refused with what helps`(
    kind: ConfigurationKind, server: String
  ) throws {
    do {
      let text = try KindText(kind, facts(Self.role(kind), server)).text
      try snapshot(text, named: "kinds/\(kind)-\(server).txt")
    } catch let error as ReplicationError {
      #expect(error.code == .unsupported)
      let hint = try #require(error.hint)
      try snapshot("\(error)\n\(hint)\n", named: "kinds/\(kind)-\(server).txt")
    }
  }

  @Test(arguments: ["192.0.2.7", "2001:db8::7"])
  func `an address, which mysql2 cannot compare, is refused with what helps`(master: String) throws {
    let error = #expect(throws: ReplicationError.self) {
      try KindText(.node, facts(.slave, "mysql-8.4", master: master))
    }
    #expect(error?.description.contains(master) == true)
    #expect(error?.hint?.contains("--master-host") == true)
  }

  @Test(arguments: ["db1.example.com", "1.2.3", "1.2.3.example"])
  func `a name, which mysql2 compares, is not taken for an address`(master: String) throws {
    let text = try KindText(.node, facts(.slave, "mysql-8.4", master: master)).text
    #expect(text.contains("host: \"\(master)\""), "\(text)")
  }

  @Test(arguments: [("mysql-8.0", false), ("mysql-8.4", true), ("mariadb-11.8", false)])
  func `that Orchestrator asks in words which MySQL no longer knows is said where it is so`(
    server: String, isSaid: Bool
  ) throws {
    let text = try KindText(.orchestrator, facts(.slave, server)).text
    #expect(text.contains("SHOW SLAVE STATUS, which MySQL 8.4 and later refuse") == isSaid, "\(text)")
  }

  @Test(arguments: ["mysql-5.7", "mysql-9.7"])
  func `the group's member is as recorded for the first and the last version`(server: String) throws {
    try snapshot(
      KindText(.groupReplication, facts(.peer, server)).text, named: "kinds/group-replication-\(server).txt")
  }

  @Test(arguments: ConfigurationKind.allCases, servers)
  func `a host with a revocation list is as recorded`(kind: ConfigurationKind, server: String) throws {
    guard let text = try? KindText(kind, facts(Self.role(kind), server, revocation: true)).text,
      let usual = try? KindText(kind, facts(Self.role(kind), server)).text, text != usual
    else { return }
    let added = Set(text.split(separator: "\n")).subtracting(usual.split(separator: "\n"))
    try snapshot(
      added.sorted().joined(separator: "\n") + "\n", named: "kinds/revocation/\(kind)-\(server).txt")
  }

  @Test(arguments: ConfigurationKind.allCases, Server.known)
  func `every role either has its text or is refused with the command that helps`(
    kind: ConfigurationKind, server: Server
  ) throws {
    for role in Role.allCases {
      do {
        let text = try KindText(kind, facts(role, server.description)).text
        #expect(!text.isEmpty && text.hasSuffix("\n") && !text.contains("\n\n\n"))
        #expect(!text.contains("/etc/mysql/tls/ca-key"))
        let needsPeer = kind == .galera || kind == .groupReplication
        #expect(!needsPeer || role == .peer)
        #expect(kind == .haproxy || role.clientPair != nil, "a host without a client's certificate")
      } catch let error as ReplicationError {
        #expect(error.code == .unsupported, "\(error)")
        #expect(error.hint?.isEmpty == false, "\(error)")
      }
    }
  }

  @Test(arguments: ConfigurationKind.allCases, servers)
  func `files have complete paths below the install folder, and no password stands anywhere`(
    kind: ConfigurationKind, server: String
  ) throws {
    let facts = try facts(Self.role(kind), server, directory: "/srv/place")
    guard let text = try? KindText(kind, facts).text else { return }
    #expect(!text.contains("/etc/mysql/tls/"), "\(text)")
    for line in text.split(separator: "\n") {
      for file in ["cacert.pem", "client-cert.pem", "client-key.pem", "server-key.pem"]
      where line.contains(file) && !line.hasPrefix("# ") {
        #expect(line.contains("/srv/place/\(file)"), "\(line)")
      }
      let words = line.lowercased()
      if words.contains("password\"") || words.contains("password=") || words.contains("pwd ") {
        #expect(words.contains("<password>") || words.contains("<store-password>"), "\(line)")
      }
    }
  }

  /// What each kind spells "compare the server's name with its certificate" as.
  private static let verification: [ConfigurationKind: [String]] = [
    .client: ["ssl-verify-server-cert", "ssl-mode = VERIFY_IDENTITY"],
    .binlog: ["--ssl-verify-server-cert", "--ssl-mode=VERIFY_IDENTITY"],
    .maxScale: ["ssl_verify_peer_host=true"], .router: ["server_ssl_verify = VERIFY_IDENTITY"],
    .groupReplication: ["group_replication_ssl_mode = VERIFY_IDENTITY"],
    .orchestrator: ["\"MySQLTopologySSLSkipVerify\": false"],
    .connectorJ: ["sslMode=verify-full", "sslMode=VERIFY_IDENTITY"],
    .connectorPython: ["ssl_verify_identity=True"], .pyMySQL: ["ssl_verify_identity=True"],
    .go: ["ServerName:   \"db1.example.com\""], .php: ["SSL_VERIFY_SERVER_CERT => true"],
    .node: ["verifyIdentity: true"], .rust: ["MySqlSslMode::VerifyIdentity"],
    .odbc: ["SSLVERIFY = 1", "SSLMODE   = VERIFY_IDENTITY"],
    .c: ["SSL_VERIFY_SERVER_CERT, &yes", "SSL_MODE_VERIFY_IDENTITY"],
  ]
  /// What each that cannot compare it says of that.
  private static let admission: [ConfigurationKind: String] = [
    .galera: "Names are not compared", .clone: "NAME is never compared",
    .proxySQL: "compares the server's NAME", .haproxy: "compares the one it DIALLED",
  ]

  @Test(arguments: ConfigurationKind.allCases, servers)
  func `the server's name is compared, or the text says that it is not`(
    kind: ConfigurationKind, server: String
  ) throws {
    guard let text = try? KindText(kind, facts(Self.role(kind), server)).text else { return }
    let flat = text.replacing("\n# ", with: " ").replacing("\n-- ", with: " ")
    if let words = Self.verification[kind] {
      #expect(words.contains { text.contains($0) }, "\(text)")
    } else {
      #expect(flat.contains(try #require(Self.admission[kind])), "\(text)")
    }
  }

  @Test(arguments: ConfigurationKind.allCases, servers)
  func `a path with blanks, quotes and dollars is quoted as recorded, or refused`(
    kind: ConfigurationKind, server: String
  ) throws {
    let facts = try facts(
      Self.role(kind), server, directory: #"/srv/it's $HOME "x" #1;"#, master: "db1", user: #"o'neil"#)
    do {
      let text = try KindText(kind, facts).text
      guard kind != .haproxy else { return }
      let lines = text.split(separator: "\n").filter { $0.contains("HOME") }
      try snapshot(lines.joined(separator: "\n") + "\n", named: "kinds/quoted/\(kind)-\(server).txt")
    } catch let error as ReplicationError {
      #expect([.unwritable, .unsupported].contains(error.code), "\(error)")
      #expect(error.hint != nil)
    }
  }
}
