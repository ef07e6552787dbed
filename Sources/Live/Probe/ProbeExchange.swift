internal import OpenSSL
internal import Replication

/// The conversation of one probe, without a socket: bytes of the server go in, bytes for it come out, and what was
/// seen is there at any time.
///
/// It ends as clients end whose password is wrong, so that no server counts it as a broken connection
/// (``WrongLogin``).
final class ProbeExchange {
  /// What comes next from the server.
  private enum Phase {
    case greeting, upgrade, handshake, answer, done
  }

  /// The most that is read of one server, in bytes: a greeting, a chain of at most 100 kB and some answers are
  /// far below it.
  static let limit = 1 << 19
  /// How many rounds a login may take.
  private static let rounds = 8

  let settings: ProbeSettings
  private var phase: Phase
  private var packets = PacketReader()
  private var messages = XMessageReader()
  private var session: ClientSession?
  private var received = 0
  /// What came first behind the request for TLS, until it is enough to tell a packet from a record.
  private var early: [UInt8]? = []
  private var answers = 0
  /// The number of the next packet of the login.
  private var sequence: UInt8 = 1
  private var output: [UInt8] = []

  private(set) var release: ServerRelease?
  private(set) var offersTLS: Bool?
  private(set) var reception: Probed.Reception?

  /// - Parameter serverName: the name that plain TLS asks for; the others ask for none, as clients do.
  init(_ settings: ProbeSettings, serverName: String? = nil) throws(LiveError) {
    self.settings = settings
    reception = settings.pair == nil ? nil : .unknown
    switch settings.opening {
    case .mysql: phase = .greeting
    case .x:
      phase = .upgrade
      output = XMessage.requestForTLS
    case .tls:
      phase = .handshake
      offersTLS = true
      try startTLS(serverName: serverName)
    }
  }

  /// Whether there is nothing more to be learnt.
  var isDone: Bool { phase == .done }

  /// Whether a server may stay silent now without anything being wrong: behind the handshake of plain TLS.
  var mayBeSilent: Bool { settings.opening == .tls && phase == .answer }

  /// Whether the server has the first word, and has said nothing yet.
  var awaitsFirstWord: Bool { phase == .greeting && received == 0 }

  /// What is to be sent.
  func takeOutput() -> [UInt8] {
    defer { output = [] }
    return output + (session?.takeOutput() ?? [])
  }

  /// Takes in what the server sent.
  ///
  /// - Throws: where the conversation cannot go on.
  func receive(_ bytes: [UInt8]) throws(LiveError) {
    received += bytes.count
    guard received <= Self.limit else {
      throw LiveError(.malformed, "the server sent \(received) bytes and comes to no end")
    }
    switch phase {
    case .greeting: try greet(bytes)
    case .upgrade: try upgrade(bytes)
    case .handshake, .answer:
      guard let session else { return try answer(bytes) }
      guard let bytes = try settled(bytes) else { return }
      session.receive(bytes)
      try advance(session)
    case .done: break
    }
  }

  /// What the session is to be given; nil until enough has come.
  ///
  /// A server that talks on behind its greeting begins another exchange, with packet 0; what it answers to the
  /// request has a later number. So it is one verdict, however its bytes are cut on the way.
  private func settled(_ bytes: [UInt8]) throws(LiveError) -> [UInt8]? {
    guard settings.opening == .mysql, var first = early else { return bytes }
    first += bytes
    guard first.count >= 4 else {
      early = first
      return nil
    }
    early = nil
    // The types of TLS records (RFC 8446, 5.1).
    guard !(0x14...0x17).contains(first[0]) || first[1] != 3, first[3] == 0 else { return first }
    throw LiveError(.malformed, Self.talksOn)
  }

  private static let talksOn = "the server goes on talking behind its greeting, where it is to wait"

  /// Gives up, since the server ended the connection, or stays silent until the time is over.
  ///
  /// - Throws: what is to be said of it, where it keeps something from being known.
  func stop(_ end: SocketEnd) throws(LiveError) {
    defer { phase = .done }
    switch phase {
    case .done: break
    case .greeting where packets.waiting > 0: throw end.error("after \(packets.unfinished)")
    case .greeting: throw end.error("before it has said anything", silence: "it says nothing")
    case .upgrade:
      throw end.error(
        "before it has answered the X Protocol's request for TLS",
        silence: "it does not answer the X Protocol's request for TLS")
    case .handshake: throw end.error("in the middle of the TLS handshake")
    case .answer where mayBeSilent: if reception == .unknown { reception = .accepted }
    case .answer where end == .timedOut:
      throw end.error("after a login", silence: "it does not answer a login")
    case .answer: if reception == .unknown { reception = .refused(nil) }
    }
  }
}

// MARK: Before TLS

extension ProbeExchange {
  private func greet(_ bytes: [UInt8]) throws(LiveError) {
    packets.receive(bytes)
    guard let packet = try translated({ () throws(ReplicationError) in try packets.next() }) else { return }
    let greeting = try translated { () throws(ReplicationError) in try Greeting(packet) }
    release = greeting.release
    guard packets.waiting == 0 else {
      throw LiveError(.malformed, Self.talksOn)
    }
    offersTLS = greeting.offersTLS
    sequence = packet.sequence &+ 1
    guard greeting.offersTLS else { return try logIn() }
    output += WrongLogin.requestForTLS(after: packet)
    sequence &+= 1
    try startTLS(serverName: nil)
  }

  private func upgrade(_ bytes: [UInt8]) throws(LiveError) {
    messages.receive(bytes)
    while let message = try translated({ () throws(ReplicationError) in try messages.next() }) {
      switch message.answerToRequestForTLS {
      case .accepted:
        offersTLS = true
        return try startTLS(serverName: nil)
      case .isWithoutTLS:
        offersTLS = false
        output += XMessage.goodbye
        phase = .done
        return
      case .refused(let refusal):
        output += XMessage.goodbye
        phase = .done
        throw LiveError(refusal.error)
      case .nothing: continue
      }
    }
  }
}

// MARK: TLS

extension ProbeExchange {
  private func startTLS(serverName: String?) throws(LiveError) {
    phase = .handshake
    let session: ClientSession
    do throws(OpenSSLError) {
      session = try ClientSession(presenting: settings.pair, serverName: serverName)
    } catch { throw LiveError(.badFiles, error.description) }
    self.session = session
    try advance(session)
  }

  private func advance(_ session: ClientSession) throws(LiveError) {
    if phase == .handshake {
      guard try inSession({ () throws(SessionFailure) in try session.handshake() }) == true else { return }
      phase = .answer
      if settings.pair != nil, !session.isAskedForCertificate { reception = .notAsked }
      try sayGoodbye(session)
    }
    guard let plain = try inSession({ () throws(SessionFailure) in try session.read() }) else { return }
    if !plain.isEmpty {
      if reception == .unknown { reception = .accepted }
      try answer(plain)
    }
    if session.isClosed { try stop(.closed) }
  }

  /// What the session gives back; nil where it ended by the refusal of this side's certificate, which is an answer.
  private func inSession<Output>(
    _ body: () throws(SessionFailure) -> Output
  ) throws(LiveError) -> Output? {
    do throws(SessionFailure) { return try body() } catch {
      let isDemand = session?.isAskedForCertificate == true
      if let alert = error.alert, isDemand, alert.isAboutCertificate || reception == .unknown {
        reception = .refused(alert)
        phase = .done
        return nil
      }
      defer { phase = .done }
      if let alert = error.alert {
        throw LiveError(.handshake, "the server breaks the TLS handshake off with the alert \"\(alert)\"")
      }
      guard !error.isForeign else {
        throw LiveError(
          .foreign, "what answers the TLS handshake is not TLS",
          hint: settings.opening == .tls
            ? "leave --tls out where it is MySQL or MariaDB, which begin without TLS; else check the port"
            : "check the port")
      }
      throw LiveError(.handshake, "the TLS handshake fails: \(error)")
    }
  }

  /// What the handshake brought to light; nil where no certificate came.
  var served: Probed.Served? {
    guard let session, let chain = try? session.servedChain(), !chain.isEmpty else { return nil }
    return Probed.Served(
      version: session.protocolName, cipher: session.cipherName, chain: chain,
      asksForCertificate: session.isAskedForCertificate,
      authorities: (try? session.requestedAuthorities()) ?? [])
  }
}

// MARK: The end

extension ProbeExchange {
  /// Begins the end that the protocol knows. Nothing that is sent here is secret.
  private func sayGoodbye(_ session: ClientSession) throws(LiveError) {
    switch settings.opening {
    case .mysql: try logIn()
    case .x: try send(XMessage.goodbye)
    case .tls:
      // In TLS 1.3 the answer to a certificate comes later, if at all.
      guard reception != .unknown else { return }
      session.close()
      phase = .done
    }
  }

  private func logIn() throws(LiveError) {
    phase = .answer
    let scramble: [UInt8]
    do throws(OpenSSLError) { scramble = try Randomness.bytes(20) } catch {
      throw LiveError(.badFiles, error.description)
    }
    try send(WrongLogin.login(sequence: sequence, isEncrypted: session != nil, scramble: scramble))
  }

  private func send(_ bytes: [UInt8]) throws(LiveError) {
    guard let session else { return output += bytes }
    _ = try inSession { () throws(SessionFailure) in try session.write(bytes) }
  }

  /// Takes in the server's answer to the goodbye.
  private func answer(_ plain: [UInt8]) throws(LiveError) {
    guard settings.opening == .mysql else {
      session?.close()
      phase = .done
      return
    }
    packets.receive(plain)
    while phase == .answer, let packet = try translated({ () throws(ReplicationError) in try packets.next() })
    {
      answers += 1
      guard answers <= Self.rounds else {
        throw LiveError(.malformed, "the server asks for more in \(answers) answers to one login")
      }
      switch try translated({ () throws(ReplicationError) in try WrongLogin.answer(packet) }) {
      case .asks(let reply): try send(reply)
      case .letIn(let reply):
        try send(reply)
        phase = .done
      case .refused: phase = .done
      }
    }
  }

  private func translated<Output>(
    _ body: () throws(ReplicationError) -> Output
  ) throws(LiveError) -> Output {
    do throws(ReplicationError) { return try body() } catch { throw LiveError(error) }
  }
}
