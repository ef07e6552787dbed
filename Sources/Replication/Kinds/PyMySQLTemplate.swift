/// A call of PyMySQL.
///
/// PyMySQL documentation, "Connection Object". Measured with 1.1.1 and 1.2.4 against MariaDB 10.11: 1.1 goes on in the
/// clear where a server offers no TLS, so that the class below asks for it; 1.2 refuses by itself.
struct PyMySQLTemplate: KindTemplate {
  static let summary = "Python: PyMySQL"
  static let demand = KindDemand(certificate: .client)

  private let facts: KindFacts
  private let arguments: [String]

  init(_ facts: KindFacts) throws(ReplicationError) {
    self.facts = facts
    arguments = try facts.pythonArguments()
  }

  var blocks: [[String]] {
    [
      ["# " + facts.title("PyMySQL over TLS")] + facts.advice.flatMap(Comment.option),
      ["import pymysql", "from pymysql.constants import CLIENT"],
      [
        "class Connection(pymysql.connections.Connection):",
        "    # Before 1.2 PyMySQL goes on in the clear where a server offers no TLS, and gives the password away.",
        "    def _request_authentication(self):",
        "        if not self.server_capabilities & CLIENT.SSL:",
        "            raise pymysql.err.OperationalError(2026, \"the server offers no TLS\")",
        "        super()._request_authentication()",
      ],
      ["connection = Connection("] + arguments.map { "    \($0)," } + [")"],
    ]
  }
}
