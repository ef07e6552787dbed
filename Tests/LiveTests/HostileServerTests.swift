import Foundation
import Live
import Replication
import TestSupport
import Testing

/// Whatever answers at a port, a probe ends in time, with one sentence that says what it is.
@Suite struct HostileServerTests {
  /// What a server does, and what is to be said of it.
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let sentence: String
    var code = LiveError.Code.foreign
    let answer: @Sendable (StubConnection) -> Void

    var testDescription: String { name }
  }

  /// Sends `bytes`, and waits until the other side has gone.
  private static func says(_ bytes: [UInt8]) -> @Sendable (StubConnection) -> Void {
    { connection in
      connection.send(bytes)
      while !connection.receive().isEmpty {}
    }
  }

  private static func says(_ text: String) -> @Sendable (StubConnection) -> Void { says(Array(text.utf8)) }

  private static let cases: [Case] = [
    Case(
      name: "silent", sentence: "it says nothing within the time that it has", code: .timedOut,
      answer: says([])),
    Case(
      name: "closes at once", sentence: "it ends the connection before it has said anything", code: .malformed
    ) { _ in },
    Case(
      name: "SSH",
      sentence: "an SSH server answers, \"SSH-2.0-OpenSSH_9.2p1 Debian-2\", not MySQL or MariaDB",
      answer: says("SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n")),
    Case(
      name: "HTTP", sentence: "a web server answers, \"HTTP/1.1 400 Bad Request\", not MySQL or MariaDB",
      answer: says("HTTP/1.1 400 Bad Request\r\nServer: nginx\r\n\r\n")),
    Case(
      name: "HTTP that waits to be asked",
      sentence: "a web server answers, \"HTTP/1.1 400 Bad Request\", not MySQL or MariaDB"
    ) { connection in
      guard !connection.receive().isEmpty else { return }
      connection.send(Array("HTTP/1.1 400 Bad Request\r\nServer: nginx\r\n\r\n".utf8))
    },
    Case(
      name: "SMTP",
      sentence: "a server of another protocol answers, \"220 mail.example.com ESMTP\", not MySQL or MariaDB",
      answer: says("220 mail.example.com ESMTP\r\n")),
    Case(
      name: "TLS", sentence: "a server that expects TLS from the first byte answers, not MySQL or MariaDB",
      answer: says([0x15, 3, 1, 0, 2, 2, 70])),
    Case(
      name: "X Protocol", sentence: "the X Protocol of MySQL answers, not the protocol of replication",
      answer: says([5, 0, 0, 0, 0x0b, 0x08, 0x05, 0x1a, 0x00])),
    Case(
      name: "giant packet",
      sentence: "something else answers, which begins with ff ff ff 00 0a, not MySQL or MariaDB",
      answer: says([0xff, 0xff, 0xff, 0, 10])),
    Case(
      name: "protocol 9",
      sentence: "the server speaks version 9 of the protocol, of MySQL 3.22 and earlier, which has no TLS",
      answer: says([8, 0, 0, 0, 9] + Array("3.22.1".utf8) + [0])),
    Case(
      name: "unknown version",
      sentence: "something else answers, which begins with 02 00 00 00 0c 00, not MySQL or MariaDB",
      answer: says([2, 0, 0, 0, 12, 0])),
    Case(
      name: "empty packet", sentence: "the server's first packet is empty", code: .malformed,
      answer: says([0, 0, 0, 0])),
    Case(
      name: "truncated greeting", sentence: "it ends the connection after 16 of the 74 bytes of a packet",
      code: .malformed
    ) { $0.send(Array(MeasuredGreetings.mysql8.prefix(20))) },
    Case(
      name: "short greeting", sentence: "the server's greeting ends after 9 bytes, in the middle",
      code: .malformed,
      answer: says([9, 0, 0, 0, 10] + Array("8.0.46".utf8) + [0, 1])),
    Case(
      name: "blocked",
      sentence: "the server has blocked this host after too many broken connections (error 1129)",
      code: .refused, answer: says(MeasuredGreetings.blocked)),
    Case(
      name: "not allowed",
      sentence: "the server has no account for this host and so does not talk to it (error 1130)",
      code: .refused,
      answer: says(MeasuredGreetings.notAllowed)),
    Case(
      name: "full", sentence: "the server has too many connections (error 1040)", code: .refused,
      answer: says(MeasuredGreetings.full)),
    Case(
      name: "talks on", sentence: "the server goes on talking behind its greeting, where it is to wait",
      code: .malformed, answer: says(MeasuredGreetings.mysql8 + [1])),
    Case(
      name: "no TLS behind the request", sentence: "what answers the TLS handshake is not TLS"
    ) { connection in
      connection.send(MeasuredGreetings.mysql8)
      connection.receive()
      // An answer, by its number.
      var answer = MeasuredGreetings.full
      answer[3] = 2
      says(answer)(connection)
    },
    Case(
      name: "talks on later", sentence: "the server goes on talking behind its greeting", code: .malformed
    ) { connection in
      connection.send(MeasuredGreetings.mariadb11)
      connection.receive()
      says(MeasuredGreetings.mariadb11)(connection)
    },
    Case(
      name: "closes behind the request",
      sentence: "it ends the connection in the middle of the TLS handshake",
      code: .malformed
    ) { connection in
      connection.send(MeasuredGreetings.mysql8)
      connection.receive()
    },
    Case(
      name: "falls silent behind the request",
      sentence: "it falls silent in the middle of the TLS handshake within the time that it has",
      code: .timedOut,
      answer: says(MeasuredGreetings.mariadb10)),
    Case(
      name: "asks without end", sentence: "the server asks for more in 9 answers to one login",
      code: .malformed
    ) { connection in
      connection.send(MeasuredGreetings.plain)
      while !connection.receive().isEmpty, connection.send([2, 0, 0, 2, 0xfe, 0]) {}
    },
    Case(
      name: "giant answer", sentence: "the server announces a packet of 16777215 bytes in answer to a login",
      code: .malformed
    ) { connection in
      connection.send(MeasuredGreetings.plain)
      connection.receive()
      says([0xff, 0xff, 0xff, 2])(connection)
    },
    Case(name: "babbles", sentence: "something else answers", code: .foreign) { connection in
      while connection.send([UInt8](repeating: 0xa5, count: 65_536)) {}
    },
    Case(name: "small packets without end", sentence: "the server goes on talking", code: .malformed) {
      connection in
      while connection.send(MeasuredGreetings.mariadb11 + MeasuredGreetings.mariadb11) {}
    },
    Case(name: "one byte at a time", sentence: "it falls silent after ", code: .timedOut) { connection in
      for byte in MeasuredGreetings.mysql9 where connection.send([byte]) {
        Thread.sleep(forTimeInterval: 0.05)
      }
    },
  ]

  @Test(arguments: cases)
  func `whatever answers, a probe ends in time with one sentence`(hostile: Case) throws {
    let server = try StubServer(hostile.answer)
    let began = ContinuousClock.now
    let probed = Prober(ProbeSettings(timeout: .seconds(1))).probe(
      Endpoint(host: "127.0.0.1", port: server.port))
    #expect(ContinuousClock.now - began < .seconds(4))
    let failure = try #require(probed.failure)
    #expect(failure.description.hasPrefix(hostile.sentence), "\(failure)")
    #expect(failure.code == hostile.code, "\(failure)")
    #expect(!failure.description.contains("\n") && !failure.description.hasSuffix("."))
    #expect(failure.description.count < 200)
  }

  /// An Error of the X Protocol: severity, code, message.
  private static let xError = XMessage(
    kind: 1, body: [0x08, 2, 0x10, 0x92, 0x09, 0x1a, 7] + Array("denied!".utf8)
  ).bytes

  private static let casesOfX: [Case] = [
    Case(
      name: "error", sentence: "the server refuses the connection: error 1170, \"denied!\"", code: .refused,
      answer: says(xError)),
    Case(
      name: "the other protocol", sentence: "the protocol of replication answers, not the X Protocol",
      answer: says(MeasuredGreetings.mysql9)),
    Case(
      name: "the other protocol, with an error",
      sentence: "the protocol of replication answers, not the X Protocol, with error 1129, \"Host",
      answer: says(MeasuredGreetings.blocked)),
    Case(
      name: "silent",
      sentence: "it does not answer the X Protocol's request for TLS within the time that it has",
      code: .timedOut, answer: says([])),
    Case(
      name: "closes at once",
      sentence: "it ends the connection before it has answered the X Protocol's request for TLS",
      code: .malformed
    ) { _ = $0.receive() },
  ]

  @Test(arguments: casesOfX)
  func `what answers in the place of the X Protocol's TLS is told by what it is`(hostile: Case) throws {
    let server = try StubServer(hostile.answer)
    let probed = Prober(ProbeSettings(opening: .x, timeout: .seconds(1))).probe(
      Endpoint(host: "127.0.0.1", port: server.port))
    let failure = try #require(probed.failure)
    #expect(failure.description.hasPrefix(hostile.sentence), "\(failure)")
    #expect(failure.code == hostile.code, "\(failure)")
  }

  @Test func `TLS records without end are bounded, in bytes and in time`() throws {
    // A ServerHello that never ends, in whole records.
    let record: [UInt8] = [0x16, 3, 3, 0x40, 0, 2, 0xff, 0xff, 0xff] + [UInt8](repeating: 0, count: 0x3ffc)
    let server = try StubServer { connection in
      connection.send(MeasuredGreetings.mysql8)
      connection.receive()
      while connection.send(record) {}
    }
    let probed = Prober(ProbeSettings(timeout: .seconds(2))).probe(
      Endpoint(host: "127.0.0.1", port: server.port))
    #expect([.handshake, .malformed].contains(probed.failure?.code), "\(String(describing: probed.failure))")
    #expect(probed.release?.description == "MySQL 8.0.46" && probed.offersTLS == true)
  }

  @Test func `a server of the protocol that is taken for one of plain TLS is told of as that`() throws {
    let server = try StubServer(Self.says(MeasuredGreetings.mysql9))
    let probed = Prober(ProbeSettings(opening: .tls, timeout: .seconds(2))).probe(
      Endpoint(host: "127.0.0.1", port: server.port))
    #expect(probed.failure?.description == "what answers the TLS handshake is not TLS")
    #expect(probed.failure?.hint?.contains("leave --tls out") == true)
  }

  @Test func `a server without TLS is told its login all the same, and is no failure`() throws {
    let server = try StubServer { connection in
      connection.send(MeasuredGreetings.plain)
      let login = connection.receive()
      #expect(login.count > 40 && login[3] == 1)
      connection.send([9, 0, 0, 2, 0xff, 0x15, 4, 0x23, 0x32, 0x38, 0x30, 0x30, 0x30])
    }
    let probed = Prober(ProbeSettings()).probe(Endpoint(host: "127.0.0.1", port: server.port))
    #expect(probed.failure == nil && probed.offersTLS == false && probed.served == nil)
  }

  @Test func `the first address that answers is taken, and nobody waits for a name that is not found`() throws
  {
    let server = try StubServer(Self.says(MeasuredGreetings.blocked))
    let prober = Prober(ProbeSettings(timeout: .seconds(3)))
    // localhost may be ::1 first, where nobody listens.
    #expect(prober.probe(Endpoint(host: "localhost", port: server.port)).failure?.code == .refused)
    let unknown = prober.probe(Endpoint(host: "no.such.host.invalid", port: 3306))
    #expect([.unreachable, .timedOut].contains(unknown.failure?.code))
    #expect(unknown.failure?.description.hasPrefix("its name ") == true)
  }

  @Test func `an address that swallows what is sent to it takes no longer than the time it has`() throws {
    // TEST-NET-1 (RFC 5737): nobody is there, and mostly nobody says so.
    let began = ContinuousClock.now
    let probed = Prober(ProbeSettings(timeout: .seconds(1))).probe(Endpoint(host: "192.0.2.1", port: 3306))
    #expect(ContinuousClock.now - began < .seconds(3))
    #expect([.timedOut, .unreachable].contains(probed.failure?.code))
  }

  @Test func `many servers are probed at a time, and told of in their order`() throws {
    let server = try StubServer { _ in Thread.sleep(forTimeInterval: 0.3) }
    let endpoints = (0..<60).map { _ in Endpoint(host: "127.0.0.1", port: server.port) }
    let began = ContinuousClock.now
    let probed = Prober(ProbeSettings(timeout: .seconds(10))).probe(endpoints)
    #expect(probed.map(\.endpoint) == endpoints)
    #expect(ContinuousClock.now - began < .seconds(6))
  }
}
