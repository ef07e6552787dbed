import OpenSSL
import TestSupport
import Testing

/// TLS without a socket: what goes in and out, and how the end of it is told.
@Suite struct ClientSessionTests {
  @Test func `a session begins with a ClientHello and waits`() throws {
    let session = try ClientSession(serverName: "db1.example.com")
    #expect(try !session.handshake())
    let hello = session.takeOutput()
    // A record of a handshake, with the name in it, and then nothing more until the server speaks.
    #expect(hello.starts(with: [0x16, 3, 1]) && hello[5] == 1)
    #expect(String(decoding: hello, as: UTF8.self).contains("db1.example.com"))
    #expect(try !session.handshake() && session.takeOutput().isEmpty)
    #expect(try session.servedChain().isEmpty && session.requestedAuthorities().isEmpty)
    #expect(!session.isAskedForCertificate && !session.isEstablished && !session.isClosed)
  }

  @Test func `without a name none is sent`() throws {
    let session = try ClientSession()
    _ = try session.handshake()
    let (named, unnamed) = (try ClientSession(serverName: "x.example"), session.takeOutput())
    _ = try named.handshake()
    #expect(named.takeOutput().count >= unnamed.count + "x.example".utf8.count)
  }

  @Test(arguments: [
    "HTTP/1.1 400 Bad Request\r\n\r\n", "SSH-2.0-OpenSSH_9.2p1\r\n", "\u{4}\u{0}\u{0}\u{1}abcdefgh",
  ])
  func `what is no TLS is told as that`(text: String) throws {
    let session = try ClientSession()
    _ = try session.handshake()
    session.receive(Array(text.utf8))
    let failure = #expect(throws: SessionFailure.self) { try session.handshake() }
    #expect(failure?.isForeign == true && failure?.alert == nil, "\(String(describing: failure))")
  }

  @Test(arguments: [
    (40, "handshake failure"), (42, "bad certificate"), (43, "unsupported certificate"),
    (44, "certificate revoked"),
    (45, "certificate expired"), (48, "unknown ca"), (70, "protocol version"), (200, "alert 200"),
  ])
  func `an alert is told by its name`(number: Int, name: String) throws {
    #expect(Alert(number: UInt8(number)).description == name)
    let session = try ClientSession()
    _ = try session.handshake()
    session.receive([0x15, 3, 3, 0, 2, 2, UInt8(number)])
    let failure = #expect(throws: SessionFailure.self) { try session.handshake() }
    #expect(failure?.alert == Alert(number: UInt8(number)) && failure?.isForeign == false)
    #expect(failure?.description == "the peer ended it with the alert \"\(name)\"")
  }

  @Test func `a pair is one, or is refused`() throws {
    let authority = try MadePair.authority()
    let (one, other) = (try authority.issue(.client("a")), try authority.issue(.client("b")))
    func key(of pair: MadePair) throws -> PrivateKey { try PrivateKey.parse(pem: pair.key.pem()) }
    let chain = [one.certificate, authority.certificate]
    #expect(try ClientPair(chain: chain, key: key(of: one)).chain == chain)
    #expect(throws: OpenSSLError.self) { try ClientPair(chain: chain, key: key(of: other)) }
    #expect(throws: OpenSSLError.self) { try ClientPair(chain: [], key: key(of: one)) }
    // One pair serves several sessions.
    let pair = try ClientPair(chain: chain, key: key(of: one))
    for _ in 0..<3 { #expect(try !ClientSession(presenting: pair).handshake()) }
  }

  @Test func `nothing is sent before the handshake is complete`() throws {
    let session = try ClientSession()
    _ = try session.handshake()
    _ = session.takeOutput()
    // libssl takes it as part of the handshake, which waits.
    try? session.write([1, 2, 3])
    #expect(session.takeOutput().isEmpty)
  }
}
