/// Which roles the accounts of a server have when they log in, as slaves do.
///
/// A slave replicates with what its account's default roles may, and those that they have: measured on MariaDB
/// 10.5, 10.11 and 11.8 and on MySQL 9.7, as was that a role which is granted and not a default one gives nothing. That
/// MariaDB's `PUBLIC` and MySQL's `mandatory_roles` give to all, and `activate_all_roles_on_login` all that are
/// granted, was measured on 10.11 and 9.7.
struct AccountRoles {
  private var had: [MasterAccount.Name: Set<MasterAccount.Name>] = [:]
  private var taken: [MasterAccount.Name: Set<MasterAccount.Name>] = [:]
  private let settings: RoleSettings

  /// - Parameters:
  ///   - table: the answer to ``ServerQuestion/roles``.
  ///   - variables: that to ``ServerQuestion/variables``; nil where there is none.
  init(_ table: ClientTable, _ variables: ServerVariables?) {
    for row in table.rows {
      guard let user = row["user"], let role = row["role"] else { continue }
      let account = MasterAccount.Name(user: user, host: (row["host"] ?? "").lowercased())
      let given = MasterAccount.Name(user: role, host: (row["role_host"] ?? "").lowercased())
      if row["kind"] == "takes" {
        taken[account, default: []].insert(given)
      } else {
        had[account, default: []].insert(given)
      }
    }
    settings = RoleSettings(
      activatesAll: ["ON", "1"].contains(variables?["activate_all_roles_on_login"]?.uppercased() ?? ""),
      mandatoryRoles: variables?["mandatory_roles"] ?? "")
  }

  /// The roles that `account` has when it has logged in, with those that they have.
  func active(_ account: MasterAccount.Name) -> Set<MasterAccount.Name> {
    var found = (taken[account] ?? []).union(settings.mandatory)
    if settings.activatesAll { found.formUnion(had[account] ?? []) }
    var open = Array(found)
    while let role = open.popLast() {
      for further in had[role] ?? [] where found.insert(further).inserted { open.append(further) }
    }
    return found
  }
}
