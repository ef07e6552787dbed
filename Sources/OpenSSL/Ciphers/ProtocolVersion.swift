internal import COpenSSL

/// A version of TLS, as tls_version of MySQL and MariaDB names it.
public enum ProtocolVersion: String, Sendable, Hashable, CaseIterable, Comparable {
  case tls10 = "TLSv1"
  case tls11 = "TLSv1.1"
  case tls12 = "TLSv1.2"
  case tls13 = "TLSv1.3"

  /// The version that `name` names, in any case; MariaDB says `TLSv1.0` for the oldest. nil for any other name.
  public init?(name: some StringProtocol) {
    let name = name.lowercased()
    guard let version = Self.allCases.first(where: { $0.rawValue.lowercased() == name }) else {
      guard name == "tlsv1.0" else { return nil }
      self = .tls10
      return
    }
    self = version
  }

  /// The versions that `list` names, separated by commas; nil where one of the names is unknown. Empty for an empty
  /// list.
  public static func list(_ list: String) -> Set<ProtocolVersion>? {
    var versions: Set<ProtocolVersion> = []
    for name in list.split(separator: ",") {
      let trimmed = name.drop { $0 == " " }.prefix { $0 != " " }
      guard let version = ProtocolVersion(name: trimmed) else { return nil }
      versions.insert(version)
    }
    return versions
  }

  public static func < (one: ProtocolVersion, other: ProtocolVersion) -> Bool {
    one.rawValue < other.rawValue
  }

  /// SSL_OP_NO_TLSv1_x (SSL_CTX_set_options(3)).
  var exclusion: UInt64 {
    switch self {
    case .tls10: 1 << 26
    case .tls11: 1 << 28
    case .tls12: 1 << 27
    case .tls13: 1 << 29
    }
  }
}
