import Foundation
import TestSupport
import Testing

/// Every described deployment, run on a real master and a real slave, is what the committed table says; and what
/// verify concludes from the files alone is what became of the link.
@Suite(.serialized) struct TruthTableTests {
  private static let servers = ["mariadb-10.11", "mariadb-11.8", "mysql-9.7"]

  /// All of the table on all servers takes a quarter of an hour: each server runs a third of it, another one each,
  /// unless `TRUTH_TABLE` is `full`.
  private static func share(of names: [String], on server: String) -> [String] {
    guard ProcessInfo.processInfo.environment["TRUTH_TABLE"] != "full" else { return names }
    let place = servers.firstIndex(of: server) ?? 0
    return names.sorted().enumerated().filter { $0.offset % servers.count == place }.map(\.element)
  }

  @Test(arguments: servers)
  func `a real master and slave do with each deployment what the table says`(server: String) throws {
    guard geteuid() == 0 else { try Test.cancel("only root can run servers in a network of their own") }
    let folder = try TemporaryFolder()
    let names = Self.share(of: try Deployments.names(), on: server)
    let measured: [String: Deployments.Outcome]
    do { measured = try Deployments.run(names, on: server, in: folder) } catch let absence
      as Deployments.NotHere
    {
      print("not run on \(server): \(absence)")
      try Test.cancel("\(server) is not here: \(absence)")
    }
    let table = try Deployments.table(of: server)
    #expect(Set(measured.keys) == Set(names))
    for (name, outcome) in measured.sorted(by: { $0.key < $1.key }) {
      guard let line = table[name] else { continue }
      let releases = "\(outcome.release); the table is of \(line.release)"
      if outcome.release == line.release {
        #expect(outcome.settled == line.settled, "\(name) on \(server) \(releases): \(outcome.text)")
      } else {
        // Debian moved on to another patch release; `make truth` measures that one.
        #expect(outcome.comesUp == line.comesUp, "\(name) on \(server) \(releases): \(outcome.text)")
      }
    }
  }

  @Test(arguments: servers)
  func `verify concludes from the files of each deployment what became of it on the server`(server: String)
    throws
  {
    guard geteuid() == 0 else { try Test.cancel("only root can give files to the servers' user") }
    let folder = try TemporaryFolder()
    try Deployments.build(for: server, in: folder)
    let table = try Deployments.table(of: server)
    #expect(
      try Set(table.keys) == Set(Deployments.names()), "run `make truth` for what is missing")
    let judged = table.values.filter { $0.outcome != "not-applicable" }.sorted { $0.name < $1.name }
    let verify = try Mkcerts.program()
    let results = try inParallel(judged) { line in
      let place = folder("deployments") + "/" + line.name
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
