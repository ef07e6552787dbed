import Foundation
import Secrets
import TestSupport
import Testing

@testable import SecureFiles

@Suite struct StagedFolderTests {
  let folder: TemporaryFolder
  let managed: Set<String> = ["cert", "key", "capath"]

  init() throws { folder = try TemporaryFolder() }

  private func text(_ name: String) throws -> String {
    String(decoding: try Files.read(folder(name)), as: UTF8.self)
  }
  private func names(_ name: String = "") throws -> [String] { try Files.list(folder(name)) }

  /// A folder with a certificate and a key, both of them `text`.
  private func stage(_ name: String, _ text: String) throws -> StagedFolder {
    var staged = try StagedFolder(for: folder(name))
    try staged.add("key", secret: SecretBytes(copying: Array(text.utf8)))
    try staged.add("cert", Array(text.utf8))
    return staged
  }

  @Test func `nothing is in its place before it is placed and all of it after`() throws {
    var staged = try stage("host", "1")
    try staged.add("capath/2c543cd1.0", Array("1".utf8))
    try staged.add("capath/2c543cd1.1", Array("1".utf8))
    #expect(try !Files.exists(folder("host")))
    #expect(staged.files == ["key", "cert", "capath/2c543cd1.0", "capath/2c543cd1.1"])
    try staged.place(.new)
    #expect(try names() == ["host"] && names("host") == ["capath", "cert", "key"])
    #expect(try names("host/capath") == ["2c543cd1.0", "2c543cd1.1"])
    #expect(try FileStatus(of: folder("host/key")).mode == .key)
  }

  @Test func `a file that is kept is the same file, and never away`() throws {
    try stage("host", "old").place(.new)
    let number = try FileManager.default.attributesOfItem(atPath: folder("host/key"))[.systemFileNumber]
    var staged = try StagedFolder(for: folder("host"))
    #expect(try staged.keep("key") && !staged.keep("missing"))
    try staged.add("cert", Array("new".utf8))
    #expect(throws: FileError.self) { try staged.keep("cert") }
    #expect(throws: FileError.self) { try staged.keep("../key") }
    #expect(try text("host/key") == "old" && Files.list(staged.path).contains("key"))
    try staged.place(.replacing(managed: managed))
    #expect(try text("host/key") == "old" && text("host/cert") == "new")
    #expect(try names("host") == ["cert", "key"] && names() == ["host"])
    #expect(
      try FileManager.default.attributesOfItem(atPath: folder("host/key"))[.systemFileNumber] as? Int
        == number as? Int)
  }

  @Test func `a folder that was to keep a file and was given up leaves it where it is`() throws {
    try stage("host", "old").place(.new)
    var staged = try StagedFolder(for: folder("host"))
    try staged.keep("key")
    // As a process that is killed leaves it.
    try FileManager.default.copyItem(atPath: staged.path, toPath: folder("copy"))
    _ = consume staged
    #expect(try text("host/key") == "old" && names("host") == ["cert", "key"])
  }

  @Test func `a folder that is never placed vanishes`() throws {
    do {
      let staged = try stage("host", "1")
      #expect(staged.finalPath == folder("host"))
      #expect(try names().count == 1)
    }
    do {
      let batch = FolderBatch()
      batch.add(try stage("other", "1"), .new)
    }
    #expect(try names().isEmpty)
  }

  @Test(arguments: ["", ".", "..", "../x", "a/../x", "a//b", "/x", "a/b/c", "a/", "a\0b", "./x"])
  func `a file's name stays in the folder`(name: String) throws {
    var staged = try StagedFolder(for: folder("host"))
    do throws(FileError) {
      try staged.add(name, [1])
      Issue.record("\(name) was taken")
    } catch {
      #expect(error.code == .badName)
    }
    _ = consume staged
    #expect(try names().isEmpty)
  }

  @Test func `a file is added once`() throws {
    var staged = try stage("host", "1")
    do throws(FileError) {
      try staged.add("key", [2])
      Issue.record("the key was written twice")
    } catch {
      #expect(error.code == .alreadyExists && error.path == folder("host/key"))
    }
  }

  @Test(arguments: [Rename.Means.kernelFirst, .withoutKernel])
  func `a new folder never takes the place of anything`(means: Rename.Means) throws {
    try Files.createFolder(folder("empty"))
    try folder.write("old", to: "file")
    unsafe #expect(symlink("nowhere", folder("dangling")) == 0)
    for name in ["empty", "file", "dangling"] {
      let batch = FolderBatch(means)
      batch.add(try stage(name, "1"), .new)
      let error = #expect(throws: FileError.self) { try batch.commit() }
      #expect(error?.code == .alreadyExists)
      #expect(error?.description == "cannot put in place \(folder(name)): it exists already")
      #expect(batch.placed.isEmpty)
    }
    #expect(try names() == ["dangling", "empty", "file"] && names("empty").isEmpty)
  }

  @Test(arguments: [Rename.Means.kernelFirst, .withoutKernel])
  func `a replaced folder hands over what is not ours`(means: Rename.Means) throws {
    var old = try stage("host", "old")
    try old.add("capath/gone.0", [1])
    try old.place(.new)
    try folder.write("admin", to: "host/notes.txt")
    try folder.write("admin", to: "host/.\("key").0123456789abcdef.tmp")
    try Files.createFolder(folder("host/admin/deep"), withParents: true)
    unsafe #expect(symlink("nowhere", folder("host/link")) == 0)
    let odd = Array(folder("host/").utf8CString.dropLast()) + [-1, -2, 0]
    unsafe close(open(odd, O_CREAT | O_WRONLY, 0o600))

    let batch = FolderBatch(means)
    batch.add(try stage("host", "new"), .replacing(managed: managed))
    batch.add(try stage("fresh", "new"), .replacing(managed: managed))
    try batch.commit()
    #expect(batch.placed == [folder("host"), folder("fresh")])
    #expect(batch.carriedOver.map(\.folder) == [folder("host")])
    #expect(batch.carriedOver.flatMap(\.entries).prefix(3) == ["admin", "link", "notes.txt"])
    #expect(try text("host/key") == "new" && text("host/notes.txt") == "admin")
    #expect(try names("host").count == 6 && names("host/admin") == ["deep"])
    #expect(unsafe access(odd, F_OK) == 0)
    #expect(try names() == ["fresh", "host"])
  }

  @Test func `what the new folder has too is not handed over`() throws {
    try stage("host", "old").place(.new)
    try folder.write("admin", to: "host/extra")
    var new = try stage("host", "new")
    try new.add("extra", Array("new".utf8))
    #expect(try new.place(.replacing(managed: [])) == [])
    #expect(try text("host/extra") == "new" && names("host") == ["cert", "extra", "key"])
  }

  @Test func `only a folder is replaced`() throws {
    try Files.createFolder(folder("real"))
    try folder.write("old", to: "file")
    unsafe #expect(symlink("real", folder("link")) == 0)
    for (name, code) in [("file", FileError.Code.notAFolder), ("link", .symbolicLink)] {
      let error = #expect(throws: FileError.self) {
        try stage(name, "1").place(.replacing(managed: managed))
      }
      #expect(error?.code == code)
    }
    #expect(try names() == ["file", "link", "real"] && names("real").isEmpty)
  }

  @Test func `a batch tells what it placed before it failed`() throws {
    try Files.createFolder(folder("b"))
    try stage("a", "old").place(.new)
    try folder.write("admin", to: "a/notes.txt")
    let batch = FolderBatch()
    batch.add(try stage("a", "new"), .replacing(managed: managed))
    batch.add(try stage("b", "new"), .new)
    batch.add(try stage("c", "new"), .new)
    #expect(throws: FileError.self) { try batch.commit() }
    #expect(batch.placed == [folder("a")])
    #expect(try names() == ["a", "b"] && names("b").isEmpty)
    #expect(try text("a/key") == "new" && text("a/notes.txt") == "admin")
  }

  @Test(arguments: [FolderBatch.filesSyncedOneByOne / 2, FolderBatch.filesSyncedOneByOne])
  func `a batch places few and many folders alike and leaves no descriptor open`(count: Int) async throws {
    let path = folder.path
    await #expect(processExitsWith: .success) { [path = path as String, count] in
      for _ in 0..<2 {
        let batch = FolderBatch()
        for number in 0..<count {
          var staged = try StagedFolder(for: path + "/host\(number)")
          try staged.add("key", secret: SecretBytes(copying: [1]))
          try staged.add("cert", [1])
          batch.add(staged, .replacing(managed: ["key", "cert"]))
        }
        #expect(batch.count == count)
        try batch.commit()
        #expect(batch.placed.count == count && batch.count == 0)
        // Failures let go of their descriptors too.
        _ = try? Files.read(path)
        _ = try? Files.writeNew(path + "/host0", [1], mode: .key)
        _ = try? FileLock(path)
        _ = try Files.leftovers(in: path)
        try Files.replace(path + "/file", [1], mode: .key)
        _ = try FileLock(path + "/file")
      }
      let open = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").compactMap {
        try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)")
      }
      let ours = open.filter { $0.hasPrefix(path) }
      #expect(!open.isEmpty && ours.isEmpty)
    }
    #expect(try names().count == count + 1)
    for number in 0..<count { #expect(try names("host\(number)") == ["cert", "key"]) }
  }
}
