/// One row of `SHOW SLAVE STATUS`, `SHOW REPLICA STATUS` or `SHOW ALL SLAVES STATUS`.
public struct ReplicationStatus: Sendable, Hashable {
  /// What the slave was told of its connection. `DEFAULT` and the cipher suites are not shown by servers.
  public let options: ReplicationOptions
  /// The receiving thread: `Yes`, `No`, `Connecting` or `Preparing`; nil where the text has no such column.
  public let receiving: String?
  /// The applying thread: `Yes` or `No`; nil where the text has no such column.
  public let applying: String?
  /// The number of the last connection error, 0 for none; nil where the text has no such column.
  public let errorNumber: Int?
  /// The text of that error, over several lines where it has them; empty for none.
  public let error: String
  /// The number of the error that stopped the applying thread, 0 for none; nil where the text has no such column.
  public let applyingErrorNumber: Int?
  /// The first line of the text of that error; empty for none.
  public let applyingError: String
  /// Whether the row is on one line of the text, that of `options.line`.
  let isOnOneLine: Bool

  /// Reads every row of `bytes`, which the client wrote with `\G` or `-E`, with tabulators between the columns and
  /// their names in the first line (`--batch`), or as a table with bars (`-t`, and what it does in a terminal).
  ///
  /// The columns of both flavours are known. Other lines, such as prompts, are passed over. Empty where the
  /// text has no row.
  public static func rows(in bytes: [UInt8]) -> [ReplicationStatus] {
    var reader = StatusReader()
    var line = 0
    for text in bytes.split(separator: ASCII.newline, omittingEmptySubsequences: false) {
      line += 1
      reader.read(text.last == UInt8(ascii: "\r") ? text.dropLast() : text, line: line)
    }
    return reader.finish()
  }

  init(_ row: StatusRow) {
    options = row.options
    receiving = row.columns["io_running"]
    applying = row.columns["sql_running"]
    errorNumber = row.columns["last_io_errno"].flatMap { Int($0) }
    applyingErrorNumber = row.columns["last_sql_errno"].flatMap { Int($0) }
    let said = row.columns["last_sql_error"] ?? ""
    applyingError = said.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
    isOnOneLine = row.isOnOneLine
    error = row.error.joined(separator: "\n")
  }
}
