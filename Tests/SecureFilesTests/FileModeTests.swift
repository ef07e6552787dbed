import Foundation
import Secrets
import TestSupport
import Testing

@testable import SecureFiles

/// Modes under every umask, in processes of their own since the umask belongs to the whole process.
@Suite struct FileModeTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test(arguments: [mode_t(0o777), 0o000, 0o077, 0o027], [uid_t(0), 65534])
  func `modes are exact under every umask`(mask: mode_t, user: uid_t) async throws {
    let path = folder.path
    if user != 0 {
      guard geteuid() == 0 else { try Test.cancel("only root can become another user") }
      unsafe #expect(chown(path, user, user) == 0)
    }
    await #expect(processExitsWith: .success) { [path = path as String, mask, user] in
      if user != 0 { try #require(setgid(user) == 0 && setuid(user) == 0) }
      umask(mask)
      try Files.writeNew(path + "/key", secret: SecretBytes(copying: [1]))
      try Files.writeNew(path + "/cert", [1], mode: .certificate)
      try Files.replace(path + "/cert", [2], mode: .certificate)
      try Files.createFolder(path + "/a/b", mode: .authorityFolder, withParents: true)
      var staged = try StagedFolder(for: path + "/host")
      let hidden = try FileStatus(of: staged.path).mode
      #expect(hidden == .authorityFolder)
      try staged.add("capath/1.0", [1])
      try staged.add("key", secret: SecretBytes(copying: [1]))
      try staged.place(.new)
      _ = try FileLock(path + "/lock")
      // Once more, which would fail had the umask taken the owner's rights away.
      _ = try FileLock(path + "/lock")
    }
    let wanted: [(String, FileMode)] = [
      ("key", .key), ("cert", .certificate), ("a", .folder), ("a/b", .authorityFolder), ("host", .folder),
      ("host/key", .key), ("host/capath", .folder), ("host/capath/1.0", .certificate), ("lock", .key),
    ]
    for (name, mode) in wanted { #expect(try FileStatus(of: folder(name)).mode == mode, "\(name)") }
  }

  @Test func `a key is not for an instant wider than its mode`() async throws {
    let path = folder.path
    await #expect(processExitsWith: .success) { [path = path as String] in
      umask(0)
      let file = try TemporaryFile.create(path + "/key", mode: .key, called: "key")
      let mode = try file.status().mode
      #expect(mode == .key)
    }
  }

  @Test func `a folder without the right to write is named with a hint`() async throws {
    guard geteuid() == 0 else { try Test.cancel("only root can become another user") }
    let path = folder.path
    unsafe #expect(chmod(path, 0o755) == 0)
    await #expect(processExitsWith: .success) { [path = path as String] in
      try #require(setgid(65534) == 0 && setuid(65534) == 0)
      let calls: [() throws -> Void] = [
        { try Files.writeNew(path + "/f", [1], mode: .key) },
        { try Files.replace(path + "/f", [1], mode: .key) },
        { try Files.createFolder(path + "/f") }, { _ = try StagedFolder(for: path + "/f") },
        { _ = try FileLock(path + "/f") },
      ]
      for call in calls {
        let error = #expect(throws: FileError.self) { try call() }
        #expect(error?.code == .notPermitted && error?.path == path + "/f" && error?.hint != nil)
      }
    }
  }
}
