/// ProxySQL's own connections to the servers behind it, as statements of its administration interface.
///
/// ProxySQL documentation, "SSL Configuration" (doc/SSL.md of its sources: without the files, `use_ssl` alone
/// was silently plain), and "mysql_servers_ssl_params" for 2.6 and later. Its sources (lib/mysql_connection.cpp,
/// 2.7.1) tell the client library the files and nothing else; measured with that library, MariaDB's 3.3: a server
/// of another authority is refused, one of another name and one without TLS are not.
struct ProxySQLTemplate: KindTemplate {
  static let summary = "ProxySQL's connections to the servers behind it"
  static let demand = KindDemand(certificate: .client)

  private let facts: KindFacts
  private let servers: [(host: SQLLiteral, port: Int)]
  private let files: [(name: String, value: SQLLiteral)]

  init(_ facts: KindFacts) throws(ReplicationError) {
    self.facts = facts
    var servers: [(SQLLiteral, Int)] = []
    for member in facts.members { servers.append((try SQLLiteral(member.address), member.port)) }
    self.servers = servers
    var files = [
      ("ca", try SQLLiteral(facts.authority)), ("cert", try SQLLiteral(facts.certificate)),
      ("key", try SQLLiteral(facts.key)),
    ]
    if let list = facts.revocationList { files.append(("crl", try SQLLiteral(list))) }
    self.files = files
  }

  var blocks: [[String]] {
    [
      ["-- " + facts.title("ProxySQL's connections to its servers over TLS")] + purpose, variables, table,
      perServer,
      afterwards,
    ]
  }

  private var purpose: [String] {
    Comment.sql(
      "For the administration interface (port 6032). The user that ProxySQL runs as must be able to read "
        + "\(facts.key). It offers its own clients another certificate, that of mysql-have_ssl in its data folder."
    )
      + Comment.sql(
        "The authority is checked; no setting compares the server's NAME, so whoever holds any server certificate "
          + "of this authority is believed. A server that offers no TLS is used in the CLEAR: see the check below, "
          + "and have accounts REQUIRE X509; all users of ProxySQL show this one certificate.")
  }

  private var variables: [String] {
    ["-- What ProxySQL shows to servers and trusts:"]
      + files.map { "SET mysql-ssl_p2s_\($0.name) = \($0.value);" }
      + ["LOAD MYSQL VARIABLES TO RUNTIME;", "SAVE MYSQL VARIABLES TO DISK;"]
  }

  private var table: [String] {
    ["-- The servers. Hostgroup 0 stands for yours; one that is there already keeps all but use_ssl."]
      + servers.flatMap {
        [
          "INSERT OR IGNORE INTO mysql_servers (hostgroup_id, hostname, port) VALUES (0, \($0.host), \($0.port));",
          "UPDATE mysql_servers SET use_ssl = 1 WHERE hostname = \($0.host) AND port = \($0.port);",
        ]
      }
      + ["LOAD MYSQL SERVERS TO RUNTIME;", "SAVE MYSQL SERVERS TO DISK;"]
  }

  /// One row a server wins over the variables.
  private var perServer: [String] {
    let columns = files.map { "ssl_\($0.name)" }.joined(separator: ", ")
    let values = files.map(\.value.description).joined(separator: ", ")
    return Comment.sql(
      "ProxySQL 2.6 and later: other files for one server, which win over the variables. Only where servers are "
        + "of several authorities; before LOAD MYSQL SERVERS TO RUNTIME:")
      + servers.map {
        "--   REPLACE INTO mysql_servers_ssl_params (hostname, port, \(columns)) VALUES (\($0.host), \($0.port), "
          + "\(values));"
      }
  }

  private var afterwards: [String] {
    [
      "-- New connections use what is loaded; old ones stay as they are until they end.",
      "-- To check, through ProxySQL as a user (empty: no TLS):  SHOW SESSION STATUS LIKE 'Ssl_version';",
    ]
  }
}
