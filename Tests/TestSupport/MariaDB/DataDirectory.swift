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
      let template = Mkcerts.productsFolder + "/mariadb-data-\(try program.version())"
      if FileManager.default.fileExists(atPath: template) { return try copy(template, to: path) }
      let result = try program.run(
        "mariadb-install-db",
        [
          "--no-defaults", "--datadir=\(program.inside(path))", "--auth-root-authentication-method=normal",
          "--skip-test-db", "--skip-name-resolve", "--cross-bootstrap", "--innodb-flush-method=nosync",
        ] + (geteuid() == 0 ? ["--user=root"] : []))
      guard result.succeeded else {
        throw ProgramFailure(
          description: "mariadb-install-db: \(result.ending)\n\(result.errors)\(result.output)")
      }
      let unfinished = template + ".\(UUID().uuidString)"
      try copy(path, to: unfinished)
      // Another test process may have put its own there meanwhile; either will do.
      do { try FileManager.default.moveItem(atPath: unfinished, toPath: template) } catch {
        try FileManager.default.removeItem(atPath: unfinished)
      }
    }
  }

  private static func copy(_ source: String, to target: String) throws {
    try Program("cp").output(["-a", "--reflink=auto", source, target])
  }
}
