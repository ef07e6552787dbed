/// Why the client could not read anything.
struct ClientError: Error, Sendable, Hashable, CustomStringConvertible {
  enum Code: Sendable, Hashable {
    /// There is no client.
    case missing
    /// The server cannot be reached.
    case unreachable
    /// The server refuses the login.
    case refused
    /// The client has a user and no password, and would have somebody type one.
    case passwordAsked
    case timedOut
    /// Anything else, such as an option that the client does not know.
    case failed
  }

  let code: Code
  /// What happened, without capital and full stop.
  let description: String
}
