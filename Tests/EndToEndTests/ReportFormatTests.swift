import Foundation
import TestSupport
import Testing
import Verification

/// A pki folder that something was done to, and what the verification of it comes to.
private struct Condition: Sendable {
  let name: String
  var script = ""
  var words: [String] = []
  /// The rule that finds something, and of which host; nil where nothing is found.
  var rule: String?
  var host: String?
  /// As the severity and GitHub call it.
  var level: String?
  /// The exit codes, without and with --strict.
  let codes: (Int32, Int32)
}

@Suite struct `the forms of a report` {
  private static let conditions = [
    Condition(name: "good", codes: (0, 0)),
    Condition(
      name: "bad", script: "cp pki/hosts/slave02/client-key.pem pki/hosts/slave01/", rule: "key-mismatch",
      host: "slave01", level: "error", codes: (1, 1)),
    Condition(
      name: "bad as a whole", script: "rm pki/cacert.pem", rule: "unreadable-file", level: "error",
      codes: (1, 1)),
    Condition(
      name: "exposed", script: "chmod 644 pki/hosts/slave01/client-key.pem", rule: "open-key",
      host: "slave01", level: "warning", codes: (0, 1)),
    Condition(
      name: "due", words: ["--within", "60w"], rule: "validity", host: "slave01", level: "warning",
      codes: (0, 1)),
  ]

  /// Every condition, each without and with --strict, in one form.
  private func reports(_ form: String) throws -> [(condition: Condition, isStrict: Bool, text: String)] {
    try Self.conditions.flatMap { condition in
      let scratch = try Scratch()
      if !condition.script.isEmpty { #expect(try scratch.shell(condition.script).succeeded) }
      return try [false, true].map { isStrict in
        let words = ["verify", "--format", form] + condition.words + (isStrict ? ["--strict"] : [])
        let result = try scratch.run(words)
        let code = isStrict ? condition.codes.1 : condition.codes.0
        #expect(result.status == code && result.errors.isEmpty, "\(condition.name): \(result.errors)")
        return (condition, isStrict, try #require(String(validating: result.outputBytes, as: UTF8.self)))
      }
    }
  }

  private func expect(_ text: String, holds parts: [String?], _ condition: Condition) {
    for part in parts.compactMap({ $0 }) { #expect(text.contains(part), "\(condition.name): \(text)") }
  }

  @Test func `JSON is what its schema says, every member of it documented`() throws {
    let reports = try reports("json")
    for (report, answer) in zip(reports, try ReportJudge.answers(to: reports.map { ("json", $0.text) })) {
      #expect(answer.problem.isEmpty, "\(report.condition.name)")
      #expect(answer.names == ["master", "slave01", "slave02"])
      let strict = "\"strict\" : \(report.isStrict)"
      let rule = report.condition.rule
      expect(
        report.text,
        holds: [strict] + ["rule", "name"].map { member in rule.map { "\"\(member)\" : \"\($0)\"" } }
          + [rule.map { _ in "\"source\" : \"" }], report.condition)
    }
  }

  @Test func `SARIF is what its schema says, with the file of each finding`() throws {
    let reports = try reports("sarif")
    for (report, answer) in zip(reports, try ReportJudge.answers(to: reports.map { ("sarif", $0.text) })) {
      #expect(answer.problem.isEmpty, "\(report.condition.name)")
      let condition = report.condition
      if let host = condition.host { #expect(answer.names.contains(host)) }
      if condition.rule == nil { #expect(report.text.contains("\"results\" : [\n\n      ]")) }
      let uri = condition.rule.map { _ in
        "\"uri\" : \"pki/\(condition.host.map { "hosts/\($0)/client-" } ?? "cacert.pem")"
      }
      expect(
        report.text,
        holds: [
          condition.rule.map { "\"ruleId\" : \"\($0)\"" },
          condition.rule.flatMap { RuleDescription(of: $0).uri }.map { "\"helpUri\" : \"\($0)\"" },
          condition.rule.map { _ in "\"reference\" : \"" }, condition.level.map { "\"level\" : \"\($0)\"" },
          uri,
        ], condition)
    }
  }

  @Test func `JUnit XML has a test case for each host and one for the proof, and fails as the command does`()
    throws
  {
    let reports = try reports("junit")
    for (report, answer) in zip(reports, try ReportJudge.answers(to: reports.map { ("junit", $0.text) })) {
      let condition = report.condition
      #expect(answer.problem.isEmpty, "\(condition.name)")
      #expect(answer.names == ["master", "slave01", "slave02", "same authority"])
      let code = report.isStrict ? condition.codes.1 : condition.codes.0
      #expect(report.text.contains("<failure ") == (code == 1), "\(condition.name): \(report.text)")
      #expect(report.text.contains("<system-out>") || code == 1)
      expect(report.text, holds: [condition.rule.map { "(\($0))\n" }], condition)
      if condition.rule != nil { #expect(report.text.contains("  fix: ")) }
    }
  }

  @Test func `workflow annotations name the file, and a run that fails has an error`() throws {
    for (condition, isStrict, text) in try reports("github") {
      let file = condition.host.map { "pki/hosts/\($0)/client-" } ?? "pki/cacert.pem"
      expect(text, holds: [condition.level.map { "::\($0) file=\(file)" }], condition)
      let on = condition.host.map { " on \($0)" } ?? ""
      expect(text, holds: [condition.rule.map { ",title=\($0)\(on)::" }], condition)
      let code = isStrict ? condition.codes.1 : condition.codes.0
      #expect(text.contains("::error ") == (code == 1), "\(condition.name): \(text)")
      #expect(text.contains("proven: 1 master and 2 slaves") == (condition.level != "error"), "\(text)")
    }
  }

  @Test func `text shows what is exposed or due although it passes, and names --strict`() throws {
    for (condition, isStrict, text) in try reports("text") where condition.level == "warning" {
      let host = try #require(condition.host)
      expect(
        text, holds: ["\(isStrict ? "FAILED" : "warn  ") \(host)", "       \(condition.name): "], condition)
      #expect(text.contains("with --strict that fails") == !isStrict, "\(text)")
      #expect(text.contains("proven: 1 master and 2 slaves share one authority"))
    }
  }

  @Test func `names of any bytes, and folders of names that no host has, break no form`() throws {
    let scratch = try Scratch()
    let made = try scratch.shell(
      #"""
      cd pki/hosts && mkdir $'a\x1b[31mred' $'b]]>&<"c' $'c\xff\xfe' $'d\n::error::e' $'e%0A,f:g' '🦭é' $'h\u202ei' &&
      cd .. && mv ../pki $'../p\x07:,%\xf0k&i' && ln -s $'p\x07:,%\xf0k&i' ../pki
      """#)
    #expect(made.succeeded, "\(made.errors)")
    for form in ["text", "json", "junit", "sarif", "github"] {
      let result = try scratch.run(["verify", "--format", form])
      #expect(result.status == 1, "\(result.errors)")
      let text = try #require(String(validating: result.outputBytes, as: UTF8.self))
      #expect(!text.unicodeScalars.contains { $0.properties.generalCategory == .control && $0 != "\n" })
      #expect(!text.contains("\n::error::e"), "\(text)")
      if form != "text", form != "github" {
        #expect(try ReportJudge.answers(to: [(form, text)]).map(\.problem) == [""], "\(text)")
      }
    }
  }

  @Test func `colour is for terminals that want it`() throws {
    let scratch = try Scratch()
    try scratch.shell("chmod 644 pki/hosts/slave01/client-key.pem")
    func seen(_ setting: String) throws -> String {
      try scratch.shell("\(setting) script -qec '\"$MKCERTS\" verify' /dev/null").output
    }
    #expect(try seen("TERM=xterm NO_COLOR=").contains("\u{1b}[33mwarn  \u{1b}[0m slave01"))
    #expect(try !seen("TERM=xterm NO_COLOR=1").contains("\u{1b}"))
    #expect(try !seen("TERM=dumb NO_COLOR=").contains("\u{1b}"))
    #expect(try !scratch.run(["verify"], environment: ["TERM": "xterm"]).output.contains("\u{1b}"))
  }
}
