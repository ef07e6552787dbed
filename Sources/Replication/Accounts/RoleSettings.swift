/// What MySQL does with roles at every login (manual, "Using Roles").
public struct RoleSettings: Sendable, Hashable {
  /// Whether all roles of an account are active as it logs in, not its default ones alone
  /// (`activate_all_roles_on_login`).
  public var activatesAll: Bool
  /// The roles that everybody has (`mandatory_roles`), which are active too (measured on MySQL 9.7).
  public var mandatory: Set<MasterAccount.Name>

  /// - Parameter mandatoryRoles: the value of `mandatory_roles`, such as "`a`@`%`, b@host, c".
  public init(activatesAll: Bool = false, mandatoryRoles: String = "") {
    self.activatesAll = activatesAll
    mandatory = Self.names(mandatoryRoles)
  }

  /// A role without a host is for `%`.
  private static func names(_ list: String) -> Set<MasterAccount.Name> {
    Set(
      list.split(separator: ",").compactMap { entry in
        let parts = entry.split(separator: "@", maxSplits: 1).map { part in
          String(part.filter { !"`'\" ".contains($0) })
        }
        guard let user = parts.first, !user.isEmpty else { return nil }
        return MasterAccount.Name(user: user, host: parts.count > 1 ? parts[1].lowercased() : "%")
      })
  }

  /// The same after what a script sets.
  func after(_ globals: some Sequence<GlobalSetting>) -> RoleSettings {
    globals.reduce(into: self) { settings, global in
      guard global.scope != .nextStart else { return }
      switch global.name {
      case "activate_all_roles_on_login": settings.activatesAll = global.isOn ?? false
      case "mandatory_roles": settings.mandatory = Self.names(global.value ?? "")
      default: break
      }
    }
  }
}
