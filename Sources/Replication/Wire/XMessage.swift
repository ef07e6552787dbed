/// One message of MySQL's X Protocol (manual, "X Protocol"; mysqlx.proto of the server's sources): a length of four
/// bytes that counts the kind too, the kind, and a protobuf message.
public struct XMessage: Sendable, Hashable {
  /// The kind, by the numbers of ServerMessages or ClientMessages.
  public let kind: UInt8
  public let body: [UInt8]

  public init(kind: UInt8, body: [UInt8]) {
    self.kind = kind
    self.body = body
  }

  /// The message as it is sent.
  public var bytes: [UInt8] { UInt32(body.count + 1).wireBytes + [kind] + body }

  /// CapabilitiesSet with `tls` = true (kind 2), which asks the server to go on in TLS.
  public static let requestForTLS: [UInt8] = {
    // Scalar { type = V_BOOL (7); v_bool = true }, in an Any { type = SCALAR (1); scalar }, in a Capability.
    let scalar: [UInt8] = [0x08, 7, 0x40, 1]
    let value = [0x08, 1] + field(2, scalar)
    let capability = field(1, Array("tls".utf8)) + field(2, value)
    return XMessage(kind: 2, body: field(1, field(1, capability))).bytes
  }()

  /// Connection.Close (kind 3), after which no server counts the connection as broken.
  public static let goodbye = XMessage(kind: 3, body: []).bytes

  /// A field of bytes with fewer than 128 of them (protobuf, "Encoding").
  private static func field(_ number: UInt8, _ bytes: [UInt8]) -> [UInt8] {
    [number << 3 | 2, UInt8(bytes.count)] + bytes
  }

  /// What a server's message says to the request for TLS.
  public enum Answer: Sendable, Hashable {
    case accepted
    /// The server has no TLS.
    case isWithoutTLS
    /// Why it goes no further.
    case refused(ServerRefusal)
    /// It is about something else, such as a notice.
    case nothing
  }

  /// Ok is kind 0, Error kind 1; a server without TLS cannot prepare that capability (5001), or knows none of that
  /// name (5002; MySQL Server Error Reference). Measured on 9.7 without TLS: one of these.
  public var answerToRequestForTLS: Answer {
    switch kind {
    case 0: return .accepted
    case 1:
      let refusal = ServerRefusal(xError: body)
      return [5001, 5002].contains(refusal.number) ? .isWithoutTLS : .refused(refusal)
    default: return .nothing
    }
  }
}

/// Cuts what a server sends into messages of the X Protocol, and holds no more of it than one message may have.
public struct XMessageReader: Sendable {
  private var buffer: [UInt8] = []
  private var hasMessage = false

  public init() {}

  /// Takes in what was received.
  public mutating func receive(_ bytes: some Sequence<UInt8>) { buffer += bytes }

  /// The next message; nil where it is not complete.
  ///
  /// - Throws: `foreign` where the first bytes are those of another protocol, `malformed` for a message that is
  ///   longer than a packet may be here (``PacketReader/limit``).
  public mutating func next() throws(ReplicationError) -> XMessage? {
    if !hasMessage, let kind = ForeignProtocol(of: buffer), kind != .xProtocol { throw kind.error }
    guard buffer.count >= 5 else { return nil }
    // The greeting of the other protocol: its number 0, and then its version.
    if !hasMessage, buffer[3] == 0, buffer[4] == 10, buffer[1] == 0, buffer[0] > 0x20 {
      throw ReplicationError(
        .foreign, "the protocol of replication answers, not the X Protocol", hint: "leave out --x-protocol")
    }
    if let refusal = classicRefusal() { throw refusal }
    let length = buffer[..<4].reversed().reduce(0) { $0 << 8 | Int($1) }
    guard (1...PacketReader.limit).contains(length) else {
      throw hasMessage
        ? ReplicationError(.malformed, "the server announces a message of \(length) bytes")
        : ForeignProtocol.unknown(buffer).error
    }
    guard buffer.count >= 4 + length else { return nil }
    hasMessage = true
    let message = XMessage(kind: buffer[4], body: Array(buffer[5..<4 + length]))
    buffer.removeFirst(4 + length)
    return message
  }

  /// An error packet of the other protocol, as a server sends it in place of its greeting; 255 is no kind of this one.
  private func classicRefusal() -> ReplicationError? {
    guard !hasMessage, buffer[1...3].allSatisfy({ $0 == 0 }), buffer[4] == 0xff else { return nil }
    let refusal = ServerRefusal(Array(buffer[4...].prefix(Int(buffer[0]))))
    return ReplicationError(
      .foreign,
      "the protocol of replication answers, not the X Protocol, with error \(refusal.number), "
        + quoted(refusal.message), hint: "leave out --x-protocol")
  }
}
