import Foundation
import Replication
import TestSupport
import Testing

/// One message that a real server printed, and the rules of the deployments that it printed it for.
struct Message: Sendable, CustomTestStringConvertible {
  let text: String
  let number: String
  let server: String
  let rules: Set<String>
  let deployment: String
  var testDescription: String { "\(deployment) on \(server): \(number) \(text)" }
}

@Suite struct `what an error really comes from` {
  /// Every message of the measured outcomes that were not good, once for each deployment and server.
  static func messages() throws -> [Message] {
    let folder = URL(filePath: Mkcerts.packageFolder + "/Fixtures/Deployments")
    let lines = try String(contentsOf: folder.appending(path: "outcomes.tsv"), encoding: .utf8)
      .split(separator: "\n").dropFirst()
    return try lines.flatMap { line in
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard fields.count >= 6, !["encrypted", "not-applicable"].contains(fields[2]) else {
        return [Message]()
      }
      let description = try String(contentsOf: folder.appending(path: fields[0] + ".cnf"), encoding: .utf8)
      let rule = try #require(description.firstMatch(of: #/(?m)^rule *= *(.*)$/#)?.1, "\(fields[0])")
      // What only a server can tell from the files has a cause that its message does not name.
      guard rule != "undecided-statement" else { return [] }
      let texts = [fields[4]] + fields[5].split(separator: " | ").map(String.init)
      return texts.enumerated().filter { !$0.element.isEmpty }.map { index, text in
        Message(
          text: text, number: index == 0 ? fields[3] : "", server: fields[1],
          rules: Set(rule.split(separator: " ").map(String.init)), deployment: fields[0])
      }
    }
  }

  @Test func `a refused login may be that of an anonymous account, which has a check of its own`() throws {
    let text =
      "Last_IO_Errno: 1045\nLast_IO_Error: Access denied for user 'repl'@'192.0.2.7' (using password: YES)"
    let causes = try #require(Diagnosis.read(text).first).causes
    let cause = try #require(causes.first { $0.rule == "anonymous-account" })
    #expect(cause.check.contains("FROM mysql.user WHERE user = ''") && cause.fix.hasPrefix("DROP USER"))
  }

  @Test func `every message of the measured servers is known and has the rule among its causes`() throws {
    let messages = try Self.messages()
    #expect(messages.count > 800)
    for message in messages {
      let found = try Diagnosis.read(message.text, of: Server(parsing: message.server))
      #expect(found.count == 1, "\(message)")
      let rules = Set(found.flatMap(\.causes).map(\.rule))
      #expect(
        !rules.isDisjoint(with: message.rules), "\(message): \(rules)")
    }
  }

  @Test func `a number alone has the causes of every text that was measured with it`() throws {
    let numbered = try Self.messages().filter { !$0.number.isEmpty }
    #expect(Set(numbered.map(\.number)).count >= 6)
    for message in numbered {
      let rules = Set(Diagnosis.read(message.number).flatMap(\.causes).map(\.rule))
      #expect(!rules.isDisjoint(with: message.rules), "\(message): \(rules)")
    }
  }

  @Test func `every message of the measured servers has the rule in one of its first three checks`() throws {
    // A key that TLS does not know comes as a login without a certificate, and is rare.
    for message in try Self.messages() where !message.number.isEmpty && message.rules != ["unusable-key"] {
      let found = try Diagnosis.read(message.text, of: Server(parsing: message.server))
      var checks: [String] = []
      for cause in found.flatMap(\.causes) {
        let check = cause.group?.name ?? cause.rule
        if !checks.contains(check) { checks.append(check) }
      }
      let first = found.flatMap(\.causes).filter { checks.prefix(3).contains($0.group?.name ?? $0.rule) }
      #expect(!message.rules.isDisjoint(with: Set(first.map(\.rule))), "\(message): \(checks)")
    }
  }

  @Test func `number and text of one error are one diagnosis`() {
    let status = """
      *************************** 1. row ***************************
                     Slave_IO_State: Connecting to master
                  Master_SSL_Allowed: Yes
                       Last_IO_Errno: 2026
                       Last_IO_Error: error connecting to master 'u@h:3306' - retry-time: 60  maximum-retries: 1 \
      message: SSL connection error: SSL certificate validation failure
      """
    let found = Diagnosis.read(status)
    #expect(found.map(\.number) == [2026])
    #expect(found.first?.causes.map(\.rule) == ["dialled-name"])
  }

  @Test func `a number without a text is explained by itself`() {
    for text in ["2013", "Last_IO_Errno: 2013", "ERROR 2013 (HY000): x", "MY-002013", "Error_code: 2013"] {
      #expect(Diagnosis.read(text).map(\.number) == [2013], "\(text)")
    }
    #expect(Diagnosis.read("the port is 2013 here").isEmpty)
    #expect(Diagnosis.read("Last_IO_Errno: 0").isEmpty)
  }

  @Test func `the line that says why has the causes, and lines that follow from it have none`() {
    let log = """
      [ERROR] Failed to setup SSL
      [ERROR] Aborting
      [ERROR] SSL error: Unable to get private key
      """
    let found = Diagnosis.read(log)
    #expect(found.map(\.isConsequence) == [true, true, false])
    #expect(found.map(\.causes.isEmpty) == [true, true, false])
    #expect(found.last?.text.contains("private key") == true)
  }

  @Test func `of two texts that fit one line the longer is meant`() {
    let line = "[Warning] [MY-010069] Failed to set up SSL because of the following SSL library error: "
    #expect(Diagnosis.read(line + "TLS version is invalid").flatMap(\.causes).isEmpty == false)
    let name = Diagnosis.read("SSL connection error: error:0A000418:SSL routines::tlsv1 alert unknown ca")
    #expect(name.flatMap(\.causes).first?.rule == "another-authority")
  }

  @Test func `what the other family says is not taken for the named one's`() {
    let text = "SSL connection error: SSL certificate validation failure"
    #expect(Diagnosis.read(text, of: .default).count == 1)
    #expect(Diagnosis.read(text, of: .oldestMySQL).isEmpty)
  }

  @Test func `what is not known has no diagnosis`() {
    for text in ["", " \n", "Duplicate entry '1' for key 'PRIMARY'", "\u{1b}[2J", "Slave_IO_Running: Yes"] {
      #expect(Diagnosis.read(text).isEmpty, "\(text)")
    }
  }
}
