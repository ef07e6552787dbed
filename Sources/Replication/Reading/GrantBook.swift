/// What accounts and roles that statements make are granted, as far as replication needs it.
///
/// A role counts for a slave only where it is active as the slave logs in: of the roles that an account has, its
/// default ones are (measured; manuals, "SET DEFAULT ROLE"), and what everybody has by MariaDB's PUBLIC.
struct GrantBook: Sendable {
  typealias Name = MasterAccount.Name

  /// Which roles of an account are its default ones.
  enum Defaults: Sendable {
    case none, all
    case named(Set<Name>)
  }

  /// An account or a role.
  struct Holder: Sendable {
    /// Whether it has `REPLICATION SLAVE` itself.
    var hasReplication = false
    var roles: Set<Name> = []
    var defaults = Defaults.none
  }

  private var holders: [Name: Holder] = [:]

  /// PUBLIC, as a role is written.
  static let everybody = Name(user: "PUBLIC", host: "%")

  /// Notes that an account or a role is made, which has nothing yet.
  mutating func make(_ name: Name) { holders[name] = Holder() }

  /// Whether a statement made it.
  func knows(_ name: Name) -> Bool { holders[name] != nil }

  /// Notes that it is gone; nobody has a role that is.
  mutating func drop(_ name: Name) {
    holders[name] = nil
    for key in holders.keys { holders[key]?.roles.remove(name) }
  }

  mutating func rename(_ old: Name, to new: Name) { holders[new] = holders.removeValue(forKey: old) }

  /// Changes what `name` has; nothing where no statement made it. Everybody is there from the beginning.
  mutating func change(_ name: Name, _ body: (inout Holder) -> Void) {
    guard var holder = holders[name] ?? (name == Self.everybody ? Holder() : nil) else { return }
    body(&holder)
    holders[name] = holder
  }

  /// Whether the account may replicate; unsaid where no statement made it, or an active role of it.
  func replication(of name: Name) -> MasterAccount.Replication {
    guard let holder = holders[name] else { return .unsaid }
    let active: Set<Name> =
      switch holder.defaults {
      case .none: []
      case .all: holder.roles
      case .named(let roles): roles.intersection(holder.roles)
      }
    let everybodys: Set<Name> = holders[Self.everybody] == nil ? [] : [Self.everybody]
    if holder.hasReplication { return .granted }
    switch reached(by: active.union(everybodys)) {
    case true?: return .granted
    case nil: return .unsaid
    case false?: return reached(by: holder.roles) == true ? .inactive : .withheld
    }
  }

  /// Whether one of `roles`, or of those that they have themselves, has the privilege; nil where that is not known.
  private func reached(by roles: Set<Name>) -> Bool? {
    var seen = roles
    var rest = Array(roles)
    var isKnown = true
    while let role = rest.popLast() {
      guard let holder = holders[role] else {
        isKnown = false
        continue
      }
      if holder.hasReplication { return true }
      rest += holder.roles.filter { seen.insert($0).inserted }
    }
    return isKnown ? false : nil
  }
}
