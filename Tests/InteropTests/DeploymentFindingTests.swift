import Foundation
import TestSupport
import Testing

/// What `verify` finds in the described deployments: the rule that is meant, and the words that the servers of that
/// release really printed.
@Suite(.serialized) struct DeploymentFindingTests {
  private struct Report: Decodable {
    struct Finding: Decodable {
      let rule: String
      let severity: String
      let symptom: String?
      let fix: String?
    }
    let findings: [Finding]
  }

  /// Where the first thing that a server prints is another than what verify judges first, with the reason.
  private static let exceptions: Set<String> = [
    // The server starts with a file of certificates as ssl_crl, and then finds no list in it.
    "crl-is-a-certificate",
    // MySQL 9.7 takes an empty ssl_ca for none, and one that is missing for a failure.
    "options-twice-removed-by-empty-value",
    // caching_sha2_password, of which verify knows nothing, refuses before the account's REQUIRE is looked at.
    "tls-off-without-public-key",
    // An empty tls_version leaves MySQL without TLS, in other words than one that is not known.
    "no-tls-version-on-the-master",
    // A maximum that cannot be set stops a server in other words than an option that is not known.
    "options-maximum-of-a-file", "options-maximum-of-secure-transport",
  ]

  @Test(arguments: ["mariadb-10.11", "mysql-9.7"])
  func `verify names the rule that each description means, and what the server printed`(server: String) throws
  {
    guard geteuid() == 0 else { try Test.cancel("only root can give files to the servers' user") }
    let folder = try TemporaryFolder()
    try Deployments.build(for: server, in: folder)
    let lines = try Deployments.table(of: server).values
      .filter { $0.outcome != "not-applicable" }.sorted { $0.name < $1.name }
    let verify = try Mkcerts.program()
    let results = try inParallel(lines) { line in
      let place = folder("deployments") + "/" + line.name
      return try verify.run([
        "verify", "--format", "json", "--server", server, "--master", place + "/master", "--slave",
        place + "/slave",
      ])
    }
    for (line, result) in zip(lines, results) {
      let findings = try JSONDecoder().decode(Report.self, from: Data(result.output.utf8)).findings
      #expect(
        findings.allSatisfy { $0.severity != "breaks" || $0.fix?.isEmpty == false },
        "\(line.name): \(findings)")
      if line.isProof {
        #expect(!findings.contains { $0.severity == "breaks" }, "\(line.name) on \(server): \(findings)")
      } else {
        let description = try String(
          contentsOfFile: Mkcerts.packageFolder + "/Fixtures/Deployments/\(line.name).cnf", encoding: .utf8)
        let meant = description.firstMatch(of: #/(?m)^rule *= *(.*)$/#)?.1.split(separator: " ") ?? []
        #expect(
          findings.contains { meant.contains($0.rule[...]) }, "\(line.name) on \(server): \(findings)")
        // Of what only a server can tell, there are no words before it does.
        if meant != ["undecided-statement"] { expectWords(of: line, in: findings) }
      }
    }
  }

  private func expectWords(of line: Deployments.Outcome, in findings: [Report.Finding]) {
    guard ["refused", "master-exits"].contains(line.outcome), !Self.exceptions.contains(line.name) else {
      return
    }
    // Names and values differ; which read of a slave is refused, and in which form a wrong signature shows, is
    // chance.
    let isChance =
      line.error == "2013" || line.text.contains("rsa routines") || line.text.contains("digital envelope")
    let beginning = line.text.prefix { $0 != "'" }.replacing(#/ TLSv.*/#, with: "")
      .trimmingCharacters(in: [" ", "."])
    #expect(
      findings.contains { finding in
        guard let symptom = finding.symptom else { return false }
        return (line.error.isEmpty || symptom.contains(line.error))
          && (isChance || symptom.contains(beginning))
      }, "\(line.name) on \(line.server): \(line.error) \(line.text), not \(findings.compactMap(\.symptom))")
  }
}
