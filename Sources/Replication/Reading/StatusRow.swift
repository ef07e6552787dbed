/// The columns of one row of a slave's status, as they come in.
struct StatusRow {
  /// The line that the row begins in.
  let line: Int
  /// Whether it is on that line alone, below the names of the columns.
  let isOnOneLine: Bool
  /// The columns that a reader asks for, by the name that both flavours' names lead to.
  private(set) var columns: [String: String] = [:]
  /// The lines of the last connection error.
  var error: [String] = []
  private var lines: [String: Int] = [:]
  private var words: Set<ReplicationOptions.Words> = []

  init(line: Int, isOnOneLine: Bool = false) {
    self.line = line
    self.isOnOneLine = isOnOneLine
  }

  /// Whether any column is known.
  var isEmpty: Bool { columns.isEmpty && error.isEmpty }

  /// Whether the column `name` has come in.
  func has(_ name: String) -> Bool { columns[name] != nil }

  /// Takes a column by its short name; NULL as nil.
  mutating func set(_ name: String, _ value: String?, line: Int, words: ReplicationOptions.Words?) {
    if let words { self.words.insert(words) }
    if name == "last_io_error" { error = [value ?? ""] }
    columns[name] = value ?? ""
    lines[name] = line
  }

  /// The short name of a column, such as `ssl_key` for `Master_SSL_Key`, and the words that it is in; nil for
  /// a column that nobody asks for.
  static func known(_ name: String) -> (name: String, words: ReplicationOptions.Words?)? {
    guard name.utf8.count <= 40 else { return nil }
    let lower = name.lowercased()
    for (prefix, words) in [("master_", ReplicationOptions.Words.master), ("source_", .source)]
    where lower.hasPrefix(prefix) {
      let rest = String(lower.dropFirst(prefix.count))
      return options[rest] == nil ? nil : (rest, words)
    }
    switch lower {
    case "slave_io_running", "replica_io_running": return ("io_running", nil)
    case "slave_sql_running", "replica_sql_running": return ("sql_running", nil)
    case "last_io_errno", "last_io_error", "last_sql_errno", "last_sql_error", "last_io_error_timestamp",
      "connect_retry":
      return (lower, nil)
    case "channel_name", "connection_name": return ("channel", nil)
    default: return nil
    }
  }

  private static let options: [String: ReplicationOptions.Name] = [
    "host": .host, "port": .port, "user": .user, "ssl_allowed": .ssl, "ssl_ca_file": .ca,
    "ssl_ca_path": .caPath, "ssl_cert": .cert, "ssl_key": .key, "ssl_cipher": .cipher, "ssl_crl": .crl,
    "ssl_crlpath": .crlPath, "ssl_verify_server_cert": .verifyServerCert, "tls_version": .tlsVersion,
  ]

  /// What the slave was told: a status names every option that it has a column for.
  var options: ReplicationOptions {
    var options = ReplicationOptions(channel: columns["channel"] ?? "", line: line)
    options.words = words
    for (column, name) in StatusRow.options {
      guard let text = columns[column], let value = StatusRow.value(text, of: name) else { continue }
      options.entries[name] = .init(value: value, line: lines[column] ?? line)
    }
    return options
  }

  /// `Ignored` is what a server without TLS says where it was told to use it.
  private static func value(_ text: String, of name: ReplicationOptions.Name) -> ReplicationOptions.Value? {
    switch name {
    case .port: Int(text).map { .number($0) }
    case .ssl, .verifyServerCert: text.isEmpty ? nil : .number(text.lowercased() == "no" ? 0 : 1)
    default: .text(text)
    }
  }
}
