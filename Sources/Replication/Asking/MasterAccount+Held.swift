extension MasterAccount {
  /// Reads the answer to ``ServerQuestion/accounts``: all accounts, and whether each may log in and
  /// replicate; the line is that of the row.
  public static func all(in table: ClientTable) -> [MasterAccount] {
    table.rows.enumerated().compactMap { index, row in
      guard let user = row["user"], let host = row["host"] else { return nil }
      var account = MasterAccount(
        user: user, host: host.lowercased(), requirement: Requirement(row), line: index + 1)
      account.isLocked = row["locked"]?.uppercased() == "Y"
      account.isExpired = row["expired"]?.uppercased() == "Y"
      account.replication = row["replicates"]?.uppercased() == "N" ? .withheld : .granted
      return account
    }
  }
}

extension MasterAccount.Requirement {
  /// What mysql.user says (manuals, "Grant Tables"): nothing, `ANY`, `X509` or `SPECIFIED` with what is named.
  fileprivate init(_ row: [String: String]) {
    func named(_ column: String) -> String? { row[column].flatMap { $0.isEmpty ? nil : $0 } }
    switch row["ssl_type"]?.uppercased() {
    case "ANY": self = .ssl
    case "X509": self = .x509
    case "SPECIFIED":
      self = .specified(
        subject: named("x509_subject"), issuer: named("x509_issuer"), cipher: named("ssl_cipher"))
    default: self = .none
    }
  }

  /// The words behind REQUIRE.
  public var clause: String {
    switch self {
    case .none: "NONE"
    case .ssl: "SSL"
    case .x509: "X509"
    case .specified(let subject, let issuer, let cipher):
      [("SUBJECT", subject), ("ISSUER", issuer), ("CIPHER", cipher)].compactMap { word, name in
        name.map { "\(word) \($0.inSQL)" }
      }.joined(separator: " AND ")
    }
  }

  /// How much is asked: each more than the one before.
  private var strength: Int {
    switch self {
    case .none: 0
    case .ssl: 1
    case .x509: 2
    case .specified: 3
    }
  }

  /// Whether less is asked than `other` asks.
  public func isWeaker(than other: Self) -> Bool { strength < other.strength }
}
