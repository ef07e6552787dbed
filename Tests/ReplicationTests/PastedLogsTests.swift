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

  /// Each line has the beginning of many rows, and says none, or only one that many lines say.
  @Test(arguments: [
    "SSL connection error: SSL SSL ssl_ca ssl_key SSL error SSL\n", "SSL error: certificate\n",
    "Failed to initialize TLS for channel: mysql_main. See below for the description of exact issue.\n",
  ]) func `a log that is all about SSL is read in little time`(line: String) {
    let start = ContinuousClock.now
    let found = Diagnosis.read(String(repeating: line, count: 200_000 / line.utf8.count))
    #expect(found.count <= 1)
    #expect(ContinuousClock.now - start < .seconds(20))
  }

  @Test func `lines may end with a carriage return`() {
    let found = Diagnosis.read("one\r\nX509 subject mismatch: should be 'a'\r\n")
    #expect(found.map(\.line) == [2] && found.first?.text.last == "'")
  }

  /// As MySQL 9.7 wrote it, with a line of TLS that did not keep it from starting.
  static let folderMissing = """
    2026-11-23T22:31:13.061714Z 0 [System] [MY-015015] [Server] MySQL Server - start.
    2026-11-23T22:31:13.270991Z 0 [ERROR] [MY-010095] [Server] Failed to access directory for --secure-file-priv. \
    Please make sure that directory exists and is accessible by MySQL Server. Supplied value : /nonexistent
    2026-11-23T22:31:13.271001Z 0 [Warning] [MY-013595] [Server] Failed to initialize TLS for channel: mysql_main.
    2026-11-23T22:31:13.271008Z 0 [ERROR] [MY-010119] [Server] Aborting
    """

  @Test func `what keeps a server from starting stands first, also where it has nothing to do with TLS`()
    throws
  {
    let found = Diagnosis.read(Self.folderMissing)
    #expect(found.map { $0.causes.first?.rule }.prefix(1) == ["secure-file-priv"])
    #expect(found.last?.causes.isEmpty == true, "it follows from the first")
    #expect(Diagnosis.read("MY-010095").first?.causes.map(\.rule) == ["secure-file-priv"])
    // An error that nobody has met before.
    let strange = Self.folderMissing.replacing("MY-010095", with: "MY-019999")
      .replacing("Failed to access directory for --secure-file-priv", with: "The moon is full")
    let own = Diagnosis.read(strange)
    #expect(
      own.first?.text.contains("The moon is full") == true && own.first?.causes.map(\.rule) == ["own-reason"])
    #expect(own.last?.text.contains("Aborting") == true && own.last?.causes.isEmpty == true)
  }

  @Test func `what a server complained of before it was started again is no reason, nor beside a known one`()
  {
    let before = "[ERROR] The moon is full\n"
    let start = "2026-11-23 22:31:06 0 [Note] Starting MariaDB 10.11.18 source revision x as process 7\n"
    let reason = "[ERROR] SSL error: Unable to get private key from '/x'\n"
    for log in [before + start + reason, start + before + reason, start + reason] {
      let found = Diagnosis.read(log + "[ERROR] Failed to setup SSL\n[ERROR] Aborting\n")
      #expect(found.first?.text.contains("private key") == true, "\(found.map(\.text))")
      #expect(!found.contains { $0.causes.contains { $0.rule == "own-reason" } })
    }
    #expect(Diagnosis.read(before).isEmpty)
  }

  private static func refused(asksForTLS: String, running: String = "Connecting") -> String {
    status(running, allowed: asksForTLS).replacing("Last_IO_Errno: 0", with: "Last_IO_Errno: 1045")
      + " error connecting to master 'r@127.0.0.1:13399' - retry-time: 60  maximum-retries: 100000  message: "
      + "Access denied for user 'r'@'localhost' (using password: YES)"
  }

  @Test func `of a refused login the status tells whether TLS was asked for`() {
    let plain = Diagnosis.read(Self.refused(asksForTLS: "No"))
    #expect(
      plain.count == 1 && plain.first?.causes.prefix(2).map(\.rule) == ["no-tls", "account-requirement"])
    let encrypted = Diagnosis.read(Self.refused(asksForTLS: "Yes"))
    #expect(encrypted.first?.causes.contains { $0.rule == "no-tls" } == false)
    #expect(encrypted.first?.causes.first?.rule == "account-requirement")
  }

  @Test func `an error of a slave that is connected now is told to be over`() throws {
    let found = Diagnosis.read(Self.refused(asksForTLS: "Yes", running: "Yes"))
    #expect(found.map(\.isHarmless) == [true, true] && found.allSatisfy(\.causes.isEmpty))
    #expect(found.contains { $0.meaning.hasPrefix("this is over: the slave is connected again") })
    #expect(found.contains { $0.meaning.hasPrefix("nothing is wrong in this status") })
    // Another channel has it now.
    let other = Self.refused(asksForTLS: "Yes", running: "Yes") + "\n" + Self.refused(asksForTLS: "Yes")
    #expect(Diagnosis.read(other).contains { !$0.isHarmless && $0.number == 1045 && !$0.causes.isEmpty })
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
      .replacing("Slave_IO_Running: Yes", with: "Slave_IO_Running: Connecting")
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
