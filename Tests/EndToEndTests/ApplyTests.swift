import Foundation
import TestSupport
import Testing

@Suite struct `apply of a fleet file` {
  /// The example fleets, each with the hosts whose texts are looked at.
  static let examples: [(fleet: String, hosts: [String])] = [
    ("three-hosts", ["db1", "slave01", "slave02"]), ("large", ["db1", "slave001", "slave250"]),
    ("circular", ["db1", "db2", "report01"]), ("chain", ["db1", "relay", "leaf1"]),
    ("mixed", ["db1", "new01", "maria01", "apart01"]),
  ]

  @Test(arguments: examples)
  func `plans an example fleet, makes it, proves it, and finds nothing to do the second time`(
    fleet: String, _: [String]
  ) throws {
    let scratch = try Scratch.withFleets()
    let untouched = try scratch.tree()
    let planned = try scratch.run(["apply", "--plan", "\(fleet).cnf"])
    #expect(planned.status == 1 && planned.errors.isEmpty, "\(planned.errors)")
    #expect(try scratch.tree() == untouched, "a plan changes nothing")
    try snapshot(planned.output, named: "fleets/\(fleet).plan.txt")

    let applied = try scratch.run(["apply", "\(fleet).cnf"])
    #expect(applied.succeeded && applied.output.contains("proven: "), "\(applied.errors)\(applied.output)")
    let made = try scratch.made()
    let again = try scratch.run(["apply", "\(fleet).cnf"])
    #expect(again.succeeded && again.errors.isEmpty, "\(again.errors)")
    #expect(try scratch.made() == made, "the second run changes nothing")
    let settled = try scratch.run(["apply", "--plan", "\(fleet).cnf"])
    #expect(settled.succeeded && settled.output.hasSuffix("unchanged\n"), "\(settled.output)")
    let verified = try scratch.run(["verify", "--fleet", "\(fleet).cnf"])
    #expect(verified.succeeded, "\(verified.errors)\(verified.output)")
  }

  @Test(arguments: examples) func `writes the option files and the SQL of an example fleet`(
    fleet: String, hosts: [String]
  ) throws {
    let scratch = try Scratch.withFleets()
    #expect(try scratch.run(["apply", "\(fleet).cnf"]).succeeded)
    try snapshot(try hosts.map(scratch.texts).joined(), named: "fleets/\(fleet).texts.txt")
  }

  /// What is changed in an example fleet: a name and one host more, a host that left and a form of trust, a master, a
  /// longer range, a server.
  static let changes: [(fleet: String, what: [(before: String, after: String)])] = [
    (
      "three-hosts",
      [("ip:10.0.0.1", "ip:10.0.0.2"), ("[slave slave02]", "[slave slave03]\n[slave slave02]")]
    ),
    ("large", [("slave001..slave250", "slave001..slave249"), ("\ncapath\n", "\n")]),
    ("circular", [("[slave report01]\nmaster = db2", "[slave report01]\nmaster = db1")]),
    ("chain", [("leaf1..leaf3", "leaf1..leaf4")]),
    ("mixed", [("server = mysql-8.0", "server = mysql-8.4")]),
  ]

  @Test(arguments: changes)
  func `does what was changed in an example fleet, and nothing else`(
    fleet: String, changes: [(before: String, after: String)]
  ) throws {
    let scratch = try Scratch.withFleets()
    #expect(try scratch.run(["apply", "\(fleet).cnf"]).succeeded)
    let text = try scratch.text("\(fleet).cnf")
    #expect(changes.allSatisfy { text.contains($0.before) })
    let changed = changes.reduce(text) { $0.replacing($1.before, with: $1.after) }
    try scratch.folder.write(changed, to: "\(fleet).cnf")
    let applied = try scratch.run(["apply", "\(fleet).cnf"])
    #expect(applied.succeeded, "\(applied.errors)\(applied.output)")
    try snapshot(steady(applied.output), named: "fleets/\(fleet).changed.txt")
    let made = try scratch.made()
    #expect(try scratch.run(["apply", "\(fleet).cnf"]).succeeded)
    #expect(try scratch.made() == made, "the second run changes nothing")
  }

  @Test func `says the same as JSON, in one object`() throws {
    let scratch = try Scratch(empty: true)
    func json(_ words: String...) throws -> [String: Any] {
      let result = try scratch.run(["apply", "fleet.cnf", "--format", "json"] + words)
      let object = try JSONSerialization.jsonObject(with: Data(result.outputBytes))
      return try #require(object as? [String: Any], "\(result.errors)")
    }
    try scratch.writeFleet("[master db1]\n[slave s1..s2]\n")
    let plan = try json("--plan")
    #expect(plan["format"] as? Int == 1 && plan["settled"] as? Bool == false)
    #expect(plan["counts"] as? [String: Int] == ["issue": 3])
    let hosts = (plan["plan"] as? [String: Any])?["hosts"] as? [[String: Any]]
    #expect(hosts?.map { $0["action"] as? String } == ["issue", "issue", "issue"])
    let done = try json()
    #expect((done["hosts"] as? [Any])?.count == 3 && done["format"] as? Int == 1)
    #expect((done["verification"] as? [String: Any])?["passed"] as? Bool == true)
    #expect(try json("--plan")["settled"] as? Bool == true)
  }

  static let edits: [(what: String, before: String, after: String, sign: String)] = [
    ("names", "san = ip:10.0.0.1", "san = ip:10.0.0.2", "names: -ip:10.0.0.1 +ip:10.0.0.2"),
    ("a key's kind", "san = ip:10.0.0.1", "san = ip:10.0.0.1\nkey = ed25519", "key: ECDSA P-256 → ed25519"),
    ("days", "san = ip:10.0.0.1", "san = ip:10.0.0.1\ndays = 90", "days: 397 → 90"),
    ("a role", "[master db1]", "[peer db1]", "role: master → peer"),
  ]

  @Test(arguments: edits)
  func `issues anew the one host whose certificates are to be others, and says both sides`(
    what: String, before: String, after: String, sign: String
  ) throws {
    let text = "[master db1]\nsan = ip:10.0.0.1\n[slave s1..s3]\n"
    let scratch = try Scratch.applied(text)
    let old = try scratch.serials()
    try scratch.writeFleet(text.replacing(before, with: after))
    let plan = try scratch.run(["apply", "--plan", "fleet.cnf"])
    #expect(plan.status == 1 && plan.output.contains(sign), "\(what): \(plan.output)")
    let result = try scratch.run(["apply", "fleet.cnf"])
    #expect(result.succeeded, "\(what): \(result.output)\(result.errors)")
    let new = try scratch.serials()
    #expect(Set(old.keys.filter { old[$0] != new[$0] }) == ["db1"], "\(what)")
    #expect(try scratch.run(["apply", "--plan", "fleet.cnf"]).succeeded, "\(what)")
  }

  @Test func `writes texts anew for a setting alone, and leaves keys and certificates as they are`() throws {
    let text = "[defaults]\nuser = repl\n[master db1]\n[both db2]\nmaster = db1\n[slave s1]\nmaster = db1\n"
    let scratch = try Scratch.applied(text)
    let old = try scratch.serials()
    let before = try scratch.tree()
    try scratch.writeFleet(
      text.replacing("user = repl", with: "server = mysql-8.4").replacing(
        "[slave s1]\nmaster = db1", with: "[slave s1]\nmaster = db2"))
    let result = try scratch.run(["apply", "fleet.cnf"])
    #expect(result.succeeded && result.output.contains("done: 3 refreshed"), "\(result.output)")
    #expect(result.output.contains("master: db1 → db2"), "\(result.output)")
    #expect(try scratch.serials() == old)
    let after = try scratch.tree()
    let changed = Set(
      after.keys.filter { after[$0] != before[$0] }.map { ($0 as NSString).lastPathComponent })
    #expect(!changed.contains { $0.hasSuffix(".pem") }, "\(changed)")
    #expect(try scratch.text("pki/hosts/s1/change-master.sql").contains("SOURCE_HOST = 'db2'"))
    #expect(try scratch.run(["apply", "--plan", "fleet.cnf"]).succeeded)
  }

  @Test(arguments: ["both", "peer"])
  func `proves hosts that dial each other and have accounts for a network alone`(role: String) throws {
    let first = "[\(role) g1]\nmaster = g2\n"
    _ = try Scratch.applied("[defaults]\naccount-host = 10.%\n\(first)[\(role) g2]\nmaster = g1\n")
  }

  @Test func `brings back a text that was changed or removed`() throws {
    let scratch = try Scratch.applied("[master db1]\n[slave s1]\n")
    let whole = try scratch.tree().filter { $0.key.hasPrefix("pki/hosts/s1") }
    try scratch.shell("rm pki/hosts/s1/change-master.sql; echo >> pki/hosts/s1/replication-tls.cnf")
    let result = try scratch.run(["apply", "fleet.cnf"])
    #expect(result.output.contains("writes change-master.sql, replication-tls.cnf"), "\(result.output)")
    #expect(try scratch.tree().filter { $0.key.hasPrefix("pki/hosts/s1") } == whole)
  }

  @Test func `tells of a host that left the file, and deletes nothing`() throws {
    let scratch = try Scratch.applied("[master db1]\n[slave s1..s3]\n")
    let before = try scratch.tree().filter { $0.key.hasPrefix("pki/hosts") }
    try scratch.writeFleet("[master db1]\n[slave s1..s2]\n")
    let result = try scratch.run(["apply", "fleet.cnf"])
    #expect(result.succeeded && result.output.contains("- not in the file  s3"), "\(result.output)")
    #expect(result.output.contains("1 master and 2 slaves"), "\(result.output)")
    #expect(try scratch.tree().filter { $0.key.hasPrefix("pki/hosts") } == before)
    #expect(try scratch.run(["apply", "--plan", "fleet.cnf"]).succeeded, "that is nothing to do")
  }

  @Test func `renews what ends within the span, and of short-lived certificates the last third`() throws {
    let scratch = try Scratch.applied("[master db1]\n[slave s1]\ndays = 9\n")
    func plan(_ days: Int, _ more: String...) throws -> String {
      let seconds = Int(Date.now.timeIntervalSince1970) + days * 86_400
      return try scratch.run(["apply", "--plan", "fleet.cnf", "--at", "@\(seconds)"] + more).output
    }
    #expect(try plan(0) == "plan: 2 unchanged\n")
    #expect(try plan(5) == "plan: 2 unchanged\n")
    #expect(try plan(7).contains("1 to renew, 1 unchanged"))
    #expect(try plan(360).contains("1 to renew, 1 unchanged"))
    #expect(try plan(375).contains("2 to renew"))
    #expect(try plan(360, "--within", "60d").contains("2 to renew"))
  }

  @Test func `renews nothing that would end no later, since the authority ends`() throws {
    let scratch = try Scratch(empty: true)
    try scratch.folder.write("[authority]\ndays = 20\n[master db1]\n[slave s1]\n", to: "fleet.cnf")
    #expect(try scratch.run(["apply", "fleet.cnf"]).succeeded)
    #expect(try scratch.run(["apply", "--plan", "fleet.cnf"]).output == "plan: 2 unchanged\n")
  }

  @Test func `asks for a passphrase where something is signed, and not where nothing is`() throws {
    let scratch = try Scratch(empty: true)
    try scratch.folder.write("correct horse\n", to: "phrase")
    try scratch.writeFleet("[master db1]\n[slave s1]\n")
    #expect(try scratch.run(["apply", "fleet.cnf", "--passphrase-file", "phrase"]).succeeded)
    #expect(try scratch.text("pki/authority/ca-key.pem").contains("ENCRYPTED"))
    try scratch.writeFleet("[master db1]\n[slave s1..s2]\n")
    #expect(try scratch.run(["apply", "--plan", "fleet.cnf"]).output.contains("1 to issue"))
    try scratch.refuses(["apply", "fleet.cnf"], saying: ["passphrase"], changing: true)
    #expect(try scratch.run(["apply", "fleet.cnf", "--passphrase-file", "phrase"]).succeeded)
    #expect(try scratch.run(["apply", "fleet.cnf"]).succeeded)
  }

  @Test func `takes over a pki folder that commands made, and touches what agrees already`() throws {
    let scratch = try Scratch()
    try scratch.folder.write(
      "[authority]\nname = T\n[master master]\nsan = master\n[slave slave01..slave03]\n", to: "fleet.cnf")
    let old = try scratch.serials()
    let result = try scratch.run(["apply", "fleet.cnf"])
    #expect(result.succeeded && result.output.contains("1 issued"), "\(result.output)\(result.errors)")
    #expect(try scratch.serials().filter { $0.key != "slave03" } == old)
  }

  @Test func `never makes another authority, nor changes the one that is there`() throws {
    let scratch = try Scratch()
    let before = try scratch.made()
    for (text, words) in [
      ("name = Other", "it is named T G1, not Other"), ("key = rsa-2048", "its key is"),
      ("days = 7", "it lasts 3650 days, not 7"),
    ] {
      try scratch.folder.write("[authority]\n\(text)\n[master master]\n", to: "fleet.cnf")
      try scratch.refuses(["apply", "fleet.cnf"], saying: [words, "fleet.cnf:1"], changing: true)
      try scratch.refuses(["apply", "fleet.cnf", "--plan"], saying: [words], changing: true)
    }
    #expect(try scratch.made() == before)
    try scratch.shell("rm pki/authority/ca-key.pem")
    try scratch.folder.write("[master master]\n[slave s9]\n", to: "fleet.cnf")
    try scratch.refuses(
      ["apply", "fleet.cnf"], saying: ["half of the authority is missing"], changing: true)
    #expect(try scratch.made().filter { before[$0.key] != $0.value }.isEmpty)
  }
}
