import Foundation
import TestSupport
import Testing

@Suite struct `renew` {
  /// A host's certificate, as openssl prints parts of it.
  private func field(_ option: String, _ file: String, in scratch: Scratch) throws -> String {
    try OpenSSLCommand.output(
      ["x509", "-noout", "-in", scratch.folder("pki/hosts/" + file)]
        + option.split(separator: " ").map(String.init))
  }

  /// Makes a key and a request with openssl, as a host would.
  private func request(_ name: String, in scratch: Scratch) throws {
    let made = try scratch.shell(
      """
      openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout \(name)-key.pem -out \(name).pem \
        -subj /CN=\(name)
      """)
    #expect(made.succeeded, "\(made.errors)")
  }

  @Test func `a renewed host keeps its role, names, kind of key, days and settings, and has a new key`()
    throws
  {
    let scratch = try Scratch()
    let issue = [
      "issue", "db2", "--role", "both", "--san", "db2.example", "--san", "10.0.0.2", "--key", "ed25519",
      "--days", "90",
      "--server", "mysql-8.4", "--install-dir", "/srv/tls",
    ]
    try #require(try scratch.run(issue).succeeded)
    let options = ["-ext subjectAltName,extendedKeyUsage,keyUsage", "-subject"]
    let pairs = ["db2/server", "db2/client"]
    func facts() throws -> [String] {
      try pairs.flatMap { pair in try options.map { try field($0, "\(pair)-cert.pem", in: scratch) } }
    }
    let before = try facts()
    let keys = try pairs.map { try field("-pubkey", "\($0)-cert.pem", in: scratch) }
    let texts = try scratch.text("pki/hosts/db2/replication-tls.cnf")
    try Data("mine".utf8).write(to: URL(filePath: scratch.folder("pki/hosts/db2/notes")))
    let renewed = try scratch.run(["renew", "db2"])
    #expect(renewed.succeeded && renewed.errors.isEmpty, "\(renewed.errors)")
    #expect(renewed.output.contains("(90 days)"))
    let steps = [
      "STOP REPLICA;",
      "copy server-key.pem, server-cert.pem, client-key.pem, client-cert.pem from pki/hosts/db2 to /srv/tls",
      "ALTER INSTANCE RELOAD TLS;", "START REPLICA;",
    ]
    #expect(renewed.output.contains(steps.map { "  \($0)\n" }.joined()), "\(renewed.output)")
    #expect(try facts() == before)
    let newKeys = try pairs.map { try field("-pubkey", "\($0)-cert.pem", in: scratch) }
    #expect(Set(keys + newKeys).count == 4)
    #expect(try scratch.text("pki/hosts/db2/replication-tls.cnf") == texts)
    #expect(try scratch.text("pki/hosts/db2/notes") == "mine")
    #expect(try scratch.run(["verify"]).succeeded)
    // And again: nothing wears off.
    #expect(try scratch.run(["renew", "db2"]).output.contains("(90 days)"))
    #expect(try facts() == before)
  }

  @Test func `the master is told to reload, and a slave to stop, be given its files, and start`() throws {
    let scratch = try Scratch()
    let text = try scratch.run(["renew", "master", "slave01"]).output
    #expect(
      text.contains(
        "  copy server-key.pem, server-cert.pem from pki/hosts/master to /etc/mysql/tls\n  FLUSH SSL;\n"))
    #expect(
      text.contains(
        "  STOP SLAVE;\n  copy client-key.pem, client-cert.pem from pki/hosts/slave01 to /etc/mysql/tls\n  START SLAVE;\n"
      ))
    #expect(!text.contains("slave02"))
  }

  @Test func `a kept key is the key of the new certificate, to the byte`() throws {
    let scratch = try Scratch()
    for key in ["rsa-2048", "ed25519", "ecdsa-p384"] {
      try #require(try scratch.run(["issue", key, "--key", key]).succeeded)
      let file = "pki/hosts/\(key)/client-key.pem"
      let old = try scratch.text(file)
      let serial = try field("-serial", "\(key)/client-cert.pem", in: scratch)
      let renewed = try scratch.run(["renew", key, "--keep-key"])
      #expect(renewed.succeeded, "\(renewed.errors)")
      #expect(try scratch.text(file) == old)
      #expect(try field("-serial", "\(key)/client-cert.pem", in: scratch) != serial)
      #expect(renewed.output.contains("  copy client-cert.pem from"))
    }
    #expect(try scratch.run(["verify"]).succeeded)
  }

  @Test func `a host that made its key itself is asked for a new request, or keeps its key`() throws {
    let scratch = try Scratch()
    for name in ["one", "two"] { try request(name, in: scratch) }
    try #require(try scratch.run(["issue", "s3", "--csr", "one.pem"]).succeeded)
    try scratch.refuses(["renew", "s3"], saying: ["never left it", "`mkcerts renew s3 --csr FILE`"])
    try scratch.refuses(["renew", "s3", "--csr", "one.pem"], saying: ["the key that s3 has already"])
    try scratch.refuses(["renew", "s3", "--csr", "pki/cacert.pem"], saying: ["cannot be used as a request"])
    let all = try scratch.run(["renew", "--all"])
    #expect(all.status == 1 && all.output.contains("s3: left out: "), "\(all.output)")
    for host in ["master", "slave01", "slave02"] { #expect(all.output.contains("\(host): renewed as ")) }
    let kept = try scratch.run(["renew", "--all", "--keep-key"])
    #expect(kept.succeeded && kept.output.contains("s3: renewed as slave"), "\(kept.errors)")
    let key = try field("-pubkey", "s3/client-cert.pem", in: scratch)
    #expect(try scratch.run(["renew", "s3", "--csr", "two.pem"]).succeeded)
    #expect(try field("-pubkey", "s3/client-cert.pem", in: scratch) != key)
    #expect(try scratch.text("pki/hosts/s3/client-req.pem").contains("BEGIN CERTIFICATE REQUEST"))
    #expect(!FileManager.default.fileExists(atPath: scratch.folder("pki/hosts/s3/client-key.pem")))
    #expect(try scratch.run(["verify"]).succeeded)
  }

  @Test func `--within renews what ends in the span, and nothing else`() throws {
    let scratch = try Scratch()
    try #require(try scratch.run(["issue", "short", "--days", "10"]).succeeded)
    let none = try scratch.run(["renew", "--within", "9d"])
    #expect(
      none.succeeded && none.output.isEmpty && none.errors.contains("nothing to renew"), "\(none.errors)")
    let one = try scratch.run(["renew", "--within", "11d"])
    #expect(one.succeeded && one.output.hasPrefix("short: renewed as slave"), "\(one.output)")
    #expect(!one.output.contains("slave01"))
    let again = try scratch.run(["renew", "--within", "2w", "--format", "json"])
    let report = try JSONSerialization.jsonObject(with: Data(again.output.utf8)) as? [String: Any]
    #expect((report?["hosts"] as? [[String: Any]])?.map { $0["host"] as? String } == ["short"])
  }

  @Test func `what cannot be renewed is refused before anything is changed`() throws {
    let scratch = try Scratch()
    try scratch.refuses(["renew", "nobody"], saying: ["nothing is issued to nobody"])
    try scratch.refuses(["renew", "slave01", "nobody"], saying: ["nothing is issued to nobody"])
    try scratch.refuses(["renew", "slave01", "slave01"], saying: ["slave01 is named twice"])
    try scratch.refuses(
      ["renew", "slave01", "--days", "9999"], saying: ["the authority ends", "mkcerts rollover"])
    try scratch.refuses(["renew", "slave01", "--days", "0"], saying: ["--days 0"])
    try scratch.refuses(["renew"], status: 64, saying: ["no host is named"])
    try scratch.refuses(["renew", "slave01", "--all"], status: 64, saying: ["choose one"])
    try scratch.refuses(["renew", "slave01", "--within", "3d"], status: 64, saying: ["choose one"])
    try scratch.refuses(["renew", "--within", "soon"], status: 64, saying: ["is not a span"])
    try scratch.refuses(["renew", "--all", "--csr", "x"], status: 64, saying: ["name just that one"])
    try scratch.refuses(
      ["renew", "slave01", "--keep-key", "--csr", "x"], status: 64, saying: ["leave one out"])
    try scratch.refuses(["renew", "slave01", "--passphrase-env", "HOME"], saying: ["is not encrypted"])
  }

  @Test func `a key that is gone, another's or closed is not kept`() throws {
    let scratch = try Scratch()
    try #require(try scratch.shell("rm pki/hosts/slave01/client-key.pem").succeeded)
    try scratch.refuses(
      ["renew", "slave01", "slave02", "--keep-key"], saying: ["cannot be kept", "`mkcerts renew slave01`"])
    try #require(try scratch.shell("cp pki/hosts/slave02/client-key.pem pki/hosts/slave01/").succeeded)
    try scratch.refuses(["renew", "slave01", "--keep-key"], saying: ["is not the key of the certificate"])
    let lock =
      "openssl pkey -aes256 -passout pass:x -in pki/hosts/slave02/client-key.pem -out pki/hosts/slave01/client-key.pem"
    try #require(try scratch.shell(lock).succeeded)
    try scratch.refuses(["renew", "slave01", "--keep-key"], saying: ["cannot be kept"])
    let all = try scratch.run(["renew", "--all", "--keep-key"])
    #expect(all.status == 1 && all.output.contains("slave01: left out: the key"), "\(all.output)")
    #expect(try scratch.run(["renew", "slave01"]).succeeded)
    #expect(try scratch.run(["verify"]).succeeded)
  }

  @Test func `a host whose folder is gone is refused by name, and left out of all`() throws {
    let scratch = try Scratch()
    try #require(try scratch.shell("mv pki/hosts/slave02 .").succeeded)
    try scratch.refuses(["renew", "slave02"], saying: ["is gone", "`mkcerts issue slave02 --replace`"])
    let all = try scratch.run(["renew", "--all"])
    #expect(
      all.status == 1 && all.output.contains("slave02: left out: the folder of slave02"), "\(all.output)")
    #expect(!FileManager.default.fileExists(atPath: scratch.folder("pki/hosts/slave02")))
  }

  @Test func `a slave whose statement has changed since is told so when it is renewed`() throws {
    let scratch = try Scratch()
    try #require(try scratch.run(["issue", "master", "--san", "db9.example", "--replace"]).succeeded)
    let renewed = try scratch.run(["renew", "slave01"])
    #expect(renewed.output.contains("`mkcerts config slave01 --running`"), "\(renewed.output)")
    #expect(try scratch.text("pki/hosts/slave01/change-master.sql").contains("db9.example"))
    #expect(!(try scratch.run(["renew", "slave01"]).output.contains("--running")))
  }

  @Test func `another authority's key is not certified for lying in a host's folder`() throws {
    let scratch = try Scratch()
    try #require(try scratch.shell("cp pki/authority/ca-key.pem pki/hosts/slave01/client-key.pem").succeeded)
    try scratch.refuses(["renew", "slave01", "--keep-key"], saying: ["is not the key of the certificate"])
  }

  @Test func `a revoked host is not renewed, and a key in other hands is not kept`() throws {
    let scratch = try Scratch()
    try #require(try scratch.run(["issue", "s3", "--role", "both"]).succeeded)
    let serial = try field("-serial", "s3/client-cert.pem", in: scratch).dropFirst("serial=".count)
      .trimmingCharacters(in: .whitespacesAndNewlines)
    for subject in ["slave01", serial] {
      try #require(try scratch.run(["revoke", subject, "--reason", "keyCompromise"]).succeeded)
    }
    for host in ["slave01", "s3"] {
      try scratch.refuses(["renew", host], saying: ["is revoked", "`mkcerts issue \(host) --replace`"])
      try scratch.refuses(["renew", host, "--keep-key"], saying: ["is revoked"])
    }
    let all = try scratch.run(["renew", "--all"])
    #expect(
      all.status == 1 && all.output.contains("s3: left out: the client certificate of s3"), "\(all.output)")
    #expect(!all.output.contains("slave01"))
    // Issued anew a host can be renewed again, over its new key too.
    try #require(try scratch.run(["issue", "slave01", "--replace"]).succeeded)
    #expect(try scratch.run(["renew", "slave01", "--keep-key"]).succeeded)
    // A key that leaked with an earlier certificate is not good any more, whatever the present one is.
    try #require(try scratch.run(["renew", "slave02", "--keep-key"]).succeeded)
    let history = try scratch.run(["list", "slave02"]).output.split(separator: "\n").map(String.init)
    let old = try #require(history.last { $0.contains("replaced") })
    let oldSerial = try #require(old.split(separator: " ").first { $0.count == 40 })
    try #require(try scratch.run(["revoke", String(oldSerial), "--reason", "keyCompromise"]).succeeded)
    try scratch.refuses(
      ["renew", "slave02", "--keep-key"], saying: ["in other hands", "`mkcerts renew slave02`"])
    #expect(try scratch.run(["renew", "slave02"]).succeeded)
  }
}
