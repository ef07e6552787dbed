/// Reads a slave's status line by line, in any of the forms that the client writes.
struct StatusReader {
  private var rows: [ReplicationStatus] = []
  private var row: StatusRow?
  /// Whether a line without a column's name belongs to the text of an error.
  private var isInError = false
  /// The names of the columns, of a text with a row on each line.
  private var header: [String]?

  /// All rows that came in.
  mutating func finish() -> [ReplicationStatus] {
    endRow()
    return rows
  }

  /// Takes the next line of the text.
  mutating func read(_ bytes: ArraySlice<UInt8>, line: Int) {
    if StatusReader.isRowMark(bytes) {
      endRow()
      header = nil
      row = StatusRow(line: line)
    } else if row == nil, bytes.first == UInt8(ascii: "|") {
      readFields(StatusReader.cells(bytes), line: line) {
        $0.elementsEqual("NULL".utf8) ? nil : ASCII.text($0)
      }
    } else if row == nil, bytes.contains(UInt8(ascii: "\t")) {
      readFields(
        bytes.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false), line: line,
        value: ClientTable.value)
    } else {
      readColumn(bytes, line: line)
    }
  }

  private mutating func endRow() {
    if let row, !row.isEmpty { rows.append(ReplicationStatus(row)) }
    row = nil
    isInError = false
  }

  /// Whether the line is like `*************************** 1. row ***************************`.
  static func isRowMark(_ bytes: ArraySlice<UInt8>) -> Bool {
    let rest = bytes.drop { $0 == UInt8(ascii: "*") }
    guard bytes.count - rest.count >= 5, rest.count < 200 else { return false }
    let words = rest.split(separator: UInt8(ascii: " "))
    return words.count == 3 && words[0].last == UInt8(ascii: ".")
      && words[0].dropLast().allSatisfy(ASCII.isDigit)
      && words[1].elementsEqual("row".utf8)
  }

  /// A column of the form `Name: value`, the name moved to the right.
  private mutating func readColumn(_ bytes: ArraySlice<UInt8>, line: Int) {
    let text = bytes.drop(while: ASCII.isBlank)
    let name = text.prefix(41).prefix { ASCII.isWord($0) }
    guard !name.isEmpty, name.endIndex < text.endIndex, text[name.endIndex] == UInt8(ascii: ":") else {
      if isInError { row?.error.append(ASCII.text(bytes)) }
      return
    }
    let known = StatusRow.known(ASCII.text(name))
    isInError = known?.name == "last_io_error"
    guard let known else { return }
    if row?.has(known.name) == true { endRow() }
    let value = text[(name.endIndex + 1)...]
    let shown = value.first == UInt8(ascii: " ") ? value.dropFirst() : value
    var current = row ?? StatusRow(line: line)
    // Not two copies of the row at once: its columns would be copied with every line.
    row = nil
    current.set(known.name, ASCII.text(shown), line: line, words: known.words)
    row = current
  }

  /// What stands in the cells of a line that is drawn with bars between them.
  private static func cells(_ bytes: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    let line = ASCII.trimmed(bytes).dropFirst()
    let inner = line.last == UInt8(ascii: "|") ? line.dropLast() : line
    return inner.split(separator: UInt8(ascii: "|"), omittingEmptySubsequences: false).map(ASCII.trimmed)
  }

  /// A line of fields: the names of the columns, or a row below them.
  private mutating func readFields(
    _ fields: [ArraySlice<UInt8>], line: Int, value: (ArraySlice<UInt8>) -> String?
  ) {
    guard let header, header.count == fields.count else {
      header = StatusReader.header(fields)
      return
    }
    var row = StatusRow(line: line, isOnOneLine: true)
    for (name, field) in zip(header, fields) {
      guard let known = StatusRow.known(name) else { continue }
      row.set(known.name, value(field), line: line, words: known.words)
    }
    if !row.isEmpty { rows.append(ReplicationStatus(row)) }
  }

  /// The names, where they are those of a slave's status.
  static func header(_ fields: [ArraySlice<UInt8>]) -> [String]? {
    guard (10...200).contains(fields.count) else { return nil }
    let names = fields.map { ASCII.text($0.prefix(64)) }
    return names.contains { StatusRow.known($0)?.name == "host" } ? names : nil
  }
}
