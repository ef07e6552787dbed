public import OpenSSL
public import Secrets

/// Where the key of a certificate comes from.
public enum KeySource: Sendable {
  /// It is made here, and handed to the delivery together with the certificate.
  case generate(KeyAlgorithm)
  /// It stays where it is; only the request came here.
  case request(CertificateRequest)
  /// The holder has it already, and gets it again together with the certificate.
  case kept(KeptKey)
}

/// A key that its holder has already. It is read when its certificate is made, so that those of many holders
/// are not in memory at once.
public struct KeptKey: Sendable {
  /// The public half that the certificate is to be over.
  public let publicKey: PublicKey
  let read: @Sendable () throws -> PrivateKey

  /// - Parameters:
  ///   - publicKey: what was checked.
  ///   - read: reads the private key; refused is one that is not the half of `publicKey`.
  public init(_ publicKey: PublicKey, read: @escaping @Sendable () throws -> PrivateKey) {
    self.publicKey = publicKey
    self.read = read
  }
}

/// One certificate that is asked for.
public struct OrderItem: Sendable {
  public var profile: Profile
  public var names: [GeneralName]
  public var key: KeySource
  /// The days it shall last from now on; nil for the profile's default.
  public var days: Int?
  /// Whether it may end with the authority where that ends before the days are over; else that is refused.
  public var mayEndEarly: Bool

  public init(
    profile: Profile, names: [GeneralName], key: KeySource, days: Int? = nil, mayEndEarly: Bool = false
  ) {
    self.profile = profile
    self.names = names
    self.key = key
    self.days = days
    self.mayEndEarly = mayEndEarly
  }
}

/// All certificates that are asked for one holder at once. They are delivered together or not at all.
public struct Order: Sendable {
  /// Who they are for: the subject's common name.
  public var holder: String
  public var items: [OrderItem]
  /// Whether they take the place of the ones that the holder has.
  public var replaces: Bool
  /// What the ledger notes about the holder when the certificates are issued, and not before.
  public var notes: [String: String]

  public init(holder: String, items: [OrderItem], replaces: Bool, notes: [String: String] = [:]) {
    self.holder = holder
    self.items = items
    self.replaces = replaces
    self.notes = notes
  }
}

/// One certificate of an order, signed.
public final class IssuedCertificate: Sendable {
  public let profile: Profile
  public let certificate: Certificate
  /// PEM of the private key, PKCS#8 in clear; nil where the key stayed with the requester.
  public let privateKey: SecretBytes?
  /// The request that the certificate answers; nil where the key was made here.
  public let request: CertificateRequest?

  init(
    profile: Profile, certificate: Certificate, privateKey: consuming SecretBytes?,
    request: CertificateRequest?
  ) {
    self.profile = profile
    self.certificate = certificate
    self.privateKey = privateKey
    self.request = request
  }
}

/// An order of which every certificate is signed.
public struct FilledOrder: Sendable {
  public let order: Order
  /// In the order of the items.
  public let certificates: [IssuedCertificate]
}
