/// What a command-line client printed when it ran a ``ClientScript``.
public struct ClientAnswers: Sendable, Hashable {
  /// What became of one question.
  public enum Answer: Sendable, Hashable {
    case table(ClientTable)
    case refused(ClientFailure)
    /// Nothing was printed that answers it, such as when the connection was lost before.
    case none
  }

  private var answers: [ServerQuestion: Answer] = [:]

  /// Reads what the client wrote.
  ///
  /// - Parameters:
  ///   - output: standard output; a line before the first mark is passed over.
  ///   - errors: standard error.
  public init(to script: ClientScript, output: [UInt8], errors: [UInt8]) {
    var sections: [ServerQuestion: [ArraySlice<UInt8>]] = [:]
    var current: ServerQuestion?
    var isMark = false
    for line in output.split(separator: ASCII.newline, omittingEmptySubsequences: false) {
      if isMark {
        isMark = false
        if let question = ServerQuestion(rawValue: ASCII.text(line.prefix(40))) {
          current = question
          sections[question] = []
          continue
        }
      }
      if line.elementsEqual(ClientScript.mark.utf8) {
        isMark = true
      } else if let current, !line.isEmpty {
        sections[current]?.append(line)
      }
    }
    let failures = ClientFailure.all(in: errors)
    for (index, question) in script.questions.enumerated() {
      if let failure = failures.first(where: { $0.line == index + 1 }) {
        answers[question] = .refused(failure)
      } else if let lines = sections[question] {
        answers[question] = .table(ClientTable(lines))
      } else {
        answers[question] = failures.first { $0.line == nil }.map { .refused($0) } ?? Answer.none
      }
    }
  }

  /// What became of a question; nil where it was not asked.
  public subscript(question: ServerQuestion) -> Answer? { answers[question] }

  /// Which server it is and who is logged in, from what ``ClientScript/introduction`` printed; nil for anything
  /// else.
  public static func introduction(in output: [UInt8]) -> (release: ServerRelease, login: String)? {
    let lines = output.split(separator: ASCII.newline)
    guard let head = lines.firstIndex(where: { $0.elementsEqual("version\tlogin".utf8) }),
      let row = ClientTable(Array(lines[head...].prefix(2))).rows.first, let version = row["version"]
    else { return nil }
    return (ServerRelease(String(version.unicodeScalars.prefix(100).map(Character.init))), row["login"] ?? "")
  }
}
