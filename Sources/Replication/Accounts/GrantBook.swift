/// What accounts and roles that statements make are granted, as far as replication needs it.
///
/// A role counts for a slave only where it is active as the slave logs in: of the roles that an account has, its
/// default ones are (measured; manuals, "SET DEFAULT ROLE"), what everybody has by MariaDB's PUBLIC or MySQL's
/// mandatory roles, and all of them where MySQL activates all.
struct GrantBook: Sendable {
  /// A role of MariaDB has an empty host, as in its tables; one of MySQL is named like an account.
  typealias Name = MasterAccount.Name

  /// An account or a role.
  struct Holder: Sendable {
    /// Whether it has `REPLICATION SLAVE` itself.
    var hasReplication = false
    /// What it has on databases, by their names.
    var databases: [String: Set<String>] = [:]
    var roles: Set<Name> = []
    /// The roles that are its default ones, where it has them.
    var defaults: Set<Name> = []

    /// Takes privileges on a database back.
    mutating func takeBack(_ names: Set<String>, on database: String) {
      let left = names.contains("ALL") ? [] : databases[database]?.subtracting(names)
      databases[database] = left?.isEmpty == true ? nil : left
    }
  }

  private var holders: [Name: Holder] = [:]
  /// All that were granted as roles once: the book is searched for holders of these alone, since a script may drop
  /// thousands of accounts.
  private var granted: Set<Name> = []

  /// PUBLIC, as a role is written.
  static let everybody = Name(user: "PUBLIC", host: "")

  subscript(name: Name) -> Holder? { holders[name] }

  /// Notes that an account or a role is made, which has nothing yet.
  mutating func make(_ name: Name) { holders[name] = Holder() }

  /// Whether a statement made it.
  func knows(_ name: Name) -> Bool { holders[name] != nil }

  /// Notes that it is gone; nobody has a role that is.
  mutating func drop(_ name: Name, forgettingDefaults: Bool) {
    holders[name] = nil
    guard granted.remove(name) != nil else { return }
    for key in holders.keys where holders[key]?.roles.contains(name) == true {
      holders[key]?.roles.remove(name)
      if forgettingDefaults { holders[key]?.defaults.remove(name) }
    }
  }

  mutating func rename(_ old: Name, to new: Name) { holders[new] = holders.removeValue(forKey: old) }

  /// Grants roles to `name`, as ``change(_:_:)`` does.
  mutating func grant(_ roles: some Sequence<Name>, to name: Name) {
    granted.formUnion(roles)
    change(name) { $0.roles.formUnion(roles) }
  }

  /// Changes what `name` has, but for roles that are added; nothing where no statement made it. Everybody is there from the beginning.
  mutating func change(_ name: Name, _ body: (inout Holder) -> Void) {
    guard var holder = holders[name] ?? (name == Self.everybody ? Holder() : nil) else { return }
    body(&holder)
    holders[name] = holder
  }

  /// Whether anybody has it as a role.
  func isGranted(_ role: Name) -> Bool {
    granted.contains(role) && holders.values.contains { $0.roles.contains(role) }
  }

  /// Whether `role` has `name`, itself or by others.
  func has(_ role: Name, _ name: Name) -> Bool { reach([role]).contains(name) }

  /// Whether the account may replicate; unsaid where no statement made it, or an active role of it.
  ///
  /// - Parameter settings: what the server does with roles at every login.
  func replication(of name: Name, under settings: RoleSettings) -> MasterAccount.Replication {
    guard let holder = holders[name] else { return .unsaid }
    if holder.hasReplication { return .granted }
    var active = settings.activatesAll ? holder.roles : holder.defaults.intersection(holder.roles)
    active.formUnion(holder.defaults.intersection(settings.mandatory))
    active.formUnion(settings.mandatory)
    if holders[Self.everybody] != nil { active.insert(Self.everybody) }
    switch isReached(by: active) {
    case true?: return .granted
    case nil: return .unsaid
    case false?: return isReached(by: holder.roles) == true ? .inactive : .withheld
    }
  }

  /// Whether one of `roles`, or of those that they have themselves, has the privilege; nil where that is not known.
  private func isReached(by roles: Set<Name>) -> Bool? {
    let all = reach(roles)
    if all.contains(where: { holders[$0]?.hasReplication == true }) { return true }
    return all.allSatisfy { holders[$0] != nil } ? false : nil
  }

  /// `roles`, and all roles that they have.
  private func reach(_ roles: Set<Name>) -> Set<Name> {
    var seen = roles
    var rest = Array(roles)
    while let role = rest.popLast() {
      for further in holders[role]?.roles ?? [] where seen.insert(further).inserted { rest.append(further) }
    }
    return seen
  }
}
