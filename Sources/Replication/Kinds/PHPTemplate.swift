/// PDO and mysqli of PHP, with its own driver mysqlnd.
///
/// PHP manual, "MySQL Functions (PDO_MYSQL)" (PDO::MYSQL_ATTR_SSL_*) and "mysqli::ssl_set"; without
/// MYSQL_ATTR_SSL_VERIFY_SERVER_CERT the name is not compared. Measured with PHP 8.2 against MariaDB 10.11.
struct PHPTemplate: KindTemplate {
  static let summary = "PHP: PDO and mysqli"
  static let demand = KindDemand(certificate: .client)

  private let facts: KindFacts
  private let values: [String: PHPString]

  init(_ facts: KindFacts) throws(ReplicationError) {
    self.facts = facts
    let host = try PlainWord(facts.master.host, in: "the address in a DSN of PDO")
    values = [
      "ca": try PHPString(facts.authority), "cert": try PHPString(facts.certificate),
      "key": try PHPString(facts.key), "host": try PHPString(facts.master.host),
      "user": try PHPString(facts.applicationUser),
      "dsn": try PHPString("mysql:host=\(host);port=\(facts.master.port)"),
    ]
  }

  private func value(_ name: String) -> String { values[name]?.description ?? "''" }

  var blocks: [[String]] {
    [
      ["<?php", "// " + facts.title("PHP over TLS")] + facts.advice.flatMap(Comment.slashes),
      [
        "// With PDO:",
        "$pdo = new PDO(\(value("dsn")), \(value("user")), '\(AccountStatements.placeholder)', [",
        "    PDO::ATTR_ERRMODE => PDO::ERRMODE_EXCEPTION,",
        "    PDO::MYSQL_ATTR_SSL_CA => \(value("ca")),", "    PDO::MYSQL_ATTR_SSL_CERT => \(value("cert")),",
        "    PDO::MYSQL_ATTR_SSL_KEY => \(value("key")),",
        "    PDO::MYSQL_ATTR_SSL_VERIFY_SERVER_CERT => true,", "]);",
      ],
      [
        "// Or with mysqli:", "mysqli_report(MYSQLI_REPORT_ERROR | MYSQLI_REPORT_STRICT);",
        "$mysqli = mysqli_init();",
        "$mysqli->options(MYSQLI_OPT_SSL_VERIFY_SERVER_CERT, true);",
        "$mysqli->ssl_set(\(value("key")), \(value("cert")), \(value("ca")), null, null);",
        "$mysqli->real_connect(\(value("host")), \(value("user")), '\(AccountStatements.placeholder)', '', "
          + "\(facts.master.port), null, MYSQLI_CLIENT_SSL);",
      ],
    ]
  }
}
