import Foundation
import TestSupport
import Testing

@Suite struct `standard output` {
  @Test func `holds JSON alone with --format json, failing commands included`() throws {
    let scratch = try Scratch()
    try scratch.shell("cp pki/hosts/slave02/client-key.pem pki/hosts/slave01/")
    for words in [
      ["init-ca"], ["issue", "slave01", "s3"], ["verify"], ["list"], ["list", "slave01"],
      ["show", "pki/cacert.pem"],
      ["show", "pki/hosts/slave01/client-key.pem"],
    ] {
      let result = try scratch.run(words + ["--format", "json"])
      #expect(result.status == (words == ["verify"] ? 1 : 0), "\(words) \(result.errors)")
      #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(result.outputBytes)) }
      #expect(!result.output.contains("PRIVATE KEY-"))
    }
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
