/// How a program ended and what it wrote.
public struct ProgramResult: Sendable {
  /// The two ways in which a program ends.
  public enum Ending: Sendable, Equatable {
    /// It returned this status.
    case exited(Int32)
    /// This signal ended it.
    case signalled(Int32)
  }

  /// How the program ended.
  public let ending: Ending
  /// Standard output as written.
  public let outputBytes: [UInt8]
  /// Standard error as written.
  public let errorBytes: [UInt8]

  /// The exit status; nil when a signal ended the program.
  public var status: Int32? {
    if case .exited(let status) = ending { status } else { nil }
  }

  /// Whether the program returned 0.
  public var succeeded: Bool { ending == .exited(0) }

  /// Standard output as text; bytes that are not UTF-8 are shown as U+FFFD.
  public var output: String { String(decoding: outputBytes, as: UTF8.self) }

  /// Standard error as text; bytes that are not UTF-8 are shown as U+FFFD.
  public var errors: String { String(decoding: errorBytes, as: UTF8.self) }
}

/// A program that had to succeed did not, or had to end and did not.
public struct ProgramFailure: Error, CustomStringConvertible {
  /// One sentence with the command line, then what the program wrote.
  public let description: String
}
