/// MySQL Router's connections to the servers behind it, in a static routing section.
///
/// MySQL Router manual, "Configuration File Options" (server_ssl_* and client_ssl_*); the names of the options
/// are those of `mysqlrouter --help` 9.7.4. Measured with it: where clients reach Router in the clear and Router
/// reaches the server by TLS, caching_sha2_password fails with 1045 whenever the server has not cached the password,
/// so that a host without a server's certificate is refused.
struct RouterTemplate: KindTemplate {
  static let summary = "MySQL Router's connections to the servers behind it"
  static let demand = KindDemand(
    certificate: .both, flavours: [.mysql], since: (8, 0),
    otherwise:
      "for MariaDB there are `--for maxscale` and `--for proxysql`; name a MySQL server with --server")

  private let facts: KindFacts
  private let destinations: [PlainWord]
  private let files: [(option: String, value: PlainWord)]
  private let own: (certificate: PlainWord, key: PlainWord)

  init(_ facts: KindFacts) throws(ReplicationError) {
    self.facts = facts
    let place = "a configuration of MySQL Router"
    var destinations: [PlainWord] = []
    for member in facts.members {
      destinations.append(
        try PlainWord(KindFacts.socket(member.address, member.port), in: place, brackets: true))
    }
    self.destinations = destinations
    var files = [
      ("ca", try PlainWord(facts.authority, in: place)),
      ("cert", try PlainWord(facts.certificate, in: place)),
      ("key", try PlainWord(facts.key, in: place)),
    ]
    if let list = facts.revocationList { files.append(("crl", try PlainWord(list, in: place))) }
    self.files = files
    let pair = facts.host.role.serverPair ?? .server
    own = (
      try PlainWord(facts.host.directory(pair.certificate), in: place),
      try PlainWord(facts.host.directory(pair.key), in: place)
    )
  }

  var blocks: [[String]] {
    [
      ["# " + facts.title("mysqlrouter.conf: TLS of MySQL Router")]
        + Comment.option(
          "The user that Router runs as must be able to read the keys. Accounts may REQUIRE X509: all clients of "
            + "this section show Router's certificate, so that a password is all that clients need: open the port "
            + "to them alone. They compare the name that they dial Router by with those of \(facts.host.name)."
        ),
      ["[routing:tls]"] + listening
        + [
          "# The first that answers is used; take out what is no server of this topology:",
          "routing_strategy = first-available",
          "destinations = \(destinations.map(\.description).joined(separator: ","))",
          "# To the servers, whose names are compared:",
          "server_ssl_mode = REQUIRED", "server_ssl_verify = VERIFY_IDENTITY",
        ] + files.map { "server_ssl_\($0.option) = \($0.value)" },
    ]
  }

  private var listening: [String] {
    [
      "bind_address = 0.0.0.0", "bind_port = 6446", "client_ssl_mode = REQUIRED",
      "client_ssl_cert = \(own.certificate)", "client_ssl_key = \(own.key)",
    ]
  }
}
