/// The statements that a command-line client runs on a server, and the options under which its output can be read.
public struct ClientScript: Sendable, Hashable {
  /// What is asked, in the order of the lines.
  public let questions: [ServerQuestion]
  /// The statements, a line for each question.
  public let text: String

  /// What a server of `release` can be asked.
  public init(for release: ServerRelease) {
    let asked = ServerQuestion.allCases.compactMap { question in
      question.statement(on: release).map { (question, $0) }
    }
    questions = asked.map(\.0)
    text = asked.map { "SELECT '\($0.rawValue)' AS \(Self.mark); \($1);" }.joined(separator: "\n")
  }

  /// The name of the column that says which question the next lines answer.
  static let mark = "mkcerts"

  /// Asks which server it is, and as whom the client is logged in.
  public static let introduction = "SELECT VERSION() AS version, CURRENT_USER() AS login"

  /// The options that make the output what is read here, whatever an option file says; both families' clients take
  /// them. `--force` counts only behind `--execute` (measured), and makes an error end its own statement alone.
  public static func options(executing text: String) -> [String] {
    [
      "--batch", "--skip-raw", "--skip-xml", "--skip-html", "--skip-table", "--skip-vertical",
      "--column-names",
      "--default-character-set=utf8mb4", "--execute=\(text)", "--force",
    ]
  }
}
