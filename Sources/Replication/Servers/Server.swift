/// A database server that mkcerts writes for: its flavour and its version without the patch number, but for
/// MySQL 8.0, which changed its words within the version.
///
/// What the server can do is asked by name (`takesRequireInGrant`, `words`, `reload`), never by comparing
/// versions elsewhere.
public struct Server: Sendable, Hashable, CustomStringConvertible {
  /// The two families of servers; the raw value is the word that `--server` takes.
  public enum Flavour: String, Sendable, Hashable, CaseIterable {
    case mariadb, mysql

    /// The name as its makers write it.
    public var title: String {
      switch self {
      case .mariadb: "MariaDB"
      case .mysql: "MySQL"
      }
    }
  }

  /// MySQL or MariaDB.
  public let flavour: Flavour
  /// The first number of the version.
  public let major: Int
  /// The second number of the version.
  public let minor: Int
  /// The patch release with which the words changed, where the server is that one or a later one; else 0.
  public let patch: Int

  /// Reads `mariadb-10.11`, `mysql-8.4` or `MariaDB 10.11.8`; case does not count. A patch number is ignored, but
  /// that `mysql-8.0.23` and later ones are `mysql-8.0.23`, which is spoken to in the new words (``words``).
  ///
  /// - Throws: `unknownServer` for another flavour, for a version that is not known, and for one too old:
  ///   before MySQL 5.7 and MariaDB 10.2 `CREATE USER` takes no `REQUIRE`. The hint names the known ones.
  public init(parsing text: String) throws(ReplicationError) {
    var hint: String { "known servers: \(Server.knownRanges)" }
    let lowered = text.lowercased()
    guard let flavour = Flavour.allCases.first(where: { lowered.hasPrefix($0.rawValue) }) else {
      throw ReplicationError(
        .unknownServer, "\(quoted(text)) is not a MySQL or MariaDB server", hint: hint)
    }
    var rest = lowered.dropFirst(flavour.rawValue.count)
    guard rest.first == "-" || rest.first == " " else {
      throw ReplicationError(.unknownServer, "\(quoted(text)) names no version", hint: hint)
    }
    rest.removeFirst()
    let parts = rest.split(separator: ".", omittingEmptySubsequences: false).map(Server.number)
    guard (2...3).contains(parts.count), let major = parts[0], let minor = parts[1], !parts.contains(nil)
    else {
      throw ReplicationError(
        .unknownServer, "\(quoted(text)) has no version of the form 10.11 or 8.4", hint: hint)
    }
    let server = Server(flavour, major, minor)
    guard Server.known.contains(server) else {
      throw ReplicationError(.unknownServer, Server.refusal(of: server), hint: hint)
    }
    let isNewer = parts.count == 3 && (parts[2] ?? 0) >= Server.lateMySQL80.patch
    self = isNewer && server == Server(.mysql, 8, 0) ? Server.lateMySQL80 : server
  }

  init(_ flavour: Flavour, _ major: Int, _ minor: Int, patch: Int = 0) {
    self.flavour = flavour
    self.major = major
    self.minor = minor
    self.patch = patch
  }

  /// The word that `init(parsing:)` reads: `mariadb-10.11`.
  public var description: String { "\(flavour.rawValue)-\(version)" }

  /// The name for people: `MariaDB 10.11`.
  public var title: String { "\(flavour.title) \(version)" }

  private var version: String { "\(major).\(minor)" + (patch == 0 ? "" : ".\(patch)") }

  /// MySQL 8.0 from 8.0.23 on, the first with `CHANGE REPLICATION SOURCE` (manual, "CHANGE REPLICATION SOURCE TO
  /// Statement"), which calls the old words deprecated.
  public static let lateMySQL80 = Server(.mysql, 8, 0, patch: 23)

  /// Whether the version is `major.minor` or later. Asks nothing of the flavour.
  func isAtLeast(_ major: Int, _ minor: Int) -> Bool { (self.major, self.minor) >= (major, minor) }

  /// The server that files are written for unless another is named.
  public static let `default` = Server(.mariadb, 10, 11)

  /// Every server that mkcerts writes for, MariaDB first, oldest first.
  public static let known: [Server] =
    series(.mariadb, 10, 2...11) + series(.mariadb, 11, 0...8) + series(.mariadb, 12, 0...3)
    + series(.mysql, 5, 7...7) + series(.mysql, 8, 0...4) + series(.mysql, 9, 0...7)

  /// As in `mariadb-10.2 to mariadb-12.3, mysql-5.7 to mysql-9.7`.
  private static var knownRanges: String {
    Flavour.allCases.compactMap { flavour in
      let servers = known.filter { $0.flavour == flavour }
      guard let first = servers.first, let last = servers.last else { return nil }
      return "\(first) to \(last)"
    }.sorted().joined(separator: ", ")
  }

  private static func series(_ flavour: Flavour, _ major: Int, _ minors: ClosedRange<Int>) -> [Server] {
    minors.map { Server(flavour, major, $0) }
  }

  private static func number(_ digits: Substring) -> Int? {
    guard (1...4).contains(digits.utf8.count), digits.utf8.allSatisfy({ (0x30...0x39).contains($0) })
    else { return nil }
    return Int(digits)
  }

  private static func refusal(of server: Server) -> String {
    switch server.flavour {
    case .mysql where !server.isAtLeast(5, 7):
      "\(server) is too old: before mysql-5.7 CREATE USER takes no REQUIRE"
    case .mariadb where !server.isAtLeast(10, 2):
      "\(server) is too old: before mariadb-10.2 CREATE USER takes no REQUIRE"
    default:
      "\(server) is not known here"
    }
  }
}

/// `text` in quotes for a message: cut after 60 characters, what is not printable ASCII shown as `?`.
func quoted(_ text: String) -> String {
  let shown = text.unicodeScalars.prefix(60).map { (0x20...0x7E).contains($0.value) ? Character($0) : "?" }
  return "\"" + String(shown) + (text.unicodeScalars.count > 60 ? "…" : "") + "\""
}
