/// Servers of one family, or of both, from one version to another.
struct ServerSpan: Sendable, Hashable {
  /// nil for both families.
  let flavour: Server.Flavour?
  /// The first version; nil where there is none before it.
  let from: Server?
  /// The first version that is not meant any more; nil where the newest is.
  let before: Server?

  static let all = ServerSpan(flavour: nil, from: nil, before: nil)
  static let mariadb = mariadb()
  static let mysql = mysql()

  static func mariadb(from: Server? = nil, before: Server? = nil) -> ServerSpan {
    ServerSpan(flavour: .mariadb, from: from, before: before)
  }

  static func mysql(from: Server? = nil, before: Server? = nil) -> ServerSpan {
    ServerSpan(flavour: .mysql, from: from, before: before)
  }

  func contains(_ server: Server) -> Bool {
    guard flavour == nil || flavour == server.flavour else { return false }
    return from.map { server.isAtLeast($0.major, $0.minor) } ?? true
      && before.map { !server.isAtLeast($0.major, $0.minor) } ?? true
  }
}

extension Server {
  /// The first MySQL that says why TLS failed; 5.7 gives the number 2026 alone. Measured.
  static let mysql8 = Server(.mysql, 8, 0)
  /// Since when MySQL speaks of source and replica alone, and checks its certificates as it starts. Measured.
  static let mysql84 = Server(.mysql, 8, 4)
  /// Since when MariaDB verifies masters and makes certificates by itself (manual; measured on 11.8).
  static let mariadb114 = Server(.mariadb, 11, 4)
}
