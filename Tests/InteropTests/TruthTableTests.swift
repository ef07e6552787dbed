import Foundation
import TestSupport
import Testing

/// Every described deployment, run on a real master and a real slave, is what the committed table says; and what
/// verify concludes from the files alone is what became of the link.
@Suite(.serialized) struct TruthTableTests {
  @Test(arguments: ["mariadb-10.11", "mariadb-11.8", "mysql-9.7"])
  func `a real master and slave do with each deployment what the table says, and verify says the same`(
    server: String
  ) throws {
    guard geteuid() == 0 else { try Test.cancel("only root can run servers in a network of their own") }
    let folder = try TemporaryFolder()
    let measured: [String: Deployments.Outcome]
    do { measured = try Deployments.run(on: server, in: folder) } catch let absence as Deployments.NotHere {
      print("not run on \(server): \(absence)")
      try Test.cancel("\(server) is not here: \(absence)")
    }
    let table = try Deployments.table(of: server)
    #expect(
      try Set(table.keys) == Set(Deployments.names()), "run Scripts/deployments anew for what is missing")
    #expect(Set(measured.keys) == Set(table.keys))
    for (name, outcome) in measured.sorted(by: { $0.key < $1.key }) {
      guard let line = table[name] else { continue }
      #expect(outcome.settled == line.settled, "\(name) on \(server): \(outcome.text)")
    }
    try expectVerdicts(as: table, of: server, in: folder("deployments"))
  }

  /// Holds verify's verdict on each deployment in `folder` against the table.
  private func expectVerdicts(
    as table: [String: Deployments.Outcome], of server: String, in folder: String
  ) throws {
    let judged = table.values.filter { $0.outcome != "not-applicable" }.sorted { $0.name < $1.name }
    let verify = try Mkcerts.program()
    // Until verify reads such folders there is nothing to compare.
    guard try verify.run(["verify", "--help"]).output.contains("--master") else { return }
    let results = try inParallel(judged) { line in
      let place = folder + "/" + line.name
      return try verify.run([
        "verify", "--server", server, "--master", place + "/master", "--slave", place + "/slave",
      ])
    }
    for (line, result) in zip(judged, results) {
      #expect([0, 1].contains(result.status), "\(line.name) on \(server): \(result.errors)")
      #expect(
        (result.status == 0) == line.isProof,
        "\(line.name) on \(server) is \(line.outcome) \(line.text)\n\(result.output)\(result.errors)")
    }
  }

  @Test func `a deployment that does what its description does not mean has a reason in the table`() throws {
    for server in ["mariadb-10.11", "mariadb-11.8", "mysql-9.7"] {
      let table = try Deployments.table(of: server)
      #expect(table.count >= 120)
      #expect(table.values.filter(\.isProof).count >= 35)
      #expect(table.values.filter { !$0.isProof && $0.outcome != "not-applicable" }.count >= 100)
    }
  }
}
