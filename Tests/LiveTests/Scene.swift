import Foundation
import TestSupport
import Testing

/// A pki with the hosts db1 and slave01, another one of the very same authority's name, and a server that has the
/// files of db1.
final class Scene: Sendable {
  let folder: TemporaryFolder
  let server: MariaDBServer

  /// - Parameters:
  ///   - program: the release; nil for the one under test.
  ///   - options: further lines of its option file.
  init(_ program: ServerProgram? = nil, options: [String] = []) throws {
    folder = try TemporaryFolder()
    var settings = MariaDBServer.Settings(program: try program ?? .underTest())
    settings.address = "127.0.0.1"
    settings.options = options
    server = try MariaDBServer(settings)
    for pki in ["pki", "other"] {
      try run(
        [
          "init-ca", "--name", "T", "--master", "db1", "--san", "ip:127.0.0.1", "--install-dir",
          server.installFolder, "--pki",
          folder(pki),
        ] + (settings.program.isMySQL ? ["--server", "mysql-9.7"] : []))
      try run(["issue", "slave01", "--pki", folder(pki)])
    }
    try install("db1")
    try server.start()
    // A server that has no account at all for a host tells it 1130 and nothing else.
    try server.sql("CREATE USER 'somebody'@'%' IDENTIFIED BY 'else'")
  }

  /// Runs mkcerts, which must succeed.
  @discardableResult
  func run(_ arguments: [String]) throws -> String { try Mkcerts.program().output(arguments) }

  /// Where the server listens.
  var address: String { "127.0.0.1:\(server.port)" }

  /// The pki folder.
  var pki: String { folder("pki") }

  /// Gives the server the files of a host.
  func install(_ host: String, of pki: String = "pki") throws {
    try server.install(HostFolder(path: "\(folder(pki))/hosts/\(host)", installFolder: server.installFolder))
  }

  /// Starts the server anew without any TLS, as MySQL does with an empty list of versions.
  func withoutTLS() throws {
    let path = (server.settings.program.root ?? "") + server.installFolder + "/replication-tls.cnf"
    try "[mysqld]\ntls-version=\n".write(toFile: path, atomically: false, encoding: .utf8)
    try server.restart()
  }

  /// Probes the server, which must take the time of a moment only.
  func probe(_ arguments: [String] = []) throws -> ProgramResult {
    try Mkcerts.program().run(["probe", address] + arguments)
  }

  /// Probes the server and expects the exit code and these parts in what is printed.
  func expect(
    _ status: Int32, _ parts: [String], of arguments: [String] = [], not absent: [String] = [],
    at location: SourceLocation = #_sourceLocation
  ) throws {
    let result = try probe(arguments)
    let shown = Comment(rawValue: "\(arguments): \(result.ending)\n\(result.output)\(result.errors)")
    #expect(result.status == status, shown, sourceLocation: location)
    for part in parts { #expect(result.output.contains(part), shown, sourceLocation: location) }
    for part in absent { #expect(!result.output.contains(part), shown, sourceLocation: location) }
  }

  /// The serial number of a host's certificate on disk, as sentences shorten it.
  func serial(_ host: String, of pki: String = "pki", file: String = "server-cert.pem") throws -> String {
    let text = try Program("openssl").output(
      ["x509", "-noout", "-serial", "-in", "\(folder(pki))/hosts/\(host)/\(file)"])
    let digits = text.dropFirst("serial=".count).prefix { $0.isHexDigit }.lowercased()
    return "\(digits.prefix(6))…\(digits.suffix(4))"
  }
}
