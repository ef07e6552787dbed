/// What a host must be for a kind of configuration.
struct KindDemand {
  /// Which of a host's certificates is used.
  enum Certificate {
    /// One that shows a client to servers.
    case client
    /// One that shows a client to servers, and one that shows a server to clients, or one that is both.
    case both
    /// One that is a server's and a client's at once.
    case peer
    /// One that shows a server; the file itself is used by the server alone.
    case server
  }

  let certificate: Certificate
  /// The servers that the program works with.
  var flavours: Set<Server.Flavour> = [.mariadb, .mysql]
  /// The first version that has it.
  var since: (major: Int, minor: Int)?
  /// What to do on the other flavour.
  var otherwise = "name another server with --server, if the host has one"

  func check(_ kind: ConfigurationKind, _ facts: KindFacts) throws(ReplicationError) {
    let host = facts.host
    guard flavours.contains(host.server.flavour) else {
      let works = flavours.map(\.title).sorted().joined(separator: " and ")
      throw ReplicationError(
        .unsupported, "\(kind) is for \(works), and \(host.name) has \(host.server.title)", hint: otherwise)
    }
    if let since, !host.server.isAtLeast(since.major, since.minor) {
      throw ReplicationError(
        .unsupported,
        "\(kind) came with \(host.server.flavour.title) \(since.major).\(since.minor), and \(host.name) has "
          + host.server.title,
        hint: otherwise)
    }
    switch certificate {
    case .peer where host.role != .peer: throw Self.noPeer(kind, host)
    case .client where host.role.clientPair == nil: throw Self.noClient(kind, host)
    case .both where host.role.clientPair == nil || host.role.serverPair == nil:
      throw ReplicationError(
        .unsupported,
        "\(kind) is a server to its clients and a client to its servers, and \(host.name) is a \(host.role), "
          + "whose certificate is for one side alone",
        hint: "give it both, with the names that clients dial it by, as in "
          + "`mkcerts issue \(host.name) --role both --san \(host.name) --replace`")
    case .server where host.role.serverPair == nil:
      throw ReplicationError(
        .unsupported,
        "\(kind) is written for a server that clients dial, and \(host.name) is a \(host.role), which has no "
          + "server certificate",
        hint: "name a master, as in `mkcerts config master --for \(kind)`")
    case .peer, .client, .both, .server: return
    }
  }

  /// Measured: MariaDB 11.8 with Galera 26.4 and MySQL 8.4 with XCom refuse a member whose certificate is for
  /// servers alone, or for clients alone.
  private static func noPeer(_ kind: ConfigurationKind, _ host: HostConfiguration) -> ReplicationError {
    ReplicationError(
      .unsupported,
      "members of \(kind) need one certificate that is server and client, and \(host.name) is a \(host.role), "
        + "whose certificates are each for one side alone",
      hint: "make it a peer with `mkcerts issue \(host.name) --role peer --replace`")
  }

  private static func noClient(_ kind: ConfigurationKind, _ host: HostConfiguration) -> ReplicationError {
    ReplicationError(
      .unsupported,
      "\(kind) connects to servers, and \(host.name) is a \(host.role), whose certificate is for a server alone",
      hint: "issue a certificate for the machine that connects, as with `mkcerts issue app01 --role slave`, "
        + "and name that, or make this host both with `mkcerts issue \(host.name) --role both --replace`")
  }
}
