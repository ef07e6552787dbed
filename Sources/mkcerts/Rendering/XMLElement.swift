/// An element of an XML document.
struct XMLElement {
  let name: String
  var attributes: [(name: String, value: String)] = []
  var children: [XMLElement] = []
  /// Its text, where it has no elements in it.
  var text: String?

  /// The whole document, well-formed whatever its texts hold.
  var document: String { "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + lines(indented: "") }

  private func lines(indented indentation: String) -> String {
    let attributes = attributes.map { " \($0.name)=\"\(Self.escaped($0.value))\"" }.joined()
    let start = "\(indentation)<\(name)\(attributes)"
    if let text { return "\(start)>\(Self.escaped(text, isText: true))</\(name)>\n" }
    guard !children.isEmpty else { return "\(start)/>\n" }
    return "\(start)>\n" + children.map { $0.lines(indented: indentation + "  ") }.joined()
      + "\(indentation)</\(name)>\n"
  }

  /// XML 1.0, 2.4. The ends of lines stand in texts only; all else that XML takes no or changes is shown.
  private static func escaped(_ text: String, isText: Bool = false) -> String {
    let lines = isText ? text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false) : nil
    guard let lines else { return escaped(line: text) }
    return lines.map { escaped(line: String($0)) }.joined(separator: "\n")
  }

  private static func escaped(line: String) -> String {
    var escaped = ""
    for scalar in line.legible.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
