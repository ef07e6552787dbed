/// The group `[client]` of an option file for the command-line tools, with the server's name compared.
///
/// MySQL manual, "Command Options for Encrypted Connections"; MariaDB manual, "mariadb Command-Line Client".
/// Measured on MariaDB 10.11 and MySQL 9.7.
struct ClientTemplate: KindTemplate {
  static let summary = "the option file of the command-line tools: mysql, mysqldump, mariadb"
  static let demand = KindDemand(certificate: .client)

  private let facts: KindFacts
  private let options: [String]

  init(_ facts: KindFacts) throws(ReplicationError) {
    self.facts = facts
    var options = [
      "host = \(try OptionValue(facts.master.host))", "port = \(facts.master.port)", "protocol = TCP",
      facts.user == nil
        ? "#user = \(facts.applicationUser)" : "user = \(try OptionValue(facts.applicationUser))",
      "ssl-ca = \(try OptionValue(facts.authority))", "ssl-cert = \(try OptionValue(facts.certificate))",
      "ssl-key = \(try OptionValue(facts.key))",
    ]
    if let list = facts.revocationList { options.append("ssl-crl = \(try OptionValue(list))") }
    self.options =
      options + [
        facts.server.flavour == .mysql ? "ssl-mode = VERIFY_IDENTITY" : "ssl-verify-server-cert"
      ]
  }

  var blocks: [[String]] {
    [
      ["# " + facts.title("[client] for the command-line tools")]
        + Comment.option(
          "Append it to ~/.my.cnf of those who may read the key, or call the tools with "
            + "--defaults-extra-file. Replication reads no option file: it needs change-master.sql. The tools ask "
            + "for the password with -p.") + other,
      ["[client]"] + options,
      [
        "# To check:  \(facts.server.client) -p -e \"SHOW STATUS LIKE 'Ssl_version'\"   (empty: no TLS)",
        "# \(facts.master.host) must be one of the names in the server's certificate: it is compared.",
      ],
    ]
  }

  /// Measured: the tools of one family exit on the other's option, or pass over it.
  private var other: [String] {
    let (option, family) =
      facts.server.flavour == .mysql ? ("ssl-mode", "MySQL") : ("ssl-verify-server-cert", "MariaDB")
    return ["# \(option) is a word of \(family)'s tools; those of the other family spell it differently."]
  }
}
