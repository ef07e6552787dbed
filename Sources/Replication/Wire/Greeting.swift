/// What a server says first: the initial handshake packet, version 10 (server manual, "Protocol::HandshakeV10"; the
/// greetings of MySQL 5.7 to 9.7 and MariaDB 10.5 to 11.8 measured).
public struct Greeting: Sendable, Hashable {
  /// The server's version as it sends it, at most 100 characters of it.
  public let version: String
  /// The number of the connection on the server.
  public let connection: UInt32
  public let capabilities: Capabilities
  /// The name of the authentication plugin; empty where the server names none.
  public let plugin: String

  /// Reads the first packet of a server.
  ///
  /// - Throws: `refused` for an error in its place, which ends all before there is TLS; `foreign` for another
  ///   protocol or version of it; `malformed` for one that ends early.
  public init(_ packet: Packet) throws(ReplicationError) {
    var cursor = ByteCursor(packet.payload)
    guard let first = cursor.number(1) else {
      throw ReplicationError(.malformed, "the server's first packet is empty")
    }
    switch first {
    case 10: break
    case 0xff: throw ServerRefusal(packet.payload).error
    case 9:
      throw ReplicationError(
        .foreign, "the server speaks version 9 of the protocol, of MySQL 3.22 and earlier, which has no TLS")
    default:
      throw ForeignProtocol.unknown(packet.bytes).error
    }
    guard let version = cursor.terminated(), let connection = cursor.number(4), cursor.bytes(9) != nil,
      let low = cursor.number(2)
    else { throw Self.short(packet) }
    self.version = ASCII.text(version.prefix(100))
    self.connection = UInt32(truncatingIfNeeded: connection)
    // What stands behind the first flags came with MySQL 4.1 and 5.5.
    guard cursor.number(1) != nil, cursor.number(2) != nil, let high = cursor.number(2) else {
      capabilities = Capabilities(rawValue: UInt32(truncatingIfNeeded: low))
      plugin = ""
      guard cursor.rest.isEmpty else { throw Self.short(packet) }
      return
    }
    capabilities = Capabilities(rawValue: UInt32(truncatingIfNeeded: low | high << 16))
    guard let length = cursor.number(1), cursor.bytes(10) != nil else { throw Self.short(packet) }
    guard capabilities.contains(.pluginAuthentication) else {
      plugin = ""
      return
    }
    guard cursor.bytes(max(13, Int(length) - 8)) != nil else { throw Self.short(packet) }
    // Some servers leave out the zero at the end.
    let name = cursor.terminated() ?? cursor.rest
    plugin = ASCII.text(name.prefix(100))
  }

  private static func short(_ packet: Packet) -> ReplicationError {
    ReplicationError(
      .malformed, "the server's greeting ends after \(packet.payload.count) bytes, in the middle")
  }

  /// Whether the server offers TLS.
  public var offersTLS: Bool { capabilities.contains(.tls) }

  /// Which server it is, by its version and its flags.
  public var release: ServerRelease {
    ServerRelease(version, lacksMySQLFlag: !capabilities.contains(.mysql))
  }
}
