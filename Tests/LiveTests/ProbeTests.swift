import Foundation
import TestSupport
import Testing

/// What probe says of a real server, held against the files that the server was given.
@Suite struct ProbeTests {
  @Test func `a healthy server is taken for its host, shows its chain, and accepts its slave`() throws {
    let scene = try Scene()
    let slave = ["--with", scene.pki + "/hosts/slave01"]
    try scene.expect(
      0,
      [
        "ok     db1 at \(scene.address)", "MariaDB 1", "TLSv1.3", "serves CN=db1", "behind it CN=T",
        "accepts the certificate of CN=slave01",
      ], of: slave + ["--expect", scene.pki], not: ["breaks", "note:"])
    // The same by the folder of the one host, and by the socket, without anything to hold it against.
    try scene.expect(0, ["ok     db1 at "], of: ["--expect", scene.pki + "/hosts/db1"])
    let bySocket = try Mkcerts.program().run(["probe", scene.server.socket])
    #expect(bySocket.status == 0 && bySocket.output.contains("serves CN=db1"), "\(bySocket.output)")
    // The names are those of the openssl command.
    let json = try scene.probe(slave + ["--format", "json"])
    let read = try #require(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
    let server = try #require((read["servers"] as? [[String: Any]])?.first)
    let tls = try #require(server["tls"] as? [String: Any])
    let leaf = try #require((tls["certificates"] as? [[String: Any]])?.first)
    let fingerprint = try Program("openssl").output(
      ["x509", "-noout", "-fingerprint", "-sha256", "-in", scene.pki + "/hosts/db1/server-cert.pem"])
    #expect(fingerprint.lowercased().contains(leaf["sha256"] as? String ?? "?"))
    #expect((server["client"] as? [String: Any])?["outcome"] as? String == "accepted")
    #expect(read["passed"] as? Bool == true && server["offersTLS"] as? Bool == true)
  }

  @Test
  func
    `files that were copied and not loaded are found, with both serials and the statement that loads them`()
    throws
  {
    let scene = try Scene()
    let old = try scene.serial("db1")
    try scene.run(["issue", "db1", "--replace", "--pki", scene.pki])
    try scene.install("db1")
    let new = try scene.serial("db1")
    try #require(old != new)
    try scene.expect(
      1,
      [
        "exposed: db1 still serves serial \(old); server-cert.pem on disk is \(new) (not-reloaded)",
        "`FLUSH SSL`",
      ],
      of: ["--expect", scene.pki])
    // Without the files nothing is wrong with it.
    try scene.expect(0, ["serves CN=db1"])
    try scene.server.sql("FLUSH SSL")
    try scene.expect(0, ["ok     db1"], of: ["--expect", scene.pki], not: ["not-reloaded"])
    // Files that are older than what is served are said to be that.
    try scene.run(["issue", "db1", "--replace", "--pki", scene.pki, "--days", "30"])
    try scene.install("db1")
    try scene.server.sql("FLUSH SSL")
    let backup = scene.folder("older")
    try Program("cp").output(["-a", scene.pki + "/hosts/db1", backup])
    try scene.expect(
      0, ["due: older serves CN=db1, which ends "], of: ["--expect", backup, "--within", "60d"])
  }

  @Test func `a slave of another authority is refused, and told by what`() throws {
    let scene = try Scene()
    let other = scene.folder("other") + "/hosts/slave01"
    try scene.expect(
      1,
      [
        "breaks: db1 refuses slave01's certificate: unknown ca (it is from another authority than "
          + "\(scene.pki)/cacert.pem: it is issued by CN=T", ", of the same name and with a different key",
        "fix: bring slave01 the files that \(scene.pki) has for it",
      ],
      of: ["--with", other, "--expect", scene.pki], not: ["ssl-ca"])
    try scene.run(["issue", "evil", "--pki", scene.folder("other")])
    try scene.expect(
      1, ["`mkcerts issue evil --role slave --pki \(scene.pki)`"],
      of: ["--with", scene.folder("other") + "/hosts/evil", "--expect", scene.pki], not: ["ssl-ca"])
    let typo = try scene.probe(["--with", scene.pki + "/hosts/slave1"])
    #expect(typo.status == 2 && typo.errors.contains("there is no folder or file"), "\(typo.errors)")
    #expect(typo.errors.contains("slave01") && !typo.errors.contains("init-ca"), "\(typo.errors)")
    // In TLS 1.2 the refusal comes within the handshake, and the chain is seen all the same.
    try Data(("[mysqld]\ntls_version=TLSv1.2\n" + scene.tlsOptions).utf8)
      .write(
        to: URL(
          filePath: (scene.server.settings.program.root ?? "") + scene.server.installFolder
            + "/replication-tls.cnf"))
    try scene.server.restart()
    try scene.expect(1, ["TLSv1.2", "serves CN=db1", "unknown ca"], of: ["--with", other])
    try scene.expect(0, ["TLSv1.2", "accepts"], of: ["--with", scene.pki + "/hosts/slave01"])
  }

  @Test func `a revoked slave is refused as revoked, and a server's certificate as one of no client`() throws
  {
    let scene = try Scene()
    try scene.run(["revoke", "slave01", "--pki", scene.pki])
    try scene.install("db1")
    try scene.server.restart()
    try scene.expect(
      1, ["refuses slave01's certificate: certificate revoked (its ssl-crl lists it)"],
      of: ["--with", scene.pki + "/hosts/slave01"])
    // A pair that is a server's, under the names of a client's.
    let folder = scene.folder("server-as-client")
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    for (from, to) in [("server-cert", "client-cert"), ("server-key", "client-key")] {
      try Program("cp").output(["\(scene.pki)/hosts/db1/\(from).pem", "\(folder)/\(to).pem"])
    }
    try scene.expect(1, ["unsupported certificate (it is not for a client)"], of: ["--with", folder])
  }

  @Test func `a revoked server is said to be that`() throws {
    let scene = try Scene()
    try scene.run(["revoke", "db1", "--pki", scene.pki])
    try scene.expect(
      1, ["breaks: db1 serves CN=db1, serial ", "which is revoked (revoked)"], of: ["--expect", scene.pki])
  }

  @Test func `a server without TLS is told of as such, with and without files`() throws {
    let scene = try Scene()
    let path =
      (scene.server.settings.program.root ?? "") + scene.server.installFolder + "/replication-tls.cnf"
    try Data("".utf8).write(to: URL(filePath: path))
    try scene.server.restart()
    try #require(try scene.server.sql("SELECT @@have_ssl") == [["DISABLED"]])
    try scene.expect(1, ["no TLS", "breaks: \(scene.address) offers no TLS (tls-not-offered)"])
    try scene.expect(1, ["breaks: db1 offers no TLS"], of: ["--expect", scene.pki])
  }

  @Test func `a chain of another authority of the very same name is found by its key`() throws {
    let scene = try Scene()
    try scene.install("db1", of: "other")
    try scene.server.sql("FLUSH SSL")
    try scene.expect(
      1,
      [
        "breaks: what db1 serves is from another authority than \(scene.pki)/cacert.pem: it is issued by CN=T",
        ", of the same name and with a different key",
      ],
      of: ["--expect", scene.pki], not: ["not-reloaded"])
    try scene.expect(0, ["ok     db1"], of: ["--expect", scene.folder("other")])
  }

  @Test func `a leaf that is served alone gives away an ssl-ca of another authority`() throws {
    let scene = try Scene()
    let folder = (scene.server.settings.program.root ?? "") + scene.server.installFolder
    try Program("cp").output([scene.folder("other") + "/cacert.pem", folder + "/cacert.pem"])
    try scene.server.sql("FLUSH SSL")
    try scene.expect(
      1,
      [
        "breaks: db1 serves CN=db1 without its issuer, so its ssl-ca is not set, or of another authority",
        "where it names none: name ssl-ca under [mysqld] of an option file that it reads, and restart it",
      ],
      of: ["--expect", scene.pki], not: ["SET PERSIST"])
    // Right so: its slave is refused now.
    try scene.expect(1, ["unknown ca"], of: ["--with", scene.pki + "/hosts/slave01"])
  }

  @Test
  func `a certificate that a server made for itself is said to be that, and nobody is to dial its name`()
    throws
  {
    let scene = try Scene()
    let folder = (scene.server.settings.program.root ?? "") + scene.server.installFolder
    let name = "MySQL_Server_9.7.4_Auto_Generated_Server_Certificate"
    try Program("openssl").output([
      "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=\(name)", "-days", "30",
      "-keyout", scene.folder("own-key.pem"), "-out", scene.folder("own-cert.pem"),
    ])
    for part in ["key", "cert"] {
      let text = try Data(contentsOf: URL(filePath: scene.folder("own-\(part).pem")))
      try text.write(to: URL(filePath: "\(folder)/server-\(part).pem"))
    }
    try scene.server.sql("FLUSH SSL")
    try scene.expect(
      1,
      [
        "breaks: db1 serves a certificate that the server made for itself, CN=\(name)", "and restart it",
        "have it serve one that is issued for 127.0.0.1",
      ], of: ["--expect", scene.pki], not: ["dial one of these names", "bring it the files"])
  }

  @Test func `an authority that was renewed over its key is loaded only when it is`() throws {
    let scene = try Scene()
    let host = scene.pki + "/hosts/db1"
    try Program("openssl").output([
      "x509", "-in", scene.pki + "/cacert.pem", "-signkey", scene.pki + "/authority/ca-key.pem",
      "-set_serial", "5",
      "-days", "3000", "-out", scene.folder("renewed.pem"),
    ])
    for path in [host, scene.pki] {
      try Program("cp").output([scene.folder("renewed.pem"), path + "/cacert.pem"])
    }
    try scene.install("db1")
    try scene.expect(
      1, ["has loaded the authority CN=T G1, serial ", "(not-reloaded)"], of: ["--expect", scene.pki])
    try scene.server.sql("FLUSH SSL")
    try scene.expect(0, ["ok     db1"], of: ["--expect", scene.pki])
  }

  @Test func `the certificate of another host, an expired one and one of tomorrow are said to be that`()
    throws
  {
    let scene = try Scene()
    try scene.run(["issue", "db2", "--role", "master", "--san", "localhost", "--pki", scene.pki])
    // localhost leads to db1, and its name is db2's.
    let named = try Mkcerts.program().run(["probe", "localhost:\(scene.server.port)", "--expect", scene.pki])
    #expect(
      named.status == 1 && named.output.contains("breaks: db2 serves the certificate of db1 (other-holder)"),
      "\(named.output)")
    // Where the name is given with the address, that is the host.
    let told = try Mkcerts.program().run([
      "probe", "db1=localhost:\(scene.server.port)", "--expect", scene.pki,
    ])
    #expect(told.status == 0 && told.output.contains("ok     db1 at localhost:"), "\(told.output)")
    #expect(
      named.output.contains(
        "note: the certificate is not for localhost, but for 127.0.0.1, db1 (dialled-name)"))
    try scene.expect(
      1, ["breaks: db1 serves CN=db1, which expired "], of: ["--expect", scene.pki, "--at", "2040-01-01"])
    try scene.expect(1, ["is not valid before "], of: ["--at", "2020-01-01"])
  }

  @Test func `what is no server, and files that hold nothing against it, are errors of one sentence`() throws
  {
    let scene = try Scene()
    let cases: [([String], String)] = [
      (
        [scene.address, "--expect", scene.folder("nowhere")],
        "there is no folder or file \(scene.folder("nowhere"))"
      ),
      (
        [scene.address, "--with", scene.pki + "/hosts/db1"], "holds no certificate that is shown to a master"
      ),
      (
        [scene.address, "--expect", scene.pki + "/hosts/slave01"],
        "has no certificate that a server could serve"
      ),
      (["db9=\(scene.address)", "--expect", scene.pki], "there is no host db9 in \(scene.pki)"),
    ]
    let usage = [
      ("=\(scene.address)", "\"=\(scene.address)\" is no address of a server"),
      ("db1:0", "the port of \"db1:0\" is no number from 1 to 65535"),
      ("127.0.0.1:1:2", "\"127.0.0.1:1:2\" is no address of a server"),
      ("mysql://127.0.0.1", "\"mysql://127.0.0.1\" is no address of a server"),
      ("", "\"\" is no address of a server"),
    ]
    for (word, sentence) in usage {
      let result = try Mkcerts.program().run(["probe", word])
      #expect(result.status == 64 && result.errors.contains(sentence), "\(word): \(result.errors)")
    }
    let socket = try Mkcerts.program().run(["probe", scene.folder("no-socket")])
    #expect(socket.output.contains("SHOW VARIABLES LIKE 'socket'"), "\(socket.output)")
    #expect(!socket.output.contains("bind_address"))
    for (arguments, sentence) in cases {
      let result = try Mkcerts.program().run(["probe"] + arguments)
      #expect(
        result.status == 2 && result.output.isEmpty && result.errors.contains(sentence), "\(result.errors)")
      #expect(result.errors.contains("mkcerts: hint: "))
    }
    #expect(try Mkcerts.program().run(["probe"]).status == 64)
    #expect(try Mkcerts.program().run(["probe", scene.address, "--timeout", "0"]).status == 64)
    // Several at a time, from standard input too: in their order, and what could not be looked at is 2.
    let port = try freePort(on: "127.0.0.1")
    let many = try Mkcerts.program().run(
      ["probe", "127.0.0.1:\(port)", "-"], input: "# the master\n\(scene.address)\n\n")
    #expect(many.status == 2, "\(many.output)")
    let lines = many.output.split(separator: "\n")
    #expect(
      lines.first?.hasPrefix("?      127.0.0.1:\(port)") == true
        && many.output.contains("ok     \(scene.address)"))
    #expect(many.output.contains("nobody listens there (connection refused)") && many.errors.isEmpty)
  }
}

extension Scene {
  /// The lines of the option file of db1.
  fileprivate var tlsOptions: String {
    ["ca=cacert", "cert=server-cert", "key=server-key"].map { line in
      let parts = line.split(separator: "=")
      return "ssl-\(parts[0])=\(server.installFolder)/\(parts[1]).pem\n"
    }.joined()
  }
}
