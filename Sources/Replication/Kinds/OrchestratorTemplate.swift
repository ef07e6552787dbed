/// Orchestrator's connections to the servers that it manages, as part of its JSON.
///
/// Orchestrator documentation, "SSL and TLS", and its sources (go/db/tls.go): with MySQLTopologyUseMixedTLS,
/// which is on by default, it first tries every server in the clear. Measured with 3.2.6 against MariaDB 10.11 and
/// MySQL 9.7: it checks servers against the system's authorities and never against MySQLTopologySSLCAFile, which
/// go/ssl/ssl.go names for clients alone; Go takes the system's from SSL_CERT_FILE where that is set.
struct OrchestratorTemplate: KindTemplate {
  static let summary = "Orchestrator's connections to the servers that it manages (JSON)"
  static let demand = KindDemand(certificate: .client)

  private let settings: [(name: String, value: String)]
  private let remarks: [QuotedString]

  init(_ facts: KindFacts) throws(ReplicationError) {
    let (authority, certificate, key) = (
      try QuotedString(facts.authority), try QuotedString(facts.certificate), try QuotedString(facts.key)
    )
    settings = [
      ("MySQLTopologyUser", "\(try QuotedString(facts.applicationUser))"),
      ("MySQLTopologyPassword", "\"\(AccountStatements.placeholder)\""),
      ("MySQLTopologyUseMutualTLS", "true"), ("MySQLTopologyUseMixedTLS", "false"),
      ("MySQLTopologySSLSkipVerify", "false"), ("MySQLTopologySSLCAFile", "\(authority)"),
      ("MySQLTopologySSLCertFile", "\(certificate)"), ("MySQLTopologySSLPrivateKeyFile", "\(key)"),
    ]
    var remarks: [QuotedString] = []
    for remark in [
      facts.title("TLS of Orchestrator to its servers"),
      "Merge these into orchestrator.conf.json. With UseMixedTLS, its default, it tries every server in the clear "
        + "first.",
      "It checks servers against the system's authorities, not against MySQLTopologySSLCAFile: start it with "
        + "SSL_CERT_FILE=\(facts.authority) in its environment, or it says: x509: certificate signed by unknown "
        + "authority. With SSLSkipVerify it would not show its certificate either.",
      "Names are compared: it must dial servers by the names in their certificates (HostnameResolveMethod, "
        + "MySQLHostnameResolveMethod).",
      "It tells a slave of its new master by host, port and position; the TLS options that the slave's "
        + "change-master.sql set stay as they are.",
      "The same four with MySQLOrchestrator in place of MySQLTopology are for its own database, where that is a "
        + "server.",
    ] + Self.words(facts.server) { remarks.append(try QuotedString(remark)) }
    self.remarks = remarks
  }

  /// What this server no longer understands.
  private static func words(_ server: Server) -> [String] {
    guard server.flavour == .mysql, server.isAtLeast(8, 4) else { return [] }
    return [
      "Orchestrator 3.2.6 asks with SHOW SLAVE STATUS, which MySQL 8.4 and later refuse with error 1064; Percona's "
        + "orchestrator asks with SHOW REPLICA STATUS."
    ]
  }

  var blocks: [[String]] {
    let notes = remarks.enumerated().map { "    \($1)\($0 == remarks.count - 1 ? "" : ",")" }
    let lines = settings.enumerated().map {
      "  \"\($1.name)\": \($1.value)\($0 == settings.count - 1 ? "" : ",")"
    }
    return [["{", "  \"//\": ["] + notes + ["  ],"] + lines + ["}"]]
  }
}
