import Foundation

/// A release of MariaDB: where its programs are, and in which root directory they run.
public struct ServerProgram: Sendable {
  /// The root directory that the release is unpacked in; nil for the machine's own.
  public let root: String?
  private let paths: [String: String]

  /// The release that the tests are to run: the one unpacked at `$MKCERTS_MARIADB_ROOT` where that is set,
  /// else the installed one.
  ///
  /// - Throws: `MissingProgram` for a program of it that is not there.
  public static func underTest() throws -> ServerProgram {
    try ServerProgram(root: ProcessInfo.processInfo.environment["MKCERTS_MARIADB_ROOT"])
  }

  /// The MariaDB that this machine's package manager installed.
  ///
  /// - Throws: `MissingProgram` for a program of it that is not there.
  public static func installed() throws -> ServerProgram { try ServerProgram(root: nil) }

  /// A release unpacked with its libraries below `root`; to run it takes the right to change the root
  /// directory.
  ///
  /// - Throws: `MissingProgram` for a program of it that is not there.
  public static func unpacked(at root: String) throws -> ServerProgram { try ServerProgram(root: root) }

  private init(root: String?) throws {
    self.root = root
    var found: [String: String] = [:]
    for name in ["mariadbd", "mariadb-install-db", "mariadb"] {
      if let root {
        let folders = ["/usr/sbin/", "/usr/bin/"]
        guard let path = folders.map({ $0 + name }).first(where: { Self.isExecutable(root + $0) }) else {
          throw MissingProgram(name: "\(root)/usr/sbin/\(name)")
        }
        found[name] = path
      } else {
        found[name] = try Program(name).path
      }
    }
    paths = found
  }

  private static func isExecutable(_ path: String) -> Bool {
    FileManager.default.isExecutableFile(atPath: path)
  }

  /// The words that start `name` (`mariadbd`, `mariadb-install-db` or `mariadb`) of this release.
  func words(_ name: String) -> [String] {
    let path = paths[name] ?? name
    return root.map { ["chroot", $0, path] } ?? [path]
  }

  /// Starts `name` of this release, waits for its end and returns what it wrote.
  func run(_ name: String, _ arguments: [String], input: String = "", timeout: Duration = .seconds(60)) throws
    -> ProgramResult
  {
    let words = words(name) + arguments
    return try Program(words[0]).run(Array(words.dropFirst()), input: input, timeout: timeout)
  }

  /// Where `path` of this machine is for a program of this release.
  func inside(_ path: String) -> String {
    guard let root, path.hasPrefix(root + "/") else { return path }
    return String(path.dropFirst(root.count))
  }

  /// The version as the server prints it, such as `10.11.18-MariaDB-0+deb12u1`.
  public func version() throws -> String {
    let text = try run("mariadbd", ["--no-defaults", "--version"]).output
    let words = text.split(separator: " ")
    let after = words.firstIndex(of: "Ver").map { $0 + 1 }
    guard let after, words.indices.contains(after) else {
      throw ProgramFailure(description: "mariadbd --version printed no version: \(text)")
    }
    return String(words[after])
  }
}
