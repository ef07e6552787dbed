internal import Replication
internal import Verification

extension Finding {
  /// The sentence, with the rule and the servers that it is true of.
  var statement: String { "\(sentence) (\(rule)\(scope.map { "; \($0)" } ?? ""))" }

  /// The sentence, with the servers that it is true of.
  var scopedSentence: String { sentence + (scope.map { " (\($0))" } ?? "") }

  /// What the servers say to it, and what mends it.
  var remarks: [String] {
    [symptom.map { "the servers say: \($0)" }, fix.map { "fix: \($0)" }].compactMap { $0 }
  }

  /// The servers that it is true of, as in `MySQL 5.7 and MySQL 8.0 only`; nil where it is true of all.
  private var scope: String? {
    guard let servers, let last = servers.last else { return nil }
    let titles = servers.map { (try? Server(parsing: $0))?.title ?? $0 }
    let before = titles.dropLast().joined(separator: ", ")
    return (before.isEmpty ? "" : before + " and ") + (titles.last ?? last) + " only"
  }

  /// The file that it is about, and the line in it.
  var place: FilePlace? { file.flatMap(FilePlace.init) }
}

/// A file, or one line of it.
struct FilePlace {
  let path: String
  /// Counted from 1; nil for the file as a whole.
  let line: Int?

  /// Reads `PATH` or `PATH:LINE`; nil for an empty path.
  init?(_ text: String) {
    guard !text.isEmpty else { return nil }
    let digits = text.utf8.reversed().prefix { (0x30...0x39).contains($0) }.count
    let path = text.utf8.dropLast(digits)
    if path.last == UInt8(ascii: ":"), path.count > 1,
      let line = Int(String(decoding: text.utf8.suffix(digits), as: UTF8.self)), line > 0
    {
      self.path = String(decoding: path.dropLast(), as: UTF8.self)
      self.line = line
    } else {
      self.path = text
      line = nil
    }
  }
}
