import Foundation
import SecureFiles
import TestSupport
import Testing

@Suite struct FileLockTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func `sixteen lockers all have their turn and never two at once`() async throws {
    let path = folder("lock")
    let counter = folder("counter")
    try Files.writeNew(counter, Array("0".utf8), mode: .certificate)
    try await withThrowingTaskGroup { group in
      for _ in 0..<16 {
        group.addTask {
          for _ in 0..<5 {
            let lock = try FileLock(path)
            // Lost updates would show any overlap.
            let number = Int(String(decoding: try Files.read(counter), as: UTF8.self)) ?? -1000
            try Files.replace(counter, Array("\(number + 1)".utf8), mode: .certificate)
            _ = consume lock
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(try String(decoding: Files.read(counter), as: UTF8.self) == "80")
    #expect(try FileStatus(of: path).mode == .key)
  }

  @Test func `shared locks do not wait for one another`() throws {
    let one = try FileLock(folder("lock"), .shared)
    var waited = false
    let other = try FileLock(folder("lock"), .shared) { waited = true }
    #expect(!waited)
    _ = consume one
    _ = consume other
  }

  @Test func `whoever waits long is told so once and gets the lock`() throws {
    let path = folder("lock")
    let told = DispatchSemaphore(value: 0)
    let done = DispatchSemaphore(value: 0)
    let first = try FileLock(path)
    // A thread of its own, since a task that waits so would keep others from running.
    Thread.detachNewThread {
      defer { done.signal() }
      _ = try? FileLock(path, .shared) { told.signal() }
    }
    #expect(told.wait(timeout: .now() + 30) == .success)
    #expect(done.wait(timeout: .now() + 0.2) == .timedOut, "the lock was not waited for")
    _ = consume first
    #expect(done.wait(timeout: .now() + 30) == .success)
    #expect(told.wait(timeout: .now()) == .timedOut, "it was told twice")
  }

  @Test func `a process that is killed has no lock any more`() async throws {
    let path = folder("lock")
    await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
      let lock = try FileLock(path)
      kill(getpid(), SIGKILL)
      _ = consume lock
    }
    var waited = false
    _ = try FileLock(path) { waited = true }
    #expect(!waited)
  }

  @Test func `a lock file is a file and no link`() throws {
    unsafe #expect(symlink("elsewhere", folder("link")) == 0)
    unsafe #expect(mkfifo(folder("pipe"), 0o600) == 0)
    for kind in [FileLock.Kind.exclusive, .shared] {
      for (path, code) in [
        (folder("link"), FileError.Code.symbolicLink), (folder("pipe"), .notAFile), (folder.path, .isFolder),
        (folder("none/lock"), .notFound),
      ] {
        let error = #expect(throws: FileError.self) { _ = try FileLock(path, kind) }
        #expect(error?.code == code)
      }
    }
    #expect(try !Files.exists(folder("elsewhere")))
  }
}
