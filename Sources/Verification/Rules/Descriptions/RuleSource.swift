/// Where a rule is from.
public enum RuleSource: Sendable, Hashable {
  /// A section of an RFC.
  case rfc(Int, String)
  /// A manual page of OpenSSL, of the chapter; `page` is the one that it stands on where that is called otherwise.
  case openssl(String, Int, page: String? = nil)
  /// A page of MySQL's reference manual: its title, and how its file is called, without `.html` where no section of it
  /// is meant.
  case mysqlManual(String, String)
  /// A page of MariaDB's manual: its title, and how it is called.
  case mariaDBManual(String, String)
  /// What servers do, whatever is written of them.
  case measured(String)
  /// What has to hold for the verdict to prove something.
  case proof(String)

  /// As in `RFC 5280, 4.2.1.9`.
  public var words: String {
    switch self {
    case .rfc(let number, let section): "RFC \(number), \(section)"
    case .openssl(let name, let chapter, _): "\(name)(\(chapter))"
    case .mysqlManual(let title, _): "manual of MySQL, \"\(title)\""
    case .mariaDBManual(let title, _): "manual of MariaDB, \"\(title)\""
    case .measured(let servers): "measured \(servers)"
    case .proof(let demand): "what the proof rests on: \(demand)"
    }
  }

  /// Where it can be read; nil for what nobody has published.
  public var uri: String? {
    switch self {
    case .rfc(let number, let section): "https://www.rfc-editor.org/rfc/rfc\(number)#section-\(section)"
    case .openssl(let name, let chapter, let page):
      "https://docs.openssl.org/3.0/man\(chapter)/\(page ?? name)/"
    case .mysqlManual(_, let page):
      "https://dev.mysql.com/doc/refman/8.4/en/\(page.contains(".html") ? page : page + ".html")"
    case .mariaDBManual(_, let page): "https://mariadb.com/kb/en/\(page)/"
    case .measured, .proof: nil
    }
  }
}

extension RuleSource: Encodable {
  private enum CodingKeys: String, CodingKey { case source, uri }

  /// The words, and where it can be read.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(words, forKey: .source)
    try container.encodeIfPresent(uri, forKey: .uri)
  }
}
