import Foundation
import TestSupport
import Testing

/// MySQL Router before a MySQL server whose account requires X509, with what `config --for mysql-router` prints:
/// the listening address is put in and nothing else changed.
@Suite struct RouterTests {
  private static let release = "mysql-9.7"
  private static let password = "open sesame"
  private static let serverAddress = "127.0.0.2"
  private static let routerAddress = "127.0.0.3"
  private static let unnamedAddress = "127.0.0.4"

  @Test func `the printed section leads to its server and no other, and clients can verify Router`() throws {
    let root: String
    do { root = try ServerProgram.root(of: Self.release, with: "/usr/bin/mysqlrouter") } catch let absence
      as Deployments.NotHere
    {
      print("not run on \(Self.release): \(absence)")
      try Test.cancel("\(Self.release) is not here: \(absence)")
    }
    var settings = MariaDBServer.Settings(program: try .unpacked(at: root))
    settings.address = Self.serverAddress
    settings.options = ["bind-address=\(Self.serverAddress),\(Self.unnamedAddress)"]
    let server = try MariaDBServer(settings)
    let folders = [try TemporaryFolder(below: root + "/tmp"), try TemporaryFolder(below: root + "/tmp")]
    let pki = try TemporaryFolder()
    for (name, folder) in zip(["pki", "other"], folders) {
      try issue(pki(name), for: server, router: folder, inside: String(folder.path.dropFirst(root.count)))
    }
    try server.install(HostFolder(path: pki("pki/hosts/master"), installFolder: server.installFolder))
    try server.start()
    try server.sql("CREATE USER 'app'@'%' IDENTIFIED BY '\(Self.password)' REQUIRE X509")

    let text = { (name: String, host: String) in
      try Mkcerts.program().output([
        "config", "proxy1", "--for", "mysql-router", "--master-host", host, "--master-port", "\(server.port)",
        "--pki", pki(name),
      ])
    }
    let good = try connect(through: text("pki", Self.serverAddress), folders[0], below: root)
    #expect(good.output == "Ssl_version\tTLSv1.3\n", "\(good.errors)")
    let refused = [
      ("another name", try connect(through: text("pki", Self.unnamedAddress), folders[0], below: root)),
      ("another authority", try connect(through: text("other", Self.serverAddress), folders[1], below: root)),
    ]
    for (what, result) in refused {
      #expect(result.status == 1 && result.output.isEmpty, "\(what): \(result.output)")
      // Router says so to its client, whose own check of Router has passed.
      #expect(
        result.errors.contains("connecting to destination failed with TLS error")
          && result.errors.contains("certificate verify failed"), "\(what): \(result.errors)")
    }
  }

  private func issue(_ pki: String, for server: MariaDBServer, router: TemporaryFolder, inside place: String)
    throws
  {
    for arguments in [
      [
        "init-ca", "--san", "ip:\(Self.serverAddress)", "--server", Self.release, "--install-dir",
        server.installFolder,
      ],
      [
        "issue", "proxy1", "--role", "both", "--san", "ip:\(Self.routerAddress)", "--install-dir",
        place + "/tls",
      ],
    ] { try Mkcerts.program().output(arguments + ["--pki", pki]) }
    try Program("cp").output(["-a", "\(pki)/hosts/proxy1", router("tls")])
  }

  /// Runs Router with `text`, and asks through it for the protocol that it speaks with the server, with a client
  /// that verifies Router's name.
  private func connect(through text: String, _ folder: TemporaryFolder, below root: String) throws
    -> ProgramResult
  {
    let place = String(folder.path.dropFirst(root.count))
    let port = try freePort(on: Self.routerAddress)
    try folder.write(
      text.replacing("bind_address = 0.0.0.0", with: "bind_address = \(Self.routerAddress)")
        .replacing("bind_port = 6446", with: "bind_port = \(port)"), to: "router.conf")
    let router = try Guardian.start(
      [Program("chroot").path, root, "/usr/bin/mysqlrouter", "--config", place + "/router.conf"], in: folder)
    defer { router.signal(SIGKILL) }
    let deadline = Date(timeIntervalSinceNow: 30)
    while true {
      let result = try Program("chroot").run([
        root, "/usr/bin/mysql", "--no-defaults", "--ssl-mode=VERIFY_IDENTITY",
        "--ssl-ca=\(place)/tls/cacert.pem",
        "--host=\(Self.routerAddress)", "--port=\(port)", "--user=app", "--password=\(Self.password)",
        "--batch",
        "--skip-column-names", "--execute=SHOW SESSION STATUS LIKE 'Ssl_version'",
      ])
      // 2003: nobody listens there yet.
      guard result.errors.contains("ERROR 2003"), router.isRunning, Date.now < deadline else { return result }
      Thread.sleep(forTimeInterval: 0.1)
    }
  }
}
