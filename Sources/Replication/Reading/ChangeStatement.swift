/// Reads `CHANGE MASTER TO …` and `CHANGE REPLICATION SOURCE TO …`.
struct ChangeStatement {
  private var cursor: TokenCursor
  private let server: Server?
  private var words: ReplicationOptions.Words = .master
  private var named: Set<String> = []
  private var entries: [ReplicationOptions.Name: ReplicationOptions.Entry] = [:]
  /// Whether the statement says which channel it means, be it the one without a name.
  private(set) var namesChannel = false
  /// What is to be said of a statement that the server takes.
  private(set) var remarks: [ReadingProblem] = []

  /// Whether `statement` is one.
  static func begins(_ statement: SQLStatement) -> Bool {
    var cursor = TokenCursor(statement.tokens)
    return cursor.take("CHANGE", "MASTER") || cursor.take("CHANGE", "REPLICATION", "SOURCE")
  }

  init(_ statement: SQLStatement, for server: Server?) {
    cursor = TokenCursor(statement.tokens)
    self.server = server
  }

  /// The options that the statement names.
  ///
  /// - Throws: `refused` for what `server` refuses; without a server, for what every server refuses.
  mutating func read() throws(ReadingProblem) -> ReplicationOptions {
    let line = cursor.line
    words = cursor.take("CHANGE", "MASTER") ? .master : .source
    if words == .source { _ = cursor.take("CHANGE", "REPLICATION", "SOURCE") }
    try checkWords(line)
    var channel: String?
    if words == .master, server?.flavour != .mysql { channel = cursor.take(.string)?.text }
    guard cursor.take("TO") else { throw cursor.refusal("TO") }
    repeat { try option() } while cursor.takeSign(",")
    if channel == nil, server?.hasForChannel != false, cursor.take("FOR", "CHANNEL") {
      guard let name = cursor.take(.string) else { throw cursor.refusal("the channel's name in quotes") }
      channel = name.text
    }
    guard cursor.next == nil else { throw cursor.refusal("a comma or the end") }
    namesChannel = channel != nil
    var options = ReplicationOptions(channel: channel ?? "", line: line)
    options.words = [words]
    options.entries = entries
    return options
  }

  private func checkWords(_ line: Int) throws(ReadingProblem) {
    guard let server else { return }
    switch words {
    case .master where !server.takesMasterWords:
      throw ReadingProblem(
        .refused, line: line, "\(server.title) refuses CHANGE MASTER (1064): it wants \(server.words.change)")
    case .source where !server.takesSourceWords:
      throw ReadingProblem(
        .refused, line: line,
        "\(server.title) refuses CHANGE REPLICATION SOURCE (1064): it wants \(server.words.change)")
    case .master, .source: return
    }
  }

  private mutating func option() throws(ReadingProblem) {
    let prefix = words == .master ? "MASTER_" : "SOURCE_"
    let start = cursor
    guard let token = cursor.take(.word) else { throw cursor.refusal("the name of an option") }
    let full = token.text.uppercased()
    let name = full.hasPrefix(prefix) ? "P_" + full.dropFirst(prefix.count) : full.replacingPrefix(prefix)
    guard let option = ChangeOption.all[name], option.isKnown(to: server) else {
      throw ReadingProblem(
        .refused, line: start.line,
        "\(server?.title ?? "every server") refuses the option \(quoted(token.text)) here (1064)")
    }
    guard cursor.takeSign("=") else { throw cursor.refusal("=") }
    if !named.insert(name).inserted, option.isRefusedTwice {
      throw ReadingProblem(.refused, line: start.line, "\(token.text) is named twice, which servers refuse")
    }
    let value = try option.value(from: &cursor, server: server, remarks: &remarks)
    guard let target = option.target, let value else { return }
    if case .text("") = value, target == .host {
      throw ReadingProblem(
        .refused, line: start.line, "an empty \(token.text) is refused (1210, incorrect arguments)")
    }
    // A port of 0 leaves the port as it was before the statement (measured).
    if case .number(0) = value, target == .port {
      entries[target] = nil
      return
    }
    entries[target] = .init(value: cut(value, of: target, line: start.line), line: start.line)
  }

  /// File names are kept up to 511 bytes (measured).
  private mutating func cut(
    _ value: ReplicationOptions.Value, of name: ReplicationOptions.Name, line: Int
  ) -> ReplicationOptions.Value {
    guard name.isAboutTLS, case .text(let text) = value, text.utf8.count > 511 else { return value }
    remarks.append(
      ReadingProblem(
        .cut, line: line, "the value of \(name.rawValue) has \(text.utf8.count) bytes, and servers keep 511"))
    return .text(ASCII.text(text.utf8.prefix(511)))
  }
}

extension String {
  /// `GET_MASTER_PUBLIC_KEY` as `GET_P_PUBLIC_KEY`.
  fileprivate func replacingPrefix(_ prefix: String) -> String {
    self == "GET_\(prefix)PUBLIC_KEY" ? "GET_P_PUBLIC_KEY" : self
  }
}

extension Server {
  /// Whether `CHANGE MASTER TO` exists. Measured: gone in MySQL 8.4.
  var takesMasterWords: Bool { flavour == .mariadb || !isAtLeast(8, 4) }

  /// Whether `CHANGE REPLICATION SOURCE TO` exists: MySQL from 8.0.23 on. Measured.
  var takesSourceWords: Bool { flavour == .mysql && isAtLeast(8, 0) }

  /// Whether `FOR CHANNEL` exists: all MySQL, MariaDB from 10.7 on (release notes; 10.11
  /// measured).
  var hasForChannel: Bool { flavour == .mysql || isAtLeast(10, 7) }
}
