/// How a server takes statements about accounts, where servers differ: measured on MariaDB 10.5, 10.11 and 11.8 and
/// MySQL 9.7 with the scripts of Fixtures/Accounts; MySQL 5.7 by its manual.
struct AccountDialect: Sendable {
  /// nil where the server is not known: then what any server takes is taken.
  let server: Server?

  init(_ server: Server?) { self.server = server }

  /// What a server does of a list of accounts of which one stands in its way.
  enum ListRule {
    /// All that it can.
    case each
    /// What comes before.
    case untilFirst
    /// Nothing.
    case allOrNothing
  }

  var isMariaDB: Bool { server?.flavour == .mariadb }
  var isMySQL: Bool { server?.flavour == .mysql }

  /// MySQL with atomic statements, roles and dynamic privileges.
  private var isNewMySQL: Bool { isMySQL && server?.isAtLeast(8, 0) == true }

  /// Whether there are roles: not in MySQL 5.7.
  var hasRoles: Bool { !isMySQL || isNewMySQL }

  /// Whether a role is an account that is locked, as MySQL has it.
  var rolesAreAccounts: Bool { isMySQL }

  /// Whether `IDENTIFIED VIA`, `CREATE OR REPLACE` and other words of MariaDB are taken.
  var takesMariaDBsWords: Bool { !isMySQL }

  /// Whether `DEFAULT ROLE`, `COMMENT`, `RETAIN CURRENT PASSWORD` and other words of MySQL 8 are taken.
  var takesMySQLsWords: Bool { server == nil || isNewMySQL }

  /// Of `CREATE`, `ALTER`, `DROP` and `RENAME USER`, and of grants of roles.
  var listRule: ListRule { isNewMySQL ? .allOrNothing : .each }

  /// Of `GRANT` and `REVOKE` of privileges.
  var grantRule: ListRule { isNewMySQL ? .allOrNothing : .untilFirst }

  /// The number of the refusal of a grant to an account that is missing.
  var missingGrantee: Int { isNewMySQL ? 1410 : 1133 }

  /// That of a role that is missing, in a grant of it.
  var missingRole: Int { isMySQL ? 3523 : 1959 }

  /// That of a grant of a role to somebody who is missing.
  var missingRoleGrantee: Int { isMySQL ? 3523 : 1133 }

  /// That of a default role that is not granted.
  var ungrantedRole: Int { isMySQL ? 3530 : 1959 }

  /// That of a role that would have itself.
  var roleCircle: Int { isMySQL ? 4027 : 1961 }

  /// That of a text that is no hash, where a hash is meant.
  var noHash: Int { isMySQL ? 1827 : 1372 }

  /// Whether a default role is forgotten with the grant of it: MariaDB keeps its name, and it counts again once it is
  /// granted again.
  var forgetsDefaultRoles: Bool { !isMariaDB }

  /// Whether an unknown word in a grant may be a dynamic privilege, which nothing has registered.
  var hasDynamicPrivileges: Bool { isNewMySQL }

  /// Whether `GRANT` without a password makes missing accounts, unless the session has `NO_AUTO_CREATE_USER`, as it has
  /// by default.
  func grantMakesAccounts(_ modes: SQLModes, isIdentified: Bool) -> Bool {
    guard server?.grantMayCreateAccounts == true else { return false }
    return isIdentified || !modes.contains(.noAutoCreateUser)
  }

  /// Refuses names that are longer than the server keeps.
  func checkLength(of name: MasterAccount.Name, line: Int) throws(ReadingProblem) {
    guard let server else { return }
    for (text, what, most) in [(name.user, "user", server.longestUserName), (name.host, "host", 255)]
    where text.unicodeScalars.count > most {
      throw .refused(
        1470, line: line,
        "the name of the \(what) has \(text.unicodeScalars.count) characters, and \(server.title) keeps \(most)"
      )
    }
  }

  /// Accounts and roles that every server has from its beginning.
  func isBuiltIn(_ name: MasterAccount.Name) -> Bool {
    let users: Set<String> = [
      "root", "mysql", "mariadb.sys", "mysql.sys", "mysql.session", "mysql.infoschema",
    ]
    return name.host == "localhost" && users.contains(name.user)
  }
}
