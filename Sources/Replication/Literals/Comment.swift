/// A paragraph of prose as the comment lines of a file.
enum Comment {
  /// `text` in lines of at most 100 columns, each beginning with `-- `; lines after the first are moved in by
  /// `indent` columns.
  static func sql(_ text: String, indent: Int = 0) -> [String] { fill(text, mark: "-- ", indent: indent) }

  /// `text` in lines of at most 100 columns, each beginning with `# `.
  static func option(_ text: String) -> [String] { fill(text, mark: "# ", indent: 0) }

  private static func fill(_ text: String, mark: String, indent: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      let margin = lines.isEmpty ? "" : String(repeating: " ", count: indent)
      let longer = line.isEmpty ? mark + margin + word : line + " " + word
      if longer.utf8.count > 100, !line.isEmpty {
        lines.append(line)
        line = mark + String(repeating: " ", count: indent) + word
      } else {
        line = longer
      }
    }
    return lines + [line]
  }
}
