/// The variables of a running server that bear on TLS.
public struct ServerVariables: Sendable, Hashable {
  /// The variables that an option file sets by the same names, and that can be held against it.
  public static let compared: [ServerOption] = [
    .sslCA, .sslCAPath, .sslCertificate, .sslKey, .sslCRL, .sslCRLPath, .sslCipher, .tlsVersion,
    .tlsCipherSuites, .requireSecureTransport,
  ]

  private let values: [String: String]
  /// What MySQL has loaded, by the names of the variables; empty where it was not read.
  private let loaded: [String: String]

  /// Reads the answers to ``ServerQuestion/variables`` and ``ServerQuestion/loaded``.
  public init(_ table: ClientTable, loaded: ClientTable?) {
    values = Self.pairs(table, name: "variable_name", value: "value")
    self.loaded = loaded.map { Self.pairs($0, name: "name", value: "value") } ?? [:]
  }

  private static func pairs(_ table: ClientTable, name: String, value: String) -> [String: String] {
    Dictionary(
      table.rows.compactMap { row in row[name].map { ($0.lowercased(), row[value] ?? "") } }
    ) { first, _ in first }
  }

  /// The value of a variable; nil where the server has none of that name.
  public subscript(name: String) -> String? { values[name] }

  /// What an option is set to: on MySQL what was loaded, where that could be read, since a variable there tells only
  /// what is loaded next. Nil where the server has no such variable.
  public func value(of option: ServerOption) -> String? {
    loaded[Self.loadedName(of: option)] ?? values[option.rawValue]
  }

  /// What an option is set to and was not loaded, beside what was; nil where these are the same, or where a server,
  /// as all but MySQL, takes such options at its start alone (MariaDB: error 1238, measured on 10.5, 10.11 and 11.8).
  public func unloaded(_ option: ServerOption) -> (set: String, loaded: String)? {
    guard let held = loaded[Self.loadedName(of: option)], let set = values[option.rawValue], held != set
    else {
      return nil
    }
    return (set, held)
  }

  private static func loadedName(of option: ServerOption) -> String {
    let name = option.rawValue
    return "current_" + (name.hasPrefix("ssl_") ? "tls_" + name.dropFirst(4) : name)
  }

  /// Whether the server asks for the names of addresses; nil where it does not say.
  public var resolvesNames: Bool? { values["skip_name_resolve"].map { $0.uppercased() == "OFF" } }

  /// What tells a running server from all others of a deployment; nil where it does not say enough. MariaDB has no
  /// `server_uuid`; two that replicate with each other differ in `server_id`.
  public var identity: [String]? {
    let names = ["hostname", "port", "datadir", "server_id"]
    let found = names.compactMap { values[$0] }
    return found.count == names.count ? found + [values["server_uuid"] ?? ""] : nil
  }

  /// Whether `performance_schema` is on; nil where the server does not say.
  public var hasPerformanceSchema: Bool? { values["performance_schema"].map { $0.uppercased() == "ON" } }
}
