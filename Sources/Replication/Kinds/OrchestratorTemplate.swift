/// Orchestrator's connections to the servers that it manages, as part of its JSON.
///
/// Orchestrator documentation, "SSL and TLS", and its sources (go/db/tls.go): with MySQLTopologyUseMixedTLS,
/// which is on by default, it first tries every server in the clear.
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
      "Names are compared: it must dial servers by the names in their certificates (HostnameResolveMethod, "
        + "MySQLHostnameResolveMethod).",
      "It tells a slave of its new master by host, port and position; the TLS options that the slave's "
        + "change-master.sql set stay as they are.",
      "The same four with MySQLOrchestrator in place of MySQLTopology are for its own database, where that is a "
        + "server.",
    ] { remarks.append(try QuotedString(remark)) }
    self.remarks = remarks
  }

  var blocks: [[String]] {
    let notes = remarks.enumerated().map { "    \($1)\($0 == remarks.count - 1 ? "" : ",")" }
    let lines = settings.enumerated().map {
      "  \"\($1.name)\": \($1.value)\($0 == settings.count - 1 ? "" : ",")"
    }
    return [["{", "  \"//\": ["] + notes + ["  ],"] + lines + ["}"]]
  }
}
