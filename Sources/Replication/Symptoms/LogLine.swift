/// A line of a log as its server wrote it, without what a collector of logs put around it.
struct LogLine {
  /// What the server wrote.
  let text: String
  /// The same in lower case, as bytes.
  let lowered: [UInt8]

  /// Takes a line with any prefix, such as journald's, docker's or a time and thread of the server itself, or an
  /// object in JSON as MySQL's `log_sink_json`, docker and journald write it.
  init(_ line: Substring) {
    text = LogLine.message(line) ?? String(line)
    lowered = text.utf8.map { (0x41...0x5a).contains($0) ? $0 | 0x20 : $0 }
  }

  /// Whether the server calls it an error.
  var isError: Bool { Array(lowered.prefix(120)).contains(part: Self.errorMark) }

  /// Whether the server says that it starts, or that it has.
  var isOfStart: Bool { Self.starts.contains { lowered.contains(part: $0) } }

  private static let errorMark = Array("[error]".utf8)
  private static let starts = ["as process", "mysql server - start", "ready for connections"].map {
    Array($0.utf8)
  }

  /// The keys of a message: docker's, journald's, MySQL's.
  private static let keys = ["\"log\"", "\"MESSAGE\"", "\"msg\""]

  /// The message of an object in JSON; nil where the line is none.
  private static func message(_ line: Substring) -> String? {
    guard line.utf8.first(where: { $0 != 0x20 }) == UInt8(ascii: "{") else { return nil }
    for key in keys {
      guard let place = line.firstRange(of: key) else { continue }
      let rest = line[place.upperBound...].drop { $0 == " " || $0 == ":" }
      guard rest.first == "\"" else { continue }
      let message = unescaped(rest.dropFirst())
      // MySQL writes the severity beside the message, other logs within.
      guard key == "\"msg\"", line.contains("\"Error\"") else { return message }
      return "[ERROR] " + message
    }
    return nil
  }

  /// The string up to the quotation mark that ends it (RFC 8259, section 7), line ends as blanks.
  private static func unescaped(_ text: Substring) -> String {
    var result = ""
    var rest = text[...]
    while let character = rest.popFirst(), character != "\"" {
      guard character == "\\", let escaped = rest.popFirst() else {
        result.append(character)
        continue
      }
      switch escaped {
      case "n", "r", "t", "b", "f": result.append(" ")
      case "u":
        let code = UInt32(rest.prefix(4), radix: 16).flatMap(Unicode.Scalar.init)
        result.unicodeScalars.append(code ?? "\u{FFFD}")
        rest = rest.dropFirst(4)
      default: result.append(escaped)
      }
    }
    return result
  }
}
