import Foundation
import TestSupport
import Testing

/// Commands that are killed (SIGKILL) at random moments, spread over their whole time.
@Suite struct KillTests {
  private static let fifty = (1...50).map { "db\($0)" }

  @Test(arguments: 1...2)
  func `issue of fifty hosts can be killed at any moment`(part: Int) throws {
    let start = try PKI()
    try start.output("init-ca")
    try start.output("issue", "early1")
    try start.output("issue", "early2", "--role", "both")
    let command = ["issue"] + Self.fifty
    try kill(50, command, "issue of 50 hosts, part \(part)") { _ in try start.copy() }
  }

  @Test func `hosts that are issued anew keep the old pair or have the new one`() throws {
    let pki = try PKI()
    try pki.output("init-ca")
    let hosts = ["one", "two", "three", "four"]
    try pki.output("issue", "bystander")
    try pki.output("issue", "one", "two", "--role", "both")
    try pki.output("issue", "three", "--capath")
    try pki.output("issue", "four", "--role", "peer")
    try Data("mine".utf8).write(to: URL(filePath: pki("hosts/one/notes.txt")))
    try kill(50, ["issue", "--replace"] + hosts, "issue --replace", replacing: hosts) { _ in pki }
    let notes = try String(contentsOfFile: pki("hosts/one/notes.txt"), encoding: .utf8)
    #expect(notes == "mine")
  }

  @Test func `a renewal of twenty hosts leaves each with its old certificate or its new one, over one key`()
    throws
  {
    let pki = try PKI()
    try pki.output("init-ca")
    let hosts = (1...17).map { "db\($0)" }
    try #require(try pki.run(["issue"] + hosts).succeeded)
    try pki.output("issue", "both", "--role", "both", "--capath")
    try pki.output("issue", "peer", "--role", "peer")
    try kill(
      10, ["renew", "--all", "--keep-key"], "renew", replacing: hosts + ["master", "both", "peer"],
      keepingKeys: true
    ) { _ in pki }
  }

  @Test func `init-ca can be killed at any moment`() throws {
    try kill(50, ["init-ca", "--name", "Example"], "init-ca") { _ in try PKI() }
  }

  @Test func `apply can be killed at any moment, from the making of the authority on`() throws {
    let folder = try TemporaryFolder()
    let text = "[authority]\nname = Example\n[master db0]\n[both db1..db9]\n[slave db10..db30]\n"
    let file = try folder.write(text, to: "fleet.cnf")
    try kill(15, ["apply", file], "apply") { _ in try PKI() }
  }

  @Test func `an apply of changes leaves each host as it was or as it is to be`() throws {
    let folder = try TemporaryFolder()
    let text = "[master db0]\n[both db1..db9]\n[slave db10..db15]\n"
    let file = try folder.write(text, to: "fleet.cnf")
    let start = try PKI()
    _ = try #require(try start.run(["apply", file]).succeeded)
    let changed = text.replacing("[slave db10..db15]", with: "days = 90\n[slave db10..db20]\ncapath\n")
    try folder.write(changed, to: "fleet.cnf")
    try kill(15, ["apply", file], "apply of changes", replacing: (1...15).map { "db\($0)" }) { _ in
      try start.copy()
    }
  }

  /// Kills `command` `count` times, each time on the folder that `place` gives, and checks what is there then
  /// and after the next command, which is killed too at times.
  private func kill(
    _ count: Int, _ command: [String], _ name: String, replacing: [String] = [],
    keepingKeys: Bool = false, _ place: (Int) throws -> PKI
  ) throws {
    var random = SeededGenerator()
    print("\(name): TEST_SEED=\(random.seed)")
    var length = 0.0
    for turn in 0..<2 {
      let began = Date()
      #expect(try place(turn).run(command).succeeded)
      length = max(length, Date().timeIntervalSince(began))
    }
    var killed = 0
    var unfinished = 0
    let first = Double.random(in: 0...1, using: &random)
    // Beside as many kills as are asked for, some must have come in the middle of the work.
    for turn in 0..<count * 10 where killed < count || unfinished == 0 {
      let recovery = try Recovery(place(turn), command, replacing: replacing, keepingKeys: keepingKeys)
      // Steps of the golden section spread any number of moments evenly.
      let share = (first + Double(turn) * 0.618034).truncatingRemainder(dividingBy: 1)
      let moment = "\(name), seed \(random.seed), turn \(turn), \(Int(share * length * 1e6)) µs"
      guard try cut(recovery, after: share * length) else {
        // The machine has become quicker since.
        length *= 0.93
        continue
      }
      if share > 0.8 { length *= 1.1 }
      killed += 1
      var now = try recovery.inspect(moment)
      if Bool.random(using: &random) {
        killed += try cut(recovery, after: length * Double.random(in: 0...1, using: &random)) ? 1 : 0
        now = try recovery.inspect("\(moment), and again")
      }
      unfinished += now.isUnfinished ? 1 : 0
      try recovery.complete(moment, after: now, isJudged: turn % 6 == 0)
    }
    print("\(name): \(killed) kills in \(Int(length * 1000)) ms, \(unfinished) with something to heal")
    #expect(killed >= count && unfinished > 0)
  }

  /// Starts the command and kills it after so many seconds. Returns false where it was quicker.
  private func cut(_ recovery: Recovery, after seconds: Double) throws -> Bool {
    let running = try recovery.pki.start(recovery.command)
    usleep(UInt32(seconds * 1e6))
    running.signal(SIGKILL)
    let result = try #require(running.wait(timeout: .seconds(60)))
    if result.ending == .signalled(SIGKILL) { return true }
    #expect(result.status == 0, "\(result.errors)")
    return false
  }
}
