import Foundation
import TestSupport
import Testing

/// Good deployments, changed at random and run on real servers, against what verify concludes from their files.
@Suite struct MutatedDeploymentTests {
  /// How long deployments are run; `make soak` runs them longer.
  private static let seconds = ProcessInfo.processInfo.environment["SOAK_SECONDS"].flatMap(Int.init) ?? 20

  @Test func `verify proves no link of a deployment changed at random that a real slave does not encrypt`()
    throws
  {
    guard geteuid() == 0 else { try Test.cancel("only root can run servers in a network of their own") }
    let generator = SeededGenerator()
    let seed = generator.seed
    let folder = try TemporaryFolder()
    let outcomes = try Deployments.runMutations(
      seed: seed, count: Self.seconds * 8, seconds: Self.seconds, on: "mariadb-10.11", in: folder)
    #expect(outcomes.count >= 10, "TEST_SEED=\(seed)")
    #expect(outcomes.values.contains { $0.outcome == "encrypted" }, "TEST_SEED=\(seed)")
    let verify = try Mkcerts.program()
    _ = try inParallel(outcomes.values.sorted { $0.name < $1.name }) { line in
      #expect(Deployments.known.contains(line.outcome), "\(line.name): \(line.outcome), TEST_SEED=\(seed)")
      let place = folder("deployments") + "/" + line.name
      let result = try verify.run([
        "verify", "--server", "mariadb-10.11", "--master", place + "/master", "--slave", place + "/slave",
      ])
      let description = try String(contentsOfFile: place + "/description.cnf", encoding: .utf8)
      #expect([0, 1].contains(result.status), "\(result.errors), TEST_SEED=\(seed)\n\(description)")
      // An encrypted link is no proof where a side shows or checks nothing, or where the authorities are two.
      if result.status == 0 {
        #expect(
          line.outcome == "encrypted",
          "\(line.name) is \(line.outcome) \(line.text), TEST_SEED=\(seed)\n\(result.output)\n\(description)")
      }
    }
  }
}
