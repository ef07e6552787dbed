import Foundation
import Secrets
import TestSupport
import Testing

@testable import SecureFiles

@Suite struct FilesTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func text(_ path: String) throws -> String { String(decoding: try Files.read(path), as: UTF8.self) }
  private func names() throws -> [String] { try Files.list(folder.path) }

  // MARK: Reading

  @Test(arguments: [0, 1, 4095, 4096, 4097, 100_000])
  func `a file is read whole`(size: Int) throws {
    let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0) }
    try Files.writeNew(folder("f"), bytes, mode: .certificate)
    #expect(try Files.read(folder("f")) == bytes)
    let same = try Files.readSecret(folder("f")).matches(SecretBytes(copying: bytes))
    #expect(same)
  }

  @Test func `a file may be as long as the limit and no longer`() throws {
    try Files.writeNew(folder("f"), [UInt8](repeating: 1, count: 10), mode: .certificate)
    #expect(try Files.read(folder("f"), limit: 10).count == 10)
    let error = #expect(throws: FileError.self) { try Files.read(folder("f"), limit: 9) }
    #expect(error?.code == .tooLarge)
    #expect(error?.description == "cannot read \(folder("f")): it has 10 bytes, and at most 9 are read")
    #expect(throws: FileError.self) { _ = try Files.readSecret(folder("f"), limit: 9) }
  }

  @Test func `a huge file costs no memory`() throws {
    try Files.writeNew(folder("f"), [], mode: .certificate)
    unsafe #expect(truncate(folder("f"), 1 << 40) == 0)
    let error = #expect(throws: FileError.self) { try Files.read(folder("f")) }
    #expect(error?.code == .tooLarge)
  }

  @Test func `a file that grows while it is read is refused`() throws {
    try Files.writeNew(folder("f"), [1], mode: .certificate)
    for (limit, code) in [(1 << 20, FileError.Code.changed), (5000, .tooLarge)] {
      let reader = try FileReader(folder("f"), limit: limit, followingLinks: true)
      let handle = try #require(FileHandle(forWritingAtPath: folder("f")))
      try handle.write(contentsOf: Data(repeating: 1, count: 10_000))
      try handle.close()
      var room = [UInt8](repeating: 0, count: reader.room)
      do throws(FileError) {
        _ = try Self.read(reader, &room)
        Issue.record("a part of the file was taken for the whole")
      } catch {
        #expect(error.code == code)
      }
      unsafe #expect(truncate(folder("f"), limit == 5000 ? 0 : 5000) == 0)
    }
  }

  private static func read(_ reader: borrowing FileReader, _ room: inout [UInt8]) throws(FileError) -> Int {
    try unsafe room.withUnsafeMutableBufferPointer { (buffer) throws(FileError) in
      unsafe try reader.read(into: UnsafeMutableRawBufferPointer(buffer))
    }
  }

  @Test func `a file that gives its length as nothing is read and limited all the same`() throws {
    #expect(try !Files.read("/proc/self/status").isEmpty)
    let error = #expect(throws: FileError.self) { try Files.read("/proc/self/status", limit: 10) }
    #expect(error?.code == .tooLarge)
  }

  @Test func `what is not a file is refused without waiting and named`() throws {
    unsafe #expect(mkfifo(folder("pipe"), 0o600) == 0)
    let socket = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(socket) }
    try bind(socket, to: folder("socket"))
    let cases: [(String, FileError.Code, String)] = [
      (folder.path, .isFolder, "it is a directory, not a file"),
      (folder("pipe"), .notAFile, "it is a pipe, not a file"),
      (folder("socket"), .notAFile, "it is a socket, not a file"),
      ("/dev/zero", .notAFile, "it is a device, not a file"),
      (folder("none"), .notFound, "there is no such file or folder"),
      (folder("none") + "/below", .notFound, "there is no such file or folder"),
    ]
    for (path, code, reason) in cases {
      for secret in [false, true] {
        let error = #expect(throws: FileError.self) {
          if secret { _ = try Files.readSecret(path) } else { _ = try Files.read(path) }
        }
        #expect(error?.code == code)
        #expect(error?.description == "cannot \(error?.operation.rawValue ?? "") \(path): \(reason)")
      }
    }
  }

  private func bind(_ socket: Int32, to path: String) throws {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let bytes = Array(path.utf8CString)
    try #require(bytes.count <= MemoryLayout.size(ofValue: address.sun_path))
    unsafe withUnsafeMutableBytes(of: &address.sun_path) { room in
      unsafe bytes.withUnsafeBytes { unsafe room.copyMemory(from: $0) }
    }
    let result = unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe Glibc.bind(socket, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    try #require(result == 0)
  }

  @Test func `a symbolic link is followed for reading unless that is not wanted`() throws {
    try folder.write("text", to: "f")
    unsafe #expect(symlink("f", folder("link")) == 0)
    unsafe #expect(symlink("nowhere", folder("dangling")) == 0)
    #expect(try text(folder("link")) == "text")
    let refused = #expect(throws: FileError.self) { try Files.read(folder("link"), followingLinks: false) }
    #expect(refused?.code == .symbolicLink)
    let lost = #expect(throws: FileError.self) { try Files.read(folder("dangling")) }
    #expect(lost?.code == .notFound)
  }

  // MARK: Looking

  @Test func `a status is of the link itself or of what it leads to`() throws {
    try Files.writeNew(folder("key"), [1, 2, 3], mode: .key)
    unsafe #expect(symlink("key", folder("link")) == 0)
    unsafe #expect(symlink("nowhere", folder("dangling")) == 0)
    let status = try FileStatus(of: folder("key"))
    #expect(status.kind == .file && status.mode == .key && status.size == 3 && status.isOwnedByMe)
    #expect(try FileStatus(of: folder("link")).kind == .symbolicLink)
    #expect(try FileStatus(of: folder("link"), followingLinks: true) == status)
    #expect(try FileStatus.ifExists(folder("dangling"), followingLinks: true) == nil)
    #expect(try Files.exists(folder("dangling")))
    #expect(try !Files.exists(folder("none")) && !Files.exists(folder("key") + "/below"))
  }

  @Test func `names are listed sorted by their bytes`() throws {
    for name in ["b", "a", "B", ".hidden", "ž"] { try folder.write("", to: name) }
    #expect(try names() == [".hidden", "B", "a", "b", "ž"])
    let error = #expect(throws: FileError.self) { try Files.list(folder("a")) }
    #expect(error?.code == .notAFolder)
  }

  @Test func `a name with NUL is refused and not cut short`() throws {
    try folder.write("other", to: "a")
    let path = folder("a\0b")
    let calls: [() throws -> Void] = [
      { _ = try Files.read(path) }, { _ = try Files.exists(path) }, { _ = try Files.list(path) },
      { try Files.writeNew(path, [], mode: .key) }, { try Files.replace(path, [], mode: .key) },
      { try Files.createFolder(path) }, { _ = try StagedFolder(for: path) }, { _ = try FileLock(path) },
    ]
    for call in calls {
      let error = #expect(throws: FileError.self) { try call() }
      #expect(error?.code == .badName)
      #expect(error?.description.hasSuffix("a\\0b: the name holds NUL") == true)
    }
    #expect(try names() == ["a"] && text(folder("a")) == "other")
  }

  // MARK: Writing

  @Test func `a new file never takes the place of anything`() throws {
    try folder.write("old", to: "file")
    unsafe #expect(mkdir(folder("folder"), 0o755) == 0)
    unsafe #expect(symlink("nowhere", folder("dangling")) == 0)
    unsafe #expect(symlink("file", folder("link")) == 0)
    let before = try names()
    for name in before {
      for means in [Rename.Means.kernelFirst, .withoutKernel] {
        let error = #expect(throws: FileError.self) {
          unsafe try Files.writeNew(
            folder(name), UnsafeRawBufferPointer(start: nil, count: 0), mode: .key, means)
        }
        #expect(error?.code == .alreadyExists)
        #expect(error?.description == "cannot create \(folder(name)): it exists already")
      }
    }
    #expect(try names() == before && text(folder("file")) == "old")
  }

  @Test(arguments: [Rename.Means.kernelFirst, .withoutKernel])
  func `whoever is second finds the file of the first`(means: Rename.Means) throws {
    // Past the first look, where only the rename decides.
    let place = try PlacePath(folder("f"), .create)
    let first = unsafe try TemporaryFile(for: place, UnsafeRawBufferPointer(start: nil, count: 0), mode: .key)
    let second = unsafe try TemporaryFile(
      for: place, UnsafeRawBufferPointer(start: nil, count: 0), mode: .folder)
    try first.placeNew(means)
    do throws(FileError) {
      try second.placeNew(means)
      Issue.record("the second file replaced the first")
    } catch {
      #expect(error.code == .alreadyExists)
    }
    #expect(try FileStatus(of: folder("f")).mode == .key && names() == ["f"])
  }

  @Test func `a file is replaced with its mode`() throws {
    try Files.writeNew(folder("f"), [1], mode: .certificate)
    try Files.replace(folder("f"), secret: SecretBytes(copying: [2]))
    #expect(try Files.read(folder("f")) == [2] && FileStatus(of: folder("f")).mode == .key)
    try Files.replace(folder("g"), [3], mode: .certificate)
    #expect(try names() == ["f", "g"])
  }

  @Test func `only a file is replaced`() throws {
    try folder.write("old", to: "file")
    unsafe #expect(symlink("file", folder("link")) == 0)
    unsafe #expect(symlink("nowhere", folder("dangling")) == 0)
    unsafe #expect(mkdir(folder("folder"), 0o755) == 0)
    unsafe #expect(mkfifo(folder("pipe"), 0o600) == 0)
    let before = try names()
    let wanted: [(String, FileError.Code)] = [
      ("link", .symbolicLink), ("dangling", .symbolicLink), ("folder", .isFolder), ("pipe", .notAFile),
    ]
    for (name, code) in wanted {
      let error = #expect(throws: FileError.self) { try Files.replace(folder(name), [1], mode: .key) }
      #expect(error?.code == code)
    }
    #expect(try names() == before && text(folder("file")) == "old")
  }

  @Test(arguments: ["", "/", ".", "..", "x/..", "x/.", "a/"])
  func `a path must end in a name`(path: String) throws {
    if path == "a/" {
      try Files.writeNew(folder("a") + "/", [1], mode: .key)
      #expect(try names() == ["a"])
    } else {
      let error = #expect(throws: FileError.self) { try Files.writeNew(path, [1], mode: .key) }
      #expect(error?.code == .badName)
    }
  }

  @Test func `a name that is too long is an error and leaves nothing`() throws {
    let error = #expect(throws: FileError.self) {
      try Files.writeNew(folder(String(repeating: "x", count: 250)), [1], mode: .key)
    }
    #expect(error?.code == .nameTooLong)
    #expect(try names().isEmpty)
  }

  // MARK: Folders

  @Test func `a folder is made once and keeps its mode`() throws {
    #expect(try Files.createFolder(folder("a"), mode: .authorityFolder))
    #expect(try !Files.createFolder(folder("a"), mode: .folder))
    #expect(try !Files.createFolder(folder("a") + "/", mode: .folder))
    #expect(try FileStatus(of: folder("a")).mode == .authorityFolder)
    let error = #expect(throws: FileError.self) { try Files.createFolder(folder("x/y/z")) }
    #expect(error?.code == .notFound)
    #expect(try Files.createFolder(folder("x/y/z"), mode: .authorityFolder, withParents: true))
    #expect(try FileStatus(of: folder("x/y")).mode == .folder)
    #expect(try FileStatus(of: folder("x/y/z")).mode == .authorityFolder)
  }

  @Test func `a folder is not made through a link or over a file`() throws {
    try Files.createFolder(folder("real"))
    unsafe #expect(symlink("real", folder("link")) == 0)
    unsafe #expect(symlink("nowhere", folder("dangling")) == 0)
    try folder.write("", to: "file")
    for (name, code) in [
      ("link", FileError.Code.symbolicLink), ("dangling", .symbolicLink), ("file", .notAFolder),
    ] {
      let error = #expect(throws: FileError.self) { try Files.createFolder(folder(name)) }
      #expect(error?.code == code)
    }
    #expect(throws: FileError.self) { try Files.createFolder(folder("file/below"), withParents: true) }
  }
}
