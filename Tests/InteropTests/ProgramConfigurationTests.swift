import Foundation
import TestSupport
import Testing

/// Programs that connect to a real server with what `config --for` prints, the password put in and nothing else
/// changed, to an account that requires X509.
@Suite(.serialized) struct ProgramConfigurationTests {
  /// A program that connects and prints the protocol version of each connection it made.
  enum Client: String, CaseIterable {
    case client, pymysql, connectorPython = "connector-python", php, odbc, c
    /// The connector of Java that is installed, 2.7 in Debian 12, which has other properties than its successor.
    case connectorJ = "connector-j"
    /// The one that is unpacked beside MySQL, 3.5.
    case newerConnectorJ
    /// What is printed for PHP without its first half, PDO, whose refusal ends the program.
    case mysqli

    /// What `--for` takes.
    var kind: String {
      switch self {
      case .newerConnectorJ: Self.connectorJ.rawValue
      case .mysqli: Self.php.rawValue
      default: rawValue
      }
    }
  }

  /// Where a program is sent.
  enum Way: CaseIterable {
    case toServer, throughProxy
    /// To the same server by an address that its certificate does not name.
    case underAnotherName
    /// To the same server with the files of another authority.
    case fromAnotherAuthority
    /// To a server that offers no TLS, and to an account there that requires none.
    case withoutTLS
  }

  private static let shared = Result { try ProxiedServer() }
  private let place: ProxiedServer

  init() throws { place = try Self.shared.get() }

  private static let status = "SHOW SESSION STATUS LIKE 'Ssl_version'"

  private static let python = Result {
    try PythonEnvironment(
      name: "drivers", packages: ["PyMySQL==1.1.1", "mysql-connector-python==9.1.0"]
    ).python()
  }

  /// Where Debian's packages have a connector for Java.
  private static let connector = "/usr/share/java/mariadb-java-client.jar"
  private static let newerConnector = Result {
    try ServerProgram.root(of: "mysql-9.7", with: connector) + connector
  }

  /// Runs what was printed for a Java connector by the interpreter BeanShell.
  private func runJava(_ text: String, connector: String, in folder: TemporaryFolder) throws -> ProgramResult
  {
    let properties = try folder.write(
      text.replacing("<store-password>", with: ProxiedServer.storePassword), to: "app.properties")
    let script = """
      try {
        p = new Properties();
        p.load(new FileReader("\(properties)"));
        connection = java.sql.DriverManager.getConnection(p.getProperty("url"), p);
        row = connection.createStatement().executeQuery("\(Self.status)");
        row.next();
        print(row.getString(2));
      } catch (java.sql.SQLException e) {
        System.err.println(e);
        System.exit(1);
      }
      """
    return try Program("java").run([
      "-cp", "/usr/share/java/bsh.jar:\(connector)", "bsh.Interpreter", folder.write(script, to: "main.bsh"),
    ])
  }

  /// Runs what was printed for a client.
  private func run(_ client: Client, _ text: String) throws -> ProgramResult {
    let folder = try TemporaryFolder()
    let query = "(\"\(Self.status)\")"
    switch client {
    case .client:
      let file = try folder.write(text, to: "client.cnf")
      return try Program("mariadb").run([
        "--defaults-file=\(file)", "--password=\(ProxiedServer.password)", "--batch", "--skip-column-names",
        "--execute=SELECT variable_value FROM information_schema.session_status "
          + "WHERE variable_name = 'Ssl_version'",
      ])
    case .pymysql, .connectorPython:
      let end = "cursor = connection.cursor()\ncursor.execute\(query)\nprint(cursor.fetchone()[1])\n"
      return try Self.python.get().run([try folder.write(text + end, to: "main.py")])
    case .odbc:
      var isql = try Program("isql")
      let driver = "DRIVER    = MariaDB Unicode"
      isql.environment["ODBCINI"] = try folder.write(
        text.replacing(/DRIVER.*=.*/, with: driver), to: "odbc.ini")
      return try isql.run(["app01", "-b", "-v"], input: Self.status + "\n")
    case .c:
      let end = """

        int main(void) {
          MYSQL *mysql = open_tls();
          if (mysql == NULL || mysql_query(mysql, "\(Self.status)")) return 1;
          printf("%s\\n", mysql_fetch_row(mysql_store_result(mysql))[1]);
          return 0;
        }
        """
      let flags = try Program("mariadb_config").output(["--cflags", "--libs"]).split { $0.isWhitespace }
      try Program("cc").output(
        ["-Wall", "-Wextra", "-Werror", "-o", folder("program"), folder.write(text + end, to: "main.c")]
          + flags.map(String.init))
      return try Program(folder("program")).run()
    case .mysqli:
      let end = "echo $mysqli->query\(query)->fetch_row()[1];\n"
      return try Program("php").run([
        try folder.write(text.replacing(/(?s)\$pdo = .*?\n\]\);\n/, with: "") + end, to: "main.php")
      ])
    case .connectorJ:
      return try runJava(text, connector: Self.connector, in: folder)
    case .newerConnectorJ:
      return try runJava(text, connector: Self.newerConnector.get(), in: folder)
    case .php:
      let end =
        "foreach ([$pdo->query\(query)->fetch(), $mysqli->query\(query)->fetch_row()] as $row) echo $row[1], \"\\n\";\n"
      return try Program("php").run([try folder.write(text + end, to: "main.php")])
    }
  }

  @Test(arguments: Client.allCases, Way.allCases)
  func `a client with the printed settings reaches its server and no other`(client: Client, way: Way) throws {
    if client == .newerConnectorJ, case .failure(let absence as Deployments.NotHere) = Self.newerConnector {
      print("not run: \(absence)")
      try Test.cancel("\(absence)")
    }
    let text = try place.config(client.kind, way)
    let result = try run(client, text)
    switch way {
    case .toServer, .throughProxy:
      let versions = result.output.matches(of: /TLSv1\.[0-9]/).map(\.output)
      #expect(
        result.succeeded && versions.count == (client == .php ? 2 : 1), "\(result.errors)\(result.output)")
      #expect(versions.allSatisfy { $0 == "TLSv1.3" }, "\(result.output)")
    case .underAnotherName, .fromAnotherAuthority, .withoutTLS:
      #expect(!result.succeeded, "\(result.output)")
      #expect(!result.output.contains("TLSv1"), "\(result.output)")
      let reason = (result.errors + result.output).lowercased()
      let words = ["certificat", "ssl"] + (way == .withoutTLS ? ["tls", "gone away"] : [])
      #expect(words.contains { reason.contains($0) }, "\(reason)")
    }
  }

  @Test(arguments: [Way.toServer, .underAnotherName, .fromAnotherAuthority, .withoutTLS])
  func `the printed script copies the binary logs of its server and of no other`(way: Way) throws {
    let folder = try TemporaryFolder()
    let script = try folder.write(
      try place.config("mysqlbinlog", way).replacing(
        "--password", with: "--password='\(ProxiedServer.password)'"), to: "copy")
    var shell = try Program("sh")
    shell.workingDirectory = folder.path
    let result = try shell.run([script, "binlog.000001"])
    let copied = FileManager.default.contents(atPath: folder("binlog.000001"))
    if way == .toServer {
      #expect(result.succeeded, "\(result.errors)")
      #expect(copied.map { Array($0.prefix(4)) } == [0xFE, 0x62, 0x69, 0x6E])
    } else {
      #expect(!result.succeeded)
      #expect(copied?.isEmpty != false)
      #expect(result.errors.contains("SSL"), "\(result.errors)")
    }
  }

  @Test func `the script asks for the name of a log before it does anything`() throws {
    let result = try Program("sh").run([], input: place.config("mysqlbinlog", .toServer))
    #expect(!result.succeeded)
    #expect(result.errors.contains("name a binary log"), "\(result.errors)")
  }
}

/// A server whose account requires X509, HAProxy before it with what was printed for it, and a machine that
/// connects, whose files are used where they were issued.
final class ProxiedServer: Sendable {
  static let password = "open sesame"
  /// What the key store of `connector-j` opens with.
  static let storePassword = "open store"
  private static let proxyAddress = "127.0.0.3"
  private static let unnamedAddress = "127.0.0.4"

  private let folder: TemporaryFolder
  private let server: MariaDBServer
  /// The one that offers no TLS.
  private let plain: MariaDBServer
  private let proxyPort: UInt16
  private let proxy: RunningProgram

  init() throws {
    folder = try TemporaryFolder()
    var settings = MariaDBServer.Settings(program: try .installed())
    settings.address = "127.0.0.2"
    settings.options = ["log-bin=binlog"]
    server = try MariaDBServer(settings)
    plain = try MariaDBServer(settings)
    try plain.start()
    try plain.sql(
      """
      CREATE USER 'app'@'%' IDENTIFIED BY '\(Self.password)';
      CREATE USER 'repl'@'%' IDENTIFIED BY '\(Self.password)'; GRANT REPLICATION SLAVE ON *.* TO 'repl'@'%';
      """)
    for pki in [folder("pki"), folder("other")] {
      for arguments in [
        [
          "init-ca", "--san", "ip:127.0.0.2", "--san", "ip:\(Self.proxyAddress)", "--install-dir",
          server.installFolder,
        ],
        ["issue", "app01", "--install-dir", "\(pki)/hosts/app01"],
        [
          "bundle", "app01", "--format", "pkcs12", "--passphrase-file",
          try folder.write(Self.storePassword + "\n", to: "store-password"), "--output",
          "\(pki)/hosts/app01/app01.p12",
        ],
      ] { try Mkcerts.program().output(arguments + ["--pki", pki]) }
    }
    try server.install(HostFolder(path: folder("pki/hosts/master"), installFolder: server.installFolder))
    try server.start()
    let accounts = try String(contentsOfFile: folder("pki/hosts/master/accounts.sql"), encoding: .utf8)
    try server.sql(
      """
      \(accounts.replacing("<password>", with: "'\(Self.password)'"))
      CREATE USER 'app'@'%' IDENTIFIED BY '\(Self.password)' REQUIRE X509;
      CREATE USER 'haproxy'@'%';
      """)
    proxyPort = try freePort(on: Self.proxyAddress)
    let text = try Mkcerts.program().output([
      "config", "master", "--for", "haproxy", "--master-port", "\(server.port)", "--pki", folder("pki"),
    ])
    let port = proxyPort
    let addresses = [Self.proxyAddress, Self.unnamedAddress].map { "\($0):\(port)" }
    try folder.write(
      text.replacing("127.0.0.1:3307", with: addresses.joined(separator: ",")), to: "haproxy.cfg")
    proxy = try Guardian.start([Program("haproxy").path, "-db", "-f", folder("haproxy.cfg")], in: folder)
    try waitForProxy()
  }

  deinit { proxy.signal(SIGKILL) }

  private func waitForProxy() throws {
    let ping = [
      "--no-defaults", "--user=nobody-there", "--host=\(Self.proxyAddress)", "--port=\(proxyPort)",
      "--execute=SELECT 1",
    ]
    let deadline = Date(timeIntervalSinceNow: 20)
    while Date.now < deadline, proxy.isRunning {
      // The answer of the server behind it, which knows no such user.
      if try Program("mariadb").run(ping).errors.contains("ERROR 1045") { return }
      Thread.sleep(forTimeInterval: 0.1)
    }
    Issue.record("haproxy does not answer: \(proxy.errorsSoFar)")
    throw CancellationError()
  }

  /// What is printed for `kind`, with the password put in.
  func config(_ kind: String, _ way: ProgramConfigurationTests.Way) throws -> String {
    let address: (host: String, port: UInt16) =
      switch way {
      case .toServer, .fromAnotherAuthority: ("127.0.0.2", server.port)
      case .throughProxy: (Self.proxyAddress, proxyPort)
      case .withoutTLS: ("127.0.0.2", plain.port)
      case .underAnotherName: (Self.unnamedAddress, proxyPort)
      }
    let user = kind == "mysqlbinlog" ? [] : ["--user", "app"]
    return try Mkcerts.program().output(
      ["config", "app01", "--for", kind, "--master-host", address.host, "--master-port", "\(address.port)"]
        + user + ["--pki", folder(way == .fromAnotherAuthority ? "other" : "pki")]
    ).replacing("<password>", with: Self.password)
  }
}
