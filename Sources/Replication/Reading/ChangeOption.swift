/// An option of `CHANGE MASTER`: what may stand behind its `=`, and which servers have it.
struct ChangeOption: Sendable {
  /// What a server takes as value.
  enum Form: Sendable {
    /// A string in quotes.
    case string
    /// A string that is a secret, in whose place a placeholder may stand.
    case secret
    /// A number without quotes: `'1'`, `ON` and `TRUE` are refused (measured).
    case number
    /// One of some words.
    case word
    /// Numbers in parentheses.
    case list
    /// An account, or `NULL`.
    case account
  }

  let form: Form
  /// The flavour that alone has it; nil for both.
  var only: Server.Flavour?
  /// Where the value goes; nil for what says nothing of host, user and TLS.
  var target: ReplicationOptions.Name?
  /// Whether naming it twice is refused. Measured: of most options the last one wins.
  var isRefusedTwice = false

  /// All options by name, with `P_` for `MASTER_` and `SOURCE_`.
  static let all: [String: ChangeOption] = {
    var all: [String: ChangeOption] = [
      "P_PASSWORD": .init(form: .secret), "P_LOG_FILE": .init(form: .string),
      "P_LOG_POS": .init(form: .number), "P_CONNECT_RETRY": .init(form: .number),
      "P_HEARTBEAT_PERIOD": .init(form: .number), "P_DELAY": .init(form: .number),
      "RELAY_LOG_FILE": .init(form: .string), "RELAY_LOG_POS": .init(form: .number),
      "IGNORE_SERVER_IDS": .init(form: .list),
      "P_USE_GTID": .init(form: .word, only: .mariadb, isRefusedTwice: true),
      "P_DEMOTE_TO_SLAVE": .init(form: .number, only: .mariadb),
      "IGNORE_DOMAIN_IDS": .init(form: .list, only: .mariadb),
      "DO_DOMAIN_IDS": .init(form: .list, only: .mariadb),
      "PRIVILEGE_CHECKS_USER": .init(form: .account, only: .mysql),
      "REQUIRE_TABLE_PRIMARY_KEY_CHECK": .init(form: .word, only: .mysql),
      "ASSIGN_GTIDS_TO_ANONYMOUS_TRANSACTIONS": .init(form: .word, only: .mysql),
    ]
    for name in ["P_BIND", "P_PUBLIC_KEY_PATH", "P_COMPRESSION_ALGORITHMS", "NETWORK_NAMESPACE"] {
      all[name] = .init(form: .string, only: .mysql)
    }
    for name in [
      "P_AUTO_POSITION", "P_ZSTD_COMPRESSION_LEVEL", "P_CONNECTION_AUTO_FAILOVER",
      "GET_P_PUBLIC_KEY", "REQUIRE_ROW_FORMAT", "GTID_ONLY",
    ] {
      all[name] = .init(form: .number, only: .mysql)
    }
    all["P_RETRY_COUNT"] = .init(form: .number)
    for name in ReplicationOptions.Name.allCases {
      let isNumber = name == .port || name == .ssl || name == .verifyServerCert
      let isMySQLs = name == .tlsVersion || name == .tlsCiphersuites
      all["P_" + name.rawValue] = .init(
        form: isNumber ? .number : .string, only: isMySQLs ? .mysql : nil, target: name)
    }
    return all
  }()

  /// Whether `server` has it; without a server, whether any has.
  func isKnown(to server: Server?) -> Bool {
    guard let server else { return true }
    if target == .tlsCiphersuites, !server.isAtLeast(8, 0) { return false }
    return only == nil || only == server.flavour
  }

  /// Takes the value; nil for one that has no target.
  func value(
    from cursor: inout TokenCursor, server: Server?, remarks: inout [ReadingProblem]
  ) throws(ReadingProblem) -> ReplicationOptions.Value? {
    if target?.isAboutTLS == true, server?.hasReplicationDefaults != false, cursor.take("DEFAULT") {
      return .byDefault
    }
    switch form {
    case .secret:
      if let line = cursor.takePlaceholder() {
        remarks.append(.init(.placeholder, line: line, "a placeholder stands where the password belongs"))
        return nil
      }
      guard let secret = cursor.take(.string) else {
        throw cursor.refusal("a string in quotes", isSecret: true)
      }
      try Self.checkLength(ofPassword: secret, server)
    case .string:
      if target == .tlsCiphersuites, cursor.take("NULL") { return .byDefault }
      guard let token = cursor.take(.string) else { throw cursor.refusal("a string in quotes") }
      return .text(token.text)
    case .number:
      guard let token = cursor.take(.number) else { throw cursor.refusal("a bare number") }
      return .number(SQLNumber.whole(token.text))
    case .word:
      guard cursor.take(.word) != nil || cursor.take(.string) != nil else { throw cursor.refusal("a word") }
    case .list: try list(&cursor)
    case .account:
      if !cursor.take("NULL") { _ = try AccountPart.name(from: &cursor) }
    }
    return nil
  }

  /// The longest password in characters, of which some have several bytes: MySQL's manual, "CHANGE REPLICATION SOURCE
  /// TO"; measured on MySQL 9.7 and MariaDB 10.11.
  private static func checkLength(
    ofPassword secret: SQLToken, _ server: Server?
  ) throws(ReadingProblem) {
    let isMySQL = server?.flavour == .mysql
    let (length, longest) = (secret.text.unicodeScalars.count, isMySQL ? 32 : 96)
    guard length > longest else { return }
    let number = server.map { _ in isMySQL ? 3056 : 1470 }
    let words =
      "the password to replicate by has \(length) characters, and \(server?.title ?? "every server") takes "
      + "\(longest) at most"
    throw ReadingProblem(
      .refused, number: number, line: secret.line, words + (number.map { " (\($0))" } ?? ""))
  }

  private func list(_ cursor: inout TokenCursor) throws(ReadingProblem) {
    guard cursor.takeSign("(") else { throw cursor.refusal("a list in parentheses") }
    if cursor.takeSign(")") { return }
    repeat {
      guard cursor.take(.number) != nil else { throw cursor.refusal("a number") }
    } while cursor.takeSign(",")
    guard cursor.takeSign(")") else { throw cursor.refusal(")") }
  }
}

extension Server {
  /// Whether `MASTER_SSL_CA = DEFAULT` exists: MariaDB 12.3 (manual, "CHANGE MASTER TO"); measured for the
  /// others, which refuse it.
  var hasReplicationDefaults: Bool { flavour == .mariadb && isAtLeast(12, 3) }
}
