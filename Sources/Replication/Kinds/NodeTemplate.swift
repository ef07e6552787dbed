/// A call of mysql2 for Node.js.
///
/// Documentation of mysql2, "SSL". Measured with 3.11.5 and 3.23.4 against MariaDB 10.11 and MySQL 9.7: names are
/// compared. An address is by 3.11.5; from 3.15.3 on `localhost` is looked for in its place, so that the right
/// server is refused.
struct NodeTemplate: KindTemplate {
  static let summary = "Node.js: mysql2"
  static let demand = KindDemand(certificate: .client)

  private let facts: KindFacts
  private let options: [String]

  init(_ facts: KindFacts) throws(ReplicationError) {
    self.facts = facts
    guard !Self.isAddress(facts.master.host) else {
      throw ReplicationError(
        .unsupported,
        "mysql2 cannot compare an address with a certificate, and \(facts.host.name) would dial "
          + facts.master.host,
        hint: "give a name that the server's certificate has, as in "
          + "`mkcerts config \(facts.host.name) --for node --master-host db1.example.com`")
    }
    options = [
      "  host: \(try QuotedString(facts.master.host)),", "  port: \(facts.master.port),",
      "  user: \(try QuotedString(facts.applicationUser)),",
      "  password: \"\(AccountStatements.placeholder)\",", "  ssl: {",
      "    ca: fs.readFileSync(\(try QuotedString(facts.authority))),",
      "    cert: fs.readFileSync(\(try QuotedString(facts.certificate))),",
      "    key: fs.readFileSync(\(try QuotedString(facts.key))),", "    rejectUnauthorized: true,",
      "    verifyIdentity: true,", "    minVersion: \"TLSv1.2\",", "  },",
    ]
  }

  /// As `net.isIP` of Node.js has it: four numbers, or colons.
  private static func isAddress(_ host: String) -> Bool {
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return host.contains(":") || parts.count == 4 && parts.allSatisfy { UInt8($0) != nil }
  }

  var blocks: [[String]] {
    [
      ["// " + facts.title("mysql2 for Node.js over TLS")]
        + facts.advice.flatMap(Comment.slashes)
        + Comment.slashes(
          "Dial a name, not an address: mysql2 3.15.3 and later refuse the right server then."),
      ["const fs = require(\"node:fs\");", "const mysql = require(\"mysql2\");"],
      ["const connection = mysql.createConnection({"] + options + ["});"],
    ]
  }
}
