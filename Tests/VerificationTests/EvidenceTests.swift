import OpenSSL
import TestSupport
import Testing
import Verification

/// Attempts to have a verification pass that proves nothing.
@Suite struct EvidenceTests {
  let cast: Cast
  let stranger: MadePair

  init() throws {
    cast = try Cast()
    stranger = try .authority("Other CA")
  }

  private func refuse(
    _ deployment: Deployment, _ rules: Set<String>, _ line: SourceLocation = #_sourceLocation
  ) {
    let report = deployment.report
    #expect(!report.passed, sourceLocation: line)
    #expect(report.proof == nil, sourceLocation: line)
    #expect(report.failingRules == rules, "\(report.failures)", sourceLocation: line)
  }

  @Test func `an authority of no certificate proves nothing`() {
    var deployment = cast.deployment
    deployment.authority = .found(path: "pki/cacert.pem", [])
    refuse(deployment, ["broken-link"])
    deployment.authority = .absent(path: "pki/cacert.pem")
    refuse(deployment, ["unreadable-file"])
    deployment.authority = .unreadable(path: "pki/cacert.pem", reason: "it holds no certificate")
    refuse(deployment, ["unreadable-file"])
  }

  @Test func `trust of no certificate, and a chain of none, prove nothing`() {
    cast.slave.trustFile = .found(path: "t.pem", [])
    refuse(cast.deployment, ["broken-link"])
    let second = try? Cast()
    second?.slave.clientPair?.chain = .found(path: "c.pem", [])
    if let second { refuse(second.deployment, ["broken-link"]) }
  }

  @Test func `files that are named and not there prove nothing`() {
    cast.slave.clientPair = Presentation(chain: .absent(path: "c.pem"), key: .absent(path: "k.pem"))
    refuse(cast.deployment, ["half-pair"])
    #expect(cast.report.failures == ["half-pair: slave01: neither c.pem nor k.pem is there"])
  }

  @Test func `a chain of another authority is not saved by the right authority in its file`() throws {
    let bundle = [cast.authority.certificate, stranger.certificate]
    for name in ["master", "slave01"] {
      let pair = try stranger.issue(name == "master" ? .server(name) : .client(name))
      let host = DeployedHost(
        name, trust: bundle, server: name == "master" ? pair : nil, client: name == "master" ? nil : pair,
        above: [cast.authority.certificate])
      if name == "master" { cast.master = host } else { cast.slave = host }
    }
    let deployment = cast.deployment(of: [cast.master, cast.slave])
    refuse(deployment, ["broken-link"])
    #expect(
      deployment.report.failures[0].contains("but under another authority than the one they are to share"))
  }

  @Test func `the right key in a certificate that may not sign is no trust`() throws {
    let key = cast.authority.key.publicKey
    for sketch in [
      CertificateSketch.server("Replication CA G1"),
      CertificateSketch.authority("Replication CA G1").with { $0.usage = .digitalSignature },
      CertificateSketch.authority("Replication CA G1").with { $0.constraints = .init(isAuthority: false) },
    ] {
      cast.slave.trustFile = .found(path: "t.pem", [try cast.authority.sign(sketch, for: key)])
      refuse(cast.deployment, ["issuer-not-ca"])
    }
  }

  @Test func `a leaf is no authority, be it trusted by name`() throws {
    let leaf = cast.masterPair.certificate
    var deployment = cast.deployment
    deployment.authority = .found(path: "pki/cacert.pem", [leaf])
    for place in deployment.hosts.indices {
      deployment.hosts[place].trustFile = .found(path: "t.pem", [leaf])
    }
    #expect(!deployment.report.passed && deployment.report.proof == nil)
    #expect(
      deployment.report.failures.contains(
        "wrong-usage: -: CN=master is not an authority: its certificate does not allow it to sign others"))
  }

  @Test func `a leaf that signed itself under the authority's name is of another authority`() throws {
    let own = try MadePair(authority: CertificateSketch.server("Replication CA G1", [.dns("master")]))
    cast.master = DeployedHost("master", trust: [cast.authority.certificate], server: own)
    refuse(cast.deployment, ["another-authority"])
    // Not even where the slaves trust it beside the authority, which OpenSSL accepts.
    let bundle = [cast.authority.certificate, own.certificate]
    cast.master = DeployedHost("master", trust: bundle, server: own, above: [cast.authority.certificate])
    cast.slave.trustFile = .found(path: "t.pem", bundle)
    refuse(
      cast.deployment(of: [cast.master, cast.slave]), ["different-authorities", "misplaced-authority-key"])
  }

  @Test func `two hosts of one name are two hosts`() throws {
    let bad = DeployedHost(
      "master", trust: [cast.authority.certificate],
      client: try cast.authority.issue(.client("master").with { $0.issuer = "somebody else" }))
    refuse(cast.deployment(of: [cast.master, cast.slave, bad]), ["broken-link"])
  }

  @Test func `a request that its sender did not sign proves no possession`() throws {
    let folder = try TemporaryFolder()
    func request(_ name: String) throws -> CertificateRequest {
      try OpenSSLCommand.output(
        [
          "req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout",
          folder("k.pem"),
        ]
          + ["-subj", "/CN=\(name)", "-out", folder("r.pem")])
      return try CertificateRequest.parse(
        pem: Array(try OpenSSLCommand.output(["req", "-in", folder("r.pem")]).utf8))
    }
    let asked = try request("slave01")
    let certificate = try cast.authority.sign(.client("slave01"), for: asked.publicKey)
    cast.slave.clientPair = Presentation(
      chain: .found(path: "c.pem", [certificate]), key: .found(path: "r.pem", .request(asked)))
    #expect(cast.report.passed)
    cast.slave.clientPair?.key = .found(path: "r.pem", .request(try request("slave01")))
    #expect(cast.report.failures.map { $0.prefix(47) } == ["key-mismatch: slave01: r.pem asks for another k"])
    // The last octets are the signature's.
    let forged = try OpenSSLCommand.run(
      ["req", "-inform", "DER", "-in", try Self.damaged(asked, in: folder)])
    let text = try #require(forged.succeeded ? forged.output : nil)
    cast.slave.clientPair?.key = .found(
      path: "r.pem", .request(try CertificateRequest.parse(pem: Array(text.utf8))))
    refuse(cast.deployment, ["key-mismatch"])
  }

  private static func damaged(_ request: CertificateRequest, in folder: TemporaryFolder) throws -> String {
    var der = request.der
    der[der.count - 1] ^= 1
    return try folder.write(bytes: der, to: "r.der")
  }

  @Test func `the same deployment has the same report, whatever is found`() throws {
    cast.slave.trustFile = .found(path: "t.pem", [stranger.certificate])
    cast.other = DeployedHost(
      "slave02", trust: [cast.authority.certificate], client: try stranger.issue(.client("x")))
    cast.master.keyFiles.append(KeyFile(path: "a", key: cast.authority.key.publicKey, permissions: 0o666))
    var deployment = cast.deployment
    deployment.authority = nil
    let first = deployment.report
    for _ in 0..<20 { #expect(deployment.report.findings == first.findings) }
    // The worst come first.
    #expect(first.findings.map(\.severity) == first.findings.map(\.severity).sorted())
    #expect(first.findings.count >= 4)
  }
}
