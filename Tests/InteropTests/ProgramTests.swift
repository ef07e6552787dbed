import Foundation
import TestSupport
import Testing

/// What the other tests rely on when they run programs.
@Suite struct ProgramTests {
  @Test func `a child's output is whole, however much it is, and its status is its own`() throws {
    let result = try Program("sh").run(["-c", "head -c 3000000 /dev/zero | tee /dev/stderr; exit 7"])
    #expect(result.outputBytes.count == 3_000_000)
    #expect(result.errorBytes.count == 3_000_000)
    #expect(result.ending == .exited(7))
  }

  @Test func `a child reads its input to the end and runs in its folder and environment`() throws {
    let folder = try TemporaryFolder()
    var program = try Program("sh")
    program.workingDirectory = folder.path
    program.environment = ["WORD": "hello", "PATH": "/usr/bin:/bin"]
    let text = String(repeating: "x", count: 200_000)
    let result = try program.run(["-c", "cat | wc -c; pwd; echo $WORD"], input: text)
    #expect(
      result.output.split(whereSeparator: \.isWhitespace) == ["200000", Substring(folder.path), "hello"])
  }

  @Test func `a child that does not end in time is killed with its own children`() throws {
    let start = Date.now
    #expect(throws: ProgramFailure.self) {
      try Program("sh").run(["-c", "sleep 30; true"], timeout: .milliseconds(200))
    }
    #expect(Date.now.timeIntervalSince(start) < 10)
  }

  @Test func `a signal is told from a status`() throws {
    let running = try Program("sleep").start(["30"])
    #expect(running.isRunning)
    running.signal(SIGTERM)
    let result = running.wait(timeout: .seconds(10))
    #expect(result?.ending == .signalled(SIGTERM))
    #expect(!running.isRunning)
  }

  @Test func `input that is held open ends when the running program is let go`() throws {
    let folder = try TemporaryFolder()
    let mark = folder("ended")
    do {
      let running = try Program("sh").start(["-c", "setsid sh -c 'cat; touch \(mark)'"], input: .heldOpen)
      #expect(running.wait(timeout: .milliseconds(300)) == nil)
    }
    let deadline = Date(timeIntervalSinceNow: 10)
    while !FileManager.default.fileExists(atPath: mark), Date.now < deadline { usleep(20_000) }
    #expect(FileManager.default.fileExists(atPath: mark))
  }

  @Test func `many children at once each give their own answer`() throws {
    let children = try (0..<64).map {
      try Program("sh").start(["-c", "cat; echo \($0)"], input: .text("a\n"))
    }
    let answers = children.map { $0.wait(timeout: .seconds(30))?.output }
    #expect(answers == (0..<64).map { "a\n\($0)\n" })
  }

  @Test func `a program that is not there is named with the command that installs it`() {
    let error = #expect(throws: MissingProgram.self) { try Program("no-such-program") }
    #expect(error?.description.contains("Scripts/install-packages") == true)
  }
}
