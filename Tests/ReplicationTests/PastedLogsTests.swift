import Foundation
import Replication
import Testing

@Suite struct PastedLogsTests {
  private static let message =
    "Replica I/O for channel '': Error connecting to source 'r@m:3306'. This was attempt 1/10, with a delay of 60 "
    + "seconds between attempts. Message: SSL connection error: SSL_CTX_set_default_verify_paths failed, Error_code: "
    + "MY-002026"

  /// As servers and the collectors of their logs write one message.
  static let wrapped: [String] = [
    message, "2026-11-23T15:40:55.293669Z 32 [ERROR] [MY-010584] [Repl] " + message,
    "2026-11-23 15:40:48 24 [ERROR] Slave I/O: error connecting to master 'r@m:3306' - retry-time: 60  "
      + "maximum-retries: 100000  message: SSL connection error: SSL_CTX_set_default_verify_paths failed, Internal "
      + "MariaDB error code: 2026",
    "Nov 23 15:40:55 db2 mysqld[812]: 2026-11-23T15:40:55.293669Z 32 [ERROR] [MY-010584] [Repl] " + message,
    "db2  | 2026-11-23T15:40:55.293669Z 32 [ERROR] [MY-010584] [Repl] " + message,
    "{ \"log_type\" : 1, \"prio\" : 1, \"err_code\" : 10584, \"subsystem\" : \"Repl\", \"msg\" : \"\(message)\", "
      + "\"time\" : \"2026-11-23T15:40:55.293669Z\", \"label\" : \"Error\" }",
    "{\"log\":\"2026-11-23 15:40:48 24 [ERROR] \(message)\\n\",\"stream\":\"stderr\",\"time\":\"2026-11-23T15:40:55Z\"}",
    "{\"PRIORITY\":\"3\",\"MESSAGE\":\"\(message)\",\"_PID\":\"812\"}",
  ]

  @Test(arguments: wrapped) func `a message is found in whatever is put around it`(line: String) {
    let found = Diagnosis.read(line)
    #expect(found.map(\.meaning) == ["the trust file or a revocation list cannot be loaded"])
    #expect(found.first?.text.contains("\"log_type\"") == false)
  }

  @Test func `the lines of a long log that are known stand in its order, each kind once`() {
    let noise = (1...40).map { "2026-11-23 15:40:\($0) 0 [Note] InnoDB: page cleaner \($0)" }
    let known = [
      "2026-11-23 15:41:00 0 [Warning] Aborted connection 9 to db: 'unconnected' user: 'unauthenticated' host: "
        + "'h' (This connection closed normally without authentication)",
      "2026-11-23 15:41:01 0 [Note] X509 subject mismatch: should be '/CN=a' but is '/CN=b'",
      "2026-11-23 15:41:02 0 [ERROR] Failed to setup SSL",
    ]
    let log = known.flatMap { line in noise + [line, line] } + noise
    #expect(log.count > 160)
    let found = Diagnosis.read(log.joined(separator: "\n"))
    #expect(found.map(\.line) == [41, 83, 125])
    #expect(found.map(\.times) == [2, 2, 2])
    #expect(found.map { String($0.text.prefix(19)) } == known.map { String($0.prefix(19)) })
  }

  @Test func `a log that is long and knows nothing is read in little time`() {
    let line =
      "2026-11-23 15:40:48 0 [Note] InnoDB: Setting file './ibtmp1' size to 12.000MiB. Please wait ...\n"
    let start = ContinuousClock.now
    #expect(Diagnosis.read(String(repeating: line, count: 5_000)).isEmpty)
    #expect(ContinuousClock.now - start < .seconds(20))
  }

  @Test func `a time is no number of an error`() {
    #expect(Diagnosis.read("[ERROR] 2026-11-23 15:40:48 something else").isEmpty)
  }

  static func status(_ running: String, allowed: String = "Yes", applying: String = "Yes") -> String {
    """
    *************************** 1. row ***************************
                     Slave_IO_State: Waiting for master to send event
                        Master_Host: db1
                   Slave_IO_Running: \(running)
                  Slave_SQL_Running: \(applying)
                 Master_SSL_Allowed: \(allowed)
                      Last_IO_Errno: 0
                      Last_IO_Error:
    """
  }

  @Test func `a healthy status is told to be healthy, to prove no encryption, and what does`() throws {
    let mysql = Self.status("Yes").replacing("Slave_", with: "Replica_").replacing("Master_", with: "Source_")
    for text in [Self.status("Yes"), mysql] {
      let found = Diagnosis.read(text)
      let one = try #require(found.first)
      #expect(found.count == 1 && one.isHarmless && one.causes.isEmpty)
      #expect(one.meaning.hasPrefix("nothing is wrong in this status"))
      #expect(one.notes.contains { $0.contains("does not prove encryption") })
      #expect(one.notes.contains { $0.contains("performance_schema.status_by_thread") })
    }
  }

  /// A row in the form of `\G` as the client writes it on one line: between bars, or with tabulators.
  static func table(_ status: String, bars: Bool) -> String {
    let fields = status.split(separator: "\n").dropFirst().map {
      $0.split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
    }
    let lines = [fields.map { $0[0] }, fields.map { $0.count > 1 ? $0[1] : "" }]
    guard bars else { return lines.map { $0.joined(separator: "\t") }.joined(separator: "\n") }
    let drawn = lines.map { "| " + $0.joined(separator: "   | ") + " |" }
    return "+----+\n\(drawn[0])\n+----+\n\(drawn[1])\n+----+\n1 row in set (0.000 sec)\n"
  }

  @Test(arguments: [true, false]) func `a status on one line is read as one on many`(bars: Bool) throws {
    let healthy = Self.status("Yes") + "\nMaster_User: r\nMaster_Port: 3306\nConnect_Retry: 60\nx: y"
    let well = Diagnosis.read(Self.table(healthy, bars: bars))
    #expect(well.count == 1 && well[0].isHarmless && well[0].meaning.hasPrefix("nothing is wrong"))
    #expect(well[0].line == (bars ? 4 : 2))
    let failing = healthy.replacing("Last_IO_Errno: 0", with: "Last_IO_Errno: 2013")
    let number = Diagnosis.read(Self.table(failing, bars: bars))
    #expect(number.map(\.number) == [2013] && number[0].line == (bars ? 4 : 2))
    let named = failing.replacing("2013", with: "2026")
      .replacing("Last_IO_Error:", with: "Last_IO_Error: message: SSL certificate validation failure")
    let text = Diagnosis.read(Self.table(named, bars: bars))
    #expect(text.map(\.number) == [2026] && text[0].text.hasPrefix("Last_IO_Error: message"))
  }

  @Test func `a status whose master is not verified is not healthy, and names the field and the proof`()
    throws
  {
    let field = "Master_SSL_Verify_Server_Cert"
    let mariadb = Self.status("Yes") + "\n  \(field): No\n"
    for text in [
      mariadb, mariadb.replacing("Master_", with: "Source_").replacing("Slave_", with: "Replica_"),
    ] {
      let one = try #require(Diagnosis.read(text).first)
      #expect(!one.isHarmless && one.causes.map(\.rule) == ["plain-text-fallback"])
      #expect(one.meaning.contains("_SSL_Verify_Server_Cert is No") && one.meaning.contains("plain text"))
      #expect(one.meaning.contains(field) == (text == mariadb))
      #expect(one.notes.contains { $0.contains("performance_schema") })
    }
    let stopped = Diagnosis.read(Self.status("Yes", applying: "No") + "\n\(field): No\n")
    #expect(stopped.first?.notes.contains { $0.contains(field) } == true)
    #expect(Diagnosis.read(Self.status("Yes") + "\n\(field): Yes\n").map(\.isHarmless) == [true])
  }

  @Test func `a status without an error and without health says what is the matter`() {
    let plain = Diagnosis.read(Self.status("Yes", allowed: "No"))
    #expect(plain.first?.isHarmless == false && plain.first?.causes.map(\.rule) == ["no-tls"])
    #expect(Diagnosis.read(Self.status("Connecting")).first?.meaning.contains("connecting") == true)
    #expect(Diagnosis.read(Self.status("No")).first?.meaning.contains("does not run") == true)
    #expect(Diagnosis.read(Self.status("Yes", applying: "No")).first?.meaning.contains("applying") == true)
  }
}
