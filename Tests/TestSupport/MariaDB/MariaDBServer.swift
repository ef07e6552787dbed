import Foundation
import Synchronization

/// A MariaDB or MySQL server of its own, in a temporary folder, that ends when nobody holds it any more and also when
/// the test process ends, however that ends.
public final class MariaDBServer: Sendable {
  /// What distinguishes one server from another.
  public struct Settings: Sendable {
    /// The release to run.
    public var program: ServerProgram
    /// The `server_id` of replication.
    public var serverID = 1
    /// The address to listen on; nil for the socket alone.
    public var address: String?
    /// The user that the server runs as, when that is not the user that runs the tests.
    public var user: String?
    /// More lines for the `[mysqld]` group.
    public var options: [String] = []
    /// The clock that the server goes by, when that is not this machine's.
    public var clock: FakeClock?

    /// Settings of a server of `program` that listens on its socket alone.
    public init(program: ServerProgram) { self.program = program }
  }

  /// What the server was told.
  public let settings: Settings
  /// The folder that becomes the place of the files which a host is given, as the server sees it.
  public let installFolder: String
  let folder: TemporaryFolder
  private let state = Mutex(State())

  private struct State {
    var port: UInt16?
    var running: RunningProgram?
  }

  /// Makes the data directory; the server does not run yet.
  public init(_ settings: Settings) throws {
    self.settings = settings
    folder = try TemporaryFolder(below: settings.program.root.map { $0 + "/tmp" })
    installFolder = settings.program.inside(folder("tls"))
    try FileManager.default.createDirectory(atPath: folder("tls"), withIntermediateDirectories: false)
    try folder.write("", to: "tls/replication-tls.cnf")
    try DataDirectory.make(at: folder("data"), of: settings.program)
    if let user = settings.user { try Program("chown").output(["-R", user, folder.path]) }
  }

  deinit { state.withLock { $0.running }?.signal(SIGKILL) }

  /// The port that the server listens on; 0 before it has started.
  public var port: UInt16 { state.withLock { $0.port ?? 0 } }

  /// Whether the server runs.
  public var isRunning: Bool { state.withLock { $0.running }?.isRunning ?? false }

  /// The server's log.
  public var errorLog: String {
    (try? String(contentsOfFile: folder("error.log"), encoding: .utf8)) ?? "(no log)"
  }

  /// Starts the server, and waits until it answers. A second start keeps the port.
  ///
  /// - Throws: `ProgramFailure` with the server's log when the server ends or stays silent.
  public func start() throws {
    let kept = state.withLock { $0.port }
    for attempt in 1... {
      let port = try settings.address.map { try kept ?? freePort(on: $0) }
      state.withLock { $0.port = port }
      try folder.write(optionFile(port: port), to: "my.cnf")
      do { return try launch() } catch {
        // Between the choice of a port and its use another server may have taken it.
        guard kept == nil, attempt < 4, errorLog.contains("Bind on TCP/IP port") else { throw error }
      }
    }
  }

  /// Asks the server to end, and kills it when it has not ended in time.
  public func stop(timeout: Duration = .seconds(20)) {
    guard let running = state.withLock({ $0.running }) else { return }
    running.signal(SIGTERM)
    if running.wait(timeout: timeout) == nil {
      running.signal(SIGKILL)
      _ = running.wait(timeout: .seconds(10))
    }
    state.withLock { $0.running = nil }
  }

  /// Ends the server and starts it again, on the same port.
  public func restart() throws {
    stop()
    try start()
  }

  /// The option file: the server's own lines first, and then the fragment of its install folder as it stands.
  private func optionFile(port: UInt16?) -> String {
    let here = settings.program.inside(folder.path)
    let listening =
      port.map { ["bind-address=\(settings.address ?? "")", "port=\($0)"] } ?? ["skip-networking"]
    let lines =
      [
        "[mysqld]", "datadir=\(here)/data", "socket=\(here)/socket", "pid-file=\(here)/pid",
        "log-error=\(here)/error.log", "server-id=\(settings.serverID)", "skip-slave-start",
        "skip-name-resolve", "sync-binlog=0",
      ] + settings.program.thrift + listening + settings.options + [
        "!include \(installFolder)/replication-tls.cnf"
      ]
    return lines.joined(separator: "\n") + "\n"
  }

  private func launch() throws {
    try? FileManager.default.removeItem(atPath: folder("socket"))
    let user = settings.user ?? (geteuid() == 0 ? "root" : nil)
    let words =
      (settings.clock?.words ?? []) + settings.program.words(.server)
      + ["--defaults-file=\(settings.program.inside(folder("my.cnf")))"]
      + (user.map { ["--user=\($0)"] } ?? [])
    let running = try Guardian.start(words, in: folder)
    state.withLock { $0.running = running }
    let deadline = Date(timeIntervalSinceNow: 60)
    while running.wait(timeout: .milliseconds(30)) == nil, Date.now < deadline {
      guard FileManager.default.fileExists(atPath: folder("socket")) else { continue }
      if (try? sql("SELECT 1")) != nil { return }
    }
    running.signal(SIGKILL)
    throw ProgramFailure(description: "the server did not start\n\(running.errorsSoFar)\(errorLog)")
  }
}
