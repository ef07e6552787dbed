import Foundation
import TestSupport
import Testing

@Suite struct `standard output` {
  @Test func `holds JSON alone with --format json, failing commands included`() throws {
    let scratch = try Scratch()
    try scratch.shell("cp pki/hosts/slave02/client-key.pem pki/hosts/slave01/")
    // Beside the number of its format, each holds one member that is always there.
    for (words, member) in [
      (["init-ca"], "master"), (["issue", "slave01", "s3"], "hosts"), (["verify"], "findings"),
      (["list"], "certificates"), (["list", "slave01"], "certificates"),
      (["show", "pki/cacert.pem"], "objects"), (["show", "pki/hosts/slave01/client-key.pem"], "objects"),
    ] {
      let result = try scratch.run(words + ["--format", "json"])
      #expect(result.status == (words == ["verify"] ? 1 : 0), "\(words) \(result.errors)")
      let json = try JSONSerialization.jsonObject(with: Data(result.outputBytes)) as? [String: Any]
      #expect(json?["format"] as? Int == 1 && json?[member] != nil, "\(words) \(result.output)")
      #expect(!result.output.contains("PRIVATE KEY-"))
    }
  }

  @Test func `shows a fingerprint in one form, and a certificate's fields under the same names`() throws {
    let scratch = try Scratch()
    func first(_ member: String, _ words: [String]) throws -> [String: Any] {
      let output = try scratch.run(words + ["--format", "json"]).outputBytes
      let json = try JSONSerialization.jsonObject(with: Data(output)) as? [String: Any]
      return try #require((json?[member] as? [[String: Any]])?.first)
    }
    let listed = try first("certificates", ["list", "slave01"])
    let shown = try first("objects", ["show", "slave01"])
    for name in ["serial", "notBefore", "notAfter", "keySHA256"] {
      #expect(listed[name] as? String == shown[name] as? String && listed[name] != nil, "\(name)")
    }
    #expect((listed["keySHA256"] as? String)?.wholeMatch(of: #/([0-9a-f]{2}:){31}[0-9a-f]{2}/#) != nil)
  }

  @Test func `has columns one below another, and no line ends in a space`() throws {
    let scratch = try Scratch()
    try scratch.shell("rm pki/hosts/slave01/client-cert.pem")
    for words in [["list"], ["list", "slave01"], ["verify"], ["show", "slave01"]] {
      let lines = try scratch.run(words).output.split(separator: "\n")
      #expect(!lines.isEmpty && !lines.contains { $0.last == " " }, "\(words) \(lines)")
    }
    let files = try scratch.run(["verify"]).output.split(separator: "\n").compactMap { line in
      line.firstRange(of: #/(server|client)-cert\.pem until/#).map { line[..<$0.lowerBound].count }
    }
    #expect(files.count == 2 && Set(files).count == 1, "\(files)")
  }

  @Test(arguments: ["list", "verify", "show pki/cacert.pem", "config slave01", "issue slave01", "init-ca"])
  func `that is closed, full, or not read is an error and no crash`(words: String) throws {
    let scratch = try Scratch()
    for script in [">&-", "> /dev/full"] {
      let result = try scratch.shell("\"$MKCERTS\" \(words) \(script)")
      #expect(result.status == 2, "\(words) \(script): \(result.ending)")
      #expect(result.errors.contains("mkcerts: error: cannot write standard output"), "\(result.errors)")
    }
    let piped = try scratch.shell("\"$MKCERTS\" \(words) | true; exit ${PIPESTATUS[0]}")
    #expect(piped.status == 0 || piped.status == 2, "\(words): \(piped.ending)")
    #expect(try scratch.run(["verify"]).succeeded)
  }

  static let wordings: [(String, [String])] = [
    ("bad-name", ["issue", "../x"]), ("case", ["issue", "SLAVE01"]),
    ("unknown-command", ["isue", "s1"]), ("unknown-option", ["issue", "s1", "--bogus"]),
    ("unknown-key", ["issue", "s1", "--key", "dsa"]), ("wildcard", ["issue", "s1", "--san", "*.test"]),
    ("other-role", ["issue", "slave01", "--role", "master"]), ("no-pki", ["verify", "--pki", "no where"]),
    ("no-authority", ["issue", "s1", "--pki", "nowhere"]), ("days", ["issue", "s1", "--days", "5000"]),
    ("unknown-host", ["config", "s7"]), ("other-name", ["init-ca", "--name", "U"]),
  ]

  @Test(arguments: wordings) func `is left to errors in the words that were agreed on`(
    name: String, words: [String]
  ) throws {
    let result = try Scratch().run(words)
    #expect(result.outputBytes.isEmpty)
    try snapshot(steady(result.errors), named: "\(name).txt")
  }
}
