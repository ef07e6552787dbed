import OpenSSL
import Secrets

/// A moment that all tests share, so that none depends on the clock: 2027-03-01T12:00:00Z.
let noon = Time(seconds: 1_803_902_400)

/// A secret of the text's bytes.
func secret(_ text: String) -> SecretBytes { SecretBytes(copying: Array(text.utf8)) }

/// The text that a secret holds; the tests' keys are nobody's.
func text(_ secret: borrowing SecretBytes) -> String {
  unsafe secret.withUnsafeBytes { unsafe String(decoding: $0, as: UTF8.self) }
}

/// A new key of the kind that costs least.
func quickKey() throws -> PrivateKey { try PrivateKey.generate(.ecdsaP256) }

/// Everything but the key of a certificate, with the values that most tests do not care about.
struct Sketch {
  var subject = "db1"
  var issuer = "test authority"
  var serial = SerialNumber(bytes: [1, 2, 3, 4])
  var notBefore = noon.adding(days: -1)
  var notAfter = noon.adding(days: 30)
  var constraints = CertificateFields.BasicConstraints(isAuthority: false)
  var usage: KeyUsage = [.digitalSignature]
  var purposes: [ExtendedKeyUsage] = [.serverAuth]
  var names: [GeneralName] = [.dns("db1.example.com")]

  /// A certificate authority that signs itself.
  static func authority(_ name: String = "test authority") -> Sketch {
    var sketch = Sketch()
    sketch.subject = name
    sketch.issuer = name
    sketch.notBefore = noon.adding(days: -100)
    sketch.notAfter = noon.adding(days: 1000)
    sketch.constraints = .init(isAuthority: true, pathLength: 0)
    sketch.usage = [.keyCertSign, .cRLSign]
    sketch.purposes = []
    sketch.names = []
    return sketch
  }

  func template(for key: PublicKey, issuerKey: PublicKey) throws -> CertificateTemplate {
    CertificateTemplate(
      serial: serial, issuer: try DistinguishedName(commonName: issuer),
      subject: try DistinguishedName(commonName: subject), notBefore: notBefore, notAfter: notAfter,
      publicKey: key, basicConstraints: constraints, keyUsage: usage, extendedKeyUsage: purposes,
      subjectAlternativeNames: names, authorityKeyIdentifier: issuerKey.identifier)
  }

  /// The certificate for `key`, signed with `issuerKey`.
  func signed(for key: PublicKey, with issuerKey: borrowing PrivateKey) throws -> Certificate {
    try UnsignedCertificate(template(for: key, issuerKey: issuerKey.publicKey)).sign(with: issuerKey)
  }
}

/// An authority with its key.
struct Authority: ~Copyable {
  let key: PrivateKey
  let certificate: Certificate

  init(_ sketch: Sketch = .authority()) throws {
    let key = try quickKey()
    certificate = try sketch.signed(for: key.publicKey, with: key)
    self.key = key
  }

  /// A certificate for a key that is thrown away.
  func issue(_ sketch: Sketch = Sketch()) throws -> Certificate {
    let leaf = try quickKey()
    return try sketch.signed(for: leaf.publicKey, with: key)
  }
}
