internal import COpenSSL

/// What one side of a TLS connection tells the other before it gives up (RFC 8446, 6.2).
public struct Alert: Sendable, Hashable, CustomStringConvertible {
  /// Its number in the protocol.
  public let number: UInt8

  /// The alert of this number, known or not.
  public init(number: UInt8) { self.number = number }

  /// Its name in lower case with spaces: `unknown ca`, `certificate expired`, `alert 200` for one that libssl has
  /// no name of.
  public var description: String {
    guard let library = LibSSL.functions,
      let text = unsafe library.SSL_alert_desc_string_long(Int32(number)).map({
        unsafe String(cString: $0)
      }), text != "unknown"
    else { return "alert \(number)" }
    return text.lowercased()
  }

  /// Whether it is about the certificate that was presented, or was not: the answer to "does the peer accept this
  /// certificate" (RFC 8446, 6.2: 41 to 49 but for 47, and 116).
  public var isAboutCertificate: Bool {
    (41...46).contains(number) || number == 48 || number == 49 || number == 116
  }

  /// `unknown_ca`: the chain leads to no authority that the peer trusts.
  public static let unknownAuthority = Alert(number: 48)
  /// `certificate_expired`.
  public static let certificateExpired = Alert(number: 45)
  /// `certificate_revoked`.
  public static let certificateRevoked = Alert(number: 44)
  /// `unsupported_certificate`, which OpenSSL also says of a certificate for another purpose.
  public static let unsupportedCertificate = Alert(number: 43)
}
