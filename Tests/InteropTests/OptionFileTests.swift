import Foundation
import Replication
import TestSupport
import Testing

/// Option files as the servers' own programs read them, and as `OptionFileSet` and `ServerTLSOptions` do.
///
/// The system's programs are asked. `MY_PRINT_DEFAULTS`, a program, with `OPTION_SERVER`, its server as in
/// `mysql-9.7`, lets another version's reader be asked instead.
@Suite struct OptionFileTests {
  static let environment = ProcessInfo.processInfo.environment

  static func reader() throws -> (program: Program, server: Server) {
    (
      try Program(environment["MY_PRINT_DEFAULTS"] ?? "my_print_defaults"),
      try Server(parsing: environment["OPTION_SERVER"] ?? "mariadb-10.11")
    )
  }

  static func read(_ path: String, for server: Server) -> OptionFileSet {
    OptionFileSet(
      [path], for: server,
      contents: { path in
        var isFolder: ObjCBool = false
        guard unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return nil }
        return isFolder.boolValue ? [] : FileManager.default.contents(atPath: path).map(Array.init)
      },
      names: { try? FileManager.default.contentsOfDirectory(atPath: $0) })
  }

  /// What `my_print_defaults` would print for these groups.
  static func printed(_ files: OptionFileSet, _ groups: [String]) -> String {
    files.entries(of: groups).map { entry in
      "--\(entry.name)" + (entry.value.map { "=\($0)" } ?? "") + "\n"
    }.joined()
  }

  static func compare(_ path: String, _ seed: UInt64) throws {
    let (program, server) = try reader()
    let groups = server.serverGroups()
    let theirs = try program.run(["--defaults-file=\(path)"] + groups)
    let ours = read(path, for: server)
    // Such a line, indented, makes MySQL's reader write where it must not.
    if server.flavour == .mysql, ours.entries.contains(where: { $0.name.hasPrefix("=") }) { return }
    let text = String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
      .debugDescription
    let exits = ours.problems.contains { $0.effect == .exits }
    #expect(theirs.succeeded == !exits, "TEST_SEED=\(seed) \(path) \(text) \(theirs.errors)")
    if theirs.succeeded {
      #expect(theirs.output == printed(ours, groups), "TEST_SEED=\(seed) \(path) \(text)")
    }
  }

  /// Pieces of lines that the reader has a rule for.
  static let pieces: [[UInt8]] =
    [
      "[mysqld]", "[client]", "[server ]", "[ mysqld]", "[MARIADB]", "[mysqld", "[]", "]", "ssl-ca",
      "ssl_key",
      "port", "=", " = ", "\t=", "'", "\"", "\\", "\\s", "\\n", "\\\\", "\\'", "\\\"", "\\x", "#", " # ", ";",
      "; ", " ", "\t", "\r", "\u{0B}", "/etc/mysql/ca.pem", "x y", "à", "\u{FEFF}", "!include",
      "!includedir ",
      "!include /nonexistent", "!bogus", "! ", "[mysqld-10.11]", "[mysqld-9.7]", "--", "a", "1", "\u{A0}",
    ].map { Array($0.utf8) } + [[0], [0xA0], [0x85], [0xFF], [0xC3], [0x1C], [0x7F]]

  static func line(_ random: inout SeededGenerator) -> [UInt8] {
    switch Int.random(in: 0..<12, using: &random) {
    case 0: return Array("[mysqld]".utf8)
    case 1: return Array("a=".utf8) + (0..<6).flatMap { _ in pieces.randomElement(using: &random) ?? [] }
    case 2: return Array(" b = '".utf8) + (pieces.randomElement(using: &random) ?? []) + Array("' # c".utf8)
    case 3 where Int.random(in: 0..<20, using: &random) == 0:
      let length = Int.random(in: 4080...4100, using: &random)
      return Array("long=".utf8) + [UInt8](repeating: UInt8(ascii: "y"), count: length)
    default:
      let count = Int.random(in: 0...5, using: &random)
      return (0..<count).flatMap { _ in pieces.randomElement(using: &random) ?? [] }
    }
  }

  static func text(_ random: inout SeededGenerator) -> [UInt8] {
    var bytes = Int.random(in: 0..<8, using: &random) > 0 ? Array("[mysqld]\n".utf8) : []
    for _ in 0..<Int.random(in: 1...12, using: &random) {
      bytes += line(&random) + (Int.random(in: 0..<6, using: &random) == 0 ? [13, 10] : [10])
    }
    if Int.random(in: 0..<4, using: &random) == 0 { bytes.removeLast() }
    return bytes
  }

  @Test func `random files are read as my_print_defaults reads them`() throws {
    var random = SeededGenerator()
    print("TEST_SEED=\(random.seed)")
    let folder = try TemporaryFolder()
    for _ in 0..<(Int(Self.environment["OPTION_ROUNDS"] ?? "") ?? 600) {
      let path = try folder.write(bytes: Self.text(&random), to: "my.cnf")
      try Self.compare(path, random.seed)
    }
  }

  @Test func `files that include one another are read as my_print_defaults reads them`() throws {
    var random = SeededGenerator()
    print("TEST_SEED=\(random.seed)")
    let names = [
      "a/my.cnf", "b.cnf", "d/a.cnf", "d/B.cnf", "d/.cnf", "d/c.cnf.d", "d/e.f.cnf", "d/x/deep.cnf",
    ]
    for _ in 0..<60 {
      let folder = try TemporaryFolder()
      for name in names {
        var text = Array("[mysqld]\n".utf8) + Self.text(&random)
        for _ in 0..<(Int.random(in: 0...2, using: &random)) {
          let target = names.randomElement(using: &random) ?? ""
          let line =
            switch Int.random(in: 0..<4, using: &random) {
            case 0: "!includedir \(folder("d"))\(Bool.random(using: &random) ? "/" : "")\n"
            case 1: "  !  include\t\(folder(target)) \r\n"
            case 2: "!include \(folder("none.cnf"))\n"
            default: "[server]\nsince-\(name)\n"
            }
          // A folder that its own files include would be read millions of times.
          let isFolder = line.hasPrefix("!includedir") && name.hasPrefix("d/")
          if target > name, !isFolder { text += Array(line.utf8) }
        }
        try folder.write(bytes: text + Array("[mysqld]\nend-of=\(name)\n".utf8), to: name)
      }
      try Self.compare(folder("a/my.cnf"), random.seed)
    }
  }

  @Test func `a file that includes itself is read as often as my_print_defaults reads it`() throws {
    let folder = try TemporaryFolder()
    let path = folder("my.cnf")
    try folder.write("[mysqld]\nn\n!include \(path)\nm\n!include \(path)\n", to: "my.cnf")
    try Self.compare(path, 0)
  }

  /// The rows of `mariadbd --help --verbose`: names and the values after reading the file.
  static func resolved(_ path: String) throws -> [String: String]? {
    let result = try Program("mariadbd").run([
      "--defaults-file=\(path)", "--user=mysql", "--help", "--verbose",
    ])
    guard result.succeeded else { return nil }
    let lines = result.output.split(separator: "\n").drop { !$0.hasPrefix("Variables (--variable") }
    let rows = lines.map { $0.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false) }
    return Dictionary(
      rows.map { (String($0[0]), $0.count > 1 ? $0[1].trimmingCharacters(in: .whitespaces) : "") }
    ) {
      first, _ in first
    }
  }

  static let shown: [ServerOption] = [
    .sslCA, .sslCAPath, .sslCertificate, .sslKey, .sslCRL, .sslCRLPath, .sslCipher, .tlsVersion, .reportHost,
    .bindAddress,
  ]

  static func optionLine(_ random: inout SeededGenerator) -> String {
    let prefixes = ["", "", "", "", "loose-", "skip_", "disable-", "enable_", "skip-loose-", "LOOSE_", "a."]
    let names = [
      "ssl", "ssl-ca", "ssl_capath", "ssl-cert", "ssl_key", "SSL-Key", "ssl-crl", "ssl-crlpath", "ssl-cipher",
      "tls_version", "require_secure_transport", "ssl-cer", "tls", "requir", "ssl-crlp", "report-host",
      "bind",
      "max_connections", "skip-name-resolve",
    ]
    let rare = ["ssl-c", "ssl-mode", "tls-ciphersuites", "admin-ssl-ca", "ssl_passphrase", "s", "report"]
    let isRare = Int.random(in: 0..<40, using: &random) == 0
    let name = (isRare ? rare : names).randomElement(using: &random) ?? ""
    let isFlag = ["ssl", "require_secure_transport", "requir", "skip-name-resolve"].contains(name)
    let values =
      isFlag
      ? ["", "=1", "=0", "=on", "=OFF", "=True", "=maybe", "=", "=2"]
      : name == "tls_version" || name == "tls"
        ? ["=TLSv1.2", "=TLSv1.3", "=TLSv1.2,TLSv1.3"]
        : name == "max_connections" ? ["=50"] : ["=/x", "=", "=y.pem", "='a b'", "=10"]
    let isBare = !name.hasPrefix("max") && Int.random(in: 0..<60, using: &random) == 0
    let value = isBare ? "" : values.randomElement(using: &random) ?? ""
    let prefix =
      name.contains("tls") || name.hasPrefix("max") ? "" : prefixes.randomElement(using: &random) ?? ""
    return prefix + name + value
  }

  @Test func `random options come to what mariadbd makes of them`() throws {
    let server = try Server(parsing: "mariadb-10.11")
    var random = SeededGenerator()
    print("TEST_SEED=\(random.seed)")
    let folder = try TemporaryFolder()
    let defaults = try #require(try Self.resolved(folder.write("", to: "empty.cnf")))
    var started = 0
    for _ in 0..<80 {
      let groups = ["mysqld", "server", "mariadb-10.11", "client-server", "client", "mysqld-9.7"]
      let lines = (0..<Int.random(in: 1...6, using: &random)).flatMap { _ in
        ["[\(groups.randomElement(using: &random) ?? "")]", Self.optionLine(&random)]
      }
      let path = try folder.write(lines.joined(separator: "\n"), to: "my.cnf")
      let options = ServerTLSOptions(Self.read(path, for: server), on: server)
      let theirs = try Self.resolved(path)
      let comment = "TEST_SEED=\(random.seed) \(lines)"
      let exits = options.problems.contains { $0.effect == .exits }
      #expect((theirs == nil) == exits, "\(comment) \(options.problems)")
      guard let theirs, !exits else { continue }
      started += 1
      for option in Self.shown {
        let name = option.rawValue.replacing("_", with: "-")
        #expect(options.text(option)?.value ?? defaults[name] == theirs[name], "\(name) \(comment)")
      }
      for (setting, name) in [
        (options.ssl, "ssl"), (options.flag(.requireSecureTransport), "require-secure-transport"),
      ] {
        #expect(
          setting.map { $0.value ? "TRUE" : "FALSE" } ?? defaults[name] == theirs[name], "\(name) \(comment)")
      }
    }
    #expect(started > 20)
  }
}
