/// What a host does in replication, and so which pairs of certificate and key it holds.
public enum Role: String, Sendable, Hashable, CaseIterable, CustomStringConvertible {
  /// Is replicated from: presents a server certificate.
  case master
  /// Replicates: presents a client certificate.
  case slave
  /// Does either, with a pair for each.
  case both
  /// Does either with one pair that is server and client: Galera, Group Replication, masters that swap.
  case peer

  /// Reads a role; `source` and `primary` mean `master`, `replica` means `slave`.
  ///
  /// - Throws: `unknownRole` for any other word.
  public init(parsing text: String) throws(ReplicationError) {
    switch text.lowercased() {
    case "master", "source", "primary": self = .master
    case "slave", "replica": self = .slave
    case "both": self = .both
    case "peer": self = .peer
    default:
      throw ReplicationError(
        .unknownRole, "\(quoted(text)) is not a role", hint: "roles: master, slave, both, peer")
    }
  }

  /// The word that `init(parsing:)` reads.
  public var description: String { rawValue }

  /// The pair that the server shows to whoever connects to it.
  public var serverPair: PairNames? {
    switch self {
    case .master, .both, .peer: .server
    case .slave: nil
    }
  }

  /// The pair that is shown to the master when this host replicates.
  public var clientPair: PairNames? {
    switch self {
    case .master: nil
    case .slave, .both: .client
    case .peer: .server
    }
  }

  /// Each pair once, the server's first.
  public var pairs: [PairNames] {
    switch self {
    case .master, .peer: [.server]
    case .slave: [.client]
    case .both: [.server, .client]
    }
  }
}
