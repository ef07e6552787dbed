/// A paragraph of prose as the comment lines of a file.
enum Comment {
  /// `text` in lines of at most 100 columns, each beginning with `-- `; lines after the first are moved in by
  /// `indent` columns.
  static func sql(_ text: String, indent: Int = 0) -> [String] { fill(text, mark: "-- ", indent: indent) }

  /// `text` in lines of at most 100 columns, each beginning with `# `.
  static func option(_ text: String) -> [String] { fill(text, mark: "# ", indent: 0) }

  /// `text` in lines of at most 100 columns, each beginning with `// `.
  static func slashes(_ text: String) -> [String] { fill(text, mark: "// ", indent: 0) }

  private static let width = 100

  /// Works on bytes, since every host's texts are filled anew and characters take ten times as long.
  private static func fill(_ text: String, mark: String, indent: Int) -> [String] {
    let mark = Array(mark.utf8)
    let margin = mark + [UInt8](repeating: UInt8(ascii: " "), count: indent)
    var lines: [String] = []
    var line: [UInt8] = []
    line.reserveCapacity(width)
    for word in Array(text.utf8).split(separator: UInt8(ascii: " ")) {
      if line.isEmpty {
        line += mark
      } else if line.count + 1 + word.count > width {
        lines.append(ASCII.text(line))
        line.removeAll(keepingCapacity: true)
        line += margin
      } else {
        line.append(UInt8(ascii: " "))
      }
      line += word
    }
    return lines + [ASCII.text(line)]
  }
}
