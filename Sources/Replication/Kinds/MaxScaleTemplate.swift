/// MaxScale's connections to the servers behind it, and what its monitor tells slaves in a failover.
///
/// MaxScale documentation, "Configuration Guide" (server parameters) and "MariaDB Monitor":
/// `replication_master_ssl` sets MASTER_SSL = 1 alone, so files and verification come from
/// `replication_custom_options`, which came with 23.02. Read in the sources of 24.02 (server/core/dcb.cc):
/// `ssl_verify_peer_host` compares names and addresses; servers take no revocation list.
struct MaxScaleTemplate: KindTemplate {
  static let summary = "MaxScale's servers, and its monitor, which sets slaves up in a failover"
  static let demand = KindDemand(
    certificate: .client, flavours: [.mariadb],
    otherwise:
      "MaxScale's monitor knows MariaDB; for MySQL there are `--for mysql-router` and `--for proxysql`")

  private let facts: KindFacts
  private let files: (authority: PlainWord, certificate: PlainWord, key: PlainWord)
  private let servers: [(name: String, address: PlainWord, port: Int)]

  init(_ facts: KindFacts) throws(ReplicationError) {
    self.facts = facts
    let place = "a configuration of MaxScale"
    files = (
      try PlainWord(facts.authority, in: place), try PlainWord(facts.certificate, in: place),
      try PlainWord(facts.key, in: place)
    )
    var servers: [(String, PlainWord, Int)] = []
    for member in facts.members {
      _ = try PlainWord(member.name, in: place)
      servers.append((member.name, try PlainWord(member.address, in: place), member.port))
    }
    self.servers = servers
  }

  var blocks: [[String]] {
    [["# " + facts.title("maxscale.cnf: TLS of MaxScale to its servers")] + purpose]
      + servers.map(section) + [monitor]
  }

  private var purpose: [String] {
    Comment.option(
      "The user that MaxScale runs as (maxscale) must be able to read \(files.key). For MaxScale "
        + "23.02 and later: before it there is no replication_custom_options, and before 22.08 ssl_ca is spelt "
        + "ssl_ca_cert. What MaxScale offers its own clients stands in its [listener] sections.")
  }

  private func section(_ server: (name: String, address: PlainWord, port: Int)) -> [String] {
    [
      "[\(server.name)]", "type=server", "address=\(server.address)", "port=\(server.port)", "ssl=true",
      "ssl_ca=\(files.authority)", "ssl_cert=\(files.certificate)", "ssl_key=\(files.key)",
      "ssl_verify_peer_certificate=true", "ssl_verify_peer_host=true",
    ]
  }

  private var monitor: [String] {
    Comment.option(
      "The monitor writes CHANGE MASTER TO by itself in a failover. These are paths on the DATABASE servers, for "
        + "hosts of the role both below one --install-dir; for peers write server-cert.pem and server-key.pem. A "
        + "server may have a replication_custom_options of its own in its section above, which wins.") + [
        "[monitor]", "type=monitor", "module=mariadbmon",
        "servers=\(servers.map(\.name).joined(separator: ","))", "user=<user>", "password=<password>",
        "replication_master_ssl=true",
        "replication_custom_options=MASTER_SSL_CA='\(files.authority)',",
        "  MASTER_SSL_CERT='\(facts.host.directory(PairNames.client.certificate))',",
        "  MASTER_SSL_KEY='\(facts.host.directory(PairNames.client.key))',",
        "  MASTER_SSL_VERIFY_SERVER_CERT=1",
      ]
  }
}
