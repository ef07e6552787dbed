import Foundation
import SecureFiles
import TestSupport
import Testing

/// Disks that are full, read-only or limited: every failure is an error with its reason, and nothing is lost.
@Suite struct FailingDiskTests {
  @Test func `a full disk leaves everything as it was`() throws {
    let disk = try SmallDisk.orCancel(bytes: 256 * 1024)
    let path = disk.path
    let big = [UInt8](repeating: 1, count: 300_000)
    try Files.writeNew(path + "/kept", [1, 2, 3], mode: .certificate)
    var old = try StagedFolder(for: path + "/host")
    try old.add("cert", [4])
    try old.place(.new)
    let calls: [() throws -> Void] = [
      { try Files.writeNew(path + "/new", big, mode: .key) },
      { try Files.replace(path + "/kept", big, mode: .key) },
      {
        var staged = try StagedFolder(for: path + "/host")
        try staged.add("cert", [5])
        try staged.add("big", big)
        try staged.place(.replacing(managed: ["cert"]))
      },
    ]
    for call in calls {
      let error = #expect(throws: FileError.self) { try call() }
      #expect(error?.code == .noSpace)
      #expect(error?.description.hasSuffix(": the disk is full") == true)
      #expect(error?.description.contains(".tmp") == false && error?.description.contains(".staged") == false)
      #expect(error?.hint == "free some space and run the command again; nothing that was there is lost")
    }
    #expect(try Files.list(path) == ["host", "kept"])
    #expect(try Files.read(path + "/kept") == [1, 2, 3] && Files.read(path + "/host/cert") == [4])
  }

  @Test func `a read-only file system is named as such`() throws {
    let disk = try SmallDisk.orCancel(bytes: 256 * 1024)
    let path = disk.path
    try Files.writeNew(path + "/kept", [1], mode: .certificate)
    _ = try FileLock(path + "/lock")
    try disk.setReadOnly(true)
    let calls: [() throws -> Void] = [
      { try Files.writeNew(path + "/f", [1], mode: .key) },
      { try Files.replace(path + "/kept", [1], mode: .key) },
      { try Files.createFolder(path + "/f") }, { _ = try StagedFolder(for: path + "/f") },
      { _ = try FileLock(path + "/lock", .exclusive) },
    ]
    for call in calls {
      let error = #expect(throws: FileError.self) { try call() }
      #expect(error?.code == .readOnly && error?.hint != nil)
    }
    #expect(try Files.read(path + "/kept") == [1])
    // Who only reads can have the lock even there.
    _ = try FileLock(path + "/lock", .shared)
  }

  @Test func `a limit on the length of files leaves nothing behind`() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path
    await #expect(processExitsWith: .success) { [path = path as String] in
      #expect(ResourceLimit.fileLength(1000).set())
      let error = #expect(throws: FileError.self) {
        try Files.writeNew(path + "/f", [UInt8](repeating: 1, count: 2000), mode: .key)
      }
      #expect(error?.code == .fileSizeLimit)
    }
    #expect(try Files.list(path).isEmpty)
  }

  @Test func `a limit on open files is named as such`() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path
    await #expect(processExitsWith: .success) { [path = path as String] in
      #expect(ResourceLimit.descriptors(3).set())
      let error = #expect(throws: FileError.self) { try Files.writeNew(path + "/f", [1], mode: .key) }
      // The leak sanitizer opens files when the process ends.
      #expect(ResourceLimit.descriptors(64).set())
      #expect(error?.code == .tooManyOpenFiles && error?.hint != nil)
    }
    #expect(try Files.list(path).isEmpty)
  }
}
