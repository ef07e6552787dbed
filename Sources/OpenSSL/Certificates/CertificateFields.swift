/// What a certificate says, whether it is signed already or not: the one form that lints, rules and `show`
/// read.
public struct CertificateFields: Sendable, Hashable {
  /// basicConstraints (RFC 5280, 4.2.1.9).
  public struct BasicConstraints: Sendable, Hashable {
    public let isAuthority: Bool
    public let pathLength: Int?
    public init(isAuthority: Bool, pathLength: Int? = nil) {
      self.isAuthority = isAuthority
      self.pathLength = pathLength
    }
  }

  /// authorityKeyIdentifier (RFC 5280, 4.2.1.1).
  public struct AuthorityKeyIdentifier: Sendable, Hashable {
    public let keyIdentifier: [UInt8]?
    /// Whether it also pins the issuer's name and serial, so that a renewed authority would strand it.
    public let namesIssuer: Bool
    public init(keyIdentifier: [UInt8]?, namesIssuer: Bool = false) {
      self.keyIdentifier = keyIdentifier
      self.namesIssuer = namesIssuer
    }
  }

  /// 1, 2 or 3.
  public var version: Int
  public var serial: SerialNumber
  public var issuer: DistinguishedName
  public var subject: DistinguishedName
  /// nil where the encoded time is malformed.
  public var notBefore: Time?
  /// nil where the encoded time is malformed.
  public var notAfter: Time?
  /// nil where the key cannot be decoded.
  public var publicKey: PublicKey?
  public var basicConstraints: BasicConstraints?
  /// nil where there is no such extension, which allows every use.
  public var keyUsage: KeyUsage?
  /// nil where there is no such extension, which allows every purpose.
  public var extendedKeyUsage: [ExtendedKeyUsage]?
  public var subjectAlternativeNames: [GeneralName]?
  public var subjectKeyIdentifier: [UInt8]?
  public var authorityKeyIdentifier: AuthorityKeyIdentifier?
  /// Object identifiers of all extensions, in order, and of those among them that are critical.
  public var extensions: [String]
  public var criticalExtensions: Set<String>
  /// OpenSSL's name of the signature algorithm; nil before the certificate is signed.
  public var signatureAlgorithm: String?
}

/// Object identifiers of the extensions that matter here (RFC 5280, 4.2.1).
public enum ExtensionIdentifier {
  public static let subjectKeyIdentifier = "2.5.29.14"
  public static let keyUsage = "2.5.29.15"
  public static let subjectAltName = "2.5.29.17"
  public static let basicConstraints = "2.5.29.19"
  public static let nameConstraints = "2.5.29.30"
  public static let authorityKeyIdentifier = "2.5.29.35"
  public static let extKeyUsage = "2.5.29.37"
}
