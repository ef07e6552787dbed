import Foundation

/// A child process: to be waited for, signalled, or left running. One that nobody holds any more is killed.
public final class RunningProgram: Sendable {
  /// What the child reads.
  public enum Input: Sendable {
    /// This text, then the end of file.
    case text(String)
    /// Nothing, and no end of file while this process lives and holds the running program: a child that
    /// waits for the end of file learns of this process's death, however it died.
    case heldOpen
  }

  /// The process identifier of the child.
  public let pid: Int32
  private let state: State

  /// What the reaping thread and the callers share; `condition` guards `ending` and is held while the child
  /// is signalled, so that no signal can reach a process that took over a reaped child's number.
  private final class State: @unchecked Sendable {
    let condition = NSCondition()
    var ending: ProgramResult.Ending?
  }

  private let output: Descriptor
  private let errors: Descriptor
  private let held: Descriptor?

  init(_ program: Program, arguments: [String], input: Input) throws {
    let readable: Descriptor
    switch input {
    case .text(let text):
      readable = try Descriptor.nameless(holding: Array(text.utf8))
      held = nil
    case .heldOpen:
      (readable, held) = try Descriptor.pair()
    }
    output = try Descriptor.nameless()
    errors = try Descriptor.nameless()
    let spawned = try spawn(program, arguments, descriptors: [readable.number, output.number, errors.number])
    pid = spawned
    state = State()
    Thread.detachNewThread { [state] in Self.reap(spawned, state) }
  }

  deinit { signal(SIGKILL) }

  /// Waits for the end of the child and returns the result; nil when it still runs after `timeout`.
  public func wait(timeout: Duration) -> ProgramResult? {
    let deadline = Date(timeIntervalSinceNow: timeout / .seconds(1))
    state.condition.lock()
    defer { state.condition.unlock() }
    while state.ending == nil {
      if !state.condition.wait(until: deadline) { break }
    }
    return state.ending.map {
      ProgramResult(ending: $0, outputBytes: output.contents(), errorBytes: errors.contents())
    }
  }

  /// Whether the child has not ended yet.
  public var isRunning: Bool { state.condition.withLock { state.ending == nil } }

  /// Sends `number` to the child and the processes of its group; does nothing once the child has ended.
  public func signal(_ number: Int32) {
    state.condition.withLock {
      if state.ending == nil { kill(-pid, number) }
    }
  }

  /// What the child wrote to standard error so far.
  public var errorsSoFar: String { String(decoding: errors.contents(), as: UTF8.self) }

  private static func reap(_ pid: Int32, _ state: State) {
    var information = unsafe siginfo_t()
    while unsafe waitid(P_PID, id_t(pid), &information, WEXITED | WNOWAIT) != 0, errno == EINTR {}
    state.condition.withLock {
      var status: Int32 = 0
      while unsafe waitpid(pid, &status, 0) < 0, errno == EINTR {}
      let signal = status & 0x7f
      state.ending = signal == 0 ? .exited((status >> 8) & 0xff) : .signalled(signal)
      state.condition.broadcast()
    }
  }
}
