internal import Glibc

/// Why a program could not be run.
public struct ProcessError: Error, Sendable, Hashable, CustomStringConvertible {
  /// One sentence, without capital and full stop.
  public let description: String

  init(_ program: String, _ reason: String) { description = "\(program) cannot be run: \(reason)" }

  /// What `errno` says.
  init(_ program: String, errno number: Int32) {
    self.init(program, unsafe String(cString: strerror(number)))
  }
}
