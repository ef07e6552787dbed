public import OpenSSL

/// What a certificate is for, and with it all that it contains.
public enum Profile: String, Sendable, Hashable, CaseIterable {
  /// A generation of the authority itself.
  case authority
  /// Shown by a server to the clients that dial it.
  case server
  /// Shown by a client to the server that it dials.
  case client
  /// Both at once, as members of a Galera cluster or of Group Replication show each other.
  case peer

  /// The days that a certificate lasts where nobody asks for another number: 10 years for an authority, and
  /// for the others 397, thirteen months, so that a yearly renewal has a month to spare.
  public var defaultDays: Int { self == .authority ? 3_650 : 397 }

  /// The seconds by which the validity begins in the past, for clocks that are behind this machine's.
  public static let backdate: Int64 = 3_600

  /// The most days that can be asked for: a century.
  public static let longestDays = 36_500

  /// True where a client looks for the dialled name in the certificate.
  public var presentsNames: Bool { self == .server || self == .peer }

  /// The purposes of the extendedKeyUsage extension (RFC 5280, 4.2.1.12): those that the role needs, and no
  /// other. A peer needs both, since Galera and XCom refuse a certificate that can only serve.
  public var extendedKeyUsage: [ExtendedKeyUsage] {
    switch self {
    case .authority: []
    case .server: [.serverAuth]
    case .client: [.clientAuth]
    case .peer: [.serverAuth, .clientAuth]
    }
  }

  /// The usages that a key of this kind can have in this profile (RFC 5280, 4.2.1.3; RFC 8410, 5 for EdDSA).
  ///
  /// keyEncipherment is for the RSA key exchange of TLS 1.2, which only a server's RSA key takes part in.
  public func keyUsage(for kind: KeyKind) -> KeyUsage {
    if self == .authority { return [.keyCertSign, .cRLSign] }
    if case .rsa(_, _, pss: false) = kind, presentsNames { return [.digitalSignature, .keyEncipherment] }
    return .digitalSignature
  }

  /// An authority may sign leaves only (path length 0), and a leaf nothing.
  public var basicConstraints: CertificateFields.BasicConstraints {
    self == .authority ? .init(isAuthority: true, pathLength: 0) : .init(isAuthority: false)
  }
}
