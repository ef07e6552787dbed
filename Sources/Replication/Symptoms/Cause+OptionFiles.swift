/// What is wrong with an option file itself: the server does not start, or starts without what stands there.
extension Cause {
  static let ambiguousOption = Cause(
    "server-start",
    "an option is written as the beginning of several, such as ssl-c for ssl_ca and ssl_crlpath",
    check: "the parentheses behind it name those that are meant; MySQL says unknown variable of it",
    fix: "write the whole name")
  static let optionWithoutGroup = Cause(
    "server-start", "a line with an option stands above the first [group] of the file",
    check: "the message names file and line",
    fix: "put [mysqld] above it; `mkcerts config HOST --file replication-tls.cnf` prints a whole file")
  static let brokenGroup = Cause(
    "server-start", "the line of a [group] has no closing bracket", check: "the message names file and line",
    fix: "write it as [mysqld]")
  static let missingArgument = Cause(
    "server-start", "an option has no value",
    check: "the message names it; ssl_ca /path without = is unknown option",
    fix: "write it as ssl_ca = /path")
  static let missingInclude = Cause(
    "server-start", "a file or folder that --defaults-file, !include or !includedir names is not there",
    check: "ls -l the path that the message names", fix: "put it there, or take the line out")
  static let ignoredFile = Cause(
    "open-option-file",
    "anyone may write to the option file, so the server passed over all of it and runs without the TLS that "
      + "stands there",
    check: "ls -l the file that the message names: the last w of -rw-rw-rw-",
    fix: "chmod 0644 the file, then restart the server", isInFiles: false)
  static let fileFolder = Cause(
    "secure-file-priv",
    "the folder of secure_file_priv, where files may be loaded from, is not there or not the server's; where no option "
      + "names it, it is /var/lib/mysql-files",
    check: "ls -ld the folder that the message names",
    fix: "make it for the user that the server runs as, or set "
      + "secure_file_priv to NULL in [mysqld]",
    isInFiles: false)
  static let ownReason = Cause(
    "own-reason", "the server stops for what this line says, and has not come to its connections",
    check: "read the line, and those beside it that are marked [ERROR]",
    fix: "mend what it names, start the server, and look at what it says then", isInFiles: false)
  static let readOnlyVariable = Cause(
    "read-only-variable", "MariaDB takes the paths of TLS files at its start alone, MySQL 5.7 too",
    check: "SELECT VERSION()",
    fix:
      "name the path in the [mysqld] group and restart; for other files under the same path FLUSH SSL is enough",
    isInFiles: false)
}
