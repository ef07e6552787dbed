import TestSupport
import Testing

/// `config --for`, as it is typed.
@Suite struct `the configuration of a program` {
  private static let kinds = [
    "client", "mysqlbinlog", "proxysql", "maxscale", "orchestrator", "connector-j", "connector-python",
    "pymysql",
    "go", "php", "node", "rust", "odbc", "c",
  ]

  /// A pki that was read before: the ledger's library keeps its own files beside it from then on.
  private func readBefore() throws -> Scratch {
    let scratch = try Scratch()
    try scratch.run(["config", "slave01"])
    return scratch
  }

  @Test(arguments: kinds)
  func `names the host's files and changes nothing`(kind: String) throws {
    let scratch = try readBefore()
    let before = try scratch.tree()
    let text = try scratch.run(["config", "slave01", "--for", kind, "--install-dir", "/srv/tls"]).output
    #expect(
      text.contains("/srv/tls/" + (kind == "connector-j" ? "slave01.p12" : "client-key.pem")), "\(text)")
    #expect(text.contains("master"))
    #expect(try scratch.tree() == before)
  }

  /// Runs the command in backticks that a refusal's hint begins with.
  private func follow(_ refused: ProgramResult, in scratch: Scratch) throws {
    let hint = try #require(refused.errors.split(separator: "\n").first { $0.contains("hint: ") })
    let commands = hint.split(separator: "`", omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset % 2 == 1 }.map { $0.element.split(separator: " ").map(String.init) }
    let command = try #require(commands.last { $0.first == "mkcerts" })
    let done = try scratch.run(Array(command.dropFirst()))
    #expect(done.status == 0, "\(command): \(done.errors)")
  }

  @Test(arguments: [
    ("master", "galera", "mariadb-10.11"), ("slave01", "galera", "mariadb-11.8"),
    ("master", "group-replication", "mysql-8.4"), ("slave02", "group-replication", "mysql-9.7"),
    ("master", "client", "mariadb-10.11"), ("master", "go", "mysql-8.0"),
    ("slave01", "mysql-router", "mysql-8.4"), ("master", "mysql-router", "mysql-9.7"),
  ])
  func `that a host's role cannot do is refused with the command after which it can`(
    host: String, kind: String, server: String
  ) throws {
    let scratch = try readBefore()
    let words = ["config", host, "--for", kind, "--server", server]
    try scratch.refuses(words, saying: [kind, host])
    try follow(try scratch.run(words), in: scratch)
    let text = try scratch.run(words)
    #expect(text.status == 0 && text.output.contains("/etc/mysql/tls/"), "\(text.errors)")
  }

  @Test(arguments: [
    ("galera", "mysql-8.4"), ("maxscale", "mysql-8.4"), ("clone", "mariadb-11.8"),
    ("group-replication", "mariadb-10.11"), ("mysql-router", "mariadb-10.11"), ("clone", "mysql-5.7"),
  ])
  func `that a host's server does not have is refused with both named`(kind: String, server: String) throws {
    let name = server.replacing("mysql-", with: "MySQL ").replacing("mariadb-", with: "MariaDB ")
    try readBefore().refuses(["config", "slave01", "--for", kind, "--server", server], saying: [kind, name])
  }

  @Test func `with a path that its syntax cannot hold is refused`() throws {
    let scratch = try readBefore()
    try scratch.run(["issue", "node1", "--role", "peer"])
    try scratch.run(["config", "node1"])
    try scratch.refuses(
      ["config", "node1", "--for", "galera", "--install-dir", "/srv/a b"], saying: ["/srv/a b", "Galera"])
    #expect(try scratch.run(["config", "slave01", "--for", "php", "--install-dir", "/srv/a b"]).status == 0)
  }

  @Test func `of an unknown kind is refused with the known ones`() throws {
    let result = try Scratch().run(["config", "slave01", "--for", "access"])
    #expect(result.status == 64)
    #expect(
      result.errors.contains("connector-python") && result.errors.contains("galera"), "\(result.errors)")
  }

  @Test func `is not printed together with something else`() throws {
    try readBefore().refuses(["config", "slave01", "--for", "go", "--short"], status: 64, saying: ["--for"])
  }

  @Test func `of all nodes names them, the node itself first`() throws {
    let scratch = try readBefore()
    try scratch.run(["issue", "node1", "node2", "node3", "--role", "peer"])
    let text = try scratch.run(["config", "node2", "--for", "galera"]).output
    #expect(text.contains("gcomm://node2,node1,node3\n"), "\(text)")
  }

  @Test func `speaks to the one server that is asked for, and else to all`() throws {
    let scratch = try readBefore()
    try scratch.run(["issue", "db2", "--role", "master"])
    let words = ["config", "slave01", "--for", "proxysql"]
    #expect(try scratch.run(words).output.matches(of: /INSERT/).count == 2)
    let one = try scratch.run(words + ["--master-host", "10.0.0.9"]).output
    #expect(one.matches(of: /INSERT/).count == 1 && one.contains("'10.0.0.9'"), "\(one)")
  }

  @Test func `of a proxy does not lead to the proxy itself, and not past the server that is asked for`()
    throws
  {
    let scratch = try readBefore()
    try scratch.run(["issue", "db2", "--role", "master"])
    try scratch.run(["issue", "proxy1", "--role", "both"])
    let words = ["config", "proxy1", "--for", "mysql-router", "--server", "mysql-8.4"]
    let text = try scratch.run(words).output
    #expect(text.contains("\ndestinations = master:3306,db2:3306\n"), "\(text)")
    let one = try scratch.run(words + ["--master-host", "10.0.0.9"]).output
    #expect(one.contains("\ndestinations = 10.0.0.9:3306\n"), "\(one)")
  }
}
