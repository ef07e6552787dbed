/// The text of `accounts.sql`: the accounts that slaves log in with, for their master (manuals: "CREATE USER
/// Statement", "ALTER USER Statement" and "GRANT Statement" of MySQL, "CREATE USER", "ALTER USER" and "GRANT" of
/// MariaDB).
public struct AccountStatements: Sendable, Hashable {
  /// One account and what it asks of a connection.
  public struct Account: Sendable, Hashable {
    /// User and host.
    public let name: AccountName
    /// What is checked at login.
    public let requirement: AccountRequirement
    fileprivate let clause: String
    fileprivate let hasBackslash: Bool

    /// Takes an account.
    ///
    /// - Throws: `unwritable` for a subject or issuer that cannot be compared reliably.
    public init(_ name: AccountName, requiring requirement: AccountRequirement = .x509)
      throws(ReplicationError)
    {
      self.name = name
      self.requirement = requirement
      (clause, hasBackslash) = try requirement.clause()
    }
  }

  /// What stands for the password: unquoted, so that an unedited file is a syntax error and no account comes
  /// into being with a password that everybody knows.
  public static let placeholder = "<password>"

  /// The name of the master, for comments.
  public let host: String
  /// What runs on the master.
  public let server: Server
  /// The accounts, in the order of the text.
  public let accounts: [Account]

  /// Takes the accounts of `master`.
  ///
  /// - Throws: `badAccount` when there is none, or one twice.
  public init(of master: HostConfiguration, accounts: [Account]) throws(ReplicationError) {
    guard !accounts.isEmpty else {
      throw ReplicationError(.badAccount, "no account to write for \(quoted(master.name))")
    }
    var seen: Set<AccountName> = []
    for account in accounts where !seen.insert(account.name).inserted {
      throw ReplicationError(.badAccount, "the account \(account.name) is named twice")
    }
    host = master.name
    server = master.server
    self.accounts = accounts
  }

  /// The whole file.
  public var text: String {
    let blocks =
      [head, requirements, remarks, session].filter { !$0.isEmpty } + accounts.map(creation)
      + [existing, check]
    return blocks.map { $0.joined(separator: "\n") + "\n" }.joined(separator: "\n")
  }

  /// The statements alone, in order, with ``placeholder`` in the place of the password.
  public var statements: [String] {
    session.filter { !$0.hasPrefix("--") } + accounts.flatMap(creation)
  }

  /// What gives accounts that are there the requirement, without a password; those that are not there stay so.
  public var changes: [String] {
    session.filter { !$0.hasPrefix("--") } + accounts.map(change)
  }

  /// What shows whether the accounts are there, and what they require.
  public var checks: [String] { accounts.map { "SHOW CREATE USER \($0.name);" } }

  private var head: [String] {
    ["-- accounts.sql of \(host): replication accounts for \(server.title), written by mkcerts"]
      + Comment.sql(
        """
        Put the password, in single quotes, in the place of \(AccountStatements.placeholder); unedited it \
        is a syntax error and creates nothing. Then run it on the \(server.words.master) as an administrator, and \
        take the password out of it again, since every user of the machine can read it. It can be run again: \
        an account that is there keeps the password that it has, and gets the REQUIRE below.
        """) + ["--   \(server.client) < accounts.sql"]
  }

  private var requirements: [String] {
    var lines: [String] = []
    var seen: Set<String> = []
    for requirement in accounts.map(\.requirement) where seen.insert(requirement.keyword).inserted {
      lines.append("-- REQUIRE \(requirement.keyword): \(requirement.meaning).")
    }
    lines.append("-- It is checked at login: sessions that are open stay as they are.")
    if accounts.contains(where: { $0.name.host == "%" }) {
      lines.append("-- Host '%' allows every address; narrow it where you can: '%.example.com', '192.0.2.%'.")
    }
    return lines
  }

  private var remarks: [String] {
    let placeholder = AccountStatements.placeholder
    let native: String
    switch server.nativePassword {
    case .standard: return []
    case .onRequest: native = "For one write: IDENTIFIED WITH mysql_native_password BY \(placeholder)"
    case .offByDefault:
      native =
        "For one set mysql_native_password=ON in [mysqld], restart, and write: "
        + "IDENTIFIED WITH mysql_native_password BY \(placeholder)"
    case .gone:
      native = "\(server.title) no longer has mysql_native_password, so no MariaDB slave can log in."
    }
    return Comment.sql(
      """
      The account gets caching_sha2_password, which over TLS needs nothing more. A login without TLS \
      fails with 2061, where REQUIRE alone would say 1045.
      """) + Comment.sql("A MariaDB slave cannot use caching_sha2_password (2059). " + native)
  }

  private var session: [String] {
    if server.grantMayCreateAccounts {
      return [
        "-- For this session: no GRANT makes an account without password, should CREATE USER have failed.",
        "SET SESSION sql_mode = 'NO_AUTO_CREATE_USER';",
      ]
    }
    guard accounts.contains(where: \.hasBackslash) else { return [] }
    return [
      "-- For this session: the doubled backslashes below mean one each.",
      "SET SESSION sql_mode = '';",
    ]
  }

  /// An account that is there keeps its password, and gets the requirement: `IF NOT EXISTS` leaves it as it is, and
  /// `IF EXISTS` keeps a slave without that account from stopping (measured on MariaDB 10.5, 10.11, 11.8 and MySQL
  /// 9.7; both from MariaDB 10.1.3 and 10.2, MySQL 5.7.8 on, the manuals).
  private func creation(_ account: Account) -> [String] {
    [
      "CREATE USER IF NOT EXISTS \(account.name) IDENTIFIED BY \(AccountStatements.placeholder) "
        + "REQUIRE \(account.clause);",
      change(account), "GRANT REPLICATION SLAVE ON *.* TO \(account.name);",
    ]
  }

  private func change(_ account: Account) -> String {
    "ALTER USER IF EXISTS \(account.name) REQUIRE \(account.clause);"
  }

  private var existing: [String] {
    let alone = "To change what accounts require that are all there, no password is needed:"
    let alter = Comment.sql(alone) + accounts.map { "-- \(change($0))" }
    guard server.takesRequireInGrant else { return alter }
    return alter + ["-- or, to the same effect:"]
      + accounts.map { "-- GRANT USAGE ON *.* TO \($0.name) REQUIRE \($0.clause);" }
  }

  private var check: [String] {
    ["-- To check:"] + checks.map { "-- \($0)" }
  }
}
