/// A call of MySQL Connector/Python.
///
/// MySQL Connector/Python manual, "Connector/Python Connection Arguments" (ssl_verify_identity: 8.0.14).
/// Measured with 9.1.0 against MariaDB 10.11.
struct ConnectorPythonTemplate: KindTemplate {
  static let summary = "Python: MySQL Connector/Python"
  static let demand = KindDemand(certificate: .client)

  private let facts: KindFacts
  private let arguments: [String]

  init(_ facts: KindFacts) throws(ReplicationError) {
    self.facts = facts
    arguments = try facts.pythonArguments() + ["ssl_disabled=False"]
  }

  var blocks: [[String]] {
    [
      ["# " + facts.title("MySQL Connector/Python over TLS")] + facts.advice.flatMap(Comment.option),
      ["import mysql.connector", "", "connection = mysql.connector.connect("] + arguments.map { "    \($0)," }
        + [")"],
    ]
  }
}

extension KindFacts {
  /// What both Python drivers are given, in the words that they share.
  func pythonArguments() throws(ReplicationError) -> [String] {
    [
      "host=\(try QuotedString(master.host))", "port=\(master.port)",
      "user=\(try QuotedString(applicationUser))", "password=\"\(AccountStatements.placeholder)\"",
      "ssl_ca=\(try QuotedString(authority))", "ssl_cert=\(try QuotedString(certificate))",
      "ssl_key=\(try QuotedString(key))", "ssl_verify_cert=True", "ssl_verify_identity=True",
    ]
  }
}
