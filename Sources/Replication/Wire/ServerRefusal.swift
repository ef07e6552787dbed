/// An error packet (server manual, "ERR_Packet").
public struct ServerRefusal: Sendable, Hashable {
  /// The error's number; 0 where the packet ends before it.
  public let number: Int
  /// What the server says, at most 300 characters of it.
  public let message: String

  init(number: Int, message: String) {
    self.number = number
    self.message = message
  }

  /// Reads an error packet, which begins with 0xff. With the SQLSTATE or, as before a login, without.
  public init(_ payload: [UInt8]) {
    var cursor = ByteCursor(payload.dropFirst())
    number = Int(cursor.number(2) ?? 0)
    if cursor.rest.first == UInt8(ascii: "#"), cursor.rest.count >= 6 { _ = cursor.bytes(6) }
    message = ASCII.text(cursor.rest.prefix(300))
  }

  /// Why there is no connection at all.
  public var error: ReplicationError {
    switch number {
    case 1129:
      ReplicationError(
        .refused, "the server has blocked this host after too many broken connections (error 1129)",
        hint:
          "on the server: `FLUSH HOSTS`, or `mysqladmin flush-hosts`, which newer releases want in its place")
    case 1130:
      ReplicationError(
        .refused, "the server has no account for this host and so does not talk to it (error 1130)",
        hint: "probe from a host that has an account there, such as the slave")
    case 1040:
      ReplicationError(
        .refused, "the server has too many connections (error 1040)",
        hint: "try again later, or raise max_connections there")
    default:
      ReplicationError(.refused, "the server refuses the connection: error \(number), \(quoted(message))")
    }
  }
}
