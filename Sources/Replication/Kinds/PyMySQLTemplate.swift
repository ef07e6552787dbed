/// A call of PyMySQL.
///
/// PyMySQL documentation, "Connection Object". Measured with 1.1.1 against MariaDB 10.11.
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
      ["import pymysql", "", "connection = pymysql.connect("] + arguments.map { "    \($0)," } + [")"],
    ]
  }
}
