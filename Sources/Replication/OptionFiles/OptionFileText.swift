/// One option file as the servers' reader takes it: its lines in order, without following its includes.
///
/// The rules are those of the MySQL manual, "Using Option Files", and where it is silent those of the readers
/// themselves, measured with `my_print_defaults` of MariaDB 10.11.19 and 11.8.6 and of MySQL 9.7.4.
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
  /// The length of the file, in bytes.
  let length: Int

  /// Reads the bytes of a file; any bytes will do. What is not UTF-8 is shown as U+FFFD, with a remark.
  ///
  /// - Parameter server: the one that reads, since they differ over very long lines, NULs, and what stands
  ///   behind an include.
  public init(_ bytes: [UInt8], for server: Server) {
    var reading = Reading()
    var lines = OptionFileLines(bytes, for: server)
    while !reading.hasEnded, let line = lines.next() {
      if line.isSplit { reading.add(.remark(OptionFileText.splitLine), at: line.number) }
      reading.take(OptionLine(line.bytes, for: server), at: line.number)
    }
    items = reading.items
    length = bytes.count
  }

  private static let splitLine =
    "the line is longer than \(OptionFileLines.longestPiece) bytes: its rest is read as a line of its own"
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
