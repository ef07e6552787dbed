/// The groups of option files that programs read. Their order says nothing: of all lines of all these groups
/// the last in reading order wins (measured on MySQL 9.7 and MariaDB 10.11 and 11.8).
extension Server {
  /// The groups that the server reads, as its `--help --verbose` lists them (measured on those and MariaDB
  /// 10.5).
  ///
  /// `[mariadbd]` and its kin came with MariaDB 10.4 (manual, "Configuring MariaDB with Option Files").
  /// - Parameter suffix: that of `--defaults-group-suffix`: each group is then also read with it.
  public func serverGroups(suffix: String = "") -> [String] {
    let version = "-\(major).\(minor)"
    var groups = ["mysqld", "server", "mysqld" + version]
    switch flavour {
    case .mysql:
      // Debian's build of 9.7 has NDB, whose group comes with it.
      if isAtLeast(9, 0) { groups.insert("mysql_cluster", at: 0) }
    case .mariadb:
      groups += ["mariadb", "mariadb" + version]
      if isAtLeast(10, 4) { groups += ["mariadbd", "mariadbd" + version] }
      groups += ["client-server", "galera"]
    }
    return Server.with(suffix, groups)
  }

  /// The groups that the command-line client reads, as its `--help` lists them. Other tools read `[client]`,
  /// on MariaDB `[client-server]` and `[client-mariadb]` too, and a group of their own name.
  ///
  /// A slave's connection reads none of them. Measured.
  /// - Parameter suffix: that of `--defaults-group-suffix`.
  public func clientGroups(suffix: String = "") -> [String] {
    var groups = ["mysql", "client"]
    if flavour == .mariadb {
      groups += ["client-server", "client-mariadb"]
      if isAtLeast(10, 4) { groups.append("mariadb-client") }
    }
    return Server.with(suffix, groups)
  }

  private static func with(_ suffix: String, _ groups: [String]) -> [String] {
    suffix.isEmpty ? groups : groups + groups.map { $0 + suffix }
  }
}
