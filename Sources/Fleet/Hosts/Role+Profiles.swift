public import CertificateAuthority
public import Replication

extension Role {
  /// What a host of this role is issued.
  public var profiles: [Profile] {
    switch self {
    case .master: [.server]
    case .slave: [.client]
    case .both: [.server, .client]
    case .peer: [.peer]
    }
  }

  /// The role of a host that holds certificates of these profiles; nil for none.
  public init?(profiles: some Sequence<Profile>) {
    switch Set(profiles) {
    case [.server]: self = .master
    case [.client]: self = .slave
    case [.server, .client]: self = .both
    case [.peer]: self = .peer
    default: return nil
    }
  }
}
