import Foundation
import TestSupport
import Testing

/// How `verify --live` runs the administrator's client, whatever that client does. No server is there: a slave is
/// looked at by the client alone.
@Suite struct LiveClientTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  /// Makes a client of this script.
  private func client(_ script: String) throws -> [String] {
    ["--client", try scratch.folder.writeProgram(script, to: "client")]
  }

  /// Looks at the hosts, of which nobody listens.
  private func verify(_ arguments: [String]) throws -> ProgramResult {
    let places = ["--address", "master=127.0.0.9:1", "--address", "slave01=127.0.0.9:1"]
    return try scratch.run(["verify", "--live"] + places + arguments)
  }

  @Test func `a client that hangs is killed in time, with all that it started`() throws {
    let client = try client("sleep 300 & echo $! > \(scratch.folder("pid")); wait")
    let start = ContinuousClock.now
    let result = try verify(client + ["--timeout", "1"])
    #expect(ContinuousClock.now - start < .seconds(30))
    #expect(result.status == 1 && result.output.contains("came to no end within 1 seconds, and was ended"))
    let pid = try String(contentsOfFile: scratch.folder("pid"), encoding: .utf8)
    let child = try #require(Int32(pid.trimmingCharacters(in: .whitespacesAndNewlines)))
    for _ in 0..<100 where kill(child, 0) == 0 { usleep(20_000) }
    let state = try? String(contentsOfFile: "/proc/\(child)/stat", encoding: .utf8)
    #expect(kill(child, 0) != 0 || state?.contains(" Z ") == true)
  }

  @Test(arguments: [SIGINT, SIGTERM, SIGHUP])
  func `a client ends with mkcerts, however that is asked to end, with all that it started`(signal: Int32)
    throws
  {
    let client = try client(
      "sleep 300 & echo $! $$ > \(scratch.folder("pid.new"));"
        + " mv \(scratch.folder("pid.new")) \(scratch.folder("pid")); wait")
    var program = try Mkcerts.program()
    program.workingDirectory = scratch.folder.path
    let running = try program.start(
      ["verify", "--live", "--address", "slave01=127.0.0.9:1", "--timeout", "120"] + client, input: .text(""))
    for _ in 0..<600 where !FileManager.default.fileExists(atPath: scratch.folder("pid")) { usleep(50_000) }
    let text = try String(contentsOfFile: scratch.folder("pid"), encoding: .utf8)
    let pids = text.split(whereSeparator: \.isWhitespace).compactMap { Int32($0) }
    #expect(pids.count == 2 && pids.allSatisfy { kill($0, 0) == 0 })
    kill(running.pid, signal)
    #expect(running.wait(timeout: .seconds(20))?.ending == .signalled(signal))
    for pid in pids {
      for _ in 0..<200 where kill(pid, 0) == 0 { usleep(20_000) }
      let state = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8)
      #expect(kill(pid, 0) != 0 || state?.contains(" Z ") == true)
    }
  }

  @Test func `a client is told where its login is in its own words, first of all, each host its own`() throws
  {
    let client = try client(
      "echo \"$@\" >> \(scratch.folder("words")); cat >> \(scratch.folder("words")); tty; exit 1")
    _ = try verify(
      client + [
        "--address", "slave02=\(scratch.folder("a=b.sock"))", "--defaults-extra-file", "/etc/all.cnf",
        "--defaults-extra-file", "slave02=/etc/two=2.cnf", "--login-path", "slave01=one",
        "--defaults-group-suffix", "_audit",
      ])
    let words = try String(contentsOfFile: scratch.folder("words"), encoding: .utf8)
    let runs = words.split(separator: "\n").map(String.init)
    #expect(runs.count == 2, "\(runs)")
    #expect(
      runs.contains {
        $0.hasPrefix(
          "--defaults-extra-file=/etc/all.cnf --login-path=one --defaults-group-suffix=_audit --protocol=TCP "
            + "--host=127.0.0.9 --port=1 ")
      })
    #expect(
      runs.contains {
        $0.hasPrefix(
          "--defaults-extra-file=/etc/two=2.cnf --defaults-group-suffix=_audit --protocol=SOCKET --socket=")
      })
    #expect(
      runs.allSatisfy {
        $0.contains("--batch") && $0.contains("--execute=SELECT ") && !$0.contains("password")
      })
  }

  @Test func `a misspelt password that a client repeats is not repeated`() throws {
    let client = try client("echo \"mysql: unknown variable 'pasword=geheim'\" >&2; exit 7")
    for format in ["text", "json", "junit", "sarif", "github"] {
      let result = try verify(client + ["--format", format])
      #expect(result.status == 1 && result.output.contains("unknown variable"))
      #expect(!result.output.contains("geheim") && !result.errors.contains("geheim"))
    }
  }

  @Test func `who named a login path to a client that has none is not told to name one`() throws {
    let client = try client("echo \"mariadb: unknown variable 'login-path=audit'\" >&2; exit 7")
    let output = try verify(client + ["--login-path", "audit"]).output
    #expect(output.contains("login paths are MySQL's; for this client name an option file"), "\(output)")
    #expect(!output.contains("or login path"), "\(output)")
  }

  @Test(arguments: [
    ("yes mkcerts", "printed without end"), ("echo hello", "printed nothing that is understood"),
    ("kill -9 $$", "ended by signal 9"),
    ("echo \"ERROR 1045 (28000): Access denied for user 'a'@'b'\" >&2; exit 1", "1045: Access denied"),
  ]) func `a client that fails is one sentence`(script: String, sentence: String) throws {
    let result = try verify(client(script))
    #expect(result.status == 1 && result.output.contains(sentence), "\(result.output)")
    #expect(result.output.contains("(not-looked-at)"))
  }

  @Test func `a slave that its client cannot reach fails, and so does a master that nobody answers for`()
    throws
  {
    let client = try client(
      "echo \"ERROR 2002 (HY000): Can't connect to server on '127.0.0.9' (111)\" >&2; exit 1")
    let result = try verify(client)
    #expect(result.status == 1)
    for part in ["master at 127.0.0.9:1 cannot be looked at", "slave01 at 127.0.0.9:1 cannot be looked at"] {
      #expect(result.output.contains("breaks: \(part)"), "\(result.output)")
    }
    #expect(result.output.contains("not proven: 2 of 3 hosts failed"))
  }

  @Test func `without a client the report says once what was not looked at`() throws {
    let result = try verify(["--client", "/nonexistent/mysql"])
    #expect(result.output.contains("there is no program /nonexistent/mysql"))
    let none = try verify(["--no-client"])
    #expect(
      none.output.split(separator: "\n").count { $0.contains("(not-looked-at)") } == 1, "\(none.output)")
    var program = try Mkcerts.program()
    program.workingDirectory = scratch.folder.path
    program.environment["PATH"] = "/nonexistent"
    let nowhere = try program.run(["verify", "--live", "--address", "slave01=127.0.0.9:1", "--timeout", "1"])
    #expect(
      nowhere.output.contains("there is no mysql or mariadb client on this machine"), "\(nowhere.output)")
  }

  @Test func `what is found on servers is in every form of report`() throws {
    for (format, mark) in [
      ("json", "\"rule\" : \"unreachable-server\""), ("junit", "unreachable-server"),
      ("sarif", "\"id\" : \"unreachable-server\""), ("github", "title=unreachable-server on master"),
    ] {
      let result = try verify(["--no-client", "--format", format])
      #expect(result.status == 1 && result.output.contains(mark), "\(format): \(result.output)")
      guard format != "github" else { continue }
      let answer = try ReportJudge.answers(to: [(format, result.output)])[0]
      #expect(answer.problem.isEmpty, "\(format)")
    }
  }

  @Test func `options that do not fit are refused`() throws {
    for words in [
      ["--address", "slave01=db"], ["--no-client"], ["--timeout", "5"], ["--login-path", "x"],
      ["--live", "--address", "slave01"], ["--live", "--timeout", "0"], ["--live", "--client", ""],
      ["--live", "--no-client", "--login-path", "x"],
    ] {
      #expect(try scratch.run(["verify"] + words).status == 64, "\(words)")
    }
    try scratch.refuses(
      ["verify", "--live", "--address", "slave09=db9"], saying: ["there is no host slave09"])
    let address = try scratch.run(["verify", "--live", "--address", "slave01=db9:x"])
    #expect(address.status == 64 && address.errors.contains("db9:x"), "\(address.errors)")
  }
}
