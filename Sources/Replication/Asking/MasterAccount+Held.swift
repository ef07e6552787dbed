extension MasterAccount {
  /// Reads the answer to ``ServerQuestion/accounts``: all accounts, and whether each may log in and
  /// replicate; the line is that of the row.
  ///
  /// - Parameters:
  ///   - locks: the answer to ``ServerQuestion/locks``; nil where that was not asked or not answered.
  ///   - roles: that to ``ServerQuestion/roles``. Without it, what an account may by a role is not said of it.
  ///   - variables: that to ``ServerQuestion/variables``.
  public static func all(
    in table: ClientTable, locks: ClientTable? = nil, roles: ClientTable? = nil,
    variables: ServerVariables? = nil
  ) -> [MasterAccount] {
    let rows = table.rows
    let privileges = Dictionary((locks?.rows ?? []).map { (Name($0), $0) }) { first, _ in first }
    let days = variables?["default_password_lifetime"].flatMap { Int64($0) }
    let replicating = Set(rows.filter(isRole).filter(mayReplicate).map(Name.init))
    let isPublic = replicating.contains(Name(user: "PUBLIC", host: ""))
    let known = roles.map { AccountRoles($0, variables) }
    return rows.enumerated().compactMap { index, row in
      guard let user = row["user"], let host = row["host"], !host.isEmpty else { return nil }
      var account = MasterAccount(
        user: user, host: host.lowercased(), requirement: Requirement(row), line: index + 1)
      let privilege = privileges[account.name]
      account.isLocked = row["locked"]?.uppercased() == "Y" || privilege?["locked"] == "1"
      account.isExpired = row["expired"]?.uppercased() == "Y"
      if let held = privilege ?? (row["plugin"] == nil ? nil : row) {
        account.readPassword(held, isMariaDB: privilege != nil, days: days)
      }
      account.replication =
        mayReplicate(row) || isPublic
        ? .granted : byRole(account, replicating, known)
      return account
    }
  }

  /// Whether roles let an account replicate that may not by itself.
  private static func byRole(
    _ account: MasterAccount, _ replicating: Set<Name>, _ roles: AccountRoles?
  ) -> Replication {
    guard !replicating.isEmpty else { return .withheld }
    guard let roles else { return account.user.isEmpty ? .withheld : .unsaid }
    return roles.active(account.name).isDisjoint(with: replicating) ? .withheld : .granted
  }

  private static func mayReplicate(_ row: [String: String]) -> Bool { row["replicates"]?.uppercased() != "N" }

  /// Whether it may be a role: on MySQL they are accounts that are locked.
  private static func isRole(_ row: [String: String]) -> Bool {
    (row["is_role"] ?? row["locked"])?.uppercased() == "Y"
  }
}

extension MasterAccount.Name {
  /// The account or role of a row.
  fileprivate init(_ row: [String: String]) {
    self.init(user: row["user"] ?? "", host: (row["host"] ?? "").lowercased())
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
