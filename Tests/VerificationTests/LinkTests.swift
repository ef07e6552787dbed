import OpenSSL
import TestSupport
import Testing
import Verification

/// Links: chains through intermediates, two authorities at once, hosts with two roles, and dialled names.
@Suite struct LinkTests {
  let old: MadePair
  let new: MadePair
  var both: [Certificate] { [old.certificate, new.certificate] }

  init() throws {
    old = try .authority("Replication CA G1")
    new = try .authority("Replication CA G2")
  }

  private func deployment(_ authority: [Certificate], _ hosts: DeployedHost...) -> Deployment {
    Deployment(source: "pki", hosts: hosts, authority: .found(path: "pki/cacert.pem", authority))
  }

  @Test func `a bundle of two authorities holds in either order while all are of one`() throws {
    for trust in [both, both.reversed()] {
      for authority in [old, new] {
        let report = deployment(
          trust, DeployedHost("master", trust: trust, server: try authority.issue(.server("master"))),
          DeployedHost("slave01", trust: trust, client: try authority.issue(.client("slave01")))
        ).report
        #expect(report.passed, "\(report.failures)")
        #expect(report.proof?.subject == "CN=\(authority.certificate.fields.subject.commonName ?? "")")
      }
    }
  }

  @Test func `a slave of the new generation and a master of the old are proven where both trust both`() throws
  {
    let master = DeployedHost("master", trust: both, server: try old.issue(.server("master")))
    let report = deployment(
      both, master, DeployedHost("slave01", trust: both, client: try new.issue(.client("slave01")))
    ).report
    #expect(report.passed, "\(report.failures)")
    #expect(report.proof?.subject == old.certificate.fields.subject.rfc2253)
    #expect(report.proof?.otherGeneration?.subject == new.certificate.fields.subject.rfc2253)
    #expect(
      report.hosts.flatMap(\.certificates).map(\.authority)
        == both.map { $0.fields.subject.rfc2253 })
    // It comes up, but the next connection of a slave of the old generation would not.
    let short = deployment(
      both, master,
      DeployedHost("slave01", trust: [old.certificate], client: try new.issue(.client("slave01"))))
    #expect(!short.report.passed && short.report.proof == nil)
    #expect(short.report.links.map(\.outcome) == [.unverified])
  }

  @Test func `a slave and a master of two authorities accept each other and are not proven`() throws {
    // Without a pki folder nothing tells that both are generations of one.
    var deployment = deployment(
      both, DeployedHost("master", trust: both, server: try old.issue(.server("master"))),
      DeployedHost("slave01", trust: both, client: try new.issue(.client("slave01"))),
      DeployedHost("slave02", trust: both, client: try old.issue(.client("slave02"))))
    deployment.authority = nil
    let report = deployment.report
    func short(_ pair: MadePair) -> String {
      pair.key.publicKey.fingerprint.prefix(6).hexadecimal(separator: ":")
    }
    func name(_ pair: MadePair) -> String { pair.certificate.fields.subject.rfc2253 }
    #expect(
      report.failures == [
        "different-authorities: slave01: slave01 and master accept each other, but their certificates end at "
          + "different authorities: \(name(new)) with the key \(short(new)) and "
          + "\(name(old)) with the key \(short(old))"
      ])
    #expect(!report.passed && report.proof == nil)
  }

  @Test func `a host that trusts the new authority alone breaks just its own link`() throws {
    let report = deployment(
      both, DeployedHost("master", trust: both, server: try old.issue(.server("master"))),
      DeployedHost("slave01", trust: [new.certificate], client: try old.issue(.client("slave01"))),
      DeployedHost("slave02", trust: [old.certificate], client: try old.issue(.client("slave02")))
    ).report
    #expect(report.failures.count == 1)
    #expect(
      report.failures[0].hasPrefix(
        "another-trust: slave01: slave01 trusts CN=Replication CA G2, and not CN=Replication CA G1 with the key"
      ))
    #expect(report.findings[0].symptom?.contains("2026") == true)
  }

  @Test func `of two masters only the one that breaks is named`() throws {
    let stranger = try MadePair.authority("Other CA")
    let trust = [old.certificate]
    let slaves = try (1...6).map {
      DeployedHost("slave0\($0)", trust: trust, client: try old.issue(.client("slave0\($0)")))
    }
    var deployment = deployment(
      trust, DeployedHost("master", trust: trust, server: try old.issue(.server("master"))),
      DeployedHost("master2", trust: trust, server: try stranger.issue(.server("master2"))))
    deployment.hosts += slaves
    let report = deployment.report
    #expect(Set(report.findings.map(\.host)) == ["master2"])
    #expect(report.hosts.filter { !$0.passed }.map(\.name) == ["master2"])
    // It is well signed and badly trusting: six links break for one reason, which is one finding.
    let bundle = [stranger.certificate, old.certificate]
    var leaf = CertificateSketch.server("master2")
    leaf.issuer = "Replication CA G1 of old"
    deployment.hosts[1] = DeployedHost("master2", trust: bundle, server: try old.issue(leaf))
    #expect(
      deployment.report.failures == [
        "broken-link: master2: slave01, slave02, slave03 and 3 more do not accept the certificate of master2: "
          + "unable to get local issuer certificate"
      ])
  }

  @Test func `what breaks a host's keys does not hide that its links break too`() throws {
    let leaf = CertificateSketch.client("slave01").with { $0.issuer = "somebody else" }
    var slave = DeployedHost("slave01", trust: [old.certificate], client: try old.issue(leaf))
    slave.clientPair?.key = .found(path: "k.pem", .encrypted)
    let report = deployment(
      [old.certificate],
      DeployedHost("master", trust: [old.certificate], server: try old.issue(.server("master"))),
      slave
    ).report
    #expect(report.failingRules == ["encrypted-key", "broken-link"])
  }

  @Test func `an intermediate counts where a server would find it`() throws {
    let root = try MadePair(authority: .authority("Root", pathLength: 1))
    let middle = try root.issue(.authority("Middle"))
    let trust = [root.certificate]
    let server = try middle.issue(.server("master"))
    let client = try middle.issue(.client("slave01"))
    let (above, bundle) = ([middle.certificate], [root.certificate, middle.certificate])
    let slave = DeployedHost("slave01", trust: trust, client: client, above: above)

    let sent = DeployedHost("master", trust: trust, server: server, above: above)
    #expect(deployment(trust, sent, slave).report.passed)
    // A server that is given the leaf alone completes the chain from its own ssl-ca (measured on all
    // servers).
    let completed = DeployedHost("master", trust: bundle, server: server)
    #expect(deployment(bundle, completed, slave).report.passed)
    let lost = DeployedHost("master", trust: trust, server: server)
    #expect(!deployment(trust, lost, slave).report.passed)
    // A server that trusts the intermediate alone accepts nobody: no server takes a partial chain.
    let partial = DeployedHost("master", trust: above, server: server, above: above)
    let report = deployment(above, partial, DeployedHost("slave01", trust: above, client: client)).report
    #expect(!report.passed && report.failingRules == ["missing-intermediate"])
  }

  @Test func `peers and circular pairs are linked in both directions`() throws {
    let trust = [old.certificate]
    func peer(_ name: String) throws -> DeployedHost {
      let pair = try old.issue(.peer(name))
      var host = DeployedHost(name, trust: trust, server: pair)
      host.clientPair = host.serverPair
      host.dials = name == "db1" ? "db2" : "db1"
      return host
    }
    func double(_ name: String, _ dials: String, client: MadePair) throws -> DeployedHost {
      DeployedHost(name, trust: trust, server: try old.issue(.server(name)), client: client, dials: dials)
    }
    let peers = deployment(trust, try peer("db1"), try peer("db2"), try peer("db3")).report
    #expect(peers.passed && peers.proof?.links == 6, "\(peers.failures)")
    #expect(peers.hosts.map(\.role) == ["peer", "peer", "peer"])

    let circle = deployment(
      trust, try double("db1", "db2", client: old.issue(.client("db1"))),
      try double("db2", "db1", client: old.issue(.client("db2")))
    ).report
    #expect(circle.passed && circle.proof?.links == 2, "\(circle.failures)")
    #expect(circle.hosts.map(\.role) == ["both", "both"])
  }

  @Test func `what is wrong with a peer's one certificate is said once`() throws {
    let stranger = try MadePair.authority("Other CA")
    var peer = DeployedHost(
      "db1", trust: [old.certificate], server: try stranger.issue(.peer("db1")))
    peer.serverPair?.key = .found(path: "k.pem", .encrypted)
    peer.clientPair = peer.serverPair
    peer.dials = "db2"
    var second = DeployedHost(
      "db2", trust: [old.certificate], server: try old.issue(.peer("db2")))
    second.clientPair = second.serverPair
    second.dials = "db1"
    #expect(
      deployment([old.certificate], peer, second).report.failures.map { $0.prefix(22) } == [
        "encrypted-key: db1: k.", "another-authority: db1",
      ])
  }

  @Test func `the client side of the only master is judged too`() throws {
    let trust = [old.certificate]
    let slave = DeployedHost("slave01", trust: trust, client: try old.issue(.client("slave01")), dials: "db1")
    func report(_ client: MadePair) throws -> Report {
      let host = DeployedHost(
        "db1", trust: trust, server: try old.issue(.server("db1")), client: client, dials: "db1")
      return deployment(trust, host, slave).report
    }
    #expect(try report(old.issue(.client("db1"))).passed)
    let misnamed = try report(old.issue(.client("db1").with { $0.issuer = "somebody else" }))
    #expect(
      misnamed.failures == [
        "broken-link: db1: what db1 trusts does not accept its own certificate: "
          + "unable to get local issuer certificate"
      ])
  }

  @Test(arguments: [
    ("db1.example.com", true), ("DB1.Example.COM", true), ("db1", false), ("db1.example.com.", false),
    ("x.wild.example.com", true), ("y.x.wild.example.com", false), ("wild.example.com", false),
    ("10.0.0.5", true), ("10.0.0.6", false), ("2001:db8::1", true), ("2001:DB8:0:0::1", true),
    ("2001:db8::2", false), ("", false), ("db1.example.com\0", false),
  ])
  func `a slave dials a name of its master, as OpenSSL compares names`(dialled: String, passes: Bool) throws {
    let names: [GeneralName] = [
      .dns("db1.example.com"), .dns("*.wild.example.com"), .ip([10, 0, 0, 5]),
      .ip([0x20, 0x01, 0x0d, 0xb8] + [UInt8](repeating: 0, count: 11) + [1]),
    ]
    let trust = [old.certificate]
    let report = deployment(
      trust, DeployedHost("master", trust: trust, server: try old.issue(.server("db1", names))),
      DeployedHost("slave01", trust: trust, client: try old.issue(.client("slave01")), dials: dialled)
    ).report
    #expect(report.passed == passes)
    guard !passes else { return }
    #expect(
      report.failures == [
        "dialled-name: slave01: slave01 dials \(dialled), which no master's certificate is for; they are for "
          + "db1.example.com, *.wild.example.com, 10.0.0.5, 2001:db8::1"
      ])
    #expect(report.findings[0].severity == .breaks)
    // A shell would put files in the place of a wildcard; of what is no name there is no command.
    let command =
      "`mkcerts issue master --san db1.example.com --san '*.wild.example.com' --san 10.0.0.5 --san 2001:db8::1 "
      + "--san \(dialled) --replace`"
    let isName = !dialled.isEmpty && !dialled.contains("\0")
    #expect(
      report.findings[0].fix == "dial one of these names"
        + (isName ? ", or let the master have that one too with \(command)" : ""))
  }

  @Test
  func `the command for one name more keeps the master's others, and holds nothing that a shell would run`()
    throws
  {
    let trust = [old.certificate]
    let names: [GeneralName] = [.dns("db1.example.com"), .ip([10, 0, 0, 5]), .dns("master")]
    let server = try old.issue(.server("master", names))
    for (dialled, fix) in [
      (
        "db2",
        ", or let the master have that one too with "
          + "`mkcerts issue master --san db1.example.com --san 10.0.0.5 --san db2 --replace`"
      ),
      ("$(id)", ""), ("db2 db3", ""), ("--pki", ""),
    ] {
      let report = deployment(
        trust, DeployedHost("master", trust: trust, server: server),
        DeployedHost("slave01", trust: trust, client: try old.issue(.client("slave01")), dials: dialled)
      ).report
      #expect(report.findings.first?.fix == "dial one of these names" + fix)
    }
  }

  @Test func `without alternative names the common name counts, and only it`() throws {
    let trust = [old.certificate]
    let nameless = DeployedHost("master", trust: trust, server: try old.issue(.server("db1", [])))
    let client = try old.issue(.client("slave01"))
    let well = deployment(
      trust, nameless, DeployedHost("slave01", trust: trust, client: client, dials: "db1")
    ).report
    #expect(well.passed && well.findings == [])
    let bad = deployment(trust, nameless, DeployedHost("slave01", trust: trust, client: client)).report
    #expect(
      bad.failures == [
        "dialled-name: slave01: slave01 dials master, which no master's certificate is for; they are for db1"
      ])
  }

  @Test func `a name that nobody checks is no more than a note`() throws {
    let trust = [old.certificate]
    var slave = DeployedHost(
      "slave01", trust: trust, client: try old.issue(.client("slave01")), dials: "10.0.0.9")
    let master = DeployedHost("master", trust: trust, server: try old.issue(.server("master")))
    let checked = deployment(trust, master, slave).report.findings
    #expect(checked.map(\.severity) == [.breaks] && checked[0].symptom?.contains("2026") == true)
    #expect(checked[0].sentence.hasSuffix("the IP addresses of the alternative names, and there is none"))
    slave.connections[0].verifiesMaster = false
    let report = deployment(trust, master, slave).report
    let finding = try #require(report.findings.first { $0.rule == "dialled-name" })
    #expect(report.passed && finding.severity == .note && finding.symptom == nil)
    #expect(finding.sentence.hasSuffix("nobody checks that while MASTER_SSL_VERIFY_SERVER_CERT is not 1"))
  }

  @Test func `what a slave dials may be unknown, and that is noted`() throws {
    let cast = try Cast(old)
    cast.slave.dials = nil
    #expect(cast.report.passed)
    #expect(
      cast.report.findings.map(\.sentence) == [
        "what slave01 dials is not known, so no master's names were held against it"
      ])
  }

  /// Two hundred thousand signatures would take minutes.
  @Test(.timeLimit(.minutes(5))) func `of many links with the same chains each chain is judged once`() throws
  {
    let trust = [old.certificate]
    let client = try old.issue(.client("slave"))
    var deployment = deployment(trust)
    for number in 1...100 {
      deployment.hosts.append(
        DeployedHost("m\(number)", trust: trust, server: try old.issue(.server("m\(number)"))))
    }
    for number in 1...2_000 {
      deployment.hosts.append(DeployedHost("s\(number)", trust: trust, client: client, dials: "m1"))
    }
    #expect(deployment.report.proof?.links == 200_000)
  }
}
