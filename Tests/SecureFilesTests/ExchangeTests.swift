import Foundation
import Secrets
import TestSupport
import Testing

@testable import SecureFiles

@Suite struct ExchangeTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try Files.writeNew(folder("key"), Array("old secret".utf8), mode: FileMode(0o640))
  }

  private func bytes(_ text: String) -> SecretBytes { SecretBytes(copying: Array(text.utf8)) }

  @Test func `what was there is overwritten, and what is there has the mode of a key`() throws {
    let old = try #require(FileHandle(forReadingAtPath: folder("key")))
    var seen = ""
    try Files.exchange(folder("key"), for: bytes("new")) {
      seen = String(decoding: $0.revealed(), as: UTF8.self)
    }
    #expect(seen == "new")
    #expect(try Files.read(folder("key")) == Array("new".utf8))
    #expect(try FileStatus(of: folder("key")).mode == .key)
    #expect(try old.readToEnd() == Data(repeating: 0, count: 10))
    #expect(try Files.list(folder.path) == ["key"])
  }

  @Test func `a second name of what was there keeps it`() throws {
    try FileManager.default.linkItem(atPath: folder("key"), toPath: folder("copy"))
    try Files.exchange(folder("key"), for: bytes("new")) { _ in }
    #expect(try Files.read(folder("copy")) == Array("old secret".utf8))
  }

  @Test func `nothing changes where what was written is not as it should be`() throws {
    struct Refusal: Error {}
    #expect(throws: Refusal.self) {
      try Files.exchange(folder("key"), for: bytes("new")) { _ in throw Refusal() }
    }
    #expect(try Files.read(folder("key")) == Array("old secret".utf8))
    #expect(try Files.list(folder.path) == ["key"])
  }

  @Test(arguments: ["ln -s key F", "mkfifo F", "mkdir F", ":"])
  func `only a file is exchanged`(make: String) throws {
    try Program("sh").output(["-c", "cd '\(folder.path)'; " + make.replacing("F", with: "other")])
    let before = try Files.list(folder.path)
    #expect(throws: FileError.self) { try Files.exchange(folder("other"), for: bytes("new")) { _ in } }
    #expect(try Files.list(folder.path) == before)
    #expect(try Files.read(folder("key")) == Array("old secret".utf8))
  }
}
