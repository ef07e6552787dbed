internal import Glibc
internal import Synchronization
internal import Threads

/// What became of a program that was run to its end.
///
/// It is started without a shell, reads from /dev/null and has no terminal to ask anybody on: it is in a session of
/// its own (setsid(2)), which is ended whole.
public struct ProgramRun: Sendable, Hashable {
  /// How it ended.
  public enum Ending: Sendable, Hashable {
    case exited(Int32)
    case killed(Int32)
    /// The time was over, and it was killed.
    case timedOut
    /// It wrote more than is wanted, and was killed.
    case tooMuch
  }

  public let ending: Ending
  /// What it wrote to standard output, up to its end or the limit.
  public let output: [UInt8]
  /// What it wrote to standard error, likewise.
  public let errors: [UInt8]

  /// Does `work`. A signal that ends this process in between, such as that of Ctrl-C, ends all programs first that
  /// are run, with all that they started: in sessions of their own, they get no signal of a terminal.
  public static func endingAllWithProcess<Output, Failure: Error>(
    _ work: () throws(Failure) -> Output
  ) throws(Failure) -> Output {
    try HeldSignals.hold(work) { ChildProcess.endAll() }
  }

  /// Runs the program at `path`, in this process's environment, and waits for its end.
  ///
  /// - Parameters:
  ///   - timeout: how long it may take; it is killed then, with all that it started.
  ///   - limit: how many bytes it may write in all; it is killed beyond that.
  /// - Throws: ``ProcessError`` where it cannot be started.
  public static func run(
    _ path: String, _ arguments: [String], timeout: Duration, limit: Int = 1 << 24
  ) throws(ProcessError) -> ProgramRun {
    let child = try ChildProcess.start(path, arguments)
    let end = Deadline(after: timeout)
    var (output, errors): ([UInt8], [UInt8]) = ([], [])
    var ending: Ending?
    while ending == nil, child.isWriting {
      if end.isOver {
        ending = .timedOut
      } else if output.count + errors.count > limit {
        ending = .tooMuch
      } else {
        let hasCome = child.read(&output, &errors, milliseconds: min(end.remaining, 100))
        // What it started may hold the pipes open behind its end, and had nothing to say.
        if !hasCome, child.hasEnded, !child.read(&output, &errors, milliseconds: 0) { break }
      }
    }
    while ending == nil, !child.hasEnded {
      if end.isOver { ending = .timedOut } else { child.pause() }
    }
    let status = child.finish()
    return ProgramRun(ending: ending ?? status, output: output, errors: errors)
  }
}
