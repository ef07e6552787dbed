import OpenSSL
import Secrets
import TestSupport
import Testing
import Verification

/// Each rule with a deployment that it has nothing to say about, and one that it names.
@Suite struct RuleTests {
  let cast: Cast

  init() throws { cast = try Cast() }

  private func rule(_ name: String, of report: Report) -> [Finding] {
    report.findings.filter { $0.rule == name }
  }

  @Test func `a deployment of one authority is proven, and nothing is said`() {
    let report = cast.report
    #expect(report.passed)
    #expect(report.findings.isEmpty)
    #expect(report.proof?.links == 2 && report.proof?.masters == 1 && report.proof?.slaves == 2)
    #expect(report.proof?.subject == "CN=Replication CA G1")
    #expect(
      report.proof?.keySHA256 == cast.authority.key.publicKey.fingerprint.hexadecimal(separator: ":"))
    #expect(report.hosts.map(\.role) == ["master", "slave", "slave"])
    #expect(report.hosts.allSatisfy { $0.passed && $0.certificates.count == 1 })
  }

  @Test func `another-authority names the host whose certificate another authority signed`() throws {
    let stranger = try MadePair.authority("Other CA")
    cast.slave = DeployedHost(
      "slave01", trust: [cast.authority.certificate], client: try stranger.issue(.client("slave01")))
    let report = cast.report
    #expect(
      report.failures == [
        "another-authority: slave01: the certificate is from another authority: CN=Other CA, not "
          + "CN=Replication CA G1"
      ])
    #expect(report.proof == nil && !report.passed)
    #expect(report.hosts.map(\.passed) == [true, false, true])
    #expect(report.findings.first?.symptom?.contains("2013") == true)
    #expect(report.findings.first?.fix?.contains("mkcerts issue slave01 --replace") == true)
  }

  @Test func `another-authority says that an authority of the same name is another one`() throws {
    let namesake = try MadePair.authority()
    cast.slave = DeployedHost(
      "slave01", trust: [namesake.certificate], client: try namesake.issue(.client("slave01")))
    let report = cast.report
    let short = namesake.key.publicKey.fingerprint.prefix(6).hexadecimal(separator: ":")
    let meant = cast.authority.key.publicKey.fingerprint.prefix(6).hexadecimal(separator: ":")
    #expect(
      report.failures == [
        "another-authority: slave01: the certificate is from another authority of the same name, "
          + "CN=Replication CA G1: same name, different key (\(short), not \(meant)), and so is what it trusts, "
          + "pki/hosts/slave01/cacert.pem"
      ])
  }

  @Test func `another-trust names the host that trusts another authority`() throws {
    let stranger = try MadePair.authority("Other CA")
    cast.master = DeployedHost("master", trust: [stranger.certificate], server: cast.masterPair)
    let report = cast.report
    #expect(report.failures.count == 1)
    #expect(
      report.failures[0].hasPrefix("another-trust: master: master trusts another authority: CN=Other CA"))
    // A bundle with the authority in it is well, in either order.
    for trust in [
      [stranger.certificate, cast.authority.certificate], [cast.authority.certificate, stranger.certificate],
    ] {
      cast.master = DeployedHost("master", trust: trust, server: cast.masterPair)
      #expect(cast.report.passed)
    }
  }

  @Test(arguments: [
    (CertificateSketch.client("master"), "master", "clientAuth, and is shown as a server's (serverAuth)"),
    (.server("slave01"), "slave01", "serverAuth, and is shown as a client's (clientAuth)"),
  ])
  func `wrong-usage names a certificate that is shown for what it is not for`(
    sketch: CertificateSketch, host: String, sentence: String
  ) throws {
    let pair = try cast.authority.issue(sketch)
    let trust = [cast.authority.certificate]
    if host == "master" {
      cast.master = DeployedHost("master", trust: trust, server: pair)
    } else {
      cast.slave = DeployedHost("slave01", trust: trust, client: pair)
    }
    let found = rule("wrong-usage", of: cast.report)
    #expect(found.map(\.host) == [host])
    #expect(found.map(\.severity) == [.breaks])
    #expect(found.first?.sentence == "the certificate is for " + sentence)
    #expect(!cast.report.passed)
  }

  @Test func `wrong-usage names a key that TLS may not use in its role, and none that it may`() throws {
    let encipher = try cast.authority.issue(.client("slave01").with { $0.usage = .keyEncipherment })
    cast.slave = DeployedHost("slave01", trust: [cast.authority.certificate], client: encipher)
    #expect(rule("wrong-usage", of: cast.report).map(\.host) == ["slave01"])
    let server = try cast.authority.issue(
      .server("master").with { $0.usage = .keyEncipherment }, algorithm: .rsa2048)
    let well = try Cast(cast.authority)
    let master = DeployedHost("master", trust: [cast.authority.certificate], server: server)
    #expect(well.deployment(of: [master, well.slave]).report.passed)
  }

  @Test(arguments: ["prime256v1", "secp384r1", "secp521r1", "secp224r1", "secp256k1", "brainpoolP256r1"])
  func `unusable-key names a key on a curve that no handshake takes`(curve: String) throws {
    let text = try OpenSSLCommand.output(["ecparam", "-name", curve, "-genkey", "-noout"])
    let key = try PrivateKey.parse(pem: SecretBytes(copying: text.utf8)).publicKey
    let certificate = try cast.authority.sign(.client("slave01"), for: key)
    cast.slave.clientPair = Presentation(
      chain: .found(path: "client-cert.pem", [certificate]), key: .found(path: "client-key.pem", .key(key)))
    let isTaken = ["prime256v1", "secp384r1", "secp521r1"].contains(curve)
    #expect(cast.report.failingRules == (isTaken ? [] : ["unusable-key"]))
    #expect(cast.report.passed == isTaken)
  }

  @Test func `validity names leaves that are over, not begun, or soon over`() throws {
    let cases: [(at: Time, severity: Severity?, words: String)] = [
      (noon.adding(days: -1).adding(seconds: -1), .breaks, "the certificate is not valid before 2027-02-28T"),
      (noon.adding(days: -1), nil, ""), (noon.adding(days: 366), nil, ""),
      (noon.adding(days: 397 - 30), nil, ""),
      (noon.adding(days: 397 - 30).adding(seconds: 1), .due, ", in 29 days"),
      (
        noon.adding(days: 397).adding(seconds: -1), .due,
        "the certificate ends 2028-04-01T12:00:00Z, in 0 days"
      ),
      (
        noon.adding(days: 397), .breaks,
        "the certificate expired 2028-04-01T12:00:00Z, and it is 2028-04-01T12"
      ),
    ]
    for (time, severity, words) in cases {
      let report = cast.deployment.report(at: time)
      let found = rule("validity", of: report)
      #expect(Set(found.map(\.severity)) == Set([severity].compactMap { $0 }), "\(time.iso8601)")
      #expect(found.count == (severity == nil ? 0 : 3))
      #expect(found.allSatisfy { $0.sentence.contains(words) }, "\(found.map(\.sentence))")
      #expect(report.passed == (severity != .breaks))
      #expect(cast.deployment.report(at: time, strict: true).passed == (severity == nil))
    }
  }

  @Test func `an authority that is over is said once, and not for each host`() throws {
    let old = try MadePair(authority: .authority("Old CA").with { $0.notAfter = noon })
    let report = try Cast(old).report
    #expect(
      report.failures == [
        "validity: -: the authority's certificate expired 2027-03-01T12:00:00Z, and it is 2027-03-01T12:00:00Z"
      ])
    #expect(!report.passed && report.proof == nil)
    let early = try MadePair(authority: .authority("New CA").with { $0.notBefore = noon.adding(seconds: 1) })
    #expect(
      try Cast(early).report.failures.first?.contains("is not valid before 2027-03-01T12:00:01Z") == true)
  }

  @Test func `an authority that is over and that nothing depends on is only noted`() throws {
    let old = try MadePair(authority: .authority("Old CA").with { $0.notAfter = noon })
    for bundle in [
      [old.certificate, cast.authority.certificate], [cast.authority.certificate, old.certificate],
    ] {
      var deployment = cast.deployment
      deployment.authority = .found(path: "pki/cacert.pem", bundle)
      for place in deployment.hosts.indices { deployment.hosts[place].trustFile = .found(path: "t", bundle) }
      let report = deployment.report
      #expect(report.passed && report.proof?.subject == "CN=Replication CA G1")
      #expect(report.findings.map(\.severity) == [.note])
    }
  }

  @Test func `key-mismatch names both files and both keys`() throws {
    let foreign = try PrivateKey.generate(.ecdsaP256).publicKey
    cast.slave.clientPair?.key = .found(path: "pki/hosts/slave01/client-key.pem", .key(foreign))
    let report = cast.report
    let own = try #require(cast.slave.clientPair?.chain.value?.first?.fields.publicKey)
    #expect(
      report.failures == [
        "key-mismatch: slave01: pki/hosts/slave01/client-key.pem is not the key of "
          + "pki/hosts/slave01/client-cert.pem: the SHA-256 of its public key begins with "
          + "\(foreign.fingerprint.prefix(6).hexadecimal(separator: ":")), the certificate's with "
          + own.fingerprint.prefix(6).hexadecimal(separator: ":")
      ])
    #expect(
      report.findings.first?.symptom
        == "the slave's Last_IO_Errno is 2026: SSL connection error: Unable to get private key")
  }

  @Test func `encrypted-key and half-pair name the file`() {
    cast.slave.clientPair?.key = .found(path: "k.pem", .encrypted)
    cast.master.serverPair?.key = .absent(path: "s.pem")
    #expect(
      cast.report.failures == [
        "half-pair: master: half of a pair: pki/hosts/master/server-cert.pem is there, but s.pem is not",
        "encrypted-key: slave01: k.pem is encrypted, and servers cannot ask for a passphrase",
      ])
    cast.slave.clientPair?.chain = .absent(path: "c.pem")
    #expect(
      cast.report.failures.contains("half-pair: slave01: half of a pair: k.pem is there, but c.pem is not"))
  }

  @Test func `unreadable-file names the file and the reason, whatever it is`() {
    cast.master.trustFile = .unreadable(path: "t.pem", reason: "it holds no certificate")
    cast.slave.clientPair?.chain = .unreadable(path: "c.pem", reason: "certificate 1 in it is damaged")
    cast.other.clientPair?.key = .unreadable(path: "k.pem", reason: "it holds no private key")
    var deployment = cast.deployment
    deployment.unreadable = [UnreadableFile(path: "pki/x", reason: "Permission denied")]
    deployment.hosts[1].unreadable = [UnreadableFile(path: "y", reason: "Too many levels")]
    #expect(
      deployment.report.failures == [
        "unreadable-file: -: pki/x cannot be used: Permission denied",
        "unreadable-file: master: t.pem cannot be used: it holds no certificate",
        "unreadable-file: slave01: y cannot be used: Too many levels",
        "unreadable-file: slave01: c.pem cannot be used: certificate 1 in it is damaged",
        "unreadable-file: slave02: k.pem cannot be used: it holds no private key",
      ])
  }

  @Test func `open-key takes 0600 and 0640, and names what is more open`() {
    for (mode, who): (UInt32, String?) in [
      (0o600, nil), (0o400, nil), (0o640, nil), (0o620, "its whole group"),
      (0o644, "every user of the machine"),
      (0o604, "every user of the machine"), (0o601, "every user of the machine"), (0o4600, nil),
    ] {
      let key = cast.slave.keyFiles[0].key
      cast.slave.keyFiles = [KeyFile(path: "k.pem", key: key, permissions: mode)]
      let report = cast.deployment.report(strict: true)
      #expect(report.findings.map(\.rule) == (who == nil ? [] : ["open-key"]), "\(String(mode, radix: 8))")
      #expect(report.passed == (who == nil))
      guard let who else { continue }
      #expect(report.findings[0].severity == .exposed)
      #expect(report.findings[0].sentence == "k.pem is open to \(who) (mode 0\(String(mode, radix: 8)))")
      // What is open still replicates: the proof stands.
      #expect(report.proof != nil)
    }
  }

  @Test func `misplaced-authority-key finds the authority's key under any name`() {
    let key = KeyFile(
      path: "pki/hosts/slave01/notes.txt", key: cast.authority.key.publicKey, permissions: 0o600)
    cast.slave.keyFiles.append(key)
    cast.other.keyFiles.append(KeyFile(path: "h/ca-key.pem", key: nil, permissions: 0o600))
    var deployment = cast.deployment
    deployment.keyFiles = [KeyFile(path: "pki/b.pem", key: key.key, permissions: 0o600)]
    let report = deployment.report
    #expect(report.failingRules == ["misplaced-authority-key"])
    #expect(report.findings.map(\.host) == [nil, "slave01", "slave02"])
    #expect(report.findings.allSatisfy { $0.severity == .exposed })
    #expect(report.passed && !deployment.report(strict: true).passed)
  }

  @Test func `other-holder names a certificate that was issued to another host`() throws {
    cast.other = DeployedHost(
      "slave02", trust: [cast.authority.certificate], client: try cast.authority.issue(.client("SLAVE01")))
    #expect(
      cast.report.failures == [
        "other-holder: slave02: the certificate was issued to SLAVE01, not to slave02: an account that requires the "
          + "SUBJECT of one of them refuses it with 1045"
      ])
  }

  @Test func `nothing-to-compare asks for a master, a slave, and something in each host`() {
    let alone = cast.deployment(of: [cast.master]).report
    #expect(
      alone.failures.map { $0.prefix(54) } == ["nothing-to-compare: -: there is no slave in pki, so no"])
    let masterless = cast.deployment(of: [cast.slave, cast.other]).report
    #expect(
      masterless.failures.map { $0.prefix(55) } == ["nothing-to-compare: -: there is no master in pki, so no"]
    )
    #expect(cast.deployment(of: []).report.failures.count == 1)
    cast.other.clientPair = nil
    #expect(
      cast.report.failures == [
        "nothing-to-compare: slave02: slave02 has neither a server's nor a client's certificate"
      ])
  }
}
