/// Group Replication of MySQL: what its members tell each other, and how a member that joins catches up.
///
/// MySQL manual, "Securing Group Communication Connections with Secure Socket Layer (SSL)" and "Securing
/// Distributed Recovery Connections"; which certificates pass is measured on 8.4, and that both stacks compare
/// names on 9.7.
struct GroupReplicationTemplate: KindTemplate {
  static let summary = "the members of a MySQL Group Replication group, names compared"
  static let demand = KindDemand(
    certificate: .peer, flavours: [.mysql],
    otherwise: "MariaDB's cluster is `--for galera`; name a MySQL server with --server, as in mysql-8.4")

  private let facts: KindFacts
  private let own: PlainWord
  private let seeds: [String]
  private let files: [(option: String, value: OptionValue)]

  init(_ facts: KindFacts) throws(ReplicationError) {
    self.facts = facts
    let addresses = try facts.peerAddresses(in: "the addresses of a group")
    if let first = addresses.first {
      own = first
    } else {
      own = try PlainWord(facts.host.name, in: "the addresses of a group")
    }
    seeds = addresses.map { KindFacts.socket($0.description, 33061) }
    var files = [
      ("ca", try OptionValue(facts.authority)), ("cert", try OptionValue(facts.certificate)),
      ("key", try OptionValue(facts.key)),
    ]
    if let list = facts.revocationList { files.append(("crl", try OptionValue(list))) }
    self.files = files
  }

  var blocks: [[String]] {
    [
      ["# " + facts.title("group-replication.cnf: TLS of a group's member")] + purpose,
      ["[mysqld]"] + communication, names, recovery, account, afterwards,
    ]
  }

  private var purpose: [String] {
    Comment.option(
      "Put it beside replication-tls.cnf, whose ssl_ca, ssl_cert and ssl_key members show each other. loose_ "
        + "lets the server start before the plugin is installed. All members have the same modes; a group that "
        + "runs is stopped as a whole to change them.")
  }

  private var communication: [String] {
    Comment.option(
      "Between members: the authority's certificate, and the name that a member is dialled by. The certificate "
        + "must be server and client at once (role peer) with the communication stack XCOM; one for servers "
        + "alone is refused from VERIFY_CA on, and the member that joins ends with 3092 (measured).")
      + ["loose_group_replication_ssl_mode = VERIFY_IDENTITY"] + stacks
  }

  /// `group_replication_communication_stack` came with 8.0.27.
  private var stacks: [String] {
    guard facts.server.isAtLeast(8, 0) else { return [] }
    return Comment.option(
      "XCOM (the default) takes the files of [mysqld]. MYSQL (8.0.27 and later) listens on the server's own port "
        + "and takes the files below for what a member dials itself: then local_address and seeds name that port, "
        + "and the account below needs GROUP_REPLICATION_STREAM.")
      + ["#loose_group_replication_communication_stack = MYSQL"]
  }

  private var names: [String] {
    [
      "# Names and not numbers, if the certificates have names: these are what is compared.",
      "report_host = \(own)",
      "#loose_group_replication_local_address = \(KindFacts.socket(own.description, 33061))",
      "#loose_group_replication_group_seeds = \(seeds.joined(separator: ","))",
    ]
  }

  private var recovery: [String] {
    [
      "# Distributed recovery: the member dials another one's report_host as a client.",
      "loose_group_replication_recovery_use_ssl = ON",
    ] + files.map { "loose_group_replication_recovery_ssl_\($0.option) = \($0.value)" }
      + ["loose_group_replication_recovery_ssl_verify_server_cert = ON"]
  }

  private var account: [String] {
    let words = facts.server.words
    let user = facts.master.userLiteral
    let options = "\(words.prefix)USER = \(user), \(words.prefix)PASSWORD = \(AccountStatements.placeholder)"
    let more =
      facts.server.isAtLeast(8, 0) ? ", BACKUP_ADMIN, GROUP_REPLICATION_STREAM, CONNECTION_ADMIN" : ""
    return [
      "# The account of recovery, on every member (SET sql_log_bin = 0 before, or once in the group):",
      "#   CREATE USER \(user)@'%' IDENTIFIED BY \(AccountStatements.placeholder) REQUIRE X509;",
      "#   GRANT REPLICATION SLAVE\(more) ON *.* TO \(user)@'%';",
      "#   \(words.change) \(options)",
      "#     FOR CHANNEL 'group_replication_recovery';",
    ]
  }

  private var afterwards: [String] {
    Comment.option(
      "After replacing files: STOP GROUP_REPLICATION; \(reload)START GROUP_REPLICATION; one member at a time."
    ) + [
      "# To check:  SELECT member_host, member_state FROM performance_schema.replication_group_members;",
      "#   ONLINE is good. RECOVERING that does not end: recovery's TLS or account; see the error log, and",
      "#   last_error_message in performance_schema.replication_connection_status.",
    ]
  }

  private var reload: String {
    guard case .statement(let statement) = facts.server.reload else { return "" }
    return "\(statement); "
  }
}
