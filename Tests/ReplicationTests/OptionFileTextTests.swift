import TestSupport
import Testing

@testable import Replication

/// What one line, and one file, is to the servers. The pairs were tried on `my_print_defaults`.
@Suite struct OptionFileTextTests {
  static let mariadb = Server(.mariadb, 10, 11)

  static func read(_ text: String, for server: Server = mariadb) -> [OptionFileText.Content] {
    OptionFileText(Array(text.utf8), for: server).items.map(\.content)
  }

  /// `name` or `name=value` of each option, `!` and a path for an include, `end` and `remark` for those.
  static func short(_ text: String, for server: Server = mariadb) -> [String] {
    read(text, for: server).map { content in
      switch content {
      case .option(_, let name, let value): value.map { "\(name)=\($0)" } ?? name
      case .include(let path): "!\(path)"
      case .includeFolder(let path): "!!\(path)"
      case .end: "end"
      case .remark: "remark"
      }
    }
  }

  @Test(arguments: [
    ("a=x", "a=x"), ("a = x", "a=x"), ("  a\t=\tx \t", "a=x"), ("a", "a"), ("a  ", "a"), ("a=", "a="),
    ("a b c", "a b c"), ("a=b=c", "a=b=c"), ("a = b = c", "a=b = c"), ("=", "="), ("==", "=="),
    ("a=\u{0B}\u{0C}x\u{0B}", "a=x"), ("a=x\r", "a=x"), ("a\\=b", "a\\=b"), (" = x", "= x\n=x"),
  ])
  func `blanks around name and value are nothing, blanks inside stay`(line: String, option: String) {
    #expect(Self.short("[g]\n\(line)\n") == [option])
  }

  @Test(arguments: [
    ("a='x y'", "a=x y"), ("a=\"x\"", "a=x"), ("a= 'x' ", "a=x"), ("a=''", "a="), ("a='", "a='"),
    ("a='x", "a='x"), ("a=\"x'", "a=\"x'"), ("a='x' y'", "a=x' y"), ("a=' x '", "a= x "),
    ("a=it's", "a=it's"),
    ("a='\"x\"'", "a=\"x\""),
  ])
  func `one pair of like quotes around a value is taken off`(line: String, option: String) {
    #expect(Self.short("[g]\n\(line)\n") == [option])
  }

  @Test(arguments: [
    (#"a=\b\t\n\r\s\\\"\'."#, "a=\u{8}\t\n\r \\\"'."), (#"a=\x\y"#, #"a=\x\y"#), (#"a=x\"#, #"a=x\"#),
    (#"a='x\'"#, #"a=x\"#), (#"a='\s'"#, "a= "), (#"a=\\s"#, #"a=\s"#),
  ])
  func `the eight escapes are read, any other backslash stays`(line: String, option: String) {
    #expect(Self.short("[g]\n\(line)\n") == [option])
  }

  @Test(arguments: [
    ("a=x # c", "a=x"), ("a=x#c", "a=x"), ("a#x=1", "a"), ("a='x # c' # d", "a=x # c"),
    ("a=it's # c", "a=it's # c"), ("a=\"x\\\"#y\" # z", "a=x\"#y"), ("a=\\# b", "a=\\"), ("a'#x=1", "a'#x=1"),
    (#"a='\'# b' # c"#, "a='# b"), ("a ;x=1 ;y", "a ;x=1 ;y"), ("# a=1", nil), ("  ; a=1", nil), ("", nil),
    ("   ", nil),
  ])
  func `a comment begins at # outside quotes, or with ; or # in front`(line: String, option: String?) {
    #expect(Self.short("[g]\n\(line)\n") == (option.map { [$0] } ?? []))
  }

  @Test(arguments: [
    ("[mysqld]", "mysqld"), ("  [mysqld]  ", "mysqld"), ("[mysqld \t]", "mysqld"), ("[ mysqld]", " mysqld"),
    ("[mysqld] # c", "mysqld"), ("[mysqld] ssl=1", "mysqld"), ("[a]b]", "a"), ("[]", ""), ("[  ]", ""),
  ])
  func `a group ends at the first bracket and keeps its first blanks`(line: String, group: String) {
    #expect(Self.read("\(line)\na=1\n") == [.option(group: group, name: "a", value: "1")])
  }

  @Test(arguments: ["a=1", "ssl", "\u{FEFF}[mysqld]\na=1", "\u{FEFF}# comment", "=", "]"])
  func `an option before any group ends the reading, and so does a byte order mark`(text: String) {
    #expect(Self.short(text + "\n[g]\nb=1\n") == ["end"])
  }

  @Test func `a group without its bracket ends the reading`() {
    #expect(Self.short("[g]\na=1\n[h\nb=1\n") == ["a=1", "end"])
  }

  @Test func `a byte order mark is named for what it is`() {
    #expect(Self.read("\u{FEFF}[g]\n").description.contains("byte order mark"))
  }

  @Test(arguments: [
    ("!include /a.cnf", "!/a.cnf"), ("  ! include   /a b.cnf  ", "!/a b.cnf"), ("!includedir /d/\t", "!!/d/"),
    ("!include\t/x", "!/x"), ("!include /x # c", "!/x # c"), ("!include '/x'", "!'/x'"), ("!include", "end"),
    ("!include   ", "end"), ("!includedir", "end"), ("!includedirx /d", "remark"), ("!INCLUDE /x", "remark"),
    ("!", "remark"), ("!includes /x", "remark"),
  ])
  func `an include takes the rest of its line as it stands`(line: String, item: String) {
    #expect(Self.short("\(line)\r\n") == [item])
    #expect(Self.short("\(line)\n") == [item])
  }

  @Test func `a last line without newline is read, but an include there loses its last byte`() {
    #expect(Self.short("[g]\na=x") == ["a=x"])
    for (server, path) in [
      (Self.mariadb, "!/a.cn"), (Server(.mysql, 8, 0), "!/a.cn"),
      (Server(.mysql, 9, 7), "!/a.cnf"),
    ] {
      #expect(Self.short("!include /a.cnf", for: server) == [path])
    }
    #expect(Self.short("!include x") == ["end"])
    #expect(Self.short("!includedir") == ["remark"])
  }

  @Test func `lines that end in CR LF are read like others, and CR alone ends none`() {
    #expect(Self.short("[g]\r\na='x'\r\n\r\nb=2\r\n") == ["a=x", "b=2"])
    #expect(Self.short("[g]\ra=1\r") == [])
  }

  @Test func `a comment behind an include is one to MySQL 9 only, one within a group to none`() {
    let mysql = Server(.mysql, 9, 7)
    #expect(Self.short("!include /a.cnf # c\n", for: mysql) == ["!/a.cnf"])
    #expect(Self.short("!include /a.cnf # c\n") == ["!/a.cnf # c"])
    for server in [mysql, Self.mariadb] {
      #expect(
        Self.read("[g # c]\na\n", for: server) == [.option(group: "g # c", name: "a", value: nil)])
    }
  }

  @Test func `a line ends for the server at its first NUL`() {
    #expect(Self.short("[g]\na\0b=1\nc=2\0\n\0d=3\ne='x\0'\n") == ["a", "c=2", "e='x"])
    let mysql = Server(.mysql, 9, 7)
    #expect(Self.short("[g]\na\0b\nc=1\nd\n", for: mysql) == ["ac=1", "d"])
    #expect(Self.short("[g]\na\n\0b\nc\n", for: mysql) == ["a"])
  }

  @Test func `a blank of Latin-1 is cut off even out of a letter of UTF-8`() {
    let items = OptionFileText(Array("[g]\na=/x\u{E0}\n".utf8), for: Self.mariadb).items.map(\.content)
    #expect(items.first.map { if case .remark = $0 { true } else { false } } == true)
    #expect(items.last == .option(group: "g", name: "a", value: "/x\u{FFFD}"))
  }

  @Test func `the rest of a line beyond 4094 bytes is a line of its own`() {
    let limit = OptionFileLines.longestPiece
    let full = "a=" + String(repeating: "x", count: limit - 2)
    #expect(Self.short("[g]\n\(full)\nb=1\n") == [full, "b=1"])
    #expect(Self.short("[g]\n\(full)y=1\nb=1\n") == ["remark", full, "y=1", "b=1"])
    #expect(Self.short("[g]\n\(full)y=1\nb=1\n", for: Server(.mysql, 9, 7)) == [full + "y=1", "b=1"])
    let comment = "#" + String(repeating: "x", count: limit - 1)
    #expect(Self.short("[g]\n\(comment)c=1\n") == ["remark", "c=1"])
  }

  @Test func `lines are counted as an editor counts them`() {
    let long = String(repeating: "x", count: 5000)
    let items = OptionFileText(Array("[g]\n\n# c\na=\(long)\r\nb=1".utf8), for: Self.mariadb).items
    #expect(items.map(\.line) == [4, 4, 4, 5])
  }

  @Test func `what the option writer writes is read back`() throws {
    var random = SeededGenerator()
    for _ in 0..<500 {
      let length = Int.random(in: 1...40, using: &random)
      let text = String(
        String.UnicodeScalarView(
          (0..<length).map { _ in Unicode.Scalar(UInt8.random(in: 32...126, using: &random)) }))
      let value = try OptionValue(text).description
      #expect(
        Self.read("[g]\na = \(value)\n") == [.option(group: "g", name: "a", value: text)],
        "TEST_SEED=\(random.seed)")
    }
  }
}
