/// Causes are written in the words of `CHANGE MASTER TO`, which MariaDB has, and MySQL before 8.4.
extension Cause {
  /// The cause in the words that `server` takes; where none is named, with a word on those of MySQL 8.4.
  func inWords(of server: Server?) -> Cause {
    // The cause that a statement is of another release names the words of all of them.
    guard rule != Cause.wrongDialect.rule else { return self }
    guard let server else {
      let isBoth = fix.contains("SOURCE_") || !Self.dialect.contains { fix.contains($0.old) }
      return isBoth ? self : with(sentence, check: check, fix: fix + Self.remark)
    }
    let isNew = server.words.prefix == "SOURCE_"
    return with(
      Self.translated(sentence, isNew), check: Self.translated(check, isNew), fix: Self.translated(fix, isNew)
    )
  }

  private func with(_ sentence: String, check: String, fix: String) -> Cause {
    var cause = Cause(rule, sentence, check: check, fix: fix, isInFiles: isInFiles)
    (cause.group, cause.answer) = (group, answer)
    return cause
  }

  private static let remark =
    "; MySQL 8.4 and later: the same in CHANGE REPLICATION SOURCE TO, with SOURCE_ for MASTER_"

  /// What is replaced by what, both words first: a server takes only one.
  private static let both: [(text: String, old: String, new: String)] = [
    ("MASTER_TLS_VERSION or SOURCE_TLS_VERSION", "MASTER_TLS_VERSION", "SOURCE_TLS_VERSION"),
    ("MASTER_SSL_CA or SOURCE_SSL_CA", "MASTER_SSL_CA", "SOURCE_SSL_CA"),
    ("MASTER_SSL_CRL or SOURCE_SSL_CRL", "MASTER_SSL_CRL", "SOURCE_SSL_CRL"),
  ]
  private static let dialect: [(old: String, new: String)] = [
    ("CHANGE MASTER TO", "CHANGE REPLICATION SOURCE TO"), ("SHOW SLAVE STATUS", "SHOW REPLICA STATUS"),
    ("STOP SLAVE", "STOP REPLICA"), ("START SLAVE", "START REPLICA"), ("MASTER_", "SOURCE_"),
    ("Master_SSL", "Source_SSL"), ("Master_TLS", "Source_TLS"), ("Master_Host", "Source_Host"),
  ]

  private static func translated(_ text: String, _ isNew: Bool) -> String {
    let one = both.reduce(text) { $0.replacing($1.text, with: isNew ? $1.new : $1.old) }
    return isNew ? dialect.reduce(one) { $0.replacing($1.old, with: $1.new) } : one
  }
}
