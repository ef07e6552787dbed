/// Which servers run what stands in `/*!80023 … */`.
enum VersionedComment {
  /// Whether `server` runs it. Without a server everything counts, since some server runs it.
  ///
  /// The version has two digits for each of its parts. Of the patch releases of `server`, the last counts.
  /// MariaDB passes over 50700 to 99999, the numbers that MySQL alone means, and runs `/*M!`, which is an
  /// ordinary comment to MySQL (MariaDB manual, "Comment Syntax"; measured).
  static func runs(on server: Server?, isMariaDBs: Bool, version: Int?) -> Bool {
    // The mark of a dump that its client is to keep from running commands is of no release (measured).
    guard version != 999_999 else { return false }
    guard let server else { return true }
    if isMariaDBs, server.flavour == .mysql { return false }
    guard let version else { return true }
    if server.flavour == .mariadb, !isMariaDBs, (50700...99999).contains(version) { return false }
    return version <= server.major * 10000 + server.minor * 100 + 99
  }
}
