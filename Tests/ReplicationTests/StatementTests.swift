import Testing

@testable import Replication

@Suite struct StatementTests {
  @Test(arguments: ["", "CN=slave1", "/", "/CN=a+b", #"/CN=a\/b"#, #"/CN=a\"#, "/CN=\n", "/CN=é"])
  func `a name that servers would compare unreliably is refused`(name: String) throws {
    for requirement in [
      AccountRequirement.subject(name), .issuer(name), .subjectAndIssuer("/CN=a", name),
      .subjectAndIssuer(name, "/CN=a"),
    ] {
      let error = #expect(throws: ReplicationError.self) {
        try AccountStatements.Account(AccountName(on: .default), requiring: requirement)
      }
      #expect(error?.code == .unwritable)
    }
  }

  @Test(arguments: Server.known)
  func `no statement holds a password, and unedited none creates an account`(server: Server) throws {
    let text = try accounts(of: server, [.init(AccountName(on: server))]).text
    #expect(text.contains("IDENTIFIED BY <password> REQUIRE X509;"))
    #expect(!text.contains("IDENTIFIED BY '"))
    let active = text.split(separator: "\n").filter { !$0.hasPrefix("--") }
    // What has no placeholder in it changes only accounts that are there, and gives none a password.
    let others = active.filter { $0.contains("REQUIRE") && !$0.contains("<password>") }
    #expect(others == ["ALTER USER IF EXISTS 'repl'@'%' REQUIRE X509;"])
  }

  @Test(arguments: Server.known)
  func `a GRANT never makes an account of its own`(server: Server) throws {
    let text = try accounts(of: server, [.init(AccountName(on: server))]).text
    let guarded = text.contains("SET SESSION sql_mode = 'NO_AUTO_CREATE_USER';")
    #expect(guarded == server.grantMayCreateAccounts)
    #expect(text.contains("GRANT USAGE") == server.takesRequireInGrant)
  }

  @Test func `no account, and the same account twice, are refused`() throws {
    #expect(throws: ReplicationError.self) { try accounts(of: .default, []) }
    let account = try AccountStatements.Account(AccountName(host: "DB1", on: .default))
    let same = try AccountStatements.Account(AccountName(host: "db1", on: .default), requiring: .ssl)
    #expect(throws: ReplicationError.self) { try accounts(of: .default, [account, same]) }
  }

  @Test(arguments: Server.known, [ChangeMaster.Form.new, .running])
  func `every TLS option is named in both forms, host and port in the first alone`(
    server: Server, form: ChangeMaster.Form
  ) throws {
    let statements = try change(server).statements(form).joined(separator: "\n")
    let prefix = server.words.prefix
    for option in [
      "SSL = 1", "SSL_CA = '/etc/mysql/tls/cacert.pem'", "SSL_CAPATH = ''",
      "SSL_CERT = '/etc/mysql/tls/client-cert.pem'", "SSL_KEY = '/etc/mysql/tls/client-key.pem'",
      "SSL_CRL = ''", "SSL_CRLPATH = ''", "SSL_CIPHER = ''", "SSL_VERIFY_SERVER_CERT = 1",
    ] {
      #expect(statements.contains("  \(prefix)\(option)"))
    }
    for option in ["HOST", "PORT", "USER", "PASSWORD"] {
      #expect(statements.contains("\(prefix)\(option) = ") == (form == .new))
    }
  }

  @Test(arguments: Server.known)
  func `a server hears no word of the other dialect`(server: Server) throws {
    let change = try change(server)
    let shown = change.text + change.textForRunningSlave + (try short(server).text)
    let foreign =
      server.words.prefix == "MASTER_"
      ? ["SOURCE_", "REPLICA", "Replica_", "CHANGE REPLICATION"]
      : ["MASTER_", "SLAVE", "Slave_", "CHANGE MASTER TO", "--skip-slave-start"]
    for word in foreign { #expect(!shown.contains(word), "\(server): \(word)") }
    #expect(shown.split(separator: "\n").allSatisfy { $0.utf8.count <= 110 })
  }

  @Test func `the peer replicates with its server pair, and a master not at all`() throws {
    let peer = try HostConfiguration(name: "p", role: .peer)
    let address = try MasterAddress(host: "m", dialledBy: .default)
    #expect(try ChangeMaster(of: peer, from: address).text.contains("'/etc/mysql/tls/server-key.pem'"))
    let master = try HostConfiguration(name: "m", role: .master)
    let error = #expect(throws: ReplicationError.self) { try ChangeMaster(of: master, from: address) }
    #expect(error?.code == .unsupported)
    #expect(throws: ReplicationError.self) { try ShortForm(of: master, from: address) }
  }

  @Test(arguments: [("", 3306), ("m", 0), ("m", 65536), ("m", -1), ("a\\b", 1), ("m\n", 1)])
  func `an address that cannot be dialled is refused`(host: String, port: Int) {
    #expect(throws: ReplicationError.self) { try MasterAddress(host: host, port: port, dialledBy: .default) }
  }

  @Test func `a quote in a host or user stays inside its literal`() throws {
    let address = try MasterAddress(host: "m', MASTER_SSL=0", user: "o'neil", dialledBy: .default)
    let slave = try HostConfiguration(name: "s", role: .slave)
    let statements = try ChangeMaster(of: slave, from: address).statements(.new)
    #expect(statements.contains("  MASTER_HOST = 'm'', MASTER_SSL=0',"))
    #expect(statements.contains("  MASTER_USER = 'o''neil',"))
  }

  @Test func `without tables for it a master has no query that proves encryption`() throws {
    #expect(ReplicationProof(master: try Server(parsing: "mariadb-10.4")).query == nil)
    #expect(ReplicationProof(master: .default).query?.hasSuffix(";") == true)
  }
}

func accounts(
  of server: Server, _ accounts: [AccountStatements.Account]
) throws -> AccountStatements {
  try AccountStatements(
    of: HostConfiguration(name: "master", role: .master, server: server), accounts: accounts)
}

func change(_ server: Server, _ role: Role = .slave) throws -> ChangeMaster {
  try ChangeMaster(
    of: HostConfiguration(name: "slave01", role: role, server: server),
    from: MasterAddress(host: "master.example.com", dialledBy: server))
}

func short(_ server: Server) throws -> ShortForm {
  try ShortForm(
    of: HostConfiguration(name: "slave01", role: .slave, server: server),
    from: MasterAddress(host: "master.example.com", dialledBy: server))
}
