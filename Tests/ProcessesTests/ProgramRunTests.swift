import Foundation
import Processes
import TestSupport
import Testing

/// Programs that are run to their end, however they behave.
@Suite struct ProgramRunTests {
  private func shell(
    _ script: String, timeout: Duration = .seconds(20), limit: Int = 1 << 20
  ) throws -> ProgramRun {
    try ProgramRun.run("/bin/sh", ["-c", script], timeout: timeout, limit: limit)
  }

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  @Test func `both outputs and the ending come back`() throws {
    let run = try shell("printf out; printf err >&2; exit 7")
    #expect(run.ending == .exited(7) && run.output == Array("out".utf8) && run.errors == Array("err".utf8))
    #expect(try shell("kill -9 $$").ending == .killed(9))
    let large = try shell("head -c 900000 /dev/zero; head -c 100000 /dev/zero >&2")
    #expect(large.output.count == 900_000 && large.errors.count == 100_000)
  }

  @Test func `arguments arrive as they are, without a shell`() throws {
    let words = ["a b", "$HOME", "`id`", "'\"\\", "", "-e", "ü\n"]
    let run = try ProgramRun.run("/usr/bin/printf", ["%s|"] + words, timeout: .seconds(20))
    #expect(Self.text(run.output) == words.map { $0 + "|" }.joined())
  }

  @Test func `it has nothing to read and no terminal to ask on, and leads a session of its own`() throws {
    let run = try shell("cat; tty; cat </dev/tty; ps -o sid= -p $$; echo $$")
    let lines = Self.text(run.output).split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
    #expect(lines.count == 3 && lines[0] == "not a tty" && lines[1] == lines[2], "\(lines)")
    #expect(Self.text(run.errors).contains("/dev/tty"))
  }

  @Test func `it starts without blocked or ignored signals`() throws {
    let run = try shell("sed -n 's/^Sig[BI][lg][kn]://p' /proc/self/status")
    let masks = Self.text(run.output).split(separator: "\n").compactMap {
      UInt64($0.trimmingCharacters(in: .whitespaces), radix: 16)
    }
    // Signals 32 and 33 are the C library's own.
    #expect(masks.count == 2 && masks.allSatisfy { $0 & ~(3 << 31) == 0 }, "\(run)")
  }

  @Test func `one that hangs is killed with all that it started, in time`() throws {
    let folder = try TemporaryFolder()
    let start = ContinuousClock.now
    // Of the second, what it started holds the pipes open, and it has left: that is no hanging.
    for (script, ending) in [
      ("sleep 300 & echo $! > \(folder("pid")); wait", ProgramRun.Ending.timedOut),
      ("sleep 300 & echo $! > \(folder("pid")); echo done; exit 3", .exited(3)),
    ] {
      let run = try shell(script, timeout: .milliseconds(1500))
      #expect(run.ending == ending && (Self.text(run.output) == "done\n") == (ending != .timedOut), "\(run)")
      let pid = try String(contentsOfFile: folder("pid"), encoding: .utf8)
      let child = try #require(Int32(pid.trimmingCharacters(in: .whitespacesAndNewlines)))
      // Whoever takes over orphans may not have reaped it yet.
      for _ in 0..<100 where kill(child, 0) == 0 { usleep(20_000) }
      let state = try? String(contentsOfFile: "/proc/\(child)/stat", encoding: .utf8)
      #expect(kill(child, 0) != 0 || state?.contains(" Z ") == true)
    }
    #expect(try shell("exec >&- 2>&-; sleep 300", timeout: .milliseconds(300)).ending == .timedOut)
    #expect(ContinuousClock.now - start < .seconds(30))
  }

  @Test func `all that was written before the end is there, though another holds the pipes open`() throws {
    for _ in 0..<20 {
      let run = try shell("sleep 300 & head -c 300000 /dev/zero", timeout: .seconds(20))
      #expect(run.ending == .exited(0) && run.output.count == 300_000)
    }
  }

  @Test func `one that writes without end is killed, and little is kept of it`() throws {
    let run = try shell("yes", limit: 100_000)
    #expect(run.ending == .tooMuch && run.output.count < 400_000)
  }

  @Test func `what is no program is an error`() {
    for path in ["/nonexistent", "/etc/passwd", "/tmp"] {
      #expect(throws: ProcessError.self) { try ProgramRun.run(path, [], timeout: .seconds(5)) }
    }
    #expect(throws: ProcessError.self) { try ProgramRun.run("/bin/echo", ["a\0b"], timeout: .seconds(5)) }
  }

  @Test func `many at a time keep their pipes apart`() throws {
    let runs = try inParallel(Array(0..<40)) { number in
      try? ProgramRun.run(
        "/bin/sh", ["-c", "sleep 0.0\(number % 10); echo \(number)"], timeout: .seconds(30))
    }
    for (number, run) in runs.enumerated() {
      #expect(run?.ending == .exited(0) && run.map { Self.text($0.output) } == "\(number)\n")
    }
  }
}
