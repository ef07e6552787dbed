import Foundation

/// A release of MariaDB or MySQL: where its programs are, and in which root directory they run.
public struct ServerProgram: Sendable {
  /// One of a release's programs.
  enum Part: CaseIterable {
    case server, client
    /// Makes data directories; unpacked releases and MySQL have none that could be run.
    case installer
  }

  /// The root directory that the release is unpacked in; nil for the machine's own.
  public let root: String?
  /// Whether it is MySQL.
  public let isMySQL: Bool
  private let paths: [Part: String]

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
    let folders = ["/usr/sbin/", "/usr/bin/"]
    func unpacked(_ name: String, in root: String) -> String? {
      folders.map { $0 + name }.first { Self.isExecutable(root + $0) }
    }
    isMySQL = root.map { unpacked("mariadbd", in: $0) == nil && unpacked("mysqld", in: $0) != nil } ?? false
    var found: [Part: String] = [:]
    for part in Part.allCases {
      guard let name = Self.names(isMySQL)[part] else { continue }
      if let root {
        guard let path = unpacked(name, in: root) else {
          throw MissingProgram(name: "\(root)/usr/sbin/\(name)")
        }
        found[part] = path
      } else {
        found[part] = try Program(name).path
      }
    }
    paths = found
  }

  private static func names(_ isMySQL: Bool) -> [Part: String] {
    isMySQL
      ? [.server: "mysqld", .client: "mysql"]
      : [.server: "mariadbd", .client: "mariadb", .installer: "mariadb-install-db"]
  }

  private static func isExecutable(_ path: String) -> Bool {
    FileManager.default.isExecutableFile(atPath: path)
  }

  /// The words that start a program of this release.
  func words(_ part: Part) -> [String] {
    let path = paths[part] ?? ""
    return root.map { ["chroot", $0, path] } ?? [path]
  }

  /// Starts a program of this release, waits for its end and returns what it wrote.
  func run(_ part: Part, _ arguments: [String], input: String = "", timeout: Duration = .seconds(60)) throws
    -> ProgramResult
  {
    let words = words(part) + arguments
    return try Program(words[0]).run(Array(words.dropFirst()), input: input, timeout: timeout)
  }

  /// Where `path` of this machine is for a program of this release.
  func inside(_ path: String) -> String {
    guard let root, path.hasPrefix(root + "/") else { return path }
    return String(path.dropFirst(root.count))
  }

  /// Options that spare waiting for the disk, and what a server that stands alone has no use for.
  var thrift: [String] {
    let ofBoth = [
      "innodb-buffer-pool-size=16M", "innodb-flush-log-at-trx-commit=0", "innodb-flush-method=nosync",
    ]
    guard isMySQL else { return ofBoth }
    return ofBoth + [
      "innodb-use-native-aio=OFF", "innodb-redo-log-capacity=8M", "innodb-doublewrite=OFF", "mysqlx=OFF",
      "innodb-buffer-pool-load-at-startup=OFF", "secure-file-priv=",
    ]
  }

  /// The version as the server prints it, such as `10.11.18-MariaDB-0+deb12u1`.
  public func version() throws -> String {
    let text = try run(.server, ["--no-defaults", "--version"]).output
    let words = text.split(separator: " ")
    let after = words.firstIndex(of: "Ver").map { $0 + 1 }
    guard let after, words.indices.contains(after) else {
      throw ProgramFailure(description: "--version printed no version: \(text)")
    }
    return String(words[after])
  }
}
