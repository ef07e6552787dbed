/// A statement that the server refused.
public struct SQLFailure: Error, CustomStringConvertible {
  /// The server's error number, such as 1045.
  public let code: Int
  /// What the client wrote, and the statements.
  public let description: String

  /// Reads `ERROR 1045 (28000) at line 1: …` from what a client wrote to standard error.
  init(errors: String, statements: String) {
    let words = errors.split(whereSeparator: \.isWhitespace)
    let number = words.firstIndex(of: "ERROR").map { $0 + 1 }
    code = number.flatMap { words.indices.contains($0) ? Int(words[$0]) : nil } ?? 0
    description = "\(errors)in: \(statements)"
  }
}
