import Foundation
import TestSupport
import Testing

/// Faults of a master and a slave, and what `explain` makes of the very words that these print: some are staged on
/// real servers here, the words of all are those of the measured table, which `TruthTableTests` holds to be true.
@Suite(.serialized) struct ExplainedFaultsTests {
  /// Deployments of Fixtures/Deployments, and the rule of what is wrong with each.
  static let faults = [
    "other-authority-on-the-slave": "another-trust", "other-authority-signed-the-slave": "another-authority",
    "same-name-authority-on-the-slave": "another-trust", "master-expired": "validity",
    "slave-expired": "validity",
    "authority-expired": "validity", "master-for-clients-only": "wrong-usage",
    "slave-for-servers-only": "wrong-usage", "name-of-another-host": "dialled-name",
    "slave-key-mismatch": "key-mismatch", "slave-trust-missing": "missing-file",
    "master-key-encrypted": "encrypted-key", "tls-off-require-x509": "no-tls",
    "account-subject-of-another": "account-requirement", "crl-revokes-the-slave": "revoked",
    "crl-revokes-the-master": "revoked", "crl-stale": "revocation-list",
    "master-without-authority-certificate-shown": "master-without-ca",
    "name-verified-without-authority": "unverified-master",
    "statement-of-the-other-family": "refused-statement",
    "options-unknown": "server-start", "authority-is-no-authority": "issuer-not-ca",
  ]

  /// One for each way in which it comes out: either end refuses, or cannot load its files, or does not take what
  /// it is told. A server is started for each, so that these alone are run here.
  static let staged = [
    "other-authority-on-the-slave", "slave-expired", "name-of-another-host", "slave-key-mismatch",
    "master-key-encrypted", "tls-off-require-x509", "account-subject-of-another",
    "statement-of-the-other-family",
  ]

  /// What `explain --format json` says of a cause.
  private struct Explained: Decodable {
    struct Symptom: Decodable { let causes: [Cause] }
    struct Cause: Decodable {
      struct Finding: Decodable { let severity: String }
      let rule: String
      let group: String?
      let found: [Finding]?
    }
    let symptoms: [Symptom]
  }

  @Test
  func `the true cause of a fault on real servers is the first with the files, and in three checks without`()
    throws
  {
    guard geteuid() == 0 else { try Test.cancel("only root can run servers in a network of their own") }
    let server = "mariadb-10.11"
    let folder = try TemporaryFolder()
    let outcomes: [String: Deployments.Outcome]
    do { outcomes = try Deployments.run(Self.staged, on: server, in: folder) } catch let absence
      as Deployments.NotHere
    {
      print("not run on \(server): \(absence)")
      try Test.cancel("\(server) is not here: \(absence)")
    }
    #expect(Set(outcomes.keys) == Set(Self.staged))
    for outcome in outcomes.values { try expectExplained(outcome, in: folder) }
  }

  @Test(arguments: ["mariadb-10.11", "mysql-9.7"])
  func `the true cause of what was measured is the first with the files, and in three checks without`(
    server: String
  ) throws {
    let folder = try TemporaryFolder()
    let outcomes = try Deployments.table(of: server).filter {
      Self.faults[$0.key] != nil && !$0.value.comesUp && $0.value.outcome != "not-applicable"
    }
    #expect(outcomes.count >= Self.faults.count - 1, "\(outcomes.keys.sorted())")
    try Deployments.build(outcomes.keys.sorted(), for: server, in: folder)
    for outcome in outcomes.values { try expectExplained(outcome, in: folder) }
  }

  @Test(arguments: ["mariadb-10.11", "mariadb-11.8", "mysql-9.7"])
  func `of every failure that was measured, the first cause with the files is one that its description names`(
    server: String
  ) throws {
    guard geteuid() == 0 else { try Test.cancel("only root can give files to the servers' user") }
    let folder = try TemporaryFolder()
    try Deployments.build(for: server, in: folder)
    // Where only a server can tell what the files do, no cause is found in them.
    let failures = try Deployments.table(of: server).values.filter {
      try !$0.comesUp && $0.outcome != "not-applicable"
        && Deployments.rules(of: $0.name) != ["undecided-statement"]
    }.sorted { $0.name < $1.name }
    #expect(failures.count >= 200)
    let first = try inParallel(failures) { failure in
      let text = failure.text.isEmpty ? failure.log.joined(separator: "\n") : Self.lastError(failure)
      return try explain(text, Self.files(of: failure, in: folder)).first
    }
    for (failure, cause) in zip(failures, first) {
      let rules = try Deployments.rules(of: failure.name)
      #expect(
        cause.map { rules.contains($0.rule) && $0.found?.isEmpty == false } == true,
        "\(failure.name) on \(server): \(failure.text): \(String(describing: cause)), not \(rules)")
    }
  }

  private static func lastError(_ outcome: Deployments.Outcome) -> String {
    let number = outcome.error.isEmpty ? "" : "Last_IO_Errno: \(outcome.error)\nLast_IO_Error: "
    return number + outcome.text
  }

  private static func files(of outcome: Deployments.Outcome, in folder: TemporaryFolder) -> [String] {
    let place = folder("deployments") + "/" + outcome.name
    return ["--server", outcome.server, "--master", place + "/master", "--slave", place + "/slave"]
  }

  private func expectExplained(_ outcome: Deployments.Outcome, in folder: TemporaryFolder) throws {
    let (name, server) = (outcome.name, outcome.server)
    let rule = try #require(Self.faults[name])
    #expect(!outcome.comesUp, "\(name) on \(server) is \(outcome.outcome)")
    let text = Self.lastError(outcome)
    let alone = try explain(text, ["--server", server])
    var checks: [String] = []
    for cause in alone where !checks.contains(cause.group ?? cause.rule) {
      checks.append(cause.group ?? cause.rule)
    }
    let first = alone.filter { checks.prefix(3).contains($0.group ?? $0.rule) }.map(\.rule)
    #expect(first.contains(rule), "\(name) on \(server): \(text): \(alone.map(\.rule))")
    let causes = try explain(text, Self.files(of: outcome, in: folder))
    #expect(
      causes.first?.rule == rule && causes.first?.found?.isEmpty == false,
      "\(name) on \(server): \(text): \(causes.prefix(3))")
    // Every line of the master's log on it is known, with causes unless it is harmless.
    for line in outcome.log { _ = try explain(line, ["--server", server]) }
  }

  private func explain(_ text: String, _ options: [String]) throws -> [Explained.Cause] {
    let result = try Mkcerts.program().run(["explain", "--format", "json"] + options, input: text)
    #expect(result.status == 0, "\(text): \(result.errors)\(result.output)")
    guard result.status == 0 else { return [] }
    let explained = try JSONDecoder().decode(Explained.self, from: Data(result.output.utf8))
    return explained.symptoms.first?.causes ?? []
  }
}
