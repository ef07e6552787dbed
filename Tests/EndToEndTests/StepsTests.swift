import Foundation
import TestSupport
import Testing

/// The steps that commands print, in which what was made is put to use.
@Suite struct StepsTests {
  /// A topology for each procedure, with the hosts that each is about.
  static let topologies: [(name: String, fleet: String)] = [
    (
      "mariadb",
      "[defaults]\nserver = mariadb-11.8\n[master db1]\n[both db2]\nmaster = db1\n[slave s1..s3]\nmaster = db1\n"
    ),
    (
      "mysql",
      "[defaults]\nserver = mysql-8.4\n[both db1]\nmaster = db2\n[both db2]\nmaster = db1\n[slave s1]\nmaster = db1\n"
    ),
    (
      "mixed",
      """
      [defaults]
      require = subject
      [master db1]
      server = mysql-9.7
      [both db2]
      master = db1
      channel = east
      verify-name = off
      [slave s1]
      server = mysql-5.7
      master = db1
      """
    ),
  ]

  @Test(
    arguments: topologies,
    [
      ("db1", "new-topology"), ("s1", "new-slave"), ("db2", "promotion"), ("db1", "new-requirement"),
    ])
  func `the steps of each procedure are as recorded`(
    topology: (name: String, fleet: String), procedure: (host: String, kind: String)
  ) throws {
    let scratch = try Scratch.applied(topology.fleet)
    let before = try scratch.made()
    let printed = try scratch.run(["config", procedure.host, "--steps", procedure.kind])
    #expect(printed.succeeded && printed.errors.isEmpty, "\(printed.errors)")
    try snapshot(printed.output, named: "steps/\(topology.name)-\(procedure.kind).txt")
    #expect(try scratch.made() == before, "nothing is changed")
  }

  private func tasks(_ scratch: Scratch, _ words: String...) throws -> [[String: Any]] {
    let result = try scratch.run(words + ["--format", "json"])
    try #require(result.succeeded, "\(result.errors)")
    let json = try JSONSerialization.jsonObject(with: Data(result.outputBytes)) as? [String: Any]
    #expect(json?["format"] as? Int == 1)
    return try #require((json?["tasks"] ?? json?["steps"]) as? [[String: Any]], "\(result.output)")
  }

  @Test func `an account of a single slave's own is in its master's folder, and in every procedure`() throws {
    let scratch = try Scratch()
    let issued = try scratch.run(["issue", "rep1", "--require", "subject+issuer"])
    #expect(issued.succeeded)
    #expect(
      issued.errors.contains("accounts.sql of master has now")
        && issued.errors.contains("config rep1 --steps"),
      "\(issued.errors)")
    let own =
      "CREATE USER IF NOT EXISTS 'repl-rep1'@'%' IDENTIFIED BY <password> REQUIRE SUBJECT '/CN=rep1' AND ISSUER '/CN="
    let usual = "CREATE USER IF NOT EXISTS 'repl'@'%' IDENTIFIED BY <password> REQUIRE X509;"
    #expect(try scratch.text("pki/hosts/rep1/change-master.sql").contains("MASTER_USER = 'repl-rep1',"))
    let accounts = try scratch.text("pki/hosts/master/accounts.sql")
    #expect(accounts.contains(own) && accounts.contains(usual), "\(accounts)")
    let added = try scratch.run(["config", "rep1", "--steps", "new-slave"]).output
    #expect(added.contains(own) && !added.contains("'repl'@"), "\(added)")
    let topology = try scratch.run(["config", "master", "--steps", "new-topology"]).output
    #expect(topology.contains(own) && topology.contains(usual), "\(topology)")
    let next = try scratch.run(["config", "slave01", "--steps", "new-slave"]).output
    #expect(next.contains("'repl'@") && !next.contains("repl-rep1"), "\(next)")
    #expect(try !scratch.run(["status"]).output.contains("would be written otherwise"))
    #expect(try scratch.run(["issue", "s4"]).errors.isEmpty, "one with the account of all changes none")
  }

  @Test func `another requirement is in the texts of both ends, and its order is told`() throws {
    let scratch = try Scratch()
    func accounts() throws -> String { try scratch.text("pki/hosts/master/accounts.sql") }
    func user() throws -> String {
      let text = try scratch.text("pki/hosts/slave01/change-master.sql")
      return String(try #require(text.firstMatch(of: #/MASTER_USER = '(.*)'/#)).1)
    }
    for (host, requirement, expected) in [
      ("slave01", "subject", "repl-slave01"), ("slave01", "x509", "repl"),
      ("master", "subject", "repl-slave01"),
      ("master", "ssl", "repl"),
    ] {
      let issued = try scratch.run(["issue", host, "--require", requirement, "--replace"])
      #expect(
        issued.errors.contains("`mkcerts config \(host) --steps new-requirement`"), "\(issued.errors)")
      #expect(try user() == expected, "\(host) \(requirement)")
      #expect(try accounts().contains("'repl-slave01'@") == (expected != "repl"), "\(host) \(requirement)")
      #expect(try scratch.run(["verify"]).succeeded)
      let steps = try scratch.run(["config", host, "--steps", "new-requirement"]).output
      #expect(steps.contains("MASTER_USER = '\(expected)'"), "\(steps)")
      #expect(steps.contains("ALTER USER IF EXISTS '\(expected)'@'%' REQUIRE"), "\(steps)")
    }
    let again = try scratch.run(["issue", "slave01", "--replace"])
    #expect(!again.errors.contains("--steps"), "\(again.errors)")
  }

  @Test func `what a master's own notes say of accounts, its slaves are told too`() throws {
    let scratch = try Scratch.applied(
      "[master db1]\nrequire = subject\nuser = copier\n[slave s1]\nmaster = db1\nuser = copier\n")
    #expect(
      try scratch.text("pki/hosts/db1/accounts.sql").contains(
        "'copier-s1'@'%' IDENTIFIED BY <password> REQUIRE SUB"))
    #expect(try scratch.text("pki/hosts/s1/change-master.sql").contains("MASTER_USER = 'copier-s1',"))
  }

  @Test func `a revoked host is not put to use, and is not left out without a word`() throws {
    let scratch = try Scratch()
    try #require(try scratch.run(["revoke", "slave02"]).succeeded)
    try scratch.refuses(
      ["config", "slave02", "--steps", "new-slave"],
      saying: ["of slave02", "was revoked", "`mkcerts issue slave02 --replace`"], changing: true)
    let text = try scratch.run(["config", "master", "--steps", "new-topology"]).output
    #expect(text.contains("\nnote: slave02 is revoked, and left out;"), "\(text)")
    #expect(text.contains("`mkcerts issue slave02 --replace`") && !text.contains("hosts/slave02"))
    try #require(try scratch.run(["issue", "slave02", "--replace"]).succeeded)
    let again = try scratch.run(["config", "master", "--steps", "new-topology"]).output
    #expect(!again.contains("is revoked"))
    try #require(try scratch.run(["revoke", "master"]).succeeded)
    let added = try scratch.run(["config", "slave01", "--steps", "new-slave"]).output
    #expect(added.contains("\nnote: master is revoked, and is refused by the others;"), "\(added)")
  }

  @Test(arguments: ["new-slave", "new-topology"])
  func `each task that copies a key says whose it has to be`(kind: String) throws {
    let scratch = try Scratch()
    var copies = 0
    for task in try tasks(scratch, "config", kind == "new-slave" ? "slave01" : "master", "--steps", kind) {
      let files = (task["steps"] as? [[String: Any]] ?? []).compactMap { $0["copy"] as? [String] }
      guard files.joined().contains(where: { $0.hasSuffix("-key.pem") }) else { continue }
      copies += 1
      let remarks = task["remarks"] as? [String] ?? []
      #expect(remarks.contains { $0.contains("owner root:mysql, mode 0640") }, "\(task)")
    }
    #expect(copies == (kind == "new-slave" ? 1 : 2))
  }

  @Test func `the same is said as JSON`() throws {
    let scratch = try Scratch()
    let tasks = try tasks(scratch, "config", "master", "--steps", "new-topology")
    let text = try scratch.run(["config", "master", "--steps", "new-topology"]).output
    #expect(tasks.map { $0["hosts"] as? [String] }[2] == ["slave01", "slave02"])
    for task in tasks {
      #expect(text.contains(try #require(task["purpose"] as? String)))
      for step in task["steps"] as? [[String: Any]] ?? [] {
        for sentence in [step["statement"], step["check"], step["byHand"]].compactMap({ $0 as? String }) {
          for line in sentence.split(separator: "\n") {
            #expect(text.contains(line.trimmingCharacters(in: .whitespaces)), "\(line)")
          }
        }
      }
    }
  }

  @Test func `a host that cannot take its part is refused, with what would let it`() throws {
    let scratch = try Scratch()
    try scratch.refuses(
      ["config", "slave01", "--steps", "promotion"],
      saying: ["has no server certificate", "`mkcerts issue slave01 --role both --san NAME --replace`"],
      changing: true)
    try scratch.refuses(
      ["config", "master", "--steps", "promotion"], saying: ["is a master already"], changing: true)
    try scratch.refuses(
      ["config", "slave01", "--steps", "new-topology"],
      saying: ["begins with its master", "`mkcerts config master --steps new-topology`"], changing: true)
    try scratch.refuses(
      ["config", "master", "--steps", "new-slave"], saying: ["replicates from nobody"], changing: true)
    try scratch.refuses(
      ["config", "slave01", "--steps", "new-slave", "--short"], status: 64, saying: ["name one"],
      changing: true)
    try scratch.shell("rm -r pki && $MKCERTS init-ca --no-master && $MKCERTS issue slave01")
    try scratch.refuses(
      ["config", "slave01", "--steps", "new-slave"], saying: ["there is no master"], changing: true)
  }

  @Test func `a promotion says which names its certificate lacks`() throws {
    let scratch = try Scratch()
    try #require(try scratch.run(["issue", "db2", "--role", "both", "--san", "db2.example.com"]).succeeded)
    let text = try scratch.run(["config", "db2", "--steps", "promotion"]).output
    #expect(
      text.contains("slaves will dial db2.example.com; the certificate of db2 is for db2.example.com, db2"))
    #expect(text.contains("--san db2.example.com --san db2 --san master`"))
    #expect(text.contains("`mkcerts issue master --role both --replace`"))
    let moved = try scratch.run(["config", "db2", "--steps", "promotion", "--master-host", "vip.example.com"])
    #expect(moved.output.contains("MASTER_HOST = 'vip.example.com'"))
    #expect(moved.output.contains("that name is not among them, so that slaves will refuse it"))
  }

  @Test func `every command puts hosts together on which the same is to be done`() throws {
    let scratch = try Scratch()
    try #require(try scratch.run(["issue", "s3", "--server", "mysql-8.4"]).succeeded)
    let expected = [["master"], ["slave01", "slave02"], ["s3"]]
    func hosts(_ words: String...) throws -> Set<[String]> {
      let result = try scratch.run(words + ["--format", "json"])
      let json = try JSONSerialization.jsonObject(with: Data(result.outputBytes)) as? [String: Any]
      let steps = try #require(json?["steps"] as? [[String: Any]], "\(words): \(result.errors)")
      #expect(steps.first?["hosts"] as? [String] == ["master"], "masters come first: \(words)")
      return Set(steps.compactMap { $0["hosts"] as? [String] })
    }
    #expect(try hosts("renew", "--all") == Set(expected))
    #expect(try hosts("crl") == Set(expected))
    #expect(try hosts("rollover", "begin") == Set(expected))
    let text = try scratch.run(["renew", "--all"]).output
    #expect(
      text.contains(
        """
        to do on slave01, slave02 (mariadb-10.11, slave):
          STOP SLAVE;
          copy client-key.pem, client-cert.pem from pki/hosts/NAME to /etc/mysql/tls
          START SLAVE;
          note: the server's user has to be able to read keys, and nobody else: owner root:mysql, mode 0640

        """), "\(text)")
  }

  @Test func `apply prints what is to be done on the hosts that it changed, and on no other`() throws {
    let scratch = try Scratch.applied("[master db1]\n[slave s1..s2]\n")
    try scratch.writeFleet("[master db1]\n[slave s1..s3]\n")
    let issued = try scratch.run(["apply", "fleet.cnf"]).output
    #expect(
      issued.contains(
        "to do on s3 (mariadb-10.11, slave):\n  copy cacert.pem, client-key.pem, client-cert.pem"))
    #expect(issued.contains("  run change-master.sql from pki/hosts/s3, with the password put in\n"))
    #expect(!issued.contains("to do on db1") && !issued.contains("to do on s1"))
    try scratch.writeFleet("[defaults]\nserver = mysql-8.4\n[master db1]\n[slave s1..s3]\n")
    let refreshed = try scratch.run(["apply", "fleet.cnf"]).output
    #expect(
      refreshed.contains("to do on s1 to s3 (mysql-8.4, slave):\n  note: replication-tls.cnf says"),
      "\(refreshed)")
    #expect(refreshed.contains("`mkcerts config NAME --running`"))
    #expect(try !scratch.run(["apply", "fleet.cnf"]).output.contains("to do on"))
  }

  @Test func `a step of a rollover that is run again repeats what is to be done where that is not shown`()
    throws
  {
    let scratch = try Scratch()
    #expect(try tasks(scratch, "rollover", "begin").count == 2)
    let again = try tasks(scratch, "rollover", "begin")
    #expect(again.map { $0["hosts"] as? [String] } == [["master"], ["slave01", "slave02"]])
    let confirmed = ["--confirm", "master", "--confirm", "slave01", "--confirm", "slave02"]
    #expect(try scratch.run(["rollover", "promote"] + confirmed).succeeded)
    let promoted = try scratch.run(["rollover", "promote"]).output
    #expect(
      promoted.contains(
        "to do on slave01, slave02 (mariadb-10.11, slave):\n  STOP SLAVE;\n  copy cacert.pem, "))
    #expect(try scratch.run(["rollover", "finish", "--confirm", "master"]).status == 1)
    let left = try scratch.run(["rollover", "promote"]).output
    #expect(left.contains("to do on slave01, slave02") && !left.contains("to do on master"), "\(left)")
  }

  @Test func `the name of a connection and the checking of names are kept, and read back by verify`() throws {
    let scratch = try Scratch()
    try #require(try scratch.run(["issue", "s3", "--channel", "east", "--no-verify-name"]).succeeded)
    let text = try scratch.text("pki/hosts/s3/change-master.sql")
    #expect(text.contains("CHANGE MASTER 'east' TO") && text.contains("MASTER_SSL_VERIFY_SERVER_CERT = 0;"))
    #expect(text.contains("PLAIN TEXT"))
    let renewed = try scratch.run(["renew", "s3"])
    #expect(
      renewed.output.contains("  STOP ALL SLAVES;\n") && renewed.output.contains("  START ALL SLAVES;\n"))
    #expect(try scratch.text("pki/hosts/s3/change-master.sql") == text)
    try scratch.refuses(["issue", "s3", "--channel", "west"], saying: ["with --channel east"])
    try scratch.refuses(["issue", "s4", "--channel", " "], saying: ["begins or ends with a blank"])
    let verified = try scratch.run(["verify"])
    #expect(verified.succeeded && verified.output.contains("exposed"), "\(verified.output)")
    #expect(try scratch.run(["verify", "--strict"]).status == 1)
  }

  @Test func `commands in hints can be run as they are printed, whatever the folder is called`() throws {
    let scratch = try Scratch(empty: true)
    for (folder, shown) in [("-odd", "./-odd"), ("a\nb'", #"$'a\nb\''"#), ("it's", #"'it'\''s'"#)] {
      let made = try scratch.run(["init-ca", "--pki=\(folder)", "--san", "db1"])
      #expect(
        made.succeeded && made.errors.contains("`mkcerts issue slave01 --pki \(shown)`"), "\(made.errors)")
      let typed = try scratch.shell("$MKCERTS issue slave01 --pki \(shown)")
      #expect(typed.succeeded, "\(typed.errors)")
    }
  }

  @Test func `a backup is never a file that is called by a dash`() throws {
    let scratch = try Scratch()
    try scratch.folder.write("correct horse\n", to: "phrase")
    let refused = try scratch.run(["backup", "-", "--passphrase-file", "phrase"])
    #expect(refused.status == 64 && refused.errors.contains("./-"), "\(refused.errors)")
    #expect(!FileManager.default.fileExists(atPath: scratch.folder("-")))
  }

  @Test func `a host whose key never left it is issued anew by its request, in hints too`() throws {
    let scratch = try Scratch()
    try scratch.shell(
      "openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout k -out r.pem -subj /CN=s3")
    try #require(try scratch.run(["issue", "s3", "--csr", "r.pem"]).succeeded)
    try scratch.shell("mv pki/hosts/s3 .")
    for command in ["issue", "renew"] {
      try scratch.refuses([command, "s3"], saying: ["`mkcerts issue s3 --csr FILE --replace`"])
    }
  }
}
