extension MasterAccount {
  /// Reads from a row how the account is logged in to, and how old its password may grow.
  ///
  /// - Parameters:
  ///   - row: that of mysql.user on MySQL, of mysql.global_priv on MariaDB.
  ///   - isMariaDB: whether it is the latter.
  ///   - days: `default_password_lifetime`; nil where the server has none.
  mutating func readPassword(_ row: [String: String], isMariaDB: Bool, days: Int64?) {
    let plugins = [row["plugin"] ?? ""] + Self.names(inArray: row["others"] ?? "")
    passwordRefusal = Self.refusal(
      of: plugins.map { $0.isEmpty ? Self.native : String($0.prefix(64)) },
      takesNone: row["takes_none"] == "1",
      loaded: row["plugins"].map { Set($0.lowercased().split(separator: ",").map(String.init)) })
    guard isMariaDB || Self.aging.contains(plugins[0]) else { return }
    // MariaDB writes the default as -1, or not at all; MySQL as NULL.
    let own = row["lifetime"].flatMap { Int64($0) }.flatMap { $0 < 0 ? nil : $0 }
    guard let lifetime = own ?? days, lifetime > 0, lifetime < 1 << 20, !isExpired else { return }
    guard let changed = row["changed"].flatMap({ Int64($0) }), changed > 0 else {
      // A password of which MariaDB does not know when it was set is too old (measured).
      isExpired = isMariaDB
      return
    }
    // What no clock has come to is no time.
    guard changed < 1 << 36 else { return }
    passwordEnd = changed + lifetime * 86_400
  }

  /// Servers refuse by the last plugin that they try, of which one that asks the system has words of its own.
  private static func refusal(
    of plugins: [String], takesNone: Bool, loaded: Set<String>?
  ) -> PasswordRefusal? {
    let present = plugins.filter { loaded?.contains($0.lowercased()) ?? true }
    let taking = present.enumerated().filter { place, plugin in
      !sockets.contains(plugin) && plugin != "mysql_no_login"
        && !(takesNone && plugin == plugins[0] && place == 0)
    }
    guard taking.isEmpty else { return nil }
    if let socket = present.first(where: sockets.contains) { return .socketAlone(socket) }
    return present.isEmpty ? .notLoaded(plugins[0]) : .nobody
  }

  /// Of `["unix_socket", "ed25519"]` the names.
  private static func names(inArray text: String) -> [String] {
    text.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset % 2 == 1 }.map { String($0.element) }
  }

  private static let native = "mysql_native_password"
  private static let sockets: Set = ["unix_socket", "auth_socket"]
  /// Those of MySQL whose passwords can grow too old: it keeps them itself (manual, "Password Management").
  private static let aging: Set = [native, "sha256_password", "caching_sha2_password"]
}
