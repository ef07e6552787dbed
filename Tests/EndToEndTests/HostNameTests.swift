import Foundation
import TestSupport
import Testing

@Suite struct `host names` {
  static let bad = [
    "../x", "/abs", "a/b", "a\nb", "a'b", "a\"b", "a;b", "$(id)", "a`id`", "a|b", "a&b", "a>b", "*", "%",
    "a b", ".", "..",
    ".x", "_x", "ünïcode", "пример", "::1", "a\u{1b}[31mb", "a\u{9b}b", "a\u{202e}b",
    "x'; DROP TABLE user; --",
    "Replication CA", String(repeating: "ü", count: 5000),
  ]

  @Test(arguments: bad) func `of other than plain characters are refused`(name: String) throws {
    try Scratch().refuses(["issue", name], saying: ["the host name", "letters, digits"])
  }

  @Test func `show nothing that a terminal obeys`() throws {
    let errors = try Scratch().run(["issue", "a\u{9b}31m\u{202e}b\u{1b}[0m"]).errors
    #expect(errors.contains(#""a\u{9B}31m\u{202E}b\u{1B}[0m""#), "\(errors)")
  }

  @Test func `that begin with a hyphen are refused behind -- and are options before`() throws {
    let scratch = try Scratch()
    try scratch.refuses(["issue", "--", "-x"], saying: ["\"-x\""])
    try scratch.refuses(["issue", "-x"], status: 64)
  }

  @Test(arguments: [65, 10_000]) func `of more than 64 characters are refused`(count: Int) throws {
    try Scratch().refuses(
      ["issue", String(repeating: "a", count: count)], saying: ["has \(count) characters, more than 64"])
  }

  @Test func `of 64 characters, of digits, and addresses are taken`() throws {
    let scratch = try Scratch()
    let names = [String(repeating: "a", count: 64), "123", "10.0.0.1", "a_b"]
    #expect(try scratch.run(["issue"] + names).succeeded)
    #expect(try scratch.run(["verify"]).succeeded)
  }

  @Test(arguments: ["authority", "CA", "hosts", "cacert", "crl", "Ledger", "all"])
  func `of parts of the pki folder are refused`(name: String) throws {
    try Scratch().refuses(["issue", name], saying: ["\(name) is the name of a part of the pki folder"])
  }

  @Test func `like the authority's own are refused`() throws {
    try Scratch().refuses(["issue", "t"], saying: ["t is the authority's own name"])
    let scratch = try Scratch(empty: true)
    try scratch.refuses(
      ["init-ca", "--name", "Db", "--master", "db"], saying: ["db is the authority's own name"])
    try scratch.refuses(["init-ca", "--name", "master"], saying: ["master is the authority's own name"])
  }

  @Test func `that differ only in case are refused, on disk and in one command`() throws {
    let scratch = try Scratch()
    try scratch.refuses(["issue", "SLAVE01"], saying: ["SLAVE01 differs from slave01"])
    try scratch.refuses(["issue", "new", "New"], saying: ["new and New differ only in case"])
    try scratch.refuses(["issue", "new", "new"], saying: ["new is named twice"])
    try scratch.refuses(["issue", ""], saying: ["name is empty"])
  }

  @Test func `come from standard input with comments, CRLF and a byte order mark`() throws {
    let scratch = try Scratch()
    let input = "\u{feff}s1\r\n# a comment\r\n\r\n  s2 \r\ns3"
    #expect(try scratch.run(["issue", "-"], input: input).output.split(separator: "\n").count == 3)
  }

  @Test(arguments: [
    ("", 1, "names no host"), ("\n#\n", 1, "names no host"), ("s1\0x\n", 1, "s1\\0x"),
    ("a b\n", 1, "\"a b\""),
    ("h\n", 600_000, "longer than 1048576 bytes"), ("s1\ns1\n", 1, "named twice"),
    ("\0", 2_000_000, "longer than 1048576 bytes"), ("s1\ns2\n../x\n", 1, "\"../x\""),
  ])
  func `from a bad standard input are refused, all of them`(lines: String, times: Int, saying: String) throws
  {
    let input = String(repeating: lines, count: times)
    try Scratch().refuses(["issue", "-"], saying: [saying], input: input)
  }
}
