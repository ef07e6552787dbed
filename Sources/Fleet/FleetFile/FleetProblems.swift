/// What is wrong with a fleet file, collected while it is read, so that all of it can be told at once.
struct FleetProblems {
  /// How many are told one by one.
  static let longestList = 100
  /// After how many nobody reads on: a file of a million wrong lines is no fleet file.
  private static let most = 10_000

  private let path: String
  private var found: [(line: Int, sentence: String)] = []

  /// Whether there are so many that the rest of the file is not worth reading.
  private(set) var areTooMany = false

  init(in path: String) { self.path = path }

  /// Takes one more: a sentence without capital and full stop, and without the place.
  mutating func add(_ line: Int, _ sentence: String) {
    if !areTooMany { found.append((line, sentence)) }
    areTooMany = areTooMany || found.count == Self.most
  }

  /// Takes one after which the rest of the file is not worth reading.
  mutating func addLast(_ line: Int, _ sentence: String) {
    add(line, sentence)
    areTooMany = true
  }

  /// Runs `body`; what it throws is a problem of this line, and gives nil.
  mutating func taking<Value, Failure: Error & CustomStringConvertible>(
    _ line: Int, _ body: () throws(Failure) -> Value
  ) -> Value? {
    do throws(Failure) {
      return try body()
    } catch {
      // What is an option to a command is a key here.
      let sentence = error.description
      add(line, sentence.hasPrefix("--") ? String(sentence.dropFirst(2)) : sentence)
      return nil
    }
  }

  /// - Throws: ``FleetError`` with all problems in the order of their lines.
  func check() throws(FleetError) {
    guard !found.isEmpty else { return }
    // The sort is stable: of one line the first that was found comes first.
    var sentences = found.enumerated().sorted { ($0.element.line, $0.offset) < ($1.element.line, $1.offset) }
      .prefix(Self.longestList).map { "\(path):\($0.element.line): \($0.element.sentence)" }
    if found.count > sentences.count {
      let more = "\(found.count - sentences.count)\(areTooMany ? " or more" : "")"
      sentences.append("\(path) has \(more) other mistakes, which are not told one by one")
    }
    throw FleetError(
      .badFleetFile, sentences[0], others: Array(sentences.dropFirst()),
      hint: "mend the file and try again; nothing was changed (what it may hold: `man mkcerts-fleet`)")
  }
}
