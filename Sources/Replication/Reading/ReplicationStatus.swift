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
  /// When that error was, by the slave's clock, as in `2026-11-23 19:14:47`; nil where the text does not say, as
  /// MariaDB's does not (measured on 10.5 to 11.8).
  public let errorTime: String?
  /// After how many seconds it tries again to connect; nil where the text has no such column.
  public let retrySeconds: Int?
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
    errorTime = Self.time(row.columns["last_io_error_timestamp"] ?? "")
    retrySeconds = row.columns["connect_retry"].flatMap { Int($0) }
    applyingErrorNumber = row.columns["last_sql_errno"].flatMap { Int($0) }
    let said = row.columns["last_sql_error"] ?? ""
    applyingError = said.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
    isOnOneLine = row.isOnOneLine
    error = row.error.joined(separator: "\n")
  }

  /// Of `261123 19:14:47`, as MySQL writes it, the year in full.
  private static func time(_ text: String) -> String? {
    let parts = text.split(separator: " ")
    guard parts.count == 2, parts[0].utf8.count == 6, parts[0].utf8.allSatisfy(ASCII.isDigit),
      parts[1].utf8.count <= 8, parts[1].utf8.allSatisfy({ ASCII.isDigit($0) || $0 == UInt8(ascii: ":") })
    else { return nil }
    let day = parts[0]
    return "20\(day.prefix(2))-\(day.dropFirst(2).prefix(2))-\(day.dropFirst(4)) \(parts[1])"
  }
}
