/// One packet of the client/server protocol.
public struct Packet: Sendable, Hashable {
  /// Its number within the exchange that it is part of.
  public let sequence: UInt8
  public let payload: [UInt8]

  public init(sequence: UInt8, payload: [UInt8]) {
    self.sequence = sequence
    self.payload = payload
  }

  /// The packet as it is sent: three bytes of length, the number, the payload. Of at most ``PacketReader/limit``
  /// bytes, so that it never needs a second one.
  public var bytes: [UInt8] { UInt32(payload.count).wireBytes.prefix(3) + [sequence] + payload }
}

/// Cuts what a server sends into packets, and holds no more of it than one packet may have.
public struct PacketReader: Sendable {
  /// The longest packet that is taken, in bytes. Greetings and answers to a login have some hundred; the
  /// protocol's own bound of 16 MiB is the server's to exhaust.
  public static let limit = 1 << 14

  private var buffer: [UInt8] = []
  private var hasPacket = false

  public init() {}

  /// How many bytes wait for the rest of their packet.
  public var waiting: Int { buffer.count }

  /// Takes in what was received.
  public mutating func receive(_ bytes: some Sequence<UInt8>) { buffer += bytes }

  /// What was received and belongs to no packet that was handed out.
  public mutating func takeRest() -> [UInt8] {
    defer { buffer = [] }
    return buffer
  }

  /// The next packet; nil where it is not complete.
  ///
  /// - Throws: `foreign` where the first bytes are those of another protocol, `malformed` for a packet longer
  ///   than ``limit``.
  public mutating func next() throws(ReplicationError) -> Packet? {
    if !hasPacket, let kind = ForeignProtocol(of: buffer) { throw kind.error }
    guard buffer.count >= 4 else { return nil }
    let length = Int(buffer[0]) | Int(buffer[1]) << 8 | Int(buffer[2]) << 16
    guard length <= Self.limit else {
      throw hasPacket
        ? ReplicationError(
          .malformed, "the server announces a packet of \(length) bytes in answer to a login")
        : ForeignProtocol.unknown(buffer).error
    }
    guard buffer.count >= 4 + length else { return nil }
    hasPacket = true
    let packet = Packet(sequence: buffer[3], payload: Array(buffer[4..<4 + length]))
    buffer.removeFirst(4 + length)
    return packet
  }

  /// What is to be said of a server that ends the connection, or falls silent, with a packet that is not complete.
  public var unfinished: String {
    guard !buffer.isEmpty else { return "nothing" }
    guard buffer.count >= 4 else { return "\(buffer.count) of the 4 bytes that a packet begins with" }
    let length = Int(buffer[0]) | Int(buffer[1]) << 8 | Int(buffer[2]) << 16
    return "\(buffer.count - 4) of the \(length) bytes of a packet"
  }
}
