import Foundation

extension MariaDBServer {
  /// Runs `statements` as the administrator, over the socket, and returns all rows of all results.
  ///
  /// Tabs, line ends and backslashes inside values stay escaped as the client escapes them; NULL is `NULL`.
  ///
  /// - Throws: `SQLFailure` for the first statement that the server refuses; later ones are not run.
  @discardableResult
  public func sql(_ statements: String) throws -> [[String]] {
    let result = try administrator(["--batch", "--skip-column-names"], input: statements)
    return result.output.split(separator: "\n").map { line in
      line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
  }

  /// Runs `statement` and returns its first row with the names of its columns; nil when there is no row.
  ///
  /// - Throws: `SQLFailure` when the server refuses it.
  public func row(_ statement: String) throws -> [String: String]? {
    let lines = try administrator(["--batch"], input: statement).output.split(separator: "\n")
    guard lines.count > 1 else { return nil }
    let fields = lines.prefix(2).map {
      $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
    return Dictionary(zip(fields[0], fields[1])) { first, _ in first }
  }

  /// Runs all of `statements` as the administrator, those after one that is refused too, and returns the errors.
  public func sqlGoingOn(_ statements: String) throws -> String {
    try client(["--force"], input: statements).errors
  }

  private func client(_ arguments: [String], input: String) throws -> ProgramResult {
    let socket = settings.program.inside(folder("socket"))
    let options = ["--no-defaults", "--user=root", "--socket=\(socket)"] + arguments
    return try settings.program.run(.client, options, input: input)
  }

  private func administrator(_ arguments: [String], input: String) throws -> ProgramResult {
    let result = try client(arguments, input: input)
    guard result.succeeded else { throw SQLFailure(errors: result.errors, statements: input) }
    return result
  }
}
