import Foundation

/// The making of data directories. The first one of a release is kept beside the test bundle, and later ones
/// are copies of it.
enum DataDirectory {
  private static let making = NSLock()

  /// Makes a new data directory at `path`, whose administrator is `root` without a password.
  ///
  /// - Throws: `ProgramFailure` with all that the installer wrote.
  static func make(at path: String, of program: ServerProgram) throws {
    try making.withLock {
      let template = Mkcerts.productsFolder + "/server-data-\(try program.version())"
      if FileManager.default.fileExists(atPath: template) { return try copy(template, to: path) }
      if program.isMySQL {
        try initialize(path, program)
      } else {
        try program.root == nil ? install(path, program) : bootstrap(path, program)
      }
      // Servers that replicate from each other have each its own (MySQL makes it anew).
      try? FileManager.default.removeItem(atPath: path + "/auto.cnf")
      let unfinished = template + ".\(UUID().uuidString)"
      try copy(path, to: unfinished)
      // Another test process may have put its own there meanwhile; either will do.
      do { try FileManager.default.moveItem(atPath: unfinished, toPath: template) } catch {
        try FileManager.default.removeItem(atPath: unfinished)
      }
    }
  }

  private static let user = geteuid() == 0 ? ["--user=root"] : []

  private static func install(_ path: String, _ program: ServerProgram) throws {
    let result = try program.run(
      .installer,
      [
        "--no-defaults", "--datadir=\(path)", "--auth-root-authentication-method=normal", "--skip-test-db",
        "--skip-name-resolve", "--cross-bootstrap", "--innodb-flush-method=nosync",
      ] + user)
    guard result.succeeded else {
      throw ProgramFailure(
        description: "mariadb-install-db: \(result.ending)\n\(result.errors)\(result.output)")
    }
  }

  private static func initialize(_ path: String, _ program: ServerProgram) throws {
    let options = ["--no-defaults", "--initialize-insecure", "--datadir=\(program.inside(path))"]
    let result = try program.run(.server, options + program.thrift.map { "--" + $0 } + user)
    guard result.succeeded else {
      throw ProgramFailure(description: "mysqld --initialize-insecure: \(result.ending)\n\(result.errors)")
    }
  }

  /// Does what mariadb-install-db does, for a release that is unpacked without the tools which that script
  /// calls.
  private static func bootstrap(_ path: String, _ program: ServerProgram) throws {
    let root = program.root ?? ""
    var statements = "CREATE DATABASE mysql;\nUSE mysql;\nSET @auth_root_socket = NULL;\n"
    for part in ["system_tables", "performance_tables", "system_tables_data"] {
      let names = ["mysql/mysql_\(part).sql", "mariadb/mariadb_\(part).sql"].map { "\(root)/usr/share/\($0)" }
      guard let file = names.first(where: FileManager.default.fileExists(atPath:)) else {
        throw MissingProgram(name: names[0])
      }
      // The lines with this variable make accounts for the machine's own name.
      statements +=
        try String(contentsOfFile: file, encoding: .utf8)
        .split(separator: "\n").filter { !$0.contains("@current_hostname") }.joined(separator: "\n") + "\n"
    }
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    let options = ["--no-defaults", "--bootstrap", "--datadir=\(program.inside(path))", "--log-warnings=0"]
    let result = try program.run(
      .server, options + ["--enforce-storage-engine="] + user, input: statements)
    guard result.succeeded else {
      throw ProgramFailure(description: "mariadbd --bootstrap: \(result.ending)\n\(result.errors)")
    }
  }

  private static func copy(_ source: String, to target: String) throws {
    try Program("cp").output(["-a", "--reflink=auto", source, target])
  }
}
