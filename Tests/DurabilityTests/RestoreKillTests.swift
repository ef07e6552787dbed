import Foundation
import TestSupport
import Testing

/// `restore` that is killed (SIGKILL) at each call that makes, moves or removes a name.
@Suite struct RestoreKillTests {
  @Test func `an authority is there whole or not at all, and the same call completes it`() throws {
    let pki = try PKI()
    try pki.output("init-ca", "--san", "master")
    try pki.output("issue", "s1")
    let folder = try TemporaryFolder(below: "/dev/shm")
    try folder.write("a passphrase\n", to: "p")
    let backup = try pki.run(["backup", folder("b"), "--with-hosts", "--passphrase-file", folder("p")])
    try #require(backup.succeeded, "\(backup.errors)")
    let command = ["restore", folder("b"), "--passphrase-file", folder("p")]
    // What lies under its final name is what counts; the contents are written before, aside.
    let names = ["rename", "renameat2", "mkdir", "unlink", "rmdir"]
    let faults = try Fault.all(.kill, of: command, on: PKI()).filter { names.contains($0.call) }
    try #require(faults.count > 5)
    var completed = 0
    for fault in faults {
      let place = try PKI()
      let killed = try fault.run(command, on: place)
      #expect(!killed.succeeded, "\(fault)")
      let isThere = FileManager.default.fileExists(atPath: place("authority"))
      let again = try place.run(command)
      #expect(again.status == (isThere ? 2 : 0), "\(fault): \(again.errors)")
      completed += isThere ? 0 : 1
      // Any command clears away what was left.
      try place.output("issue", "s2")
      let verified = try place.run(["verify"])
      #expect(verified.status == 0, "\(fault): \(verified.output)")
      let left = try FileManager.default.subpathsOfDirectory(atPath: place.path)
      #expect(!left.contains { $0.hasSuffix(".staged") || $0.hasSuffix(".tmp") }, "\(fault): \(left)")
    }
    print("restore: \(faults.count) kills, \(completed) completed by the same call")
    #expect(completed > 0)
  }
}
