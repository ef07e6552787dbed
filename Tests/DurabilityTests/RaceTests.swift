import Foundation
import TestSupport
import Testing

/// Many processes at once on one pki folder: all wait for each other, and all succeed.
@Suite(.serialized) struct RaceTests {
  private static let processes = 32

  @Test func `of many that issue the same hosts one issues each and the others find it`() throws {
    let pki = try PKI()
    try pki.output("init-ca")
    let hosts = ["a", "b", "c"]
    let results = try finish((0..<Self.processes).map { _ in try pki.start(["issue"] + hosts) })
    for host in hosts {
      #expect(results.count { $0.output.contains("\(host): issued as slave") } == 1)
      #expect(results.count { $0.output.contains("\(host): unchanged as slave") } == Self.processes - 1)
    }
    try expectAtRest(pki, hosts: 4, certificates: 4)
  }

  @Test func `many that issue different hosts, while others read, all succeed`() throws {
    let pki = try PKI()
    try pki.output("init-ca")
    try pki.output("issue", "first")
    let results = try finish(
      (0..<Self.processes).map { number in
        switch number % 8 {
        case 6: try pki.start(["verify"])
        case 7: try pki.start(["list"])
        default: try pki.start(["issue", "host\(number)", "--role", number % 2 == 0 ? "both" : "slave"])
        }
      })
    #expect(results.count { $0.output.contains(": issued as ") } == 24)
    try expectAtRest(pki, hosts: 26, certificates: 38)
  }

  @Test func `of many that issue one host anew each does so in its turn`() throws {
    let pki = try PKI()
    try pki.output("init-ca")
    try pki.output("issue", "again")
    let results = try finish(
      (0..<Self.processes).map { _ in try pki.start(["issue", "again", "--replace"]) })
    #expect(results.allSatisfy { $0.output.contains("again: issued as slave") })
    let now = try expectAtRest(pki, hosts: 2, certificates: 2 + Self.processes)
    #expect(now.rows.values.count { $0.state == "issued" } == 2)
  }

  @Test func `many that begin with nothing make one authority`() throws {
    let pki = try PKI()
    let results = try finish(
      (0..<Self.processes).map { number in
        try pki.shell("mkcerts init-ca && mkcerts issue shared own\(number) && mkcerts list own\(number)")
      })
    #expect(results.count { $0.output.contains("authority: made: ") } == 1)
    #expect(results.count { $0.output.contains("master: issued as master") } == 1)
    #expect(results.count { $0.output.contains("shared: issued as slave") } == 1)
    let now = try expectAtRest(pki, hosts: Self.processes + 2, certificates: Self.processes + 2)
    #expect(now.generations.count == 1)
  }

  /// Waits for all, which must succeed without a word about anything being healed.
  private func finish(_ running: [RunningProgram]) throws -> [ProgramResult] {
    try running.map { running in
      let result = try #require(running.wait(timeout: .seconds(60)))
      #expect(result.status == 0, "\(result.errors)\(result.output)")
      #expect(!result.errors.contains("interrupted"), "\(result.errors)")
      return result
    }
  }

  @discardableResult
  private func expectAtRest(_ pki: PKI, hosts: Int, certificates: Int) throws -> Inspection {
    let now = try Inspection(pki)
    #expect(try now.problemsAtRest() == [])
    #expect(now.hosts.count == hosts && now.rows.count == certificates)
    #expect(!now.rows.values.contains { $0.state == "abandoned" })
    let verified = try pki.run("verify")
    #expect(verified.status == 0, "\(verified.output)")
    return now
  }
}
