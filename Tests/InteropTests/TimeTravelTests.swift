import Foundation
import TestSupport
import Testing

/// Every end and every beginning, one second before it and at it: what a real server does, and what verify and
/// status say, all by the same clock.
@Suite(.serialized, .disabled(if: Sanitizer.isOn, "libfaketime does not work under AddressSanitizer"))
struct TimeTravelTests {
  private let clock: FakeClock
  private let folder: TemporaryFolder
  private let server: MariaDBServer
  private let founded = Int(Date().timeIntervalSince1970)

  init() throws {
    clock = try FakeClock()
    folder = try TemporaryFolder()
    var settings = MariaDBServer.Settings(program: try .installed())
    settings.address = "127.0.0.3"
    settings.clock = clock
    server = try MariaDBServer(settings)
  }

  private func mkcerts(_ words: [String], at second: Int) throws -> ProgramResult {
    try FakeClock.run([Mkcerts.program().path] + words + ["--pki", folder("pki")], at: second)
  }

  /// When a certificate begins and ends.
  private func times(_ file: String) throws -> (begin: Int, end: Int) {
    let text = try OpenSSLCommand.output(["x509", "-noout", "-dates", "-dateopt", "iso_8601", "-in", file])
    let times = try text.split(separator: "\n").map { line in
      let time = line.split(separator: "=")[1].replacing(" ", with: "T")
      return Int(try Date(String(time), strategy: .iso8601).timeIntervalSince1970)
    }
    return (times[0], times[1])
  }

  /// Whether a client, by whose clock it is that second, gets in with a host's certificate.
  private func login(_ host: String, at second: Int) throws -> Bool {
    let files = folder("pki/hosts/\(host)")
    let words = [
      try Program("mariadb").path, "--no-defaults", "--host=127.0.0.3", "--port=\(server.port)",
      "--user=traveller", "--password=p", "--ssl-ca=\(files)/cacert.pem",
      "--ssl-cert=\(files)/client-cert.pem", "--ssl-key=\(files)/client-key.pem",
      "--ssl-verify-server-cert", "-e", "SELECT 1",
    ]
    return try FakeClock.run(words, at: second).succeeded
  }

  /// Whether `status` calls the thing in the file `name` good, and verify has `word` in its report, at `second`.
  private func judged(_ name: String, _ word: String, at second: Int) throws -> (good: Bool, named: Bool) {
    struct Report: Decodable {
      struct Item: Decodable {
        let file: String
        let state: String
      }
      let items: [Item]
    }
    let text = try mkcerts(["status", "--format", "json"], at: second).output
    let items = try JSONDecoder().decode(Report.self, from: Data(text.utf8)).items
    let state = items.first { $0.file.hasSuffix(name) }?.state
    return (["good", "due"].contains(state), try mkcerts(["verify"], at: second).output.contains(word))
  }

  @Test func `a server, verify and status agree on every second at which something begins or ends`() throws {
    try start()
    let leaf = try times(folder("pki/hosts/s10/client-cert.pem"))
    let authority = try times(folder("pki/cacert.pem"))
    let next = founded - 1800 + 20 * 86_400
    #expect(leaf.end == founded + 3600 + 10 * 86_400 && authority.end == founded + 30 * 86_400)
    let s10 = "hosts/s10/client-cert.pem"
    for (file, second, isGood) in [
      (s10, leaf.begin - 1, false), (s10, leaf.begin, true), (s10, leaf.end - 1, true),
      (s10, leaf.end, false),
      ("crl.pem", next - 1, true), ("crl.pem", next, false),
    ] {
      let isList = file == "crl.pem"
      let (good, isNamed) = try judged(file, isList ? "FAILED master" : "FAILED s10", at: second)
      try clock.stop(at: second)
      let getsIn = try login(isList ? "s25" : "s10", at: founded)
      try clock.goOn()
      #expect([good, !isNamed, getsIn] == [isGood, isGood, isGood], "\(file) at \(second - founded)")
    }
    for (second, isGood) in [
      (authority.begin - 1, false), (authority.begin, true), (authority.end - 1, true),
      (authority.end, false),
    ] {
      let getsIn = try login("s25", at: second)
      let (good, isNamed) = try judged("cacert.pem", "breaks: the authority's certificate", at: second)
      #expect([good, !isNamed, getsIn] == [isGood, isGood, isGood], "cacert.pem at \(second - founded)")
    }
  }

  /// Makes an authority of 30 days with its master, slaves that begin an hour later and last 10 and 25 days, and
  /// a revocation list of 20 days, and starts the master's server.
  private func start() throws {
    let founding = ["init-ca", "--name", "T", "--days", "30", "--san", "127.0.0.3"]
    for (words, second) in [
      (founding + ["--install-dir", server.installFolder], founded),
      (["issue", "s10", "--days", "10"], founded + 3600),
      (["issue", "s25", "--days", "25"], founded + 3600),
    ] {
      let result = try mkcerts(words, at: second)
      try #require(result.succeeded, "\(result.errors)")
    }
    let configuration = try folder.write(
      """
      [ca]
      default_ca=d
      [d]
      database=\(folder("index"))
      crlnumber=\(folder("number"))
      default_md=sha256
      """, to: "crl.cnf")
    try folder.write("", to: "index")
    try folder.write("01\n", to: "number")
    let list = [
      "openssl", "ca", "-gencrl", "-config", configuration, "-keyfile", folder("pki/authority/ca-key.pem"),
      "-cert",
      folder("pki/cacert.pem"), "-crldays", "20", "-out", folder("pki/crl.pem"),
    ]
    let made = try FakeClock.run(list, at: founded - 1800)
    try #require(made.succeeded, "\(made.errors)")
    let master = folder("pki/hosts/master")
    try Program("cp").output([folder("pki/crl.pem"), master])
    let options = try String(contentsOfFile: master + "/replication-tls.cnf", encoding: .utf8)
    try Data((options + "\n[mysqld]\nssl-crl = \(server.installFolder)/crl.pem\n").utf8)
      .write(to: URL(filePath: master + "/replication-tls.cnf"))
    try server.install(HostFolder(path: master, installFolder: server.installFolder))
    try server.start()
    try server.sql("CREATE USER traveller IDENTIFIED BY 'p' REQUIRE X509")
  }
}
