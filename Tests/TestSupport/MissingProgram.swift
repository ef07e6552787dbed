/// A program that the tests need is not on this machine. A test that meets it fails, and never skips.
public struct MissingProgram: Error, Equatable, CustomStringConvertible {
  /// The program's name or path, as it was asked for.
  public let name: String

  /// One sentence with the command that helps.
  public var description: String { "\(name) is missing: run `Scripts/install-packages build test`" }
}
