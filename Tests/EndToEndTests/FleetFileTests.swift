import Foundation
import TestSupport
import Testing

@Suite struct `mistakes of a fleet file` {
  static let hostile: [String] =
    ((try? FileManager.default.contentsOfDirectory(atPath: fleets + "/hostile")) ?? [])
    .filter { $0.hasSuffix(".cnf") }.sorted()

  @Test func `have fixtures`() { #expect(Self.hostile.count >= 10) }

  @Test(arguments: hostile) func `are told all at once, in the order of their lines, and nothing is done`(
    name: String
  ) throws {
    let scratch = try Scratch(empty: true)
    try FileManager.default.copyItem(atPath: "\(fleets)/hostile/\(name)", toPath: scratch.folder(name))
    let before = try scratch.tree()
    let result = try scratch.run(["apply", name])
    #expect(result.status == 2 && result.outputBytes.isEmpty, "\(result.ending)")
    #expect(try scratch.tree() == before)
    let lines = result.errors.split(separator: "\n")
    #expect(lines.dropLast().allSatisfy { $0.hasPrefix("mkcerts: error: \(name):") }, "\(lines)")
    let numbers = lines.dropLast().compactMap { Int($0.split(separator: ":")[3]) }
    #expect(numbers == numbers.sorted() && numbers.count == lines.count - 1, "\(numbers)")
    try snapshot(result.errors, named: "fleets/hostile/\(name).txt")
    for words in [["apply", "--plan", name], ["verify", "--fleet", name]] {
      #expect(try scratch.run(words).errors == result.errors, "\(words)")
    }
  }

  static let million: [(what: String, line: @Sendable (Int) -> String, says: String)] = [
    ("sections", { "[slave s\($0)]\n" }, "more than 100000 hosts"),
    ("unknown keys", { "key\($0) = value\n" }, "are not told one by one"),
    ("ranges", { "[slave \($0)s1..\($0)s9999]\n" }, "more than 100000 hosts"),
    ("comments and blanks", { $0 % 2 == 0 ? "# \($0)\n" : "   \n" }, "has no master"),
    ("NUL bytes", { _ in "\0\n" }, "are not told one by one"),
  ]

  @Test(arguments: million.indices)
  func `are found in a million lines, without much memory or time`(index: Int) throws {
    let scratch = try Scratch(empty: true)
    let (what, line, says) = Self.million[index]
    try scratch.folder.write("[slave s]\n" + (1..<1_000_000).map(line).joined(), to: "fleet.cnf")
    // No more than 256 MiB of memory and 20 seconds of the processor.
    let result = try scratch.shell("ulimit -v 262144 -t 20; \"$MKCERTS\" apply fleet.cnf")
    #expect(result.status == 2 && result.errors.contains(says), "\(what): \(result.ending) \(result.errors)")
    #expect(result.errors.utf8.count < 20_000, "\(what)")
  }

  @Test func `that is not there, a folder, or a pipe are one sentence`() throws {
    let scratch = try Scratch(empty: true)
    try scratch.shell("mkdir folder; mkfifo pipe")
    for name in ["gone.cnf", "folder", "pipe"] {
      let result = try scratch.run(["apply", name])
      #expect(result.status == 2 && result.errors.contains(name), "\(result.errors)")
    }
  }
}
