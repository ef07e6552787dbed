import Replication
import TestSupport
import Testing

/// The packets of the client/server protocol and of the X Protocol, held against what servers were seen to send.
@Suite struct WireTests {
  private func greeting(_ bytes: [UInt8]) throws -> Greeting {
    var reader = PacketReader()
    reader.receive(bytes)
    return try Greeting(#require(try reader.next()))
  }

  @Test(arguments: [
    (MeasuredGreetings.mariadb10, "MariaDB 10.11.18", "mysql_native_password"),
    (MeasuredGreetings.mariadb11, "MariaDB 11.8.6", "mysql_native_password"),
    (MeasuredGreetings.mysql57, "MySQL 5.7.42", "mysql_native_password"),
    (MeasuredGreetings.mysql8, "MySQL 8.0.46", "caching_sha2_password"),
    (MeasuredGreetings.mysql9, "MySQL 9.7.4", "caching_sha2_password"),
  ])
  func `measured greetings are read`(bytes: [UInt8], release: String, plugin: String) throws {
    let greeting = try greeting(bytes)
    #expect(greeting.release.description == release)
    #expect(greeting.plugin == plugin && greeting.offersTLS && greeting.connection == 7)
    #expect(greeting.release.server?.title == release.split(separator: ".").prefix(2).joined(separator: "."))
  }

  @Test func `a greeting without the flag offers no TLS`() throws {
    #expect(try !greeting(MeasuredGreetings.plain).offersTLS)
  }

  @Test(arguments: MeasuredGreetings.all)
  func `a packet that is cut is waited for, and a greeting that is cut is refused`(bytes: [UInt8]) throws {
    for count in 0..<bytes.count {
      var reader = PacketReader()
      reader.receive(bytes.prefix(count))
      #expect(try reader.next() == nil, "\(count)")
      guard count >= 5 else { continue }
      // The same bytes as a whole packet.
      let short = [UInt8(count - 4), 0, 0, 0] + bytes[4..<count]
      // The flags of MySQL 4.1 end there, and the plugin's name need not be whole.
      do {
        let greeting = try greeting(short)
        #expect(count >= 20 && bytes[5...].starts(with: greeting.version.utf8), "\(count)")
      } catch let error as ReplicationError {
        #expect(error.code == .malformed && error.description.contains("ends after \(count - 4) bytes"))
      }
    }
  }

  @Test func `packets are cut wherever their pieces are`() throws {
    var reader = PacketReader()
    let packets = [
      Packet(sequence: 0, payload: [10, 1]), Packet(sequence: 1, payload: []),
      Packet(sequence: 2, payload: [7]),
    ]
    var found: [Packet] = []
    for byte in packets.flatMap(\.bytes) {
      reader.receive([byte])
      while let packet = try reader.next() { found.append(packet) }
    }
    #expect(found == packets && reader.waiting == 0)
  }

  @Test(arguments: [
    ("5.5.5-10.5.23-MariaDB-log", "MariaDB 10.5.23", true, "FLUSH SSL"),
    ("10.3.39-MariaDB", "MariaDB 10.3.39", true, nil),
    ("13.1.0-MariaDB", "MariaDB 13.1.0", false, "FLUSH SSL"),
    ("8.0.15", "MySQL 8.0.15", true, nil), ("8.0.16", "MySQL 8.0.16", true, "ALTER INSTANCE RELOAD TLS"),
    ("8.0.36-28", "MySQL 8.0.36", true, "ALTER INSTANCE RELOAD TLS"),
    ("5.7.42-log", "MySQL 5.7.42", true, nil),
    ("5.6.51", "MySQL 5.6.51", false, nil), ("10.0.0", "MySQL 10.0.0", false, "ALTER INSTANCE RELOAD TLS"),
    ("", "MySQL \"\"", false, nil), ("8", "MySQL \"8\"", false, nil),
    ("v.8.4", "MySQL \"v.8.4\"", false, nil),
    ("99999999999999999999.1", "MySQL \"99999999999999999999.1\"", false, nil),
  ])
  func `versions are read as servers spell them`(text: String, title: String, isKnown: Bool, reload: String?)
  {
    let release = ServerRelease(text)
    #expect(release.description == title && (release.server != nil) == isKnown)
    #expect(release.reload == (reload.map { .statement($0) } ?? .restart))
  }

  @Test func `MariaDB is told by the missing flag where its version does not name it`() {
    #expect(ServerRelease("11.4.2-log", lacksMySQLFlag: true).flavour == .mariadb)
  }

  @Test func `errors in the place of a greeting say what they are`() throws {
    for (bytes, number) in [
      (MeasuredGreetings.blocked, "1129"), (MeasuredGreetings.notAllowed, "1130"),
      (MeasuredGreetings.full, "1040"),
    ] {
      let error = #expect(throws: ReplicationError.self) { try greeting(bytes) }
      #expect(error?.code == .refused && error?.description.contains(number) == true)
      #expect(error?.hint != nil)
    }
    // With its SQLSTATE and without; also one that ends early.
    #expect(ServerRefusal([0xff, 0x15, 0x04] + Array("#28000Access denied".utf8)).message == "Access denied")
    #expect(ServerRefusal([0xff, 0x15, 0x04] + Array("Access denied".utf8)).number == 1045)
    #expect(ServerRefusal([0xff, 0x15]).number == 0)
  }

  @Test func `the request for TLS is the one that all servers were seen to take`() throws {
    let packet = Packet(sequence: 0, payload: [10])
    let request = WrongLogin.requestForTLS(after: packet)
    #expect(
      request == [0x20, 0, 0, 1, 0x01, 0x8a, 0x08, 0x00, 0, 0, 0, 1, 0x2d] + [UInt8](repeating: 0, count: 23))
    let login = WrongLogin.login(sequence: 2, isEncrypted: true, scramble: [UInt8](repeating: 9, count: 20))
    #expect(Array(login[4...].prefix(32)) == Array(request[4...]) && login[3] == 2)
    #expect(Int(login[0]) == login.count - 4)
    #expect(login[36...].starts(with: Array("mkcerts-probe".utf8) + [0, 20, 9]))
  }

  @Test func `answers to the login are told apart`() throws {
    func answer(_ payload: [UInt8]) throws -> WrongLogin.Answer {
      try WrongLogin.answer(Packet(sequence: 3, payload: payload))
    }
    #expect(try answer([0xfe] + Array("sha256_password".utf8)) == .asks([0, 0, 0, 4]))
    #expect(try answer([1, 4]) == .asks([0, 0, 0, 4]))
    #expect(try answer([0, 0, 0]) == .letIn([1, 0, 0, 0, 1]))
    #expect(try answer([0xff, 0x15, 0x04]) == .refused(ServerRefusal([0xff, 0x15, 0x04])))
    #expect(throws: ReplicationError.self) { try answer([]) }
    #expect(throws: ReplicationError.self) { try answer([7]) }
  }

  @Test func `the X Protocol's request is protobuf as MySQL's own clients write it`() throws {
    #expect(
      XMessage.requestForTLS == [
        0x14, 0, 0, 0, 2, 0x0a, 0x11, 0x0a, 0x0f, 0x0a, 3, 0x74, 0x6c, 0x73, 0x12, 8, 8, 1, 0x12, 4, 8, 7,
        0x40, 1,
      ])
    var reader = XMessageReader()
    // The notice that servers begin with, and the answer.
    reader.receive([5, 0, 0, 0, 0x0b, 0x08, 0x05, 0x1a, 0x00, 1, 0, 0, 0, 0])
    #expect(try reader.next()?.answerToRequestForTLS == .nothing)
    #expect(try reader.next()?.answerToRequestForTLS == .accepted)
    #expect(try reader.next() == nil)
  }

  /// An Error of the X Protocol as MySQL 9.7 writes it: severity, code, message, SQLSTATE.
  private func xError(_ code: [UInt8], _ message: String) -> XMessage {
    let text = [0x1a, UInt8(message.utf8.count)] + Array(message.utf8)
    return XMessage(kind: 1, body: [0x08, 1, 0x10] + code + text + [0x22, 5] + Array("HY000".utf8))
  }

  @Test func `an error of the X Protocol is told by its number and words, and that of no TLS as such`() throws
  {
    let without = xError([0x89, 0x27], "Capability prepare failed for 'tls'")
    #expect(without.answerToRequestForTLS == .isWithoutTLS)
    guard case .refused(let refusal) = xError([0x90, 0x08], "Too many connections").answerToRequestForTLS
    else {
      Issue.record("not refused")
      return
    }
    #expect(refusal.number == 1040 && refusal.message == "Too many connections")
    #expect(refusal.error.description == "the server has too many connections (error 1040)")
    // Cut anywhere, it is read as far as it goes.
    let whole = xError([0x90, 0x08], "Too many connections").body
    for end in whole.indices {
      let cut = ServerRefusal(xError: Array(whole[..<end]))
      #expect([0, 1040].contains(cut.number) && ["", "Too many connections"].contains(cut.message))
    }
    #expect(ServerRefusal(xError: [UInt8](repeating: 0xff, count: 64)).number == 0)
  }

  @Test func `an error packet of the other protocol is told as what it is`() throws {
    var reader = XMessageReader()
    reader.receive([15, 0, 0, 0, 0xff, 0x6a, 4] + Array("Host is no".utf8))
    let error = #expect(throws: ReplicationError.self) { try reader.next() }
    #expect(
      error?.description
        == "the protocol of replication answers, not the X Protocol, with error 1130, \"Host is no\"")
    #expect(error?.hint == "leave out --x-protocol")
  }
}
