import Foundation
import Secrets
import TestSupport
import Testing

@testable import SecureFiles

@Suite struct LeftoverTests {
  let folder: TemporaryFolder
  let managed: Set<String> = ["cert", "key"]

  init() throws { folder = try TemporaryFolder() }

  private func names(_ name: String = "") throws -> [String] { try Files.list(folder(name)) }

  private func side(_ name: String, _ kind: Leftover.Kind) -> String {
    folder(SideName.fresh(for: name, kind))
  }

  private func make(_ path: String, _ files: String...) throws {
    try Files.createFolder(path)
    for file in files { try Files.writeNew(path + "/" + file, Array(file.utf8), mode: .key) }
  }

  @Test(arguments: [
    ("host", Leftover.Kind.stagedFolder), ("db1.example.com", .oldFolder), ("a.b.tmp", .temporaryFile),
    (".hidden", .stagedFolder), ("ž", .temporaryFile),
  ])
  func `a side name tells what it is for`(name: String, kind: Leftover.Kind) {
    let side = SideName.fresh(for: name, kind)
    let parsed = SideName.parse(side)
    #expect(parsed?.name == name && parsed?.kind == kind)
    #expect(side != SideName.fresh(for: name, kind))
  }

  @Test(arguments: [
    "host", ".host", ".tmp", ".host.tmp", ".host.0123456789abcde.tmp", ".host.0123456789ABCDEF.tmp",
    ".host.0123456789abcdef.bak", "host.0123456789abcdef.tmp", ".0123456789abcdef.tmp",
    "..0123456789abcdef.tmp",
  ])
  func `other names are not ours`(name: String) { #expect(SideName.parse(name) == nil) }

  @Test func `leftovers are found with what they were for`() throws {
    try make(side("b", .stagedFolder), "key")
    try make(side("a", .oldFolder))
    try Files.writeNew(side("c", .temporaryFile), [], mode: .key)
    // Of the names but not of the kind; and links, which nobody of ours makes.
    try Files.writeNew(side("d", .stagedFolder), [], mode: .key)
    try make(side("e", .temporaryFile))
    unsafe #expect(symlink("/", side("f", .stagedFolder)) == 0)
    try make(folder("host"), "key")
    let found = try Files.leftovers(in: folder.path)
    #expect(found.map(\.finalPath) == [folder("a"), folder("b"), folder("c")])
    #expect(found.map(\.kind) == [.oldFolder, .stagedFolder, .temporaryFile])
    #expect(try Files.leftovers(in: folder.path + "/").map(\.path) == found.map(\.path))
  }

  @Test func `a half-written folder and file go`() throws {
    try make(side("host", .stagedFolder), "key")
    try Files.writeNew(side("host", .temporaryFile), [], mode: .key)
    for leftover in try Files.leftovers(in: folder.path) {
      #expect(try leftover.resolve(managed: managed) == .discarded(carriedOver: []))
    }
    #expect(try names().isEmpty)
  }

  @Test func `a folder killed between its exchange and its removal gives back what is not ours`() throws {
    try make(folder("host"), "key", "cert")
    try make(side("host", .stagedFolder), "key", "notes.txt")
    let leftover = try #require(try Files.leftovers(in: folder.path).first)
    #expect(try leftover.resolve(managed: managed) == .discarded(carriedOver: ["notes.txt"]))
    #expect(try names() == ["host"] && names("host") == ["cert", "key", "notes.txt"])
  }

  @Test func `what is not ours is kept beside its namesake`() throws {
    try make(folder("host"), "key", "notes.txt")
    try make(side("host", .oldFolder), "notes.txt")
    let leftover = try #require(try Files.leftovers(in: folder.path).first)
    guard case .discarded(let carried) = try leftover.resolve(managed: managed) else {
      Issue.record("it was not discarded")
      return
    }
    let kept = try #require(carried.first)
    #expect(kept.hasPrefix("notes.txt.") && kept.hasSuffix(".old") && carried.count == 1)
    #expect(try names("host") == ["key", "notes.txt", kept])
  }

  @Test func `a folder moved aside comes back where nothing took its place`() throws {
    try make(side("host", .oldFolder), "key", "notes.txt")
    try make(side("host", .stagedFolder), "key", "cert")
    let outcomes = try Files.leftovers(in: folder.path).map { try $0.resolve(managed: managed) }
    #expect(outcomes.contains(.restored) && outcomes.contains(.discarded(carriedOver: [])))
    #expect(try names() == ["host"] && names("host") == ["key", "notes.txt"])
  }

  @Test(arguments: [Rename.Means.kernelFirst, .withoutKernel])
  func `a process killed at any instant leaves whole folders and what can be healed`(means: Rename.Means)
    async throws
  {
    var random = SystemRandomNumberGenerator()
    let seed = random.next() % 1_000_000
    print("seed \(seed)")
    let path = folder("pki")
    let kernel = means == .kernelFirst
    for turn in 0..<40 {
      try Files.createFolder(path)
      // Between 0 and 40 ms, spread by the seed.
      let delay = UInt32((seed &+ UInt64(turn) &* 7919) % 40_000)
      await #expect(processExitsWith: .signal(SIGKILL)) {
        [path = path as String, delay = delay as UInt32, kernel = kernel as Bool] in
        Thread.detachNewThread {
          usleep(delay)
          kill(getpid(), SIGKILL)
        }
        for round in 0... {
          let batch = FolderBatch(kernel ? .kernelFirst : .withoutKernel)
          for host in 0..<3 {
            var staged = try StagedFolder(for: path + "/host\(host)")
            try staged.add("key", secret: SecretBytes(copying: Array("\(round)".utf8)))
            try staged.add("cert", Array("\(round)".utf8))
            batch.add(staged, .replacing(managed: ["key", "cert"]))
          }
          try batch.commit()
          if round == 0 { try Files.writeNew(path + "/host0/notes.txt", [1], mode: .certificate) }
        }
      }
      let hadNotes =
        try Files.leftovers(in: path).contains { try Files.exists($0.path + "/notes.txt") }
        || Files.exists(path + "/host0/notes.txt")
      for leftover in try Files.leftovers(in: path) { _ = try leftover.resolve(managed: managed) }
      #expect(try Files.leftovers(in: path).isEmpty)
      for host in try Files.list(path) {
        let inside = path + "/" + host
        for leftover in try Files.leftovers(in: inside) { _ = try leftover.resolve(managed: managed) }
        let key = try Files.read(inside + "/key")
        #expect(try key == Files.read(inside + "/cert"), "the pair is of one round, turn \(turn)")
        #expect(try FileStatus(of: inside).mode == .folder)
        let expected = host == "host0" && hadNotes ? ["cert", "key", "notes.txt"] : ["cert", "key"]
        #expect(try Files.list(inside) == expected)
      }
      try FileManager.default.removeItem(atPath: path)
    }
  }
}
