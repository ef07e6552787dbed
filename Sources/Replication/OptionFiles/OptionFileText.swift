/// One option file as the servers' reader takes it: its lines in order, without following its includes.
///
/// The rules are those of the MySQL manual, "Using Option Files", and where it is silent those of the readers
/// themselves, measured with `my_print_defaults` of MariaDB 10.11.19 and 11.8.6 and MySQL 9.7.4, which agree.
public struct OptionFileText: Sendable, Hashable {
  /// A line that means something.
  public struct Item: Sendable, Hashable {
    /// The line's number as an editor counts, from 1.
    public let line: Int
    /// What stands there.
    public let content: Content
  }

  /// What a line can be, comments and group lines aside.
  public enum Content: Sendable, Hashable {
    /// An option of `group`, the name as written; the value is nil where there is no `=`, and has lost its
    /// quotes and escapes.
    case option(group: String, name: String, value: String?)
    /// `!include PATH`.
    case include(String)
    /// `!includedir PATH`.
    case includeFolder(String)
    /// The reader goes no further in this file; the sentence says why.
    case end(String)
    /// The reader goes on, but does what the writer may not expect.
    case remark(String)
  }

  /// What the file says, in order. After `.end` there is nothing: no server reads on.
  public let items: [Item]

  /// How many bytes of a line the servers read at once, its newline included; the rest of a longer line
  /// is to them a line of its own. Measured.
  static let longestLine = 4094

  /// Reads the bytes of a file; any bytes will do. What is not UTF-8 is shown as U+FFFD, with a remark.
  ///
  /// - Parameter server: the one that reads, since they differ over an include on a last line without newline.
  public init(_ bytes: [UInt8], for server: Server) {
    var reading = Reading()
    var start = 0
    var number = 1
    while start < bytes.count, !reading.hasEnded {
      let limit = min(start + OptionFileText.longestLine, bytes.count)
      let newline = bytes[start..<limit].firstIndex(of: Character.newline)
      let end = newline.map { $0 + 1 } ?? limit
      if newline == nil, end < bytes.count, bytes[end] != Character.newline {
        reading.add(.remark(OptionFileText.longLine), at: number)
      }
      // To a program in C the line ends where its first NUL stands.
      let text = Array(bytes[start..<end].prefix { $0 != 0 })
      reading.take(OptionLine(text, cutsPaths: server.cutsPathsOfIncludes), at: number)
      start = end
      if newline != nil { number += 1 }
    }
    items = reading.items
  }

  private static let longLine =
    "the line is longer than \(longestLine) bytes: servers read the rest of it as a line of its own"

  private typealias Character = OptionLine.Character
}

extension OptionFileText {
  /// What is known while the lines go by: the group, and what was read.
  private struct Reading {
    var items: [Item] = []
    var hasEnded = false
    private var group: String?

    mutating func add(_ content: Content, at line: Int) {
      items.append(Item(line: line, content: content))
      if case .end = content { hasEnded = true }
    }

    mutating func take(_ line: OptionLine, at number: Int) {
      switch line.content {
      case .nothing: break
      case .include(let path): add(.include(text(path, number)), at: number)
      case .includeFolder(let path): add(.includeFolder(text(path, number)), at: number)
      case .emptyInclude(let word): add(.end("!\(word) names no path"), at: number)
      case .unknownDirective(let word):
        add(.remark("servers know no directive !\(quoted(word)) and pass over the line"), at: number)
      case .openGroup: add(.end("the name of the group has no closing ]"), at: number)
      case .group(let name): group = text(name, number)
      case .option(let name, let value):
        guard let group else {
          return add(.end(OptionFileText.withoutGroup(name)), at: number)
        }
        let written = text(name, number)
        let given = value.map { text($0, number) }
        add(.option(group: group, name: written, value: given), at: number)
      }
    }

    private mutating func text(_ bytes: [UInt8], _ line: Int) -> String {
      let text = String(decoding: bytes, as: UTF8.self)
      if text.unicodeScalars.contains("\u{FFFD}"), Array(text.utf8) != bytes {
        add(.remark("the line is not UTF-8; what cannot be read is shown as U+FFFD"), at: line)
      }
      return text
    }
  }

  /// A byte order mark makes even a comment or a group an option to the servers. Measured.
  private static func withoutGroup(_ name: [UInt8]) -> String {
    name.starts(with: [0xEF, 0xBB, 0xBF])
      ? "the file begins with a byte order mark, which servers take for an option before any group"
      : "the option \(quoted(String(decoding: name, as: UTF8.self))) stands before any group"
  }
}
