import Foundation
import TestSupport

/// A pki folder of a test, and the commands that work on it.
struct PKI: Sendable {
  let path: String
  private let folder: TemporaryFolder
  private let program: Program

  /// A place for a pki folder, below `parent` where that is given; nothing is there yet.
  ///
  /// Else it is in memory where it can be: a process that is killed takes nothing with it that it wrote, be
  /// it on disk or not, and nothing is waited for.
  init(below parent: String? = nil) throws {
    let memory = "/dev/shm"
    folder = try TemporaryFolder(
      below: parent ?? (FileManager.default.isWritableFile(atPath: memory) ? memory : nil))
    path = folder("pki")
    program = try Mkcerts.program()
  }

  /// The words of the command `arguments` on this folder.
  func words(_ arguments: [String]) -> [String] {
    arguments + ["--pki", path]
  }

  /// Runs a command to its end.
  func run(_ arguments: String..., input: String = "") throws -> ProgramResult {
    try run(arguments, input: input)
  }

  /// Runs a command to its end.
  func run(_ arguments: [String], input: String = "") throws -> ProgramResult {
    try program.run(words(arguments), input: input)
  }

  /// Runs a command that has to succeed, and returns what it printed.
  @discardableResult
  func output(_ arguments: String...) throws -> String { try program.output(words(arguments)) }

  /// Starts a command.
  func start(_ arguments: [String]) throws -> RunningProgram { try program.start(words(arguments)) }

  /// Runs a line of the shell, in which `mkcerts` is the program and the pki folder is the default one.
  func shell(_ line: String) throws -> RunningProgram {
    var shell = try Program("sh")
    shell.environment["MKCERTS_PKI"] = path
    return try shell.start(["-c", "mkcerts() { '\(program.path)' \"$@\"; }; \(line)"])
  }

  /// Runs a command through another program, such as prlimit(1), whose words come first.
  func run(_ arguments: [String], through wrapper: [String]) throws -> ProgramResult {
    var outer = try Program(wrapper[0])
    // The leak sanitizer cannot work in a process that is traced, or that may open no file.
    outer.environment["ASAN_OPTIONS"] = "detect_leaks=0"
    return try outer.run(wrapper.dropFirst() + [program.path] + words(arguments))
  }

  /// A copy of the folder as it is, in a place of its own.
  func copy(below parent: String? = nil) throws -> PKI {
    let copy = try PKI(below: parent)
    try Program("cp").output(["-a", path, copy.path])
    return copy
  }

  /// The path of `name` in the folder.
  func callAsFunction(_ name: String) -> String { path + "/" + name }
}
