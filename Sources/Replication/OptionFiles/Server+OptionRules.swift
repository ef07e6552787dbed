/// How the programs of a version read the names in option files.
extension Server {
  /// Whether the start of one option's name stands for that option: MariaDB (measured on 10.5 to 11.8) and
  /// MySQL 5.7 (manual, "Using Options on the Command Line"); not MySQL from 8.0 on (measured on 9.7).
  var takesShortNames: Bool { flavour == .mariadb || !isAtLeast(8, 0) }

  /// Whether `SSL-CA` is `ssl-ca`. Measured: MariaDB 10.11.19 and 11.8.6 take it, MariaDB 10.5.23 and MySQL
  /// 9.7.4 do not; it came with MDEV-27126 into the series that were kept up in 2025.
  var ignoresCaseOfOptions: Bool {
    guard flavour == .mariadb else { return false }
    return [Server(.mariadb, 10, 6), Server(.mariadb, 10, 11), Server(.mariadb, 11, 4)].contains(self)
      || isAtLeast(11, 8)
  }

  /// Whether `autoset_` is a prefix like `loose_`. Measured: MariaDB only.
  var takesAutoset: Bool { flavour == .mariadb }

  /// Whether `name.ssl-ca` is `ssl-ca`. Measured: all MariaDB do so, MySQL 9.7 does not.
  var takesComponentNames: Bool { flavour == .mariadb }

  /// Whether the reader is that of MySQL 9.7, which takes lines of any length, joins a line with a NUL to the
  /// next, drops a comment also behind an include, and reads an include on a last line without
  /// newline. All measured; 8.0's source text, MariaDB 10.11 and 11.8 do otherwise, and when MySQL changed
  /// between is not known here.
  var readsWholeLines: Bool { flavour == .mysql && isAtLeast(9, 0) }

  /// Whether any `ssl-…` option with a file, folder or cipher switches `ssl` on, unless a later line switches
  /// it off. Measured on MariaDB 10.5 to 11.8; MySQL until the option was removed has the same source text.
  var fileOptionsSwitchTLSOn: Bool { ServerOption.ssl.exists(on: self) }
}
