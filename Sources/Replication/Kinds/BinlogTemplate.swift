/// The flags with which mysqlbinlog copies binary logs from a server.
///
/// MySQL manual, "Using mysqlbinlog to Back Up Binary Log Files"; MariaDB manual, "mariadb-binlog Options".
/// Measured against an account with REQUIRE X509 on MySQL 9.7 and MariaDB 10.11 and 11.8.
struct BinlogTemplate: KindTemplate {
  static let summary = "a shell script that copies binary logs with mysqlbinlog or mariadb-binlog"
  static let demand = KindDemand(certificate: .client)

  private let facts: KindFacts
  private let flags: [String]

  init(_ facts: KindFacts) throws(ReplicationError) {
    self.facts = facts
    var flags = [
      "--read-from-remote-server", "--host=\(try ShellWord(facts.master.host))",
      "--port=\(facts.master.port)", "--protocol=TCP", "--user=\(try ShellWord(facts.master.user))",
      "--password",
    ]
    if facts.server.flavour == .mariadb { flags.append("--ssl") }
    flags += [
      "--ssl-ca=\(try ShellWord(facts.authority))", "--ssl-cert=\(try ShellWord(facts.certificate))",
      "--ssl-key=\(try ShellWord(facts.key))",
    ]
    if let list = facts.revocationList { flags.append("--ssl-crl=\(try ShellWord(list))") }
    flags.append(facts.server.flavour == .mysql ? "--ssl-mode=VERIFY_IDENTITY" : "--ssl-verify-server-cert")
    self.flags = flags
  }

  private var program: String {
    facts.server.client == "mariadb" ? "mariadb-binlog" : "mysqlbinlog"
  }

  var blocks: [[String]] {
    let words = facts.server.words
    return [
      ["#!/bin/sh", "# " + facts.title("Binary logs over TLS")]
        + Comment.option(
          "Called with the name of a binary log, as SHOW BINARY LOGS lists them. Copies it into the working "
            + "folder and then all that follow; add --stop-never to stay connected. The account needs "
            + "REPLICATION SLAVE and may REQUIRE X509. The password is asked for.")
        + ["# \(facts.master.host) must be one of the names in the certificate of the \(words.master)."],
      ["exec \(program) \\"] + flags.map { "  \($0) \\" }
        + ["  --raw --to-last-log \"${1:?name a binary log}\""],
    ]
  }
}
