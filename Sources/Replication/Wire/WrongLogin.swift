/// What a probe sends: the request for TLS, and then a login that must fail.
///
/// A client that leaves after the greeting or after TLS counts as a broken connection, and after
/// max_connect_errors of those the server talks to its host no more (error 1129). A login that is refused (1045)
/// does not count. Measured on MySQL 5.7 to 9.7 and MariaDB 10.11 and 11.8.
public enum WrongLogin {
  /// The user whose login fails: nobody's, and telling to who finds it in a log. It is within the 16 characters of
  /// old servers.
  public static let user = "mkcerts-probe"

  private static let base: Capabilities = [
    .mysql, .protocol41, .secureConnection, .pluginAuthentication,
  ]

  /// The request for TLS that follows the greeting `packet`; what comes behind it on the same connection is the
  /// ClientHello. Measured as good on all releases.
  public static func requestForTLS(after greeting: Packet) -> [UInt8] {
    Packet(sequence: greeting.sequence &+ 1, payload: header(base.union(.tls))).bytes
  }

  /// The login itself, which is inside TLS where there is TLS.
  ///
  /// - Parameters:
  ///   - sequence: one more than that of the last packet.
  ///   - scramble: 20 random bytes in the place of a password's hash, so that not even an account for everybody
  ///     lets it in.
  public static func login(sequence: UInt8, isEncrypted: Bool, scramble: [UInt8]) -> [UInt8] {
    var payload = header(isEncrypted ? base.union(.tls) : base)
    payload += Array(user.utf8) + [0, UInt8(clamping: scramble.count)] + scramble.prefix(255)
    payload += Array("mysql_native_password".utf8) + [0]
    return Packet(sequence: sequence, payload: payload).bytes
  }

  /// Flags, the longest packet, the character set (45, utf8mb4), 23 zeros.
  private static func header(_ capabilities: Capabilities) -> [UInt8] {
    capabilities.rawValue.wireBytes + UInt32(1 << 24).wireBytes + [45] + [UInt8](repeating: 0, count: 23)
  }

  /// What a server's answer to the login means.
  public enum Answer: Sendable, Hashable {
    /// It asks for more, by another plugin or in another round: an empty packet is the answer, these bytes.
    case asks([UInt8])
    /// It refuses, as it should.
    case refused(ServerRefusal)
    /// It let somebody without a password in, as an anonymous account may; these bytes say goodbye (COM_QUIT).
    case letIn([UInt8])
  }

  /// Reads an answer.
  ///
  /// - Throws: `malformed` where it is none of those that the protocol knows.
  public static func answer(_ packet: Packet) throws(ReplicationError) -> Answer {
    switch packet.payload.first {
    case 0xff: return .refused(ServerRefusal(packet.payload))
    case 0x00: return .letIn(Packet(sequence: 0, payload: [1]).bytes)
    case 0xfe, 0x01: return .asks(Packet(sequence: packet.sequence &+ 1, payload: []).bytes)
    default:
      throw ReplicationError(
        .malformed, "the server answers a login with a packet that the protocol does not know")
    }
  }
}
