/// A call of mysql2 for Node.js.
///
/// Documentation of mysql2, "SSL"; its sources (lib/base/connection.js): verifyIdentity compares names, and
/// nothing where the host is an address.
struct NodeTemplate: KindTemplate {
  static let summary = "Node.js: mysql2"
  static let demand = KindDemand(certificate: .client)

  private let facts: KindFacts
  private let options: [String]

  init(_ facts: KindFacts) throws(ReplicationError) {
    self.facts = facts
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
  private var isAddress: Bool {
    let host = facts.master.host
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return host.contains(":") || parts.count == 4 && parts.allSatisfy { UInt8($0) != nil }
  }

  var blocks: [[String]] {
    [
      ["// " + facts.title("mysql2 for Node.js over TLS")]
        + facts.advice(reading: "key", comparesName: !isAddress).flatMap(Comment.slashes)
        + Comment.slashes(
          isAddress
            ? "mysql2 compares names only, so that \(facts.master.host), an address, is NOT compared with the server's "
              + "certificate: any server of this authority passes. Dial a name instead."
            : "mysql2 compares names only: dial a name, not an address."),
      ["const fs = require(\"node:fs\");", "const mysql = require(\"mysql2\");"],
      ["const connection = mysql.createConnection({"] + options + ["});"],
    ]
  }
}
