import Foundation
import TestSupport
import Testing

@testable import Verification
@testable import mkcerts

/// Reports whose names and sentences are made of what breaks forms.
@Suite struct `a report of strange names` {
  private static let pieces: [[UInt8]] =
    (0..<0x20).map { [$0] }
    + [
      "]]>", "<![CDATA[", "<!--", "&amp;", "&#0;", "<", ">", "\"", "'", "%0A", "%", ":", ",", "::error::",
      "##[error]",
      "\r\n", "\u{7f}", "\u{85}", "\u{9b}31m", "\u{2028}", "\u{202e}", "\u{fffe}", "\u{ffff}", "\u{feff}",
      "🦭", "👩‍👩‍👧",
      "e\u{301}", "\\", "\\u0000", "/", "//", "..", "a", "slave", "7", " ", "`", "$(x)", "{\"a\":1}",
      "[x](1)",
    ].map { Array($0.utf8) }
    // Not UTF-8: lone and overlong bytes, a surrogate, an end too early.
    + [[0xff], [0x80], [0xc0, 0xaf], [0xed, 0xa0, 0x80], [0xf0, 0x9f, 0xa6], [0xc3]]

  private static func text(_ generator: inout SeededGenerator, atLeast minimum: Int = 1) -> String {
    let bytes = (0..<Int.random(in: minimum...8, using: &generator)).flatMap { _ in
      pieces.randomElement(using: &generator) ?? []
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func report(_ generator: inout SeededGenerator) -> Report {
    var names: [String] = []
    for _ in 0..<Int.random(in: 1...8, using: &generator) {
      let name = text(&generator)
      if !names.contains(name) { names.append(name) }
    }
    let findings = (0..<Int.random(in: 0...8, using: &generator)).map { _ in
      Finding(
        rule: "open-key", severity: Severity.allCases.randomElement(using: &generator) ?? .note,
        host: Bool.random(using: &generator) ? names.randomElement(using: &generator) : nil,
        file: Bool.random(using: &generator) ? text(&generator, atLeast: 0) : nil, sentence: text(&generator),
        symptom: Bool.random(using: &generator) ? text(&generator) : nil,
        fix: Bool.random(using: &generator) ? text(&generator) : nil,
        servers: Bool.random(using: &generator) ? [text(&generator)] : nil)
    }
    return .sketch(
      names, findings, strict: .random(using: &generator), source: text(&generator),
      links: Bool.random(using: &generator) ? [] : [.init(slave: names[0], master: names[0], outcome: .fails)]
    )
  }

  @Test func `is well-formed, and names the same hosts, in JSON, SARIF and JUnit XML`() throws {
    var generator = SeededGenerator()
    let reports = (0..<150).map { _ in Self.report(&generator) }
    for form in [ReportFormat.json, .sarif, .junit] {
      let texts = try reports.map { (form.rawValue, try Output.text(of: $0, as: form)) }
      for ((report, text), answer) in zip(zip(reports, texts), try ReportJudge.answers(to: texts)) {
        let names =
          switch form {
          case .sarif: report.findings.compactMap(\.host)
          case .junit: report.hosts.map(\.name.legible) + ["same authority"]
          default: report.hosts.map(\.name)
          }
        #expect(answer.problem.isEmpty, "seed \(generator.seed): \(text.1)")
        #expect(answer.names == names, "seed \(generator.seed)")
      }
    }
  }

  @Test func `keeps to its lines in text, whose control characters are shown`() {
    var generator = SeededGenerator()
    for _ in 0..<300 {
      let report = Self.report(&generator)
      let text = ReportRendering(report: report).text
      #expect(Self.isSafe(text), "seed \(generator.seed): \(text)")
      let heads = [
        "FAILED ", "warn   ", "ok     ", "       ", "        ", "proven: ", "not proven: ", "but ",
        "findings: ",
      ]
      for line in text.split(separator: "\n") {
        #expect(heads.contains { line.hasPrefix($0) }, "seed \(generator.seed): \(line)")
      }
      for host in report.hosts { #expect(text.contains(host.name.legible) || text.contains("more host")) }
    }
  }

  @Test func `is read back from workflow annotations as it was`() throws {
    var generator = SeededGenerator()
    for _ in 0..<300 {
      let report = Self.report(&generator)
      let text = WorkflowRendering(report: report).text
      #expect(Self.isSafe(text), "seed \(generator.seed): \(text)")
      let lines = text.split(separator: "\n")
      #expect(lines.count == report.findings.count + 1, "seed \(generator.seed)")
      for (finding, line) in zip(report.findings, lines) {
        let parts = try #require(
          line.wholeMatch(of: #/::(?<command>error|warning|notice) (?<properties>[^:]*)::(?<message>.*)/#),
          "seed \(generator.seed): \(line)")
        let properties = parts.properties.split(separator: ",").map { property in
          Self.unescaped(property.drop { $0 != "=" }.dropFirst())
        }
        #expect(
          properties.last == Self.shown("open-key" + (finding.host.map { " on \($0)" } ?? "")),
          "seed \(generator.seed): \(line)")
        #expect(properties.count == 1 || properties[0] == Self.shown(finding.place?.path ?? ""))
        // By bytes: a line end and a combining mark would be one character with what stands beside them.
        #expect(Self.unescaped(parts.message).utf8.starts(with: Self.shown(finding.sentence).utf8))
      }
    }
  }

  /// Whether nothing in it steers a terminal.
  private static func isSafe(_ text: String) -> Bool {
    !text.unicodeScalars.contains {
      $0 != "\n" && ($0.properties.generalCategory == .control || (0x202a...0x202e).contains($0.value))
    }
  }

  /// What an annotation shows of a text: CR and LF stay, for they are escaped.
  private static func shown(_ text: String) -> String {
    text.unicodeScalars.map { $0 == "\r" || $0 == "\n" ? String($0) : String($0).legible }.joined()
  }

  /// As the runner reads it.
  private static func unescaped(_ text: Substring) -> String {
    var text = String(text)
    for (escaped, character) in [("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")] {
      text = text.replacingOccurrences(of: escaped, with: character, options: .literal)
    }
    return text
  }
}
