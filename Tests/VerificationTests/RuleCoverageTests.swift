import Foundation
import OpenSSL
import Replication
import TestSupport
import Testing

@testable import Verification

/// No rule is without a good and a bad case: each is either in the description of a deployment that real servers
/// refuse, which `DeploymentFindingTests` builds, or in the list here.
@Suite struct RuleCoverageTests {
  /// A deployment in which something is wrong that the described deployments do not have.
  struct BadCase: Sendable, CustomTestStringConvertible {
    let rule: String
    let spoil: @Sendable (Cast) throws -> Deployment
    var testDescription: String { rule }
  }

  static let cases = [
    BadCase(rule: "unread-option-file") { cast in
      cast.master.unreadOptionFiles = ["m/replication-tls.cnf"]
      return cast.deployment
    },
    BadCase(rule: "nothing-to-compare") { $0.deployment(of: []) },
    BadCase(rule: "open-key") { cast in
      cast.slave.keyFiles = [KeyFile(path: "k.pem", key: nil, permissions: 0o644)]
      return cast.deployment
    },
    BadCase(rule: "misplaced-authority-key") { cast in
      cast.slave.keyFiles.append(
        KeyFile(path: "notes", key: cast.authority.key.publicKey, permissions: 0o600))
      return cast.deployment
    },
    BadCase(rule: "foreign-authority-key") { cast in
      var deployment = cast.deployment
      let stranger = try MadePair.authority("Other CA")
      deployment.authorityKeyFile = KeyFile(
        path: "ca-key.pem", key: stranger.key.publicKey, permissions: 0o600)
      return deployment
    },
    BadCase(rule: "other-holder") { cast in
      let pair = try cast.authority.issue(.client("slave01"))
      cast.other = DeployedHost("slave02", trust: [cast.authority.certificate], client: pair)
      return cast.deployment
    },
    BadCase(rule: "shared-key") { cast in
      let certificate = try cast.authority.sign(
        .client("slave02"), for: #require(cast.slave.keyFiles[0].key))
      cast.other.clientPair = Presentation(
        chain: .found(path: "c.pem", [certificate]), key: cast.slave.clientPair?.key)
      return cast.deployment
    },
    BadCase(rule: "host-without-folder") { cast in
      var deployment = cast.deployment
      deployment.hostsOnRecord = ["master", "slave01", "slave02", "slave03"]
      return deployment
    },
    BadCase(rule: "member-usage") { cast in
      cast.master.asMaster?.isMember = true
      return cast.deployment
    },
    BadCase(rule: "intermediate-in-certificate-only") { cast in
      let root = try MadePair(authority: .authority("Root", pathLength: 1))
      let middle = try root.issue(.authority("Middle"))
      var master = DeployedHost(
        "master", trust: [root.certificate], server: try middle.issue(.server("master")),
        above: [middle.certificate])
      master.server = try Server(parsing: "mysql-9.7")
      return Deployment(source: ".", hosts: [master], authority: nil)
    },
    BadCase(rule: "circular-pair") { cast in
      func host(_ name: String, dialling other: String) throws -> DeployedHost {
        DeployedHost(
          name, trust: [cast.authority.certificate], server: try cast.authority.issue(.server(name)),
          client: try cast.authority.issue(.client(name)), dials: other)
      }
      let ends = [try host("a", dialling: "b"), try host("b", dialling: "a")]
      var deployment = cast.deployment(of: ends)
      deployment.hosts[1].clientPair?.key = .found(path: "k.pem", .encrypted)
      return deployment
    },
    BadCase(rule: "broken-link") { cast in
      cast.slave.trustFile = .found(path: "t.pem", [])
      return cast.deployment
    },
  ]

  @Test func `a good deployment is passed by every rule`() throws {
    #expect(try Cast().report.findings.isEmpty)
  }

  @Test(arguments: cases) func `a bad deployment is named by its rule`(bad: BadCase) throws {
    let findings = try bad.spoil(Cast()).report.findings
    #expect(findings.contains { $0.rule == bad.rule }, "\(findings)")
    for finding in findings where finding.severity == .breaks {
      #expect(finding.fix?.isEmpty == false, "\(finding)")
    }
  }

  @Test func `every rule has a bad case, here or among the described deployments`() throws {
    let folder = URL(filePath: Mkcerts.packageFolder + "/Fixtures/Deployments")
    let lines = try ["mariadb-10.11", "mariadb-11.8", "mysql-9.7"].flatMap {
      try Deployments.table(of: $0).values
    }
    let refused = Set(lines.filter { !$0.isProof && $0.outcome != "not-applicable" }.map(\.name))
    let named = try refused.reduce(into: Set<String>()) { rules, name in
      let text = try String(contentsOf: folder.appending(path: name + ".cnf"), encoding: .utf8)
      rules.formUnion(
        text.firstMatch(of: #/(?m)^rule *= *(.*)$/#)?.1.split(separator: " ").map(String.init) ?? [])
    }
    let rules = Set(Rules.all.map { type(of: $0).name })
    #expect(named.subtracting(rules) == [], "descriptions name rules that do not exist")
    #expect(rules.subtracting(named).subtracting(Self.cases.map(\.rule)) == [])
  }
}
