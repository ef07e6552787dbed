public import OpenSSL
internal import Replication
public import Secrets
internal import SecureFiles

/// One thing in a file that has or is a key.
public struct KeyMaterial: Sendable {
  /// What it is.
  public enum Kind: String, Sendable, Hashable, Encodable {
    case privateKey = "private key"
    case certificate
    case request
    case publicKey = "public key"
  }

  /// The file.
  public let file: String
  public let kind: Kind
  /// The public half of the key.
  public let key: PublicKey
  /// The certificate, where it is one.
  public let certificate: Certificate?
  /// The subject of a certificate or request (RFC 2253).
  public let subject: String?

  private init(
    _ file: String, _ kind: Kind, _ key: PublicKey, _ certificate: Certificate? = nil, subject: String? = nil
  ) {
    self.file = file
    self.kind = kind
    self.key = key
    self.certificate = certificate
    self.subject = subject
  }

  /// Everything in the file `path` that has a key: its private keys first, then certificates, in order.
  ///
  /// - Parameter source: where the passphrase of an encrypted key comes from.
  /// - Throws: where it holds nothing of the kind, or a key or certificate that cannot be read.
  public static func read(_ path: String, passphrase source: PassphraseSource? = nil) throws -> [KeyMaterial]
  {
    let text = try Files.readSecret(path)
    var found: [KeyMaterial] = []
    if PrivateKey.stands(in: text) || PrivateKey.isDER(text) {
      found.append(
        KeyMaterial(path, .privateKey, try key(in: text, called: path, passphrase: source).publicKey))
    }
    let certificates = try certificates(in: text, path, isAlone: found.isEmpty)
    for certificate in certificates {
      let fields = certificate.fields
      guard let key = fields.publicKey else {
        throw FleetError(
          .conflict, "the public key of \(fields.subject.rfc2253) in \(path) cannot be read",
          hint: "see it with `mkcerts show \(path)`")
      }
      found.append(KeyMaterial(path, .certificate, key, certificate, subject: fields.subject.rfc2253))
    }
    if found.isEmpty {
      let bytes = text.revealed()
      if let request = try? CertificateRequest.parse(pem: bytes) {
        found.append(KeyMaterial(path, .request, request.publicKey, subject: request.subject.rfc2253))
      } else if let key = PublicKey.parse(pem: bytes) {
        found.append(KeyMaterial(path, .publicKey, key))
      }
    }
    guard !found.isEmpty else {
      throw FleetError(
        .conflict, "\(path) holds no private key, certificate, request or public key that can be read",
        hint: "see what it is with `file \(path)`")
    }
    return found
  }

  private static func certificates(
    in text: borrowing SecretBytes, _ path: String, isAlone: Bool
  ) throws(FleetError) -> [Certificate] {
    do throws(PEMError) {
      return try Certificate.parse(pem: text)
    } catch {
      if error.code == .malformed {
        throw FleetError(
          .conflict, "\(path) cannot be read: \(error)", hint: "fetch it anew, or take it out of the list")
      }
      return isAlone ? (try? Certificate(der: text.revealed())).map { [$0] } ?? [] : []
    }
  }

  /// The one private key in `text`, of PEM or DER.
  static func key(
    in text: borrowing SecretBytes, called name: String, passphrase source: PassphraseSource?
  ) throws -> PrivateKey {
    guard PrivateKey.publicHalvesBehindFirst(pem: text).isEmpty else {
      throw FleetError(
        .conflict, "\(name) holds more than one private key", hint: "give each key a file of its own")
    }
    do throws(PEMError) {
      let key = try PrivateKey.parse(pem: text)
      if source == nil { return key }
    } catch {
      guard error.code == .encrypted else {
        if source == nil, let key = PrivateKey.parse(der: text) { return key }
        throw FleetError(
          .conflict, "\(name) cannot be read as a private key: \(error)",
          hint: error.foundPrivateKey
            ? "write it as PEM with `openssl pkcs8 -inform DER -in \(ShellWord(path: name)) -out FILE`"
            : "see what it is with `file \(ShellWord(path: name))`")
      }
      return try decrypted(text, called: name, source)
    }
    throw FleetError(
      .wrongPassphrase, "a passphrase is given, but the key in \(name) is not encrypted",
      hint: "leave the passphrase out")
  }

  private static func decrypted(
    _ text: borrowing SecretBytes, called name: String, _ source: PassphraseSource?
  ) throws -> PrivateKey {
    guard let source else {
      throw FleetError(
        .wrongPassphrase, "the key in \(name) is encrypted, and no passphrase was given",
        hint: "use --passphrase-file, --passphrase-fd, --passphrase-env or --passphrase-prompt")
    }
    let passphrase = try source.read(purpose: "passphrase of \(name)", confirming: false)
    do throws(PEMError) {
      return try PrivateKey.parse(pem: text, passphrase: passphrase)
    } catch {
      throw FleetError(
        .wrongPassphrase, "the key in \(name) does not open: \(error)",
        hint: "nothing was changed; try another passphrase")
    }
  }
}
