import Foundation
import TestSupport
import Testing

@testable import Replication

/// Literals of other languages, read back by those languages.
@Suite struct ProgramLiteralTests {
  /// Texts of the characters that some syntax gives a meaning to.
  private static func texts(_ generator: inout SeededGenerator) -> [String] {
    let alphabet = [
      "a", "/", " ", "\\", "\"", "'", "$", "`", "#", ";", "{", "}", "%", "n", "0", "<", "?", "!",
    ]
    return ["/srv/it's $HOME \"x\" #1;", "", "\\", "'", "\"", "$a", "%00", "`id`", "<?php"]
      + (0..<300).map { _ in
        (0..<Int.random(in: 1...9, using: &generator))
          .map { _ in alphabet.randomElement(using: &generator) ?? "a" }.joined()
      }
  }

  /// Has `program` print what each literal means, one a line.
  private func expect(
    _ literal: (String) throws -> String, readBy program: String, _ arguments: [String],
    as script: ([String]) -> String
  ) throws {
    var generator = SeededGenerator()
    let texts = Self.texts(&generator)
    let output = try Program(program).output(arguments, input: script(texts.map(literal)))
    #expect(output == texts.map { $0 + "\n" }.joined(), "seed \(generator.seed)")
  }

  @Test func `a shell reads a word as it was`() throws {
    try expect({ try ShellWord($0).description }, readBy: "sh", []) {
      $0.map { "printf '%s\\n' \($0)\n" }.joined()
    }
  }

  @Test func `a shell reads a path as it was, with whatever in it, in one line`() throws {
    let paths = ["/a b/c", "/tmp/\u{1}9\n'\\\t", "-x", "/Schlüssel/\u{7f}", "/*", ""]
    let words = paths.map { ShellWord(path: $0).description }
    #expect(words.allSatisfy { !$0.contains("\n") && !$0.hasPrefix("-") })
    let output = try Program("bash").output([], input: words.map { "printf '%s|' \($0)\n" }.joined())
    #expect(output == paths.map { ($0.hasPrefix("-") ? "./" : "") + $0 + "|" }.joined())
  }

  @Test func `PHP reads a string as it was`() throws {
    try expect({ try PHPString($0).description }, readBy: "php", []) {
      "<?php\n" + $0.map { "echo \($0), \"\\n\";\n" }.joined()
    }
  }

  @Test func `Python reads a string in double quotes as it was`() throws {
    try expect({ try QuotedString($0).description }, readBy: "python3", ["-"]) {
      $0.map { "print(\($0))\n" }.joined()
    }
  }

  @Test func `a parser of JSON reads a string in double quotes as it was`() throws {
    var generator = SeededGenerator()
    let texts = Self.texts(&generator)
    let array = "[" + (try texts.map { try QuotedString($0).description }.joined(separator: ",")) + "]"
    let read = try JSONDecoder().decode([String].self, from: Data(array.utf8))
    #expect(read == texts, "seed \(generator.seed)")
  }

  @Test func `a URL gives a path back as it was`() throws {
    var generator = SeededGenerator()
    for text in Self.texts(&generator).map({ "/" + $0 }) {
      let path = try URLPath(text).description
      #expect(path.removingPercentEncoding == text, "seed \(generator.seed)")
      #expect(URL(string: "file:\(path)") != nil, "seed \(generator.seed)")
    }
  }

  @Test(arguments: [
    ("/a b", "/a b"), (" a", #"\ a"#), (#"a\b"#, #"a\\b"#), ("a=b:c#d", "a=b:c#d"), ("", ""),
  ])
  func `a property's value has what its reader takes as itself`(text: String, value: String) throws {
    #expect(try PropertyValue(text).description == value)
  }

  @Test(arguments: ["a b", "", "a;b", "a=b", "a'b", "a\\b", "a$b", "[::1]", "é", "a\nb", "a,b"])
  func `a word for a place without quotes is plain, or refused`(text: String) {
    let error = #expect(throws: ReplicationError.self) { try PlainWord(text, in: "a place") }
    #expect(error?.code == .unwritable)
    #expect(error?.hint != nil)
  }

  @Test func `a word may have the brackets of an address where those mean themselves`() throws {
    #expect(try PlainWord("[::1]:3306", in: "a place", brackets: true).description == "[::1]:3306")
    #expect(throws: ReplicationError.self) { try PlainWord("[a b]", in: "a place", brackets: true) }
  }

  @Test(arguments: ["a\nb", "é", "a\0", "\u{7F}"])
  func `no literal holds what is not printable ASCII`(text: String) {
    #expect(throws: ReplicationError.self) { try ShellWord(text) }
    #expect(throws: ReplicationError.self) { try PHPString(text) }
    #expect(throws: ReplicationError.self) { try QuotedString(text) }
    #expect(throws: ReplicationError.self) { try URLPath(text) }
    #expect(throws: ReplicationError.self) { try PropertyValue(text) }
  }
}
