import Foundation

/// A clock for programs that shall believe it to be another time, by libfaketime: it goes on until it is stopped
/// at a second, and can be changed while they run.
public final class FakeClock: Sendable {
  private let folder: TemporaryFolder
  private let library: String

  /// A clock that shows this machine's time.
  ///
  /// - Throws: `MissingProgram` without `faketime`.
  public init() throws {
    folder = try TemporaryFolder()
    library = try Program("faketime").output(["-m", "-f", "+0", "sh", "-c", "printf %s \"$LD_PRELOAD\""])
    try goOn()
  }

  /// Stops it at a second, counted from 1970.
  public func stop(at second: Int) throws { try folder.write(Self.text(second) + "\n", to: "time") }

  /// Has it show this machine's time again. Servers that wait for something do not get on without.
  public func goOn() throws { try folder.write("+0\n", to: "time") }

  /// The words that start a server by this clock, before those of the program itself.
  var words: [String] {
    [
      "env", "TZ=UTC", "LD_PRELOAD=\(library)", "FAKETIME_TIMESTAMP_FILE=\(folder("time"))",
      "FAKETIME_NO_CACHE=1",
      "FAKETIME_DONT_FAKE_MONOTONIC=1",
    ]
  }

  /// Runs a program to its end by a clock that stands at a second, counted from 1970.
  public static func run(_ words: [String], at second: Int) throws -> ProgramResult {
    var program = try Program("faketime")
    program.environment["TZ"] = "UTC"
    return try program.run(["-m", "-f", text(second)] + words)
  }

  /// A second as libfaketime reads it.
  private static func text(_ second: Int) -> String {
    Date(timeIntervalSince1970: TimeInterval(second)).formatted(
      .iso8601.year().month().day().time(includingFractionalSeconds: false).dateTimeSeparator(.space))
  }
}
