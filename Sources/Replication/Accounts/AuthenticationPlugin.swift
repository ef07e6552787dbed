/// What identifies an account: the plugins of servers, by the manuals' lists, and which of them a server has from its
/// beginning (measured for MariaDB 10.5, 10.11 and 11.8 and MySQL 9.7).
enum AuthenticationPlugin {
  /// Whether a server has a plugin.
  enum Presence: Sendable {
    case builtIn
    /// Once somebody installs it or an option loads it.
    case installable
    case unknown
  }

  /// Whether `server` has the plugin `name`, which has no case.
  static func presence(of name: String, on server: Server?) -> Presence {
    let name = name.lowercased()
    guard let server else {
      return families.values.contains { $0.builtIn.contains(name) || $0.installable.contains(name) }
        ? .builtIn : .unknown
    }
    switch name {
    case "mysql_native_password" where server.nativePassword == .gone: return .unknown
    case "mysql_native_password" where server.nativePassword == .offByDefault: return .installable
    case "caching_sha2_password" where server.flavour == .mysql && !server.isAtLeast(8, 0): return .unknown
    case "unix_socket" where server.flavour == .mariadb && !server.isAtLeast(10, 4): return .installable
    default: break
    }
    let family = families[server.flavour]
    if family?.builtIn.contains(name) == true { return .builtIn }
    return family?.installable.contains(name) == true ? .installable : .unknown
  }

  /// Why nobody logs in by a password whom the plugin identifies; nil where one may.
  static func passwordRefusal(by name: String) -> PasswordRefusal? {
    switch name.lowercased() {
    case "unix_socket", "auth_socket", "named_pipe": .socketAlone(name.lowercased())
    case "mysql_old_password": .oldHash
    case "mysql_no_login": .nobody
    default: nil
    }
  }

  private struct Family {
    let builtIn: Set<String>
    let installable: Set<String>
  }

  private static let families: [Server.Flavour: Family] = [
    .mariadb: Family(
      builtIn: ["mysql_native_password", "mysql_old_password", "unix_socket"],
      installable: ["ed25519", "gssapi", "pam", "parsec", "named_pipe", "caching_sha2_password"]),
    .mysql: Family(
      builtIn: ["mysql_native_password", "caching_sha2_password", "sha256_password"],
      installable: [
        "auth_socket", "mysql_no_login", "authentication_ldap_sasl", "authentication_ldap_simple",
        "authentication_kerberos", "authentication_pam", "authentication_windows", "authentication_fido",
        "authentication_webauthn", "authentication_openid_connect", "authentication_oci",
      ]),
  ]

  /// Whether `text` may be what `plugin` keeps of a password, as far as servers look at it.
  static func isHash(_ text: String, of plugin: String, on flavour: Server.Flavour?) -> Bool {
    let count = text.utf8.count
    switch plugin.lowercased() {
    case "mysql_native_password":
      let isNew = count == 41 && text.hasPrefix("*")
      return count == 0 || isNew || flavour == .mariadb && (count == 16 || text == "invalid")
    case "mysql_old_password": return count == 0 || count == 16
    case "caching_sha2_password" where flavour == .mysql:
      return count == 0 || text.hasPrefix("$A$") && count == 70
    case "sha256_password" where flavour == .mysql: return count == 0 || text.hasPrefix("$5$") && count == 67
    default: return true
    }
  }
}
