internal import Sockets

/// How a server ends a connection before it is done.
enum SocketEnd: Equatable {
  case closed, reset
  case timedOut

  /// The sentence of it; `place` says where in the conversation.
  func error(_ place: String, silence: String? = nil) -> LiveError {
    switch self {
    case .closed: LiveError(.malformed, "it ends the connection \(place)")
    case .reset: LiveError(.malformed, "it resets the connection \(place)")
    case .timedOut:
      LiveError(
        .timedOut, "\(silence ?? "it falls silent \(place)") within the time that it has",
        hint: "give it more with --timeout, or check the port")
    }
  }
}

extension SocketEnd {
  init(_ error: SocketError) { self = error.code == .timedOut ? .timedOut : .reset }
}
