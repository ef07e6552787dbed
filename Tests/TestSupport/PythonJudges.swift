import Foundation

/// The judges that are Python's, in a virtual environment that the first test which needs it makes beside the
/// test bundle.
enum PythonJudges {
  /// What `Scripts/judge-certificates` is asked.
  enum Task: Encodable {
    case lint([String])
    case verify(Question)

    /// A question to the verifier of `cryptography`.
    struct Question: Encodable {
      let certificate: String
      let authority: String
      let purpose: String
      let host: String?
      /// In seconds since 1970; nil for now.
      let time: Int?
    }

    private enum CodingKeys: CodingKey { case lint, verify }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      switch self {
      case .lint(let arguments): try container.encode(arguments, forKey: .lint)
      case .verify(let question): try container.encode(question, forKey: .verify)
      }
    }
  }

  /// The answer to each of `tasks`, within one start of Python.
  static func answers(to tasks: [Task]) throws -> [String] {
    let text = try String(decoding: JSONEncoder().encode(tasks), as: UTF8.self)
    let output = try python.get().output([Mkcerts.packageFolder + "/Scripts/judge-certificates"], input: text)
    return try JSONDecoder().decode([String].self, from: Data(output.utf8))
  }

  private static let python = Result {
    try PythonEnvironment(name: "pkilint", packages: ["pkilint==0.13.3"]).python()
  }
}
