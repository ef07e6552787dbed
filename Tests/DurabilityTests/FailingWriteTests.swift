import Foundation
import TestSupport
import Testing

/// Disks that are full or read-only, limits, and outputs that cannot be written to: nothing earlier is lost,
/// the reason is told in one sentence, and the same command succeeds once there is room.
@Suite struct FailingWriteTests {
  private static let issue = ["issue"] + (1...8).map { "new\($0)" }

  @Test(arguments: [issue, ["init-ca"]])
  func `a disk with too little room loses nothing, whatever room there is`(command: [String]) throws {
    let disk = try SmallDisk.orCancel(bytes: 2 << 20)
    var succeeded = 0
    var failed = 0
    for kibibytes in [
      0, 4, 8, 12, 16, 20, 28, 36, 44, 52, 60, 76, 92, 108, 140, 180, 220, 260, 300, 400, 600,
    ] {
      let moment = "\(command[0]) with \(kibibytes) KiB"
      let pki = try place(command, below: disk.path)
      let recovery = try Recovery(pki, command)
      let filler = try Filler(disk.path + "/filler", leaving: kibibytes)
      if command != ["init-ca"] { #expect(try pki.run("list").status == 0, "\(moment)") }
      let result = try pki.run(command)
      if result.succeeded {
        succeeded += 1
      } else {
        failed += 1
        expectOneSentence(result, moment)
      }
      try filler.remove()
      let now = try recovery.inspect(moment)
      try recovery.complete(moment, after: now, isJudged: kibibytes % 8 == 0, mustTell: false)
    }
    print("\(command[0]): \(failed) disks were too full, \(succeeded) were not")
    #expect(failed >= 5 && succeeded >= 1)
  }

  @Test func `on a read-only disk nothing is made, and all that was made can be read`() throws {
    let disk = try SmallDisk.orCancel(bytes: 2 << 20)
    let pki = try place(Self.issue, below: disk.path)
    let before = try Inspection(pki)
    try disk.setReadOnly(true)
    for command in [Self.issue, ["issue", "early", "--replace"], ["init-ca"]] {
      let result = try pki.run(command)
      expectOneSentence(result, "\(command)")
      #expect(result.errors.contains("its file system is read-only"))
    }
    for command in [
      ["list"], ["list", "early"], ["verify"], ["config", "early"], ["show", pki("cacert.pem")],
    ] {
      let result =
        command[0] == "show" ? try Mkcerts.program().run(command) : try pki.run(command)
      #expect(result.status == 0, "\(command): \(result.errors)")
    }
    try disk.setReadOnly(false)
    #expect(try Inspection(pki).losses(since: before) == [])
  }

  @Test(arguments: ["mkdir", "renameat2"])
  func `a folder that may not be written to is named`(call: String) throws {
    let pki = try place(Self.issue)
    let recovery = try Recovery(pki, Self.issue)
    let fault = Fault(call: call, number: 1, effect: .failsFromNowOn("EACCES"))
    let result = try fault.run(Self.issue, on: pki)
    expectOneSentence(result, call)
    #expect(result.errors.contains("hosts/new1: permission denied"))
    try recovery.complete(call, after: recovery.inspect(call), isJudged: true, mustTell: false)
  }

  @Test(arguments: [issue, ["init-ca"]])
  func `a limit on the length of files loses nothing`(command: [String]) throws {
    try limit(
      command, "fsize", [700, 1000, 2000, 3000, 4096, 10_000, 20_000, 32_768, 40_000, 60_000, 200_000])
  }

  @Test(arguments: [issue, ["init-ca"]])
  func `a limit on open files loses nothing`(command: [String]) throws {
    try limit(command, "nofile", [4, 5, 6, 7, 8, 10, 12, 14, 16, 20, 24, 32])
  }

  @Test func `a result that cannot be written is an error, though all is done`() throws {
    let pki = try PKI()
    let commands = [
      "init-ca", "init-ca --format json", "issue a", "issue a b", "issue b --format json", "verify",
      "verify --format json", "list", "list --format json", "config a", "show \(pki("cacert.pem"))", "--help",
      "issue --help", "--version",
    ]
    for command in commands {
      let result = try #require(pki.shell("mkcerts \(command) >/dev/full").wait(timeout: .seconds(60)))
      expectOneSentence(result, command)
      #expect(result.errors.contains("error: cannot write standard output: the disk is full"), "\(command)")
      // A reader that went away is no other case.
      let line =
        "{ mkcerts \(command); echo $? >&2; } 2>'\(pki.path).status' | true; cat '\(pki.path).status'"
      let unread = try #require(pki.shell(line).wait(timeout: .seconds(60)))
      #expect(
        unread.output.hasSuffix("2\n") || unread.output.hasSuffix("0\n"), "\(command): \(unread.output)")
    }
    #expect(try Inspection(pki).problemsAtRest() == [])
    #expect(try pki.output("issue", "a", "b").split(separator: "\n").allSatisfy { $0.contains("unchanged") })
  }

  private func limit(_ command: [String], _ resource: String, _ values: [Int]) throws {
    var failed = 0
    for value in values {
      let moment = "\(command[0]), \(resource) \(value)"
      let pki = try place(command)
      let recovery = try Recovery(pki, command)
      let result = try pki.run(command, through: ["prlimit", "--\(resource)=\(value)", "--"])
      if !result.succeeded {
        failed += 1
        expectOneSentence(result, moment)
      }
      let now = try recovery.inspect(moment)
      try recovery.complete(moment, after: now, isJudged: false, mustTell: false)
    }
    #expect(failed > 1 && failed < values.count, "\(failed) of \(values.count)")
  }

  /// Where `command` is to be run.
  private func place(_ command: [String], below parent: String? = nil) throws -> PKI {
    let pki = try PKI(below: parent)
    guard command[0] != "init-ca" else { return pki }
    try pki.output("init-ca")
    try pki.output("issue", "early", "--role", "both")
    return pki
  }
}

/// A file that takes all room of a disk but for a little.
struct Filler {
  private let path: String

  init(_ path: String, leaving kibibytes: Int) throws {
    self.path = path
    let folder = URL(filePath: path).deletingLastPathComponent().path(percentEncoded: false)
    let free = try FileManager.default.attributesOfFileSystem(forPath: folder)[.systemFreeSize] as? NSNumber
    let length = max(0, try #require(free).intValue - kibibytes * 1024)
    try Data(repeating: 0, count: length).write(to: URL(filePath: path))
  }

  func remove() throws { try FileManager.default.removeItem(atPath: path) }
}
