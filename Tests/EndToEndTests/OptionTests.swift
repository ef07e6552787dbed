import Foundation
import TestSupport
import Testing

@Suite struct `options` {
  @Test(arguments: [
    ("dns:", "it is empty"), ("", "it is empty"), ("ip:", "not an IP address"),
    ("ip:300.1.1.1", "not an IP address"),
    ("300.1.1.1", "looks like an IP address"), ("1.2.3", "looks like an IP address"),
    ("ip:10.0.0.0/24", "not an IP address"),
    ("*", "at least two labels"), ("*.test", "at least two labels"), ("a.*.test", "whole first label"),
    ("a*.x.test", "whole first label"), ("*.*.x.test", "whole first label"),
    ("a.example.com.", "ends with a dot"),
    ("münchen.de", "xn--"), ("a b", "made of letters"), ("a\nb", "made of letters"),
    ("dns:a,ip:1.2.3.4", "made of letters"),
    ("email:a@b", "made of letters"), ("[::1]", "made of letters"), ("fe80::1%eth0", "made of letters"),
    ("a..b", "empty"),
    (String(repeating: "a", count: 300), "at most 253"), (String(repeating: "a", count: 64), "at most 63"),
  ])
  func `--san takes nothing that no client would match`(name: String, saying: String) throws {
    let scratch = try Scratch(empty: true)
    try scratch.refuses(["init-ca", "--san", name], saying: ["--san", saying])
    let filled = try Scratch()
    try filled.refuses(["issue", "m2", "--role", "master", "--san", name], saying: ["--san", saying])
  }

  @Test func `--san takes names in every writing once`() throws {
    let scratch = try Scratch()
    let names = [
      "A.test", "a.TEST", "dns:a.test", "DNS:b.test", "10.0.0.1", "ip:10.0.0.1", "::1", "0:0:0:0:0:0:0:1",
      "*.x.test",
    ]
    #expect(
      try scratch.run(["issue", "m2", "--role", "master"] + names.flatMap { ["--san", $0] }).succeeded)
    let shown = try scratch.run(["show", "pki/hosts/m2/server-cert.pem"]).output
    #expect(shown.contains("dns:a.test dns:b.test ip:10.0.0.1 ip:::1 dns:*.x.test dns:m2"), "\(shown)")
  }

  static let refused: [([String], Int32, String)] = [
    (["--days", "0"], 2, "between 1 and 36500"), (["--days=-1"], 2, "between 1 and 36500"),
    (["--days", "99999999999"], 2, "between 1 and 36500"), (["--days", "abc"], 64, "'abc'"),
    (["--days", "99999999999999999999999"], 64, "--days"), (["--days", "1.5"], 64, "'1.5'"),
    (["--key", "unknown"], 64, "ecdsa-p256"), (["--format", "xml"], 64, "text"), (["--bogus"], 64, "--bogus"),
    (["--pki", ""], 64, "--pki is empty"),
    (["--server", "unknown"], 2, "\"unknown\""), (["--server", "mysql-4.1"], 2, "mysql-4.1"),
    (["--install-dir", "tls"], 2, "is not absolute"), (["--install-dir", "/a\nb"], 2, "line end"),
    (["--user", String(repeating: "u", count: 129)], 2, "128"), (["--user", ""], 2, "user name"),
    (["--account-host", String(repeating: "h", count: 256)], 2, "255"),
    (["--master-port", "0"], 2, "between 1 and 65535"),
    (["--master-port", "65536"], 2, "between 1 and 65535"), (["--master-host", ""], 2, "255"),
    (["--require", "trust"], 64, "x509"),
  ]

  @Test(arguments: refused)
  func `out of range make neither an authority nor a host`(words: [String], status: Int32, saying: String)
    throws
  {
    try Scratch(empty: true).refuses(["init-ca"] + words, status: status, saying: [saying])
    try Scratch().refuses(["issue", "m2", "--role", "master"] + words, status: status, saying: [saying])
  }

  @Test func `that belong to one slave, or name a bad authority, stop init-ca`() throws {
    let scratch = try Scratch(empty: true)
    try scratch.refuses(["init-ca", "--require", "subject"], status: 64, saying: ["SUBJECT"])
    for name in ["", " x", "a/b", "a=b", "ü", "a'b", String(repeating: "a", count: 59)] {
      try scratch.refuses(["init-ca", "--name", name], saying: ["the authority's name"])
    }
    try scratch.refuses(["init-ca", "--master", "../x"], saying: ["\"../x\""])
    try scratch.refuses(["init-ca", "--no-master", "--san", "a.test"], status: 64)
  }

  @Test func `with quotes are written into SQL and option files as text`() throws {
    let scratch = try Scratch()
    let result = try scratch.run([
      "issue", "s9", "--user", "a'b", "--master-host", "x'y", "--install-dir", "/a'b c#d",
    ])
    #expect(result.succeeded, "\(result.errors)")
    let sql = try scratch.text("pki/hosts/s9/change-master.sql")
    #expect(
      sql.contains("'a''b") && sql.contains("'x''y'") && sql.contains("'/a''b c#d/cacert.pem'"), "\(sql)")
  }

  @Test func `that nobody knows exit with 64, and help with 0`() throws {
    let scratch = try Scratch()
    for words in [
      ["frobnicate"], ["issue"], ["show"], ["config"], ["verify", "--bogus"], ["list", "a", "b"],
    ] {
      try scratch.refuses(words, status: 64)
    }
    for words in [[], ["init-ca"], ["issue"], ["verify"], ["config"], ["list"], ["show"]] {
      let help = try scratch.run(words + ["--help"])
      #expect(help.succeeded && help.output.contains("USAGE") && help.errors.isEmpty)
    }
  }
}
