import Replication
import TestSupport
import Testing

@Suite struct CommentFreeTextTests {
  private func sql(_ text: String) -> CommentFreeText? { CommentFreeText(Array(text.utf8), in: .sql) }
  private func options(_ text: String) -> CommentFreeText? {
    CommentFreeText(Array(text.utf8), in: .optionFile)
  }

  @Test func `texts that differ in the words of a comment are one, and others are not`() throws {
    let text = try #require(sql("-- of slave01\nSTOP SLAVE;\n"))
    #expect(sql("-- of slave02, which is far\nSTOP SLAVE;\n") == text)
    #expect(sql("# of slave01\nSTOP SLAVE;\n") != text)
    #expect(sql("\n-- of slave01\nSTOP SLAVE;\n") != text)
    #expect(sql("-- of slave01\nSTOP SLAVE;") != text)
    #expect(sql("-- of slave01\nSTART SLAVE;\n") != text)
    #expect(options("# a\n[mysqld]\n") == options("# b\n[mysqld]\n"))
    #expect(options("# a\n[mysqld]\n") != options("; a\n[mysqld]\n"))
    #expect(options("-- a\n[mysqld]\n") != options("-- b\n[mysqld]\n"))
  }

  @Test(arguments: [
    "SELECT 'a\n-- b\n';\n", "/* a\n-- b\n*/\n", "SELECT \"a\n-- b\n\";\n", "SELECT `a\n-- b\n`;\n",
    "DELIMITER --\n-- b\n", "delimiter x\n-- b\n", "SELECT 'it\\'s';\n", "-- caf\u{e9}\n", "-- a\tb\n",
    "SELECT 'caf\u{e9}';\n", "-- a\0b\n", "SELECT 1; -- it's\n",
    "-- \(String(repeating: "a", count: 5000))\n",
  ])
  func `a text in which a line of a comment may be something else is not compared so`(text: String) {
    #expect(sql(text) == nil)
  }

  @Test func `scripts that are one without their comments say the same`() throws {
    var generator = SeededGenerator()
    let pieces = [
      "-- a\n", "-- b\n", "# a\n", "# b;\n", "--a\n", "--\n", "\n", "STOP SLAVE;\n", "CHANGE MASTER TO\n",
      "  MASTER_SSL = 1,\n", "  MASTER_HOST = 'a'", ";\n", ";", "'", "''", "\"", "`", "/*", "*/", "/*!50000 ",
      "\\", "\\c",
      "CREATE USER 'a'@'%' REQUIRE SSL;\n", "GRANT REPLICATION SLAVE ON *.* TO 'a'@'%';\n", "DELIMITER ",
      "-- \n",
      "delimiter a\n", "use b\n", "SET GLOBAL require_secure_transport = 1;\n", "  -- a\n", " ", "a", "-",
      "\r\n", "\t",
    ]
    var alike = 0
    for number in 0..<20_000 {
      let chosen = (0..<Int.random(in: 1...10, using: &generator)).map { _ in
        pieces.randomElement(using: &generator) ?? ""
      }
      let one = chosen.joined()
      // The same with other words in what may be comments.
      let other = one.replacing("-- a\n", with: "-- MASTER_SSL = 0; x\n").replacing(
        "# a\n", with: "# */ y\n")
      guard one != other, let plain = sql(one), plain == sql(other) else { continue }
      alike += 1
      #expect(said(one) == said(other), "TEST_SEED=\(generator.seed), case \(number): \(one)")
      #expect(
        TextKind(of: Array(one.utf8)) == TextKind(of: Array(other.utf8)),
        "TEST_SEED=\(generator.seed): \(one)")
    }
    #expect(alike > 100, "TEST_SEED=\(generator.seed): \(alike)")
  }

  private func said(_ text: String) -> String {
    let script = ReplicationScript(reading: Array(text.utf8), for: .default)
    return "\(script.connections) \(script.accounts) \(script.missingAccounts) \(script.globals) "
      + "\(script.problems.map { "\($0.line) \($0)" })"
  }

  @Test func `option files that are one without their comments say the same`() throws {
    var generator = SeededGenerator()
    let pieces = [
      "# a\n", "# b\n", "; a\n", " # a\n", "[mysqld]\n", "[client]", "\n", "ssl-ca = a", "ssl-key='a\n", "\\",
      "\"",
      "!include a", "!includedir a\n", "=", "skip-ssl\n", "# a", "\r\n", "\0",
    ]
    var alike = 0
    for number in 0..<20_000 {
      let chosen = (0..<Int.random(in: 1...8, using: &generator)).map { _ in
        pieces.randomElement(using: &generator) ?? ""
      }
      let one = chosen.joined()
      let other = one.replacing("# a", with: "# [client] \\").replacing("; a", with: "; ' = x")
      guard one != other, let plain = options(one), plain == options(other) else { continue }
      alike += 1
      for server in [Server.default, try Server(parsing: "mysql-9.7"), try Server(parsing: "mariadb-10.5")] {
        #expect(
          OptionFileText(Array(one.utf8), for: server).items
            == OptionFileText(Array(other.utf8), for: server).items,
          "TEST_SEED=\(generator.seed), case \(number): \(one)")
      }
    }
    #expect(alike > 100, "TEST_SEED=\(generator.seed): \(alike)")
  }
}
