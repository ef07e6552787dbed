import Foundation

/// An unpacked MySQL 9.7 on loopback, that has the files of the host db1 of a pki of its own; ended when nobody holds
/// it any more.
public final class MySQLServer: Sendable {
  /// Where the protocol of replication is spoken.
  public let port: UInt16
  /// Where the X Protocol is spoken.
  public let xPort: UInt16
  /// Where its pki folder is, `pki`, and everything else.
  public let folder: TemporaryFolder
  private let running: RunningProgram

  /// Makes a data directory and starts the server on it.
  ///
  /// - Throws: `Deployments.NotHere` where the release cannot be had or run.
  public init() throws {
    let root = try Self.root()
    folder = try TemporaryFolder(below: root + "/tmp")
    let inside = String(folder.path.dropFirst(root.count))
    let mkcerts = try Mkcerts.program()
    let pki = ["--pki", folder("pki"), "--install-dir", inside + "/tls", "--server", "mysql-9.7"]
    try mkcerts.output(["init-ca", "--master", "db1"] + pki)
    try mkcerts.output(["issue", "slave01"] + pki)
    try Program("cp").output(["-a", folder("pki/hosts/db1"), folder("tls")])
    try Program("chmod").output(["755", folder.path])
    try Program("mkdir").output([folder("run")])
    // The server's own user, by its number in that system.
    try Program("chroot").output([root, "chown", "-R", "mysql", inside + "/tls", inside + "/run"])
    let common = [
      root, "/usr/sbin/mysqld", "--no-defaults", "--user=mysql", "--datadir=\(inside)/run/data",
      "--secure-file-priv=",
      "--innodb-flush-method=nosync", "--innodb-buffer-pool-size=16M", "--innodb-doublewrite=OFF",
      "--innodb-use-native-aio=OFF",
    ]
    try Program("chroot").output(common + ["--initialize-insecure"], timeout: .seconds(120))
    (port, xPort) = (try freePort(on: "127.0.0.1"), try freePort(on: "127.0.0.1"))
    let tls = [("ca", "cacert"), ("cert", "server-cert"), ("key", "server-key")].map { option, file in
      "--ssl-\(option)=\(inside)/tls/\(file).pem"
    }
    running = try Program("chroot").start(
      common + tls + [
        "--socket=\(inside)/run/socket", "--pid-file=\(inside)/run/pid", "--bind-address=127.0.0.1",
        "--port=\(port)",
        "--mysqlx-bind-address=127.0.0.1", "--mysqlx-port=\(xPort)", "--mysqlx-socket=\(inside)/run/xsocket",
        "--max-connections=20", "--log-error-verbosity=3",
      ])
    let deadline = Date(timeIntervalSinceNow: 60)
    while !running.errorsSoFar.contains("X Plugin ready for connections")
      || !running.errorsSoFar.contains(": ready for connections")
    {
      guard running.isRunning, Date.now < deadline else {
        throw ProgramFailure(description: "mysqld did not start\n\(running.errorsSoFar)")
      }
      Thread.sleep(forTimeInterval: 0.05)
    }
  }

  /// Where the release is unpacked.
  private static func root() throws -> String {
    guard geteuid() == 0 else {
      throw Deployments.NotHere(description: "only root can change the root directory")
    }
    let folder =
      ProcessInfo.processInfo.environment["MKCERTS_SERVERS"] ?? Mkcerts.packageFolder + "/.build/servers"
    let root = URL(filePath: folder + "/mysql-9.7", directoryHint: .notDirectory).resolvingSymlinksInPath()
      .path(percentEncoded: false)
    if !FileManager.default.fileExists(atPath: root + "/usr/sbin/mysqld") {
      let unpacking = try Program(Mkcerts.packageFolder + "/Scripts/unpack-servers")
        .run(["mysql-9.7"], timeout: .seconds(600))
      guard unpacking.status == 0 else { throw Deployments.NotHere(description: unpacking.errors) }
    }
    return root
  }

  deinit {
    running.signal(SIGKILL)
    _ = running.wait(timeout: .seconds(10))
  }
}
