import Foundation
import TestSupport
import Testing

/// `restore` that is killed (SIGKILL) at random moments.
@Suite struct RestoreKillTests {
  @Test func `an authority is there whole or not at all, and the same call completes it`() throws {
    let pki = try PKI()
    try pki.output("init-ca", "--san", "master")
    try pki.output("issue", "s1", "s2", "s3")
    let folder = try TemporaryFolder(below: "/dev/shm")
    try folder.write("a passphrase\n", to: "p")
    let backup = try pki.run(["backup", folder("b"), "--with-hosts", "--passphrase-file", folder("p")])
    try #require(backup.succeeded, "\(backup.errors)")
    let program = try Mkcerts.program()
    let words = ["restore", folder("b"), "--passphrase-file", folder("p"), "--pki"]
    var random = SeededGenerator()
    print("restore: TEST_SEED=\(random.seed)")
    var length = 1.0
    var (killed, unfinished) = (0, 0)
    for turn in 0..<60 where killed < 12 || unfinished == 0 {
      let place = folder("pki\(turn)")
      let running = try program.start(words + [place])
      // Most of the time goes into the passphrase, before there is anything to restore.
      usleep(UInt32(length * Double.random(in: 0.7...1.05, using: &random) * 1e6))
      running.signal(SIGKILL)
      let result = try #require(running.wait(timeout: .seconds(60)))
      length *= result.ending == .signalled(SIGKILL) ? 1.1 : 0.85
      guard result.ending == .signalled(SIGKILL) else { continue }
      killed += 1
      let isThere = FileManager.default.fileExists(atPath: place + "/authority")
      let hasBegun = FileManager.default.fileExists(atPath: place)
      if hasBegun, !isThere { unfinished += 1 }
      let again = try program.run(words + [place])
      #expect(again.status == (isThere ? 2 : 0), "seed \(random.seed), turn \(turn): \(again.errors)")
      let verified = try program.run(["verify", "--pki", place])
      #expect(verified.status == 0, "seed \(random.seed), turn \(turn): \(verified.output)")
      // Any command clears away what was left.
      try program.output(["issue", "s1", "--pki", place])
      let names = try FileManager.default.subpathsOfDirectory(atPath: place)
      #expect(!names.contains { $0.contains(".staged") || $0.contains(".tmp") }, "\(names)")
    }
    print("restore: \(killed) kills, \(unfinished) with something to complete")
    #expect(killed >= 12 && unfinished > 0)
  }
}
