import Foundation
import TestSupport
import Testing

/// A thousand hosts at once, which are issued in several batches: killed, raced for, and on a disk that is full.
@Suite(.serialized) struct LargeBatchTests {
  private static let thousand = (1...1000).map { "db\($0)" }
  private static let command = ["issue"] + thousand

  @Test func `issue of a thousand hosts can be killed at any moment of its whole run`() throws {
    let start = try PKI()
    try start.output("init-ca")
    var random = SeededGenerator()
    print("issue of 1000 hosts: TEST_SEED=\(random.seed)")
    let began = Date()
    #expect(try start.copy().run(Self.command).succeeded)
    var length = Date().timeIntervalSince(began)
    let kills = 12
    var killed = 0
    var delivered: Set<Int> = []
    for turn in 0..<kills * 4 where killed < kills {
      let pki = try start.copy()
      let recovery = try Recovery(pki, Self.command)
      // One moment in each twelfth of the run.
      let share = (Double(killed) + Double.random(in: 0...1, using: &random)) / Double(kills)
      let moment = "seed \(random.seed), turn \(turn), \(Int(share * length * 1e3)) ms"
      let running = try pki.start(Self.command)
      usleep(UInt32(share * length * 1e6))
      running.signal(SIGKILL)
      let result = try #require(running.wait(timeout: .seconds(60)))
      guard result.ending == .signalled(SIGKILL) else {
        length *= 0.9
        continue
      }
      killed += 1
      let now = try recovery.inspect(moment)
      delivered.insert(now.hosts.count)
      // Completing all of them each time would take as long as the kills together.
      if killed % 6 == 0 {
        try recovery.complete(moment, after: now, isJudged: true)
      } else {
        try heal(pki, recovery, moment)
      }
    }
    let there = delivered.sorted()
    print("issue of 1000 hosts: \(killed) kills in \(Int(length * 1000)) ms, with \(there) hosts there")
    #expect(killed == kills && delivered.count > 2)
  }

  /// The next command, whatever it is, gives up or completes what was begun.
  private func heal(_ pki: PKI, _ recovery: Recovery, _ moment: String) throws {
    let result = try pki.run(["issue", "another"])
    #expect(result.status == 0, "\(moment): \(result.errors)")
    let now = try Inspection(pki)
    #expect(try now.problemsAtRest() + now.losses(since: recovery.before) == [], "\(moment)")
  }

  @Test func `of several that issue the same thousand and more, each host is issued once`() throws {
    let pki = try PKI()
    try pki.output("init-ca")
    let parts = [1...700, 301...1000, 1...1000]
    let running = try parts.map { part in try pki.start(["issue"] + part.map { "db\($0)" }) }
    var issued = 0
    for running in running {
      let result = try #require(running.wait(timeout: .seconds(120)))
      #expect(result.status == 0, "\(result.errors)")
      issued += result.output.components(separatedBy: ": issued as ").count - 1
    }
    #expect(issued == 1000)
    let now = try Inspection(pki)
    #expect(try now.problemsAtRest() == [])
    #expect(now.hosts.count == 1001 && now.rows.count == 1001)
    #expect(now.rows.values.allSatisfy { $0.state == "issued" })
  }

  @Test func `a disk that is full in the middle loses nothing, and the same command does the rest`() throws {
    let disk = try SmallDisk.orCancel(bytes: 48 << 20)
    let pki = try PKI(below: disk.path)
    try pki.output("init-ca")
    let recovery = try Recovery(pki, Self.command)
    for kibibytes in [3000, 9000] {
      let moment = "with \(kibibytes) KiB"
      let filler = try Filler(disk.path + "/filler", leaving: kibibytes)
      expectOneSentence(try pki.run(Self.command), moment)
      try filler.remove()
      let now = try recovery.inspect(moment)
      // What was delivered stays.
      #expect(now.hosts.count < 1001, "\(moment)")
    }
    let now = try recovery.inspect("before the last run")
    try recovery.complete("with all room", after: now, isJudged: true, mustTell: false)
  }
}
