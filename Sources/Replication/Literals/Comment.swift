/// A paragraph of prose as the comment lines of a file.
enum Comment {
  /// `text` in lines of at most 100 columns, each beginning with `-- `; lines after the first are moved in by
  /// `indent` columns.
  static func sql(_ text: String, indent: Int = 0) -> [String] { fill(text, mark: "-- ", indent: indent) }

  /// `text` in lines of at most 100 columns, each beginning with `# `.
  static func option(_ text: String) -> [String] { fill(text, mark: "# ", indent: 0) }

  private static let width = 100

  /// Counts bytes, since every host's texts are filled anew and characters take ten times as long.
  private static func fill(_ text: String, mark: String, indent: Int) -> [String] {
    let margin = mark + String(repeating: " ", count: indent)
    var lines: [String] = []
    var line = mark
    var isEmpty = true
    for word in text.utf8.split(separator: UInt8(ascii: " ")) {
      if isEmpty {
        isEmpty = false
      } else if line.utf8.count + 1 + word.count > width {
        lines.append(line)
        line = margin
      } else {
        line += " "
      }
      line += Substring(word)
    }
    return lines + [isEmpty ? "" : line]
  }
}
