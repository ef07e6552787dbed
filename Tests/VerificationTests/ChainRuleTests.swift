import OpenSSL
import Replication
import TestSupport
import Testing
import Verification

/// The rules about chains between a host's certificate and an authority, each with a good and a bad case.
@Suite struct ChainRuleTests {
  let root: MadePair
  let middle: MadePair
  let cast: Cast

  init() throws {
    root = try MadePair(authority: .authority("Root", pathLength: 1))
    middle = try root.issue(.authority("Middle"))
    cast = try Cast(root)
  }

  private func found(_ rule: String, _ deployment: Deployment) -> [Finding] {
    deployment.report.findings.filter { $0.rule == rule }
  }

  /// The deployment with a master whose certificate `issuer` signed, and these behind it.
  private func deployment(
    _ issuer: MadePair, above: [Certificate], trust: [Certificate]? = nil,
    leaf: CertificateSketch = .server("master"), server: Server? = nil
  ) throws -> Deployment {
    var master = DeployedHost(
      "master", trust: trust ?? [root.certificate], server: try issuer.issue(leaf), above: above)
    master.server = server
    return cast.deployment(of: [master, cast.slave])
  }

  @Test func `missing-intermediate says where the issuer lies that is neither sent nor trusted`() throws {
    #expect(found("missing-intermediate", try deployment(middle, above: [middle.certificate])).isEmpty)
    var deployment = try deployment(middle, above: [])
    deployment.hosts.append(
      DeployedHost(
        "slave02", trust: [root.certificate], client: try middle.issue(.client("slave02")),
        above: [middle.certificate]))
    let finding = found("missing-intermediate", deployment).first
    #expect(finding?.severity == .breaks && finding?.host == "master")
    #expect(finding?.sentence.hasSuffix("it lies in pki/hosts/slave02/client-cert.pem") == true)
    #expect(finding?.sentence.contains("the certificate of CN=Middle") == true)
  }

  @Test func `missing-intermediate notes an issuer that lies nowhere, and an intermediate without its root`()
    throws
  {
    #expect(found("missing-intermediate", try deployment(middle, above: [])).map(\.severity) == [.note])
    var deployment = try deployment(middle, above: [middle.certificate])
    deployment.hosts[1].trustFile = .found(path: "t.pem", [middle.certificate])
    let finding = found("missing-intermediate", deployment).first
    #expect(finding?.host == "slave01" && finding?.file == "t.pem")
    #expect(finding?.sentence.hasPrefix("slave01 trusts CN=Middle, an intermediate, without CN=Root") == true)
  }

  @Test func `chain-order names the place of the key's own certificate, and key-mismatch keeps silent`()
    throws
  {
    let pair = try middle.issue(.server("master"))
    for (chain, rules) in [
      ([pair.certificate, middle.certificate], [String]()),
      ([middle.certificate, pair.certificate], ["chain-order"]),
    ] {
      var deployment = cast.deployment
      deployment.hosts[0].serverPair = Presentation(
        chain: .found(path: "c.pem", chain), key: .found(path: "k.pem", .key(pair.key.publicKey)))
      let findings = deployment.report.findings
      #expect(findings.map(\.rule).filter { ["chain-order", "key-mismatch"].contains($0) } == rules)
      guard !rules.isEmpty else { continue }
      #expect(
        findings.contains {
          $0.sentence == "the first certificate is that of CN=Middle, and the key's is number 2, CN=master"
            && $0.severity == .breaks
        })
    }
  }

  @Test func `chain-order notes intermediates out of order`() throws {
    let high = try MadePair(authority: .authority("High", pathLength: 2))
    let low = try high.issue(.authority("Low", pathLength: 1))
    let lowest = try low.issue(.authority("Lowest"))
    let well = try deployment(lowest, above: [lowest.certificate, low.certificate])
    #expect(found("chain-order", well).isEmpty)
    let mixed = try deployment(lowest, above: [low.certificate, lowest.certificate])
    #expect(found("chain-order", mixed).map(\.severity) == [.note])
  }

  @Test(arguments: [
    ("mysql-8.4", Severity?.some(.due), "error 3888"), ("mysql-8.0", nil, ""), ("mariadb-10.11", nil, ""),
    ("mysql-5.7", .breaks, "MySQL 5.7 sends the leaf alone"),
  ])
  func `intermediate-in-certificate-only says what each server makes of it`(
    server: String, severity: Severity?, words: String
  ) throws {
    let server = try Server(parsing: server)
    let both = [root.certificate, middle.certificate]
    let well = try deployment(middle, above: [middle.certificate], trust: both, server: server)
    #expect(found("intermediate-in-certificate-only", well).isEmpty)
    let alone = try deployment(middle, above: [middle.certificate], server: server)
    let finding = found("intermediate-in-certificate-only", alone).first
    #expect(finding?.severity == severity && finding?.sentence.contains(words) != false)
  }

  @Test func `issuer-not-ca names an issuer that is no authority`() throws {
    let impostor = try root.issue(.client("Impostor").with { $0.usage = .keyCertSign })
    let finding = found("issuer-not-ca", try deployment(impostor, above: [impostor.certificate])).first
    #expect(finding?.severity == .breaks && finding?.host == "master")
    #expect(finding?.sentence.hasSuffix("is not an authority: its basicConstraints say CA:FALSE") == true)
    #expect(found("issuer-not-ca", try deployment(middle, above: [middle.certificate])).isEmpty)
  }

  @Test func `path-length names the authority whose bound is passed`() throws {
    let low = try middle.issue(.authority("Low"))
    let finding = found("path-length", try deployment(low, above: [low.certificate, middle.certificate]))
      .first
    #expect(finding?.severity == .breaks && finding?.host == "master")
    #expect(finding?.sentence.hasPrefix("CN=Middle allows no further authorities") == true)
    #expect(found("path-length", try deployment(middle, above: [middle.certificate])).isEmpty)
  }

  @Test func `self-issued-name notes a certificate of its authority's name that identifiers tell apart`()
    throws
  {
    #expect(found("self-issued-name", try deployment(root, above: [])).isEmpty)
    let finding = found("self-issued-name", try deployment(root, above: [], leaf: .server("Root"))).first
    #expect(finding?.severity == .note && finding?.host == "master")
    #expect(finding?.sentence.hasSuffix("only key identifiers tell the two apart") == true)
  }

  @Test func `same-name-bundle notes two authorities of one name, and not one that was renewed`() throws {
    let namesake = try MadePair.authority("Root")
    let renewed = try root.sign(.authority("Root", pathLength: 2), for: root.key.publicKey)
    for (second, count) in [(namesake.certificate, 1), (renewed, 0)] {
      let deployment = try deployment(root, above: [], trust: [root.certificate, second])
      #expect(found("same-name-bundle", deployment).map(\.severity) == Array(repeating: .note, count: count))
    }
  }

  @Test func `different-authorities names both ends of a link that is under two authorities`() throws {
    #expect(found("different-authorities", cast.deployment).isEmpty)
    let other = try MadePair.authority("Other")
    let both = [root.certificate, other.certificate]
    let master = DeployedHost("master", trust: both, server: cast.masterPair)
    let slave = DeployedHost("slave01", trust: both, client: try other.issue(.client("slave01")))
    var deployment = cast.deployment(of: [master, slave])
    deployment.authority = nil
    let finding = found("different-authorities", deployment).first
    #expect(finding?.severity == .exposed && finding?.host == "slave01")
    #expect(finding?.sentence.contains("CN=Other with the key") == true)
    #expect(finding?.sentence.contains("CN=Root with the key") == true)
    #expect(!deployment.report.passed)
  }

  @Test func `member-usage names a member of a cluster that is a server only`() throws {
    for (sketch, isMember, count) in [
      (CertificateSketch.server("master"), true, 1), (.peer("master"), true, 0),
      (.server("master"), false, 0),
    ] {
      var deployment = try deployment(root, above: [], leaf: sketch)
      deployment.hosts[0].asMaster?.isMember = isMember
      let findings = found("member-usage", deployment)
      #expect(findings.count == count)
      #expect(findings.allSatisfy { $0.sentence.hasSuffix("its certificate is not for clientAuth") })
    }
  }
}
