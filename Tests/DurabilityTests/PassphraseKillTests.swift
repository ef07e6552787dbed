import Foundation
import TestSupport
import Testing

/// `passphrase set` that is killed (SIGKILL) at random moments.
@Suite struct PassphraseKillTests {
  @Test func `the key opens with the old or the new passphrase at any moment`() throws {
    let pki = try PKI()
    try pki.output("init-ca", "--no-master")
    let folder = try TemporaryFolder()
    let files = try ["one", "two"].map { try folder.write($0 + "\n", to: $0) }
    #expect(try pki.run(["passphrase", "set", "--new-passphrase-file", files[0]]).succeeded)
    var random = SeededGenerator()
    print("passphrase set: TEST_SEED=\(random.seed)")
    var present = 0
    var outcomes: [Int: Int] = [:]
    var killed = 0
    var length = 0.25
    for _ in 0..<150 where killed < 20 || outcomes.count < 2 {
      let running = try pki.start(
        [
          "passphrase", "set", "--passphrase-file", files[present], "--new-passphrase-file",
          files[1 - present],
        ])
      usleep(UInt32(length * Double.random(in: 0...1, using: &random) * 1e6))
      running.signal(SIGKILL)
      let result = try #require(running.wait(timeout: .seconds(60)))
      if result.ending == .signalled(SIGKILL) {
        killed += 1
      } else {
        #expect(result.status == 0, "\(result.errors)")
        length *= 0.8
      }
      let opened = try (0..<2).filter { number in
        try OpenSSLCommand.run(
          ["pkey", "-noout", "-in", pki("authority/ca-key.pem"), "-passin", "file:\(files[number])"]
        ).succeeded
      }
      try #require(opened.count == 1, "seed \(random.seed): opens with \(opened)")
      outcomes[opened[0] == present ? 0 : 1, default: 0] += 1
      // Most of the time goes by before the rename, and how much that is depends on the machine.
      if opened[0] == present { length *= 1.15 }
      present = opened[0]
    }
    #expect(killed >= 20 && outcomes.count == 2, "\(outcomes)")
    // The next command cleans what the killed ones left behind.
    #expect(try pki.run(["issue", "s1", "--passphrase-file", files[present]]).succeeded)
    let left = try FileManager.default.contentsOfDirectory(atPath: pki("authority"))
    #expect(Set(left).isSubset(of: ["ca-key.pem", "ledger.sqlite", "lock"]), "\(left)")
  }
}
