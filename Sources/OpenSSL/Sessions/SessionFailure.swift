internal import COpenSSL

/// Why a TLS connection came to nothing, or to an end.
public struct SessionFailure: Error, Sendable, Hashable, CustomStringConvertible {
  /// The alert that the peer sent; nil where it was this side that gave up.
  public let alert: Alert?
  /// What libssl says.
  public let cause: OpenSSLError

  /// Whether the peer's bytes are not TLS at all.
  public var isForeign: Bool {
    cause.entries.contains { entry in
      entry.libraryNumber == ERR_LIB_SSL && Self.foreignReasons.contains(entry.reasonNumber)
    }
  }

  /// SSL_R_HTTP_REQUEST, SSL_R_PACKET_LENGTH_TOO_LONG, SSL_R_UNKNOWN_PROTOCOL, SSL_R_WRONG_VERSION_NUMBER and
  /// SSL_R_BAD_RECORD_TYPE (openssl/sslerr.h).
  private static let foreignReasons: Set<Int32> = [156, 198, 252, 267, 443]

  /// One sentence, without capital and full stop.
  public var description: String {
    if let alert { return "the peer ended it with the alert \"\(alert)\"" }
    return cause.entries.first?.reason ?? cause.description
  }

  init(_ cause: OpenSSLError) {
    self.cause = cause
    // SSL_AD_REASON_OFFSET: the reason of an alert that was received is its number and 1000.
    let received = cause.entries.first {
      $0.libraryNumber == ERR_LIB_SSL && (1000...1255).contains($0.reasonNumber)
    }
    alert = received.map { Alert(number: UInt8($0.reasonNumber - 1000)) }
  }
}
