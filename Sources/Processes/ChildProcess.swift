// Preconcurrency: `environ` is a variable of C, which nothing here sets.
@unsafe @preconcurrency internal import Glibc
internal import Synchronization

/// A program that runs, with pipes to read from.
final class ChildProcess {
  private let pid: pid_t
  private var output: Int32
  private var errors: Int32

  private init(pid: pid_t, output: Int32, errors: Int32) {
    self.pid = pid
    self.output = output
    self.errors = errors
  }

  deinit {
    if output >= 0 { close(output) }
    if errors >= 0 { close(errors) }
  }

  /// The programs that run. Held while pipes are there that programs of other threads must not inherit.
  private static let running = Mutex(Running())

  private struct Running {
    var pids: Set<pid_t> = []
    /// Whether this process is about to end, so that no more are started.
    var isOver = false
  }

  /// POSIX_SPAWN_SETSID, which the C library shows only under _GNU_SOURCE (posix_spawn(3), glibc 2.26).
  private static let setSession: Int16 = 0x80

  static func start(_ path: String, _ arguments: [String]) throws(ProcessError) -> ChildProcess {
    guard !([path] + arguments).contains(where: { $0.utf8.contains(0) }) else {
      throw ProcessError(path, "an argument has a NUL in it")
    }
    let result: Result<ChildProcess, ProcessError> = running.withLock { running in
      Result { () throws(ProcessError) in
        guard !running.isOver else { throw ProcessError(path, "this program is about to end") }
        let child = try spawn(path, arguments)
        running.pids.insert(child.pid)
        return child
      }
    }
    return try result.get()
  }

  private static func spawn(_ path: String, _ arguments: [String]) throws(ProcessError) -> ChildProcess {
    let output = try makePipe(path)
    let errors: (reading: Int32, writing: Int32)
    do throws(ProcessError) { errors = try makePipe(path) } catch {
      close(output.reading)
      close(output.writing)
      throw error
    }
    defer {
      close(output.writing)
      close(errors.writing)
    }
    var pid: pid_t = 0
    let failure = posixSpawn(&pid, path, arguments, output: output.writing, errors: errors.writing)
    guard failure == 0 else {
      close(output.reading)
      close(errors.reading)
      throw ProcessError(path, errno: failure)
    }
    return ChildProcess(pid: pid, output: output.reading, errors: errors.reading)
  }

  /// A pipe that no program inherits unless it is told to.
  private static func makePipe(_ path: String) throws(ProcessError) -> (reading: Int32, writing: Int32) {
    var ends: [Int32] = [-1, -1]
    guard unsafe pipe(&ends) == 0 else { throw ProcessError(path, errno: errno) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }

  private static func posixSpawn(
    _ pid: inout pid_t, _ path: String, _ arguments: [String], output: Int32, errors: Int32
  ) -> Int32 {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    unsafe posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
    unsafe posix_spawn_file_actions_adddup2(&actions, errors, STDERR_FILENO)
    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    var (none, all) = (sigset_t(), sigset_t())
    unsafe sigemptyset(&none)
    unsafe sigfillset(&all)
    unsafe posix_spawnattr_setsigmask(&attributes, &none)
    unsafe posix_spawnattr_setsigdefault(&attributes, &all)
    unsafe posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGMASK) | Int16(POSIX_SPAWN_SETSIGDEF) | setSession)
    var words = unsafe ([path] + arguments).map { unsafe strdup($0) }
    unsafe words.append(nil)
    defer { unsafe words.forEach { unsafe free($0) } }
    return unsafe posix_spawn(&pid, path, &actions, &attributes, &words, environ)
  }

  /// Whether it may still write something.
  var isWriting: Bool { output >= 0 || errors >= 0 }

  /// Takes what has come, or waits for it; gives back whether anything came, be it an end.
  func read(_ output: inout [UInt8], _ errors: inout [UInt8], milliseconds: Int32) -> Bool {
    // A descriptor below 0 is passed over (poll(2)).
    var polled = [
      pollfd(fd: self.output, events: Int16(POLLIN), revents: 0),
      pollfd(fd: self.errors, events: Int16(POLLIN), revents: 0),
    ]
    guard unsafe poll(&polled, 2, milliseconds) > 0 else { return false }
    if polled[0].revents != 0 { Self.take(&self.output, into: &output) }
    if polled[1].revents != 0 { Self.take(&self.errors, into: &errors) }
    return true
  }

  private static func take(_ descriptor: inout Int32, into bytes: inout [UInt8]) {
    var (count, failure): (Int, Int32) = (0, 0)
    let source = descriptor
    let part = unsafe [UInt8](unsafeUninitializedCapacity: 1 << 16) { room, filled in
      count = unsafe Glibc.read(source, room.baseAddress, room.count)
      // At once: whatever is called in between may set it anew (errno(3)).
      failure = errno
      filled = max(0, count)
    }
    bytes += part
    if count == 0 || count < 0 && failure != EINTR {
      close(descriptor)
      descriptor = -1
    }
  }

  /// Waits a little.
  func pause() { _ = poll(nil, 0, 10) }

  /// Whether it is over; its number stays taken until ``finish()``.
  var hasEnded: Bool {
    var information = unsafe siginfo_t()
    guard unsafe waitid(P_PID, id_t(pid), &information, WEXITED | WNOHANG | WNOWAIT) == 0 else { return true }
    return unsafe information._sifields._sigchld.si_pid == pid
  }

  /// Ends all that run, with all that they started, and lets no more start.
  static func endAll() {
    running.withLock { running in
      running.isOver = true
      for pid in running.pids { kill(-pid, SIGKILL) }
    }
  }

  /// Ends it, where it has not ended, and all that it started; gives back how it ended.
  func finish() -> ProgramRun.Ending {
    kill(-pid, SIGKILL)
    // Its number may be another's once it was waited for.
    _ = Self.running.withLock { $0.pids.remove(pid) }
    var status: Int32 = 0
    while unsafe waitpid(pid, &status, 0) < 0 {
      guard errno == EINTR else { return .killed(SIGKILL) }
    }
    // WIFEXITED and WEXITSTATUS of <sys/wait.h>, which are macros.
    return status & 0x7f == 0 ? .exited(status >> 8 & 0xff) : .killed(status & 0x7f)
  }
}
