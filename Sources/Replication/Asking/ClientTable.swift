/// The rows that a command-line client printed with `--batch`.
public struct ClientTable: Sendable, Hashable {
  /// The names of the columns, in small letters.
  public let columns: [String]
  /// The lines as they came, that of the names first; empty where there was no row.
  let lines: [ArraySlice<UInt8>]

  /// - Parameter lines: that of the names and those of the rows, without their line ends; none for no rows.
  init(_ lines: [ArraySlice<UInt8>]) {
    self.lines = lines
    columns = (lines.first.map(Self.fields) ?? []).map { ASCII.text($0).lowercased() }
  }

  /// The text again.
  public var text: [UInt8] { Array(lines.joined(separator: [ASCII.newline])) }

  /// The rows, by the names of the columns; NULL and the text `NULL` are both nil. A line with another number of
  /// fields than there are columns is no row.
  public var rows: [[String: String]] {
    lines.dropFirst().compactMap { line in
      let fields = Self.fields(line)
      guard fields.count == columns.count else { return nil }
      return Dictionary(
        zip(columns, fields).compactMap { name, field in Self.value(field).map { (name, $0) } }
      ) { first, _ in first }
    }
  }

  private static func fields(_ line: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
  }

  /// A field as `--batch` writes it, with `\t`, `\n`, `\0` and `\\`; nil for NULL.
  static func value(_ field: ArraySlice<UInt8>) -> String? {
    guard !field.elementsEqual("NULL".utf8) else { return nil }
    var text: [UInt8] = []
    text.reserveCapacity(field.count)
    var isEscaped = false
    for byte in field {
      if isEscaped {
        switch byte {
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "0"): text.append(0x00)
        default: text.append(byte)
        }
      } else if byte != ASCII.backslash {
        text.append(byte)
      }
      isEscaped = !isEscaped && byte == ASCII.backslash
    }
    return ASCII.text(text)
  }
}
