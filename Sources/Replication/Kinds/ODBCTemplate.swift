/// A data source of ODBC for the driver of the server's makers.
///
/// MySQL Connector/ODBC manual, "Connector/ODBC Connection Parameters" (SSLMODE: 8.0.13); MariaDB
/// Connector/ODBC documentation, "Connection Parameters". Measured with MariaDB Connector/ODBC 3.1.15.
struct ODBCTemplate: KindTemplate {
  static let summary = "ODBC: a data source for MySQL Connector/ODBC or MariaDB Connector/ODBC"
  static let demand = KindDemand(certificate: .client)

  private let facts: KindFacts
  private let name: PlainWord
  private let values: [String]

  init(_ facts: KindFacts) throws(ReplicationError) {
    self.facts = facts
    let place = "an ODBC data source"
    name = try PlainWord(facts.host.name, in: place)
    let verification: [String]
    switch facts.server.flavour {
    case .mysql:
      verification = ["DRIVER    = MySQL ODBC 9.0 Unicode Driver", "SSLMODE   = VERIFY_IDENTITY"]
    case .mariadb: verification = ["DRIVER    = MariaDB ODBC 3.2 Driver", "FORCETLS  = 1", "SSLVERIFY = 1"]
    }
    values =
      verification + [
        "SERVER    = \(try PlainWord(facts.master.host, in: place))", "PORT      = \(facts.master.port)",
        "UID       = \(facts.user == nil ? "<user>" : try PlainWord(facts.applicationUser, in: place).description)",
        "PWD       = \(AccountStatements.placeholder)",
        "SSLCA     = \(try PlainWord(facts.authority, in: place))",
        "SSLCERT   = \(try PlainWord(facts.certificate, in: place))",
        "SSLKEY    = \(try PlainWord(facts.key, in: place))",
      ]
  }

  var blocks: [[String]] {
    [
      ["# " + facts.title("odbc.ini: a data source over TLS")] + facts.advice.flatMap(Comment.option)
        + ["# DRIVER is the name of the driver's section in odbcinst.ini."],
      ["[\(name)]"] + values,
    ]
  }
}
