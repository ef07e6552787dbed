import Foundation
import TestSupport
import Testing

@Suite struct `status` {
  /// What `status --format json` says, as far as it is looked at here.
  private struct Report: Decodable {
    struct Item: Decodable {
      struct Hosts: Decodable {
        let names: [String]
        let summary: String
      }
      let kind: String
      let file: String
      let host: String?
      let notBefore: String
      let notAfter: String
      let state: String
      let takesDown: Hosts
      let needsCare: Bool
    }
    let needsCare: Bool
    let items: [Item]
  }

  private func report(_ options: [String] = [], in scratch: Scratch) throws -> (Report, Int32?) {
    let result = try scratch.run(["status", "--format", "json"] + options)
    return (try JSONDecoder().decode(Report.self, from: Data(result.output.utf8)), result.status)
  }

  private func seconds(_ text: String) throws -> Int {
    Int(try Date(text, strategy: .iso8601).timeIntervalSince1970)
  }

  @Test func `the first to break comes first, with all that it takes down`() throws {
    let scratch = try Scratch()
    try #require(try scratch.run(["issue", "short", "--days", "20"]).succeeded)
    let text = try scratch.run(["status"])
    #expect(text.status == 1 && text.errors.isEmpty, "\(text.errors)")
    let lines = text.output.split(separator: "\n").map(String.init)
    #expect(lines[0].hasPrefix("first to break: pki/hosts/short/client-cert.pem ends "))
    #expect(lines[0].contains(/, in (19|20) days: 1 slave$/), "\(lines[0])")
    #expect(lines[1].hasPrefix("due: pki/hosts/short/client-cert.pem"))
    #expect(lines[2] == "  fix: `mkcerts renew --within 30d`")
    #expect(try scratch.run(["status", "--within", "21d"]).status == 1)
    #expect(try scratch.run(["status", "--within", "19d"]).status == 0)
    let (report, _) = try report(in: scratch)
    #expect(report.items.map(\.notAfter) == report.items.map(\.notAfter).sorted())
    let master = try #require(report.items.first { $0.host == "master" })
    #expect(master.takesDown.summary == "1 master and 3 slaves")
    #expect(report.items.last?.kind == "authority" && report.items.last?.takesDown.names.count == 4)
    // The fix, as it is printed.
    #expect(try scratch.run(["renew", "--within", "30d"]).succeeded)
  }

  @Test func `each master takes down the slaves that dial it`() throws {
    let scratch = try Scratch()
    try #require(try scratch.run(["issue", "db2", "--role", "master", "--san", "db2.example"]).succeeded)
    try #require(try scratch.run(["issue", "s4", "s5", "--master-host", "db2.example"]).succeeded)
    let (report, _) = try report(in: scratch)
    func down(_ host: String) -> [String]? { report.items.first { $0.host == host }?.takesDown.names }
    #expect(down("master") == ["master", "slave01", "slave02"])
    #expect(down("db2") == ["db2", "s4", "s5"] && down("s5") == ["s5"])
  }

  @Test func `an end is over at its very second, and due before it for the span`() throws {
    let scratch = try Scratch()
    try #require(try scratch.run(["issue", "short", "--days", "20"]).succeeded)
    let (now, _) = try report(in: scratch)
    let short = try #require(now.items.first { $0.host == "short" })
    let authority = try #require(now.items.first { $0.kind == "authority" })
    for (item, host) in [(short, "short" as String?), (authority, nil)] {
      let (begin, end) = (try seconds(item.notBefore), try seconds(item.notAfter))
      let moments = [
        (begin - 1, "early"), (begin, "good"), (end - 3601, "good"), (end - 3600, "good"),
        (end - 3599, "due"),
        (end - 1, "due"), (end, "over"), (end + 1, "over"),
      ]
      for (moment, state) in moments {
        let (then, status) = try report(["--at", "@\(moment)", "--within", "1h"], in: scratch)
        let found = then.items.first { $0.host == host && $0.kind == item.kind }
        #expect(found?.state == state && found?.needsCare == (state != "good"), "\(moment - end)")
        #expect(status == (then.items.contains { $0.needsCare } ? 1 : 0))
        // The same word as verify's, where it is about a host of this kind alone.
        if host == nil, moment >= end - 1 {
          let verified = try scratch.run(["verify", "--at", "@\(moment)"])
          let says = moment < end ? "the authority's certificate ends" : "the authority's certificate expired"
          #expect(verified.output.contains(says), "\(moment - end)")
        }
      }
    }
  }

  @Test func `metrics are read by Prometheus's own reader, whatever is in a path`() throws {
    let scratch = try Scratch()
    let odd = "a \"b\"\\c\nd={e},é #"
    try #require(try scratch.shell("mkdir 'x' && mv pki x/").succeeded)
    try FileManager.default.moveItem(atPath: scratch.folder("x"), toPath: scratch.folder(odd))
    let pki = ["--pki", "\(odd)/pki"]
    let listed = try scratch.run(["status", "--format", "json"] + pki)
    let items = try JSONDecoder().decode(Report.self, from: Data(listed.output.utf8)).items
    // On any day of a month, and long after everything is over.
    let days = (1...31).map { "2026-12-\($0 < 10 ? "0" : "")\($0)" } + ["2040-02-29", "9999-12-31T23:59:59Z"]
    let texts = try days.map { day in
      let made = try scratch.run(["status", "--format", "prometheus", "--at", day] + pki)
      #expect([0, 1].contains(made.status) && made.errors.isEmpty, "\(made.errors)")
      return made.output
    }
    let answers = try ReportJudge.answers(to: texts.map { ("metrics", $0) })
    #expect(answers.count == days.count)
    for answer in answers {
      #expect(answer.problem == "")
      let samples = try answer.names.map { try Sample($0) }
      for item in items {
        let kind = item.kind == "authority" ? "authority" : "certificate"
        for (name, time) in [("not_after", item.notAfter), ("not_before", item.notBefore)] {
          let sample = samples.first {
            $0.name == "mkcerts_\(kind)_\(name)_timestamp_seconds" && $0.labels["host"] == item.host
          }
          #expect(try sample?.value == Double(seconds(time)) && sample?.labels["file"] == item.file)
        }
      }
    }
  }

  private struct Sample {
    let name: String
    let labels: [String: String]
    let value: Double

    init(_ text: String) throws {
      let parts = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [Any] ?? []
      name = try #require(parts.first as? String)
      labels = try #require(parts.dropFirst().first as? [String: String])
      value = try #require(parts.last as? Double)
    }
  }

  @Test func `a file is replaced as a whole, and left alone where the report cannot be made`() throws {
    let scratch = try Scratch()
    let words = ["status", "--format", "prometheus", "--output", "out.prom"]
    #expect(try scratch.run(words).succeeded)
    let first = try scratch.text("out.prom")
    #expect(first.contains("mkcerts_status_timestamp_seconds") && first.hasSuffix("\n"))
    let number =
      try FileManager.default.attributesOfItem(atPath: scratch.folder("out.prom"))[.systemFileNumber] as? Int
    let again = try scratch.run(words + ["--at", "2040-01-01"])
    #expect(again.status == 1 && again.output.isEmpty && again.errors.isEmpty, "\(again.errors)")
    let attributes = try FileManager.default.attributesOfItem(atPath: scratch.folder("out.prom"))
    #expect(attributes[.systemFileNumber] as? Int != number && attributes[.posixPermissions] as? Int == 0o644)
    let second = try scratch.text("out.prom")
    try scratch.refuses(words + ["--pki", "nowhere"], saying: ["there is no authority"])
    try scratch.refuses(["status", "--output", "no/where"], saying: ["no/where"], changing: true)
    try Data("no list".utf8).write(to: URL(filePath: scratch.folder("pki/crl.pem")))
    try scratch.refuses(words, saying: ["pki/crl.pem cannot be read"])
    #expect(try scratch.text("out.prom") == second)
  }

  @Test func `a revocation list that ends takes everybody down`() throws {
    let scratch = try Scratch()
    let made = try scratch.shell(
      """
      touch index && echo 01 > number && openssl ca -gencrl -config <(printf '[ca]\\ndefault_ca=d\\n[d]\\ndatabase=index\\n\
      crlnumber=number\\ndefault_md=sha256\\n') -keyfile pki/authority/ca-key.pem -cert pki/cacert.pem \
        -crl_lastupdate 20261001000000Z -crl_nextupdate 20300101000000Z -out pki/crl.pem
      """)
    try #require(made.succeeded, "\(made.errors)")
    let next = 1_893_456_000
    for (moment, state) in [(next - 86_400, "due"), (next - 1, "due"), (next, "over")] {
      let (report, status) = try report(["--at", "@\(moment)"], in: scratch)
      let list = try #require(report.items.first { $0.kind == "revocationList" })
      #expect(list.state == state && status == 1 && list.takesDown.summary == "1 master and 2 slaves")
    }
    let text = try scratch.run(["status", "--at", "@\(next)"]).output
    #expect(
      text.contains("over: pki/crl.pem (CN=T G1) ended 2030-01-01T00:00:00Z: 1 master and 2 slaves"),
      "\(text)")
    let metrics = try scratch.run(["status", "--format", "prometheus"]).output
    let labels = "{generation=\"1\",subject=\"CN=T G1\",file=\"pki/crl.pem\"}"
    #expect(metrics.contains("\nmkcerts_crl_next_update_timestamp_seconds\(labels) \(next)\n"), "\(metrics)")
  }

  @Test func `nothing is locked or changed by it`() throws {
    let scratch = try Scratch()
    let before = try scratch.tree().filter { !$0.key.contains("ledger.sqlite-") }
    let held = try scratch.shell(
      "flock pki/authority/lock timeout 20 \"$MKCERTS\" status --format json")
    #expect(held.succeeded, "\(held.errors)")
    #expect(try scratch.tree().filter { !$0.key.contains("ledger.sqlite-") } == before)
  }

  @Test func `texts that a later change made wrong are noted, and good again after a renewal`() throws {
    let scratch = try Scratch()
    #expect(!(try scratch.run(["status"]).output.contains("note:")))
    try #require(try scratch.run(["issue", "master", "--san", "db9.example", "--replace"]).succeeded)
    try #require(try scratch.shell("rm pki/hosts/slave02/change-master.sql").succeeded)
    let noted = try scratch.run(["status"])
    #expect(
      noted.succeeded && noted.output.contains("note: change-master.sql of slave01 would"), "\(noted.output)")
    #expect(try scratch.run(["status", "--format", "json"]).output.contains("\"change-master.sql\""))
    try #require(try scratch.run(["renew", "slave01"]).succeeded)
    #expect(!(try scratch.run(["status"]).output.contains("note:")))
  }
}
