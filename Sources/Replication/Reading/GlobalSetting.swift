/// A variable that a script sets for the whole server, of those that matter for TLS and for what roles give.
public struct GlobalSetting: Sendable, Hashable {
  /// How long it holds.
  public enum Scope: Sendable, Hashable {
    /// Until the next start.
    case running
    /// Now and after the next start (MySQL's `PERSIST`).
    case persistent
    /// From the next start on (MySQL's `PERSIST_ONLY`).
    case nextStart
  }

  /// The variable, in small letters: `require_secure_transport`, `ssl_ca` and the like.
  public let name: String
  /// The value, without quotes; nil for `DEFAULT` and `NULL`.
  public let value: String?
  /// How long it holds.
  public let scope: Scope
  /// Where the statement begins: the line, from 1.
  public let line: Int

  /// Whether a variable that is a switch is on; nil for what no server takes for one.
  public var isOn: Bool? {
    switch value?.lowercased() {
    case "on", "true", "1": true
    case "off", "false", "0": false
    default: nil
    }
  }

  /// Whether scripts are read for the variable `name`, in small letters.
  static func matters(_ name: String) -> Bool {
    isAboutRoles(name) || name == "require_secure_transport" || name == "ssl" || name == "have_ssl"
      || name.hasPrefix("ssl_")
      || name.hasPrefix("tls_") || name.hasPrefix("admin_ssl_") || name.hasPrefix("admin_tls_")
  }

  /// Whether it says what roles give at a login.
  static func isAboutRoles(_ name: String) -> Bool {
    name == "activate_all_roles_on_login" || name == "mandatory_roles"
  }

  /// Whether it is a switch.
  static func isSwitch(_ name: String) -> Bool {
    name == "require_secure_transport" || name == "activate_all_roles_on_login"
  }
}

extension Server {
  /// Whether there is a variable `name`, of those that are about roles: MySQL 8.0 (manual, "Server System Variables";
  /// measured).
  fileprivate func has(roleVariable name: String) -> Bool { flavour == .mysql && isAtLeast(8, 0) }

  /// Whether there is a variable `name`; true for what is not known here.
  func hasVariable(_ name: String) -> Bool { !GlobalSetting.isAboutRoles(name) || has(roleVariable: name) }
}
