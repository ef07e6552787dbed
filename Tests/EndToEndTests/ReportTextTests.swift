import TestSupport
import Testing

@testable import Verification
@testable import mkcerts

@Suite struct `the text of a report` {
  private func text(_ report: Report) -> String { ReportRendering(report: report).text }

  /// `master`, and slaves from `slave0001` on.
  private func fleet(_ slaves: Int) -> [String] {
    ["master"]
      + (1...slaves).map { "slave" + String(repeating: "0", count: 4 - "\($0)".count) + "\($0)" }
  }

  @Test func `a line for each host that is well, up to forty`() {
    let few = text(.sketch(fleet(39)))
    #expect(few.split(separator: "\n").count { $0.hasPrefix("ok ") } == 40)
    let many = text(.sketch(fleet(40)))
    #expect(many.split(separator: "\n").count { $0.hasPrefix("ok ") } == 1)
    #expect(
      many.hasPrefix("ok     41 hosts: master 1, slave 40; master is the first to end, 2027-12-25\n"),
      "\(many)")
  }

  @Test func `thousands of hosts with the same finding are told of as one`() throws {
    let names = fleet(3000)
    let whole = Finding(
      rule: "open-key", severity: .exposed, host: nil, file: "pki/authority/ca-key.pem",
      sentence: "pki/authority/ca-key.pem is open to every user of the machine (mode 0644)")
    let findings =
      [whole] + names[1...1000].filter { $0 != "slave0500" }.map { .openKey($0) }
      + [.keyMismatch("slave0500", print: 1), .keyMismatch("slave2000", print: 2)]
    try snapshot(text(.sketch(names, findings)), named: "reports/same.txt")
  }

  @Test func `thousands of hosts with findings of the same rules are shown by examples`() throws {
    let names = fleet(3000)
    let findings = names[1...2500].enumerated().map { Finding.keyMismatch($1, print: $0) }
    try snapshot(text(.sketch(names, findings)), named: "reports/alike.txt")
  }

  @Test func `a moment is enough for ten thousand hosts`() throws {
    let names = (0..<10_000).map { "s\($0)" }
    let findings = names.enumerated().flatMap { [.keyMismatch($1, print: $0), Finding.openKey($1)] }
    let report = Report.sketch(names, findings)
    let clock = ContinuousClock()
    for form in ReportFormat.allCases {
      let time = try clock.measure { _ = try Output.text(of: report, as: form) }
      // It takes about a second in a debug build; what is quadratic takes minutes.
      #expect(time < .seconds(30), "\(form): \(time)")
    }
  }

  @Test func `three equal hosts are shown one by one, and no host is left out`() {
    let three = fleet(3)
    let shown = text(.sketch(three, three.map { .openKey($0) }))
    for name in three { #expect(shown.contains("warn   \(name)"), "\(shown)") }
    let five = text(.sketch(fleet(5), fleet(5).dropFirst().map { .openKey($0) }))
    #expect(five.contains("and 4 more hosts: slave0002 to slave0005"), "\(five)")
  }

  @Test func `hosts are equal where their names stand in the same places only`() {
    let names = ["m", "a", "half", "b", "c", "d"]
    let findings = names.dropFirst().map {
      Finding(rule: "r", severity: .breaks, host: $0, file: nil, sentence: "half of a pair")
    }
    // The words `a` and `half` are taken for the names of these two.
    let shown = text(.sketch(names, findings))
    #expect(!shown.contains("more host"), "\(shown)")
    let clear = text(
      .sketch(
        ["m", "db1", "db2", "db3", "db11", "x"],
        ["db1", "db2", "db3", "db11", "x"].map { (name: String) in
          Finding(
            rule: "r", severity: .breaks, host: name, file: nil, sentence: "db1x db2-3 \(name).test breaks")
        }))
    #expect(clear.contains("FAILED db1") && clear.contains("and 4 more hosts: db2, db3, db11, x"), "\(clear)")
  }

  @Test func `a finding that is true of some servers says of which`() throws {
    for (servers, words) in [
      (["mysql-5.7"], "(open-key; MySQL 5.7 only)"),
      (["mysql-5.7", "mariadb-10.2", "else"], "(open-key; MySQL 5.7, MariaDB 10.2 and else only)"),
      (nil, "(mode 0644) (open-key)\n"), ([], "(mode 0644) (open-key)\n"),
    ] as [([String]?, String)] {
      let report = Report.sketch(["master", "s1"], [.openKey("s1", servers: servers)])
      #expect(text(report).contains(words), "\(text(report))")
      #expect(text(report.withFixes { $0 }).contains(words))
      let json = try Output.text(of: report, as: .json)
      #expect(json.contains("\"servers\"") == (servers != nil))
    }
  }

  @Test func `what fails comes first, then what is exposed, then what is well with a note`() {
    let note = Finding(rule: "r", severity: .note, host: "s1", file: nil, sentence: "it is so")
    let shown = text(
      .sketch(["master", "s1", "s2", "s3"], [note, .openKey("s2"), .keyMismatch("s3", print: 1)]))
    let order = [
      "FAILED s3", "warn   s2", "ok     s1", "note: it is so (r)", "ok     master", "not proven: 1 of 4",
    ]
    let places = order.map { shown.firstRange(of: $0)?.lowerBound }
    #expect(places.allSatisfy { $0 != nil } && places.compactMap { $0 } == places.compactMap { $0 }.sorted())
  }

  @Test func `a host that fails for its connection alone says so in every form`() throws {
    let links = [Report.Link(slave: "s1", master: "master", outcome: .plain)]
    let report = Report.sketch(["master", "s1"], links: links)
    for form in [ReportFormat.text, .junit] {
      let shown = try Output.text(of: report, as: form)
      #expect(shown.contains("the connection to master is not encrypted"), "\(shown)")
    }
    #expect(
      try Output.text(of: report, as: .github).hasPrefix("::error title=mkcerts verify::not proven: 1 of 2"))
  }

  @Test func `a finding of a host that is not listed is shown all the same`() throws {
    let report = Report.sketch(["master"], [.keyMismatch("nobody", print: 7)])
    for form in ReportFormat.allCases {
      #expect(try Output.text(of: report, as: form).contains("the key begins with 7"), "\(form)")
    }
  }

  @Test(
    arguments: [
      (["b", "a"], "a, b"), (["db9", "db10", "db11"], "db9 to db11"),
      (["db09", "db010", "db11"], "db09, db010, db11"),
      (["db1", "db2"], "db1, db2"), (["10.0.0.3", "10.0.0.1", "10.0.0.2"], "10.0.0.1 to 10.0.0.3"),
      (["s3.x", "s1.x", "s2.x", "s4.y"], "s1.x to s3.x, s4.y"), (["7", "8", "9"], "7 to 9"),
      (["n99999999999999999999", "n99999999999999999998"], "n99999999999999999998, n99999999999999999999"),
    ] as [([String], String)])
  func `names in a row are a range`(names: [String], text: String) {
    #expect(HostNames(names: names).text == text)
  }

  @Test func `names beyond the first are counted`() {
    let names = (0..<20).map { "x\($0 * 2)" } + ["y1", "y2", "y3"]
    #expect(HostNames(names: names).text.hasSuffix("x22 and 11 more, which --format json names"))
  }
}
