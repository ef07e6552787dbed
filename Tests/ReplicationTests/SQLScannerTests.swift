import Testing

@testable import Replication

/// How a script is taken apart.
@Suite struct SQLScannerTests {
  private func statements(_ sql: String, for server: Server? = nil, modes: SQLModes = []) -> [String] {
    var scanner = SQLScanner(Array(sql.utf8), for: server)
    scanner.modes = modes
    var found: [String] = []
    while let statement = scanner.next() {
      found.append(statement.tokens.map(\.text).joined(separator: "|"))
    }
    return found
  }

  @Test(arguments: [
    ("SET a;SET b", ["SET|a", "SET|b"]), ("SET a\\GSET b\\g SET c", ["SET|a", "SET|b", "SET|c"]),
    ("SET a;;;SET b;", ["SET|a", "SET|b"]), ("SET a\\c SET b;", ["SET|b"]),
    ("DELIMITER //\nSET a; b//\ndelimiter ;\nSET c;", ["SET|a", "b", "SET|c"]),
    ("SET a\nDELIMITER $$\nSET b$$SET c", ["SET|a", "SET|b", "SET|c"]),
    ("DELIMITER '//'\nSET a//", ["SET|a"]), ("DELIMITER\nSET a;", ["SET|a"]),
    ("use mysql\nSET a;", ["USE|mysql", "SET|a"]), ("use mysql; SET a;", ["use|mysql", "SET|a"]),
    ("SET a;\nquit\nSET b;", ["SET|a"]), ("\u{FEFF}SET a", ["SET|a"]), ("SET\r\na;\r\n", ["SET|a"]),
  ])
  func `statements end where the client ends them`(sql: String, expected: [String]) {
    #expect(statements(sql) == expected)
  }

  @Test(arguments: [
    ("SET a -- b;\n;", ["SET|a"]), ("SET a --\n;", ["SET|a"]), ("SET a # b;\n;", ["SET|a"]),
    ("SET a--b;", ["SET|a|-|-|b"]), ("--x;\nSET a", ["SET|a"]), ("SET/* ; */a", ["SET|a"]),
    ("-- don't\nSET a;", ["SET|a"]), ("/* it's */SET a;", ["SET|a"]), ("SET a /*+ hint */", ["SET|a"]),
    ("SET '-- a' '/* b */' '#c'", ["SET|-- a|/* b */|#c"]),
  ])
  func `comments are passed over, and quotes in them mean nothing`(sql: String, expected: [String]) {
    #expect(statements(sql) == expected)
  }

  @Test(arguments: [
    ("mysql-8.0", "/*!80023 SET a */", ["SET|a"]), ("mysql-5.7", "/*!80023 SET a */", []),
    ("mysql-5.7", "/*!50700 SET a */", ["SET|a"]), ("mariadb-10.11", "/*!80023 SET a */", []),
    ("mariadb-10.11", "/*!50701 SET a */", []), ("mariadb-10.11", "/*!40101 SET a */", ["SET|a"]),
    ("mariadb-10.11", "/*!100600 SET a */", ["SET|a"]), ("mariadb-10.11", "/*!101200 SET a */", []),
    ("mariadb-10.11", "/*M!100600 SET a */", ["SET|a"]), ("mysql-9.7", "/*M! SET a */", []),
    ("mysql-9.7", "/*M!100600 SET a */ SET b", ["SET|b"]), ("mysql-9.7", "/*! SET a */", ["SET|a"]),
    ("mysql-9.7", "/*!080023SET a */", ["3SET"]), ("mariadb-10.11", "/*!101100SET a */", ["SET|a"]),
    ("mysql-9.7", "/*!99999 SET 'a*/' */ SET b", ["SET|b"]),
    ("mysql-9.7", "SET a /*!80000 b /* c */ d */ e", ["SET|a|b|d|e"]),
  ])
  func `a versioned comment counts for the servers that run it`(
    server: String, sql: String, expected: [String]
  ) throws {
    #expect(statements(sql, for: try Server(parsing: server)) == expected)
  }

  @Test func `without a server every versioned comment counts`() {
    #expect(statements("/*!80023 SET a */; /*M!100600 SET b */") == ["SET|a", "SET|b"])
  }

  @Test(arguments: [
    (#"SET 'a''b' "c""d" 'e"f' "g'h" `i``j`"#, #"SET|a'b|c"d|e"f|g'h|i`j"#),
    (#"SET 'a\'b\\c\"d'"#, #"SET|a'b\c"d"#), (#"SET 'a\n\t\0\%\_\q'"#, "SET|a\n\t\0\\%\\_q"),
    (#"SET `a\`"#, #"SET|a\"#), (#"SET 'a;b'"#, "SET|a;b"),
  ])
  func `quotes are undone as the server undoes them`(sql: String, expected: String) {
    #expect(statements(sql) == [expected])
  }

  @Test func `without backslash escapes a backslash is itself and ends nothing`() {
    #expect(statements(#"SET 'a\'; SET b"#, modes: .noBackslashEscapes) == [#"SET|a\"#, "SET|b"])
  }

  @Test func `double quotes are a name under ANSI_QUOTES`() {
    var scanner = SQLScanner(Array(#"SET "a" 'b'"#.utf8), for: nil)
    scanner.modes = .ansiQuotes
    #expect(scanner.next()?.tokens.map(\.kind) == [.word, .name, .string])
  }

  @Test(arguments: ["SET a;\n SET\n'b\n", "SET a;\n SET\n\"b", "SET a;\n SET\n`b", "SET a;\n SET\n'b\\"])
  func `an unterminated quote is a problem of its own line`(sql: String) {
    var scanner = SQLScanner(Array(sql.utf8), for: nil)
    #expect(scanner.next()?.problems == [])
    let second = scanner.next()
    #expect(second?.problems.map(\.line) == [3])
    #expect(second?.problems.map(\.kind) == [.refused])
    #expect(scanner.next()?.tokens == nil)
  }

  @Test func `an unterminated comment is a problem that spares the statement`() {
    let script = ReplicationScript(reading: Array("CHANGE MASTER TO MASTER_SSL=1\n/* a".utf8))
    #expect(script.problems.map(\.kind) == [.unterminated])
    #expect(script.problems.map(\.line) == [2])
    #expect(script.connections.map(\.ssl) == [true])
  }

  @Test func `every token has its line`() {
    var scanner = SQLScanner(Array("-- a\nSET\n 'b\nc' /* \n */ d\n=1".utf8), for: nil)
    let tokens = scanner.next()?.tokens
    #expect(tokens?.map(\.line) == [2, 3, 5, 6, 6])
  }
}
