import TestSupport
import Testing

@testable import Replication

@Suite struct LiteralTests {
  @Test(arguments: [
    ("", "''"), ("plain", "'plain'"), ("it's", "'it''s'"),
    ("'; DROP USER root; --", "'''; DROP USER root; --'"),
    ("a \"b\" #c", "'a \"b\" #c'"), ("''", "''''''"),
  ])
  func `a SQL literal doubles its single quotes and nothing else`(text: String, literal: String) throws {
    #expect(try SQLLiteral(text).description == literal)
  }

  @Test(arguments: ["a\\b", "\\", "a\0b", "a\nb", "a\r", "\u{1B}[0m", "é", "\u{7F}", "\u{2028}"])
  func `a SQL literal refuses what its session could read otherwise`(text: String) {
    let error = #expect(throws: ReplicationError.self) { try SQLLiteral(text) }
    #expect(error?.code == .unwritable)
  }

  @Test func `a backslash is doubled where the session is known, and remembered`() throws {
    let literal = try SQLLiteral(doublingBackslashesOf: #"/CN=\xC3\x84's"#)
    #expect(literal.description == #"'/CN=\\xC3\\x84''s'"#)
    #expect(literal.hasBackslash)
    #expect(throws: ReplicationError.self) { try SQLLiteral(doublingBackslashesOf: "a\nb") }
  }

  @Test(arguments: [
    ("/etc/mysql/tls", "/etc/mysql/tls"), ("/a b", "\"/a b\""), ("/a#b", "\"/a#b\""), ("/it's", "\"/it's\""),
    ("/a\"b", "\"/a\\\"b\""), ("/a\\b", "\"/a\\\\b\""), ("/end\\", "\"/end\\\\\""), ("/ ", "\"/ \""),
    (";", "\";\""),
  ])
  func `an option value is quoted where the reader would cut or change it`(text: String, value: String) throws
  {
    #expect(try OptionValue(text).description == value)
    #expect(readBack(try OptionValue(text).description) == text)
  }

  @Test(arguments: ["", "a\nb", "a\0b", "a\tb", "é", String(repeating: "a", count: 2001)])
  func `an option value refuses what no line can hold`(text: String) {
    let error = #expect(throws: ReplicationError.self) { try OptionValue(text) }
    #expect(error?.code == .unwritable)
  }

  @Test func `any printable text comes back from the option reader as it was`() throws {
    var generator = SeededGenerator()
    let alphabet = Array("ab \\\\\"\"'#;=/stn").map(String.init)
    for _ in 0..<2000 {
      let length = Int.random(in: 1...12, using: &generator)
      let text = (0..<length).map { _ in alphabet.randomElement(using: &generator) ?? "a" }.joined()
      let value = try OptionValue(text).description
      #expect(readBack(value) == text, "seed \(generator.seed)")
    }
  }

  @Test func `an account is quoted in both its parts and its host is lower case`() throws {
    let account = try AccountName(user: "o'neil", host: "DB%.Example.com", on: .default)
    #expect(account.description == "'o''neil'@'db%.example.com'")
    #expect(try AccountName(on: .default).description == "'repl'@'%'")
  }

  @Test(arguments: [("mysql-8.4", 32), ("mysql-5.7", 32), ("mariadb-10.6", 80), ("mariadb-10.11", 128)])
  func `a user name is as long as its server takes and no longer`(name: String, longest: Int) throws {
    let server = try Server(parsing: name)
    #expect(throws: Never.self) { try AccountName(user: String(repeating: "u", count: longest), on: server) }
    let error = #expect(throws: ReplicationError.self) {
      try AccountName(user: String(repeating: "u", count: longest + 1), on: server)
    }
    #expect(error?.code == .badAccount)
    #expect(error?.description.contains("\(longest)") == true)
  }

  @Test func `an anonymous user and an empty host are refused`() {
    #expect(throws: ReplicationError.self) { try AccountName(user: "", on: .default) }
    #expect(throws: ReplicationError.self) { try AccountName(host: "", on: .default) }
    #expect(throws: ReplicationError.self) { try AccountName(user: "a\nb", on: .default) }
    #expect(throws: ReplicationError.self) { try AccountName(host: "a\\", on: .default) }
  }
}

/// What the servers' reader of option files makes of the text after `=`, by the manual's rules.
private func readBack(_ written: String) -> String {
  var value: [Character] = []
  var quote: Character?
  var escaped = false
  for character in written {
    if (character == "'" || character == "\""), !escaped {
      if quote == nil { quote = character } else if quote == character { quote = nil }
    }
    if quote == nil, character == "#" { break }
    escaped = quote != nil && character == "\\" && !escaped
    value.append(character)
  }
  while value.last == " " { value.removeLast() }
  while value.first == " " { value.removeFirst() }
  if value.count > 1, let first = value.first, first == "'" || first == "\"", value.last == first {
    value = Array(value.dropFirst().dropLast())
  }
  let meanings: [Character: Character] = [
    "n": "\n", "t": "\t", "r": "\r", "b": "\u{8}", "s": " ", "\"": "\"", "'": "'", "\\": "\\",
  ]
  var result = ""
  var index = 0
  while index < value.count {
    if value[index] == "\\", index + 1 < value.count, let meaning = meanings[value[index + 1]] {
      result.append(meaning)
      index += 2
    } else {
      result.append(value[index])
      index += 1
    }
  }
  return result
}
