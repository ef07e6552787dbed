/// The folder on a host from which its server reads certificates and keys.
public struct InstallDirectory: Sendable, Hashable, CustomStringConvertible {
  /// `/etc/mysql/tls`, which the packaged servers may read.
  public static let `default` = InstallDirectory(checked: "/etc/mysql/tls")

  static let mariadbOptions = InstallDirectory(checked: "/etc/mysql/mariadb.conf.d")
  static let mysqlOptions = InstallDirectory(checked: "/etc/mysql/conf.d")

  /// The absolute path, without a final slash.
  public let description: String

  /// Takes the folder's path.
  ///
  /// - Throws: `badPath` for a path that is not absolute (a relative one counts from the data directory) or
  ///   so long that a file in it passes 511 bytes, where servers cut a path without a word (measured);
  ///   `unwritable` for a path with a control character, a backslash or a character that is not ASCII.
  public init(_ path: String) throws(ReplicationError) {
    guard path.unicodeScalars.first == "/" else {
      throw ReplicationError(
        .badPath, "the install folder \(quoted(path)) is not absolute",
        hint: "servers count relative paths from their data directory; write it from / on")
    }
    _ = try SQLLiteral(path)
    var scalars = path.unicodeScalars
    while scalars.count > 1, scalars.last == "/" { scalars.removeLast() }
    let longest = PairNames.server.certificate.utf8.count + 1
    guard scalars.count + longest <= InstallDirectory.longestPath else {
      throw ReplicationError(
        .badPath,
        "the install folder has \(scalars.count) bytes, more than \(InstallDirectory.longestPath - longest): "
          + "with its file name a path would pass \(InstallDirectory.longestPath), where servers cut it")
    }
    self.init(checked: String(scalars))
  }

  private init(checked path: String) { description = path }

  private static let longestPath = 511

  /// The path of the file `name` in this folder.
  public func callAsFunction(_ name: String) -> String {
    description == "/" ? "/" + name : description + "/" + name
  }

  /// Whether the folder is `folder` or lies in it.
  func isBelow(_ folder: String) -> Bool { (description + "/").hasPrefix(folder + "/") }
}
