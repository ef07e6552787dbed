import Foundation
import TestSupport
import Testing

/// A MySQL server of the release that `Scripts/unpack-servers` unpacks, as a member of a group, in its own root
/// directory. It ends with the test process.
final class GroupMember: Sendable {
  static let release = "mysql-9.7"

  /// The port for clients.
  let port: UInt16
  private let root: String
  private let folder: TemporaryFolder
  private let running: RunningProgram

  /// Starts a member with the files in `tls` and further lines for its option file.
  ///
  /// - Parameters:
  ///   - folder: an empty folder below `root`, whose data directory may be there already.
  ///   - place: that folder as the server sees it.
  init(number: Int, port: UInt16, in folder: TemporaryFolder, below root: String, options: [String]) throws {
    (self.port, self.root, self.folder) = (port, root, folder)
    let place = String(folder.path.dropFirst(root.count))
    let lines =
      [
        "[mysqld]", "user=root", "datadir=\(place)/data", "socket=\(place)/socket", "pid-file=\(place)/pid",
        "log-error=\(place)/error.log", "secure-file-priv=", "bind-address=127.0.0.1", "port=\(port)",
        "report_port=\(port)", "mysqlx=OFF", "server-id=\(number)", "gtid_mode=ON",
        "enforce_gtid_consistency=ON", "log-bin=binlog", "innodb_buffer_pool_size=32M",
        "innodb_flush_log_at_trx_commit=0", "sync_binlog=0", "plugin-load-add=group_replication.so",
        "loose_group_replication_start_on_boot=OFF",
      ] + options
    try folder.write(lines.joined(separator: "\n") + "\n", to: "my.cnf")
    running = try Guardian.start(
      [Program("chroot").path, root, "/usr/sbin/mysqld", "--defaults-file=\(place)/my.cnf"], in: folder)
    let deadline = Date(timeIntervalSinceNow: 60)
    while (try? sql("SELECT 1")) == nil {
      guard running.isRunning, Date.now < deadline else {
        Issue.record("mysqld did not start: \(running.errorsSoFar)\(log)")
        throw CancellationError()
      }
      Thread.sleep(forTimeInterval: 0.2)
    }
  }

  deinit { running.signal(SIGKILL) }

  /// Makes a data directory whose administrator is `root` without a password.
  static func makeData(in folder: TemporaryFolder, below root: String) throws {
    let place = String(folder.path.dropFirst(root.count))
    try Program("chroot").output([
      root, "/usr/sbin/mysqld", "--no-defaults", "--initialize-insecure", "--user=root",
      "--secure-file-priv=",
      "--datadir=\(place)/data", "--log-error=\(place)/init.log",
    ])
  }

  /// What the server logged.
  var log: String { (try? String(contentsOfFile: folder("error.log"), encoding: .utf8)) ?? "(no log)" }

  /// Runs statements as the administrator and returns all rows of all results.
  @discardableResult
  func sql(_ statements: String) throws -> [[String]] {
    let socket = String(folder.path.dropFirst(root.count)) + "/socket"
    let output = try Program("chroot").output(
      [
        root, "/usr/bin/mysql", "--no-defaults", "--user=root", "--socket=\(socket)", "--batch",
        "--skip-column-names",
      ], input: statements, timeout: .seconds(90))
    return output.split(separator: "\n").map {
      $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
  }
}
