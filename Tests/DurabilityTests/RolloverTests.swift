import Foundation
import TestSupport
import Testing

/// A rollover that is killed in any of its steps: at every moment the host folders could be brought to their
/// hosts, and the next command completes what was cut short.
@Suite struct RolloverTests {
  /// A step, and where it begins.
  enum Step: String, CaseIterable {
    case begin, promote, finish, giveUp, goBack, renew

    var command: [String] {
      switch self {
      case .begin: ["rollover", "begin"]
      case .promote: ["rollover", "promote", "--confirm-all"]
      case .finish: ["rollover", "finish", "--confirm-all"]
      case .giveUp, .goBack: ["rollover", "abort"]
      case .renew: ["rollover", "keep-key", "--days", "4000"]
      }
    }

    /// The steps before it.
    var earlier: [Step] {
      switch self {
      case .begin, .renew: []
      case .promote, .giveUp: [.begin]
      case .finish, .goBack: [.begin, .promote]
      }
    }

    /// Where it leads.
    var phase: String {
      switch self {
      case .begin: "begun"
      case .promote: "promoted"
      case .goBack: "going-back"
      case .finish, .giveUp, .renew: "none"
      }
    }
  }

  private func place(_ step: Step) throws -> PKI {
    let pki = try PKI()
    try pki.output("init-ca")
    try pki.output("issue", "both", "--role", "both", "--capath")
    try pki.output("issue", "slave1", "slave2")
    for earlier in step.earlier { #expect(try pki.run(earlier.command).succeeded) }
    return pki
  }

  @Test(arguments: Step.allCases)
  func `a step that is killed before any change of the disk is completed by the next call of it`(step: Step)
    throws
  {
    let start = try place(step)
    let before = try Inspection(start)
    var random = SeededGenerator()
    // Every eighth one, and others at the next run.
    let all = try Fault.all(.kill, of: step.command, on: start.copy())
    let first = Int.random(in: 0..<8, using: &random)
    var killed = 0
    for place in stride(from: first, to: all.count, by: 8) {
      let moment = "\(step), seed \(random.seed): \(all[place])"
      let pki = try start.copy()
      guard try all[place].run(step.command, on: pki).ending == .signalled(SIGKILL) else { continue }
      killed += 1
      #expect(try Inspection(pki).problems() == [], "\(moment)")
      try complete(pki, step, moment)
      // What may be lost are the host folders' old files, never a key of the authority.
      #expect(keysLost(from: before, in: try Inspection(pki)) == [], "\(moment)")
    }
    print("\(step): killed at \(killed) of \(all.count) calls, TEST_SEED=\(random.seed)")
    #expect(killed > all.count / 12)
  }

  /// Another command goes on with what there is, and the step itself is completed.
  private func complete(_ pki: PKI, _ step: Step, _ moment: String) throws {
    if Bool.random() {
      let other = try pki.run("issue", "another")
      #expect(other.succeeded, "\(moment): \(other.errors)")
      #expect(try Inspection(pki).problems() == [], "\(moment), another")
    }
    let again = try pki.run(step.command)
    // What has come to its end is not to be ended again.
    let isOver = step.phase == "none" && again.errors.contains("no rollover is under way")
    #expect(again.succeeded || isOver, "\(moment): \(again.errors)")
    #expect(try Inspection(pki).problemsAtRest() == [], "\(moment)")
    let status = try pki.run("rollover", "status", "--format", "json")
    #expect(status.output.contains("\"phase\" : \"\(step.phase)\""), "\(moment): \(status.output)")
    let verified = try pki.run("verify")
    #expect(verified.status == 0, "\(moment): \(verified.output)")
  }

  private func keysLost(from before: Inspection, in now: Inspection) -> [String] {
    before.files.filter { name, file in name.hasPrefix("authority/ca-key") && now.files[name] != file }
      .map(\.key)
  }

  @Test(arguments: Step.allCases)
  func `a step that is killed at a random moment is completed by the next call of it`(step: Step) throws {
    let start = try place(step)
    var random = SeededGenerator()
    let began = Date()
    #expect(try start.copy().run(step.command).succeeded)
    let length = Date().timeIntervalSince(began)
    var killed = 0
    for turn in 0..<4 {
      let pki = try start.copy()
      let running = try pki.start(step.command)
      let share = Double.random(in: 0.1...1, using: &random)
      usleep(UInt32(share * length * 1e6))
      running.signal(SIGKILL)
      let result = try #require(running.wait(timeout: .seconds(60)))
      killed += result.ending == .signalled(SIGKILL) ? 1 : 0
      let moment = "\(step), seed \(random.seed), turn \(turn)"
      #expect(try Inspection(pki).problems() == [], "\(moment)")
      try complete(pki, step, moment)
    }
    print("\(step): \(killed) kills, TEST_SEED=\(random.seed)")
  }
}
