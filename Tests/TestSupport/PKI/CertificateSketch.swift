public import OpenSSL

/// What a test's certificate says, with the values that most tests do not care about.
public struct CertificateSketch: Sendable {
  /// The moment that tests judge at, so that none depends on the machine's clock: 2027-03-01T12:00:00Z.
  public static let noon = Time(seconds: 1_803_902_400)

  public var subject: String
  /// nil for the name of the authority that signs.
  public var issuer: String?
  public var serial: SerialNumber
  public var notBefore = noon.adding(days: -1)
  public var notAfter = noon.adding(days: 397)
  public var constraints = CertificateFields.BasicConstraints(isAuthority: false)
  public var usage: KeyUsage = .digitalSignature
  public var purposes: [ExtendedKeyUsage] = []
  public var names: [GeneralName] = []

  /// A server's certificate.
  public static func server(_ name: String, _ names: [GeneralName]? = nil) -> CertificateSketch {
    var sketch = CertificateSketch(name)
    sketch.purposes = [.serverAuth]
    sketch.names = names ?? [.dns(name)]
    return sketch
  }

  /// A client's certificate.
  public static func client(_ name: String) -> CertificateSketch {
    var sketch = CertificateSketch(name)
    sketch.purposes = [.clientAuth]
    return sketch
  }

  /// A certificate that serves both sides of a connection.
  public static func peer(_ name: String) -> CertificateSketch {
    var sketch = CertificateSketch.server(name)
    sketch.purposes = [.serverAuth, .clientAuth]
    return sketch
  }

  /// An authority's certificate, which may sign leaves, or, with a longer path, other authorities.
  public static func authority(_ name: String, pathLength: Int? = 0) -> CertificateSketch {
    var sketch = CertificateSketch(name)
    sketch.notBefore = noon.adding(days: -30)
    sketch.notAfter = noon.adding(days: 3650)
    sketch.constraints = .init(isAuthority: true, pathLength: pathLength)
    sketch.usage = [.keyCertSign, .cRLSign]
    return sketch
  }

  private init(_ subject: String) {
    self.subject = subject
    serial = SerialNumber(bytes: [0x5a] + (0..<19).map { _ in UInt8.random(in: 0...255) })
  }

  /// This sketch with something changed.
  public func with(_ change: (inout CertificateSketch) -> Void) -> CertificateSketch {
    var changed = self
    change(&changed)
    return changed
  }

  /// The certificate before it is signed.
  public func template(for key: PublicKey, issuer: String, issuerKey: PublicKey) throws -> CertificateTemplate
  {
    CertificateTemplate(
      serial: serial, issuer: try DistinguishedName(commonName: self.issuer ?? issuer),
      subject: try DistinguishedName(commonName: subject), notBefore: notBefore, notAfter: notAfter,
      publicKey: key, basicConstraints: constraints, keyUsage: usage, extendedKeyUsage: purposes,
      subjectAlternativeNames: names, authorityKeyIdentifier: issuerKey.identifier)
  }
}
