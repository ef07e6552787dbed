import Foundation

/// A program on this machine, ready to be run with arguments, any number of times and from any thread.
///
/// A child's output goes to files without a name, not to pipes, so that no child ever waits for a reader; it
/// inherits no other descriptor, starts with no signal blocked, and leads a process group of its own.
public struct Program: Sendable {
  /// The absolute path of the program.
  public let path: String
  /// The whole environment of the child; this process's own to begin with.
  public var environment = ProcessInfo.processInfo.environment
  /// Where the child runs; nil for this process's working directory.
  public var workingDirectory: String?

  /// Finds `name` in the search path and in the folders for system programs, or takes it as a path when it
  /// contains a slash.
  ///
  /// - Throws: `MissingProgram` when there is no such executable file.
  public init(_ name: String) throws {
    let folders =
      name.contains("/")
      ? [""] : (environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":").map { $0 + "/" } + Self.system
    let candidates = folders.map { $0 + name }
    guard let found = candidates.first(where: FileManager.default.isExecutableFile(atPath:)) else {
      throw MissingProgram(name: name)
    }
    path = found
  }

  private static let system = ["/usr/local/sbin/", "/usr/sbin/", "/sbin/"]

  /// Runs the program to its end.
  ///
  /// - Parameters:
  ///   - arguments: the words after the program's name.
  ///   - input: what it reads from standard input before the end of file.
  ///   - timeout: after this time the child's process group is killed.
  /// - Returns: how it ended and what it wrote.
  /// - Throws: `ProgramFailure` when it cannot be started or does not end in time.
  public func run(_ arguments: [String] = [], input: String = "", timeout: Duration = .seconds(60))
    throws -> ProgramResult
  {
    let running = try start(arguments, input: .text(input))
    guard let result = running.wait(timeout: timeout) else {
      running.signal(SIGKILL)
      throw ProgramFailure(description: "\(commandLine(arguments)) did not end within \(timeout)")
    }
    return result
  }

  /// Runs the program and returns its standard output.
  ///
  /// - Throws: `ProgramFailure`, with all that the program wrote, unless it returns 0.
  @discardableResult
  public func output(_ arguments: [String] = [], input: String = "", timeout: Duration = .seconds(60))
    throws -> String
  {
    let result = try run(arguments, input: input, timeout: timeout)
    guard result.succeeded else {
      throw ProgramFailure(
        description: "\(commandLine(arguments)) ended with \(result.ending)\n\(result.errors)\(result.output)"
      )
    }
    return result.output
  }

  /// Starts the program and does not wait for it.
  ///
  /// - Throws: `ProgramFailure` when it cannot be started.
  public func start(_ arguments: [String] = [], input: RunningProgram.Input = .text("")) throws
    -> RunningProgram
  {
    try RunningProgram(self, arguments: arguments, input: input)
  }

  func commandLine(_ arguments: [String]) -> String {
    ([path] + arguments).joined(separator: " ")
  }
}
