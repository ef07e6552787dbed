public import OpenSSL
public import Secrets
internal import SecureFiles

/// A form in which a private key is written.
public enum KeyForm: String, Sendable, Hashable, CaseIterable {
  /// PKCS#8 in clear (`BEGIN PRIVATE KEY`), which every server loads.
  case pkcs8
  /// PKCS#1 or SEC 1 in clear (`BEGIN RSA PRIVATE KEY`, `BEGIN EC PRIVATE KEY`).
  case traditional
  /// PKCS#8, encrypted (`BEGIN ENCRYPTED PRIVATE KEY`).
  case encrypted = "pkcs8-encrypted"
}

/// Writes a private key in another form.
public enum KeyConversion {
  /// The key in `text`, of PEM or DER, in the form `form`.
  ///
  /// What is returned was read anew and holds the same key.
  ///
  /// - Parameters:
  ///   - name: how errors call the text.
  ///   - source: where the passphrase comes from that the key has; nil where it has none.
  ///   - protection: where the passphrase comes from that it gets, and how; for ``KeyForm/encrypted``.
  /// - Throws: where there is no key or more than one, its passphrase is missing, superfluous or wrong, or it
  ///   has no such form.
  public static func convert(
    _ text: borrowing SecretBytes, called name: String, passphrase source: PassphraseSource?,
    to form: KeyForm,
    protection: (source: PassphraseSource, derivation: KeyDerivation)? = nil
  ) throws -> SecretBytes {
    let key = try KeyMaterial.key(in: text, called: name, passphrase: source)
    switch form {
    case .pkcs8: return try checked(key.pem(), key, name)
    case .traditional:
      guard let text = try key.traditionalPEM() else {
        throw FleetError(
          .conflict, "\(name) holds a key of the kind \(key.kind), which has no form but PKCS#8",
          hint: "use --to pkcs8")
      }
      return try checked(text, key, name)
    case .encrypted:
      guard let protection else {
        throw FleetError(
          .conflict, "\(name) shall be encrypted, and no new passphrase was given",
          hint: "name its place with --new-passphrase-file")
      }
      let passphrase = try protection.source.read(purpose: "new passphrase of \(name)", confirming: true)
      let text = try key.encryptedPEM(passphrase: passphrase, derivation: protection.derivation)
      let isSame = try PrivateKey.parse(pem: text, passphrase: passphrase).publicKey == key.publicKey
      guard isSame else { throw selfCheck(name) }
      return text
    }
  }

  private static func checked(
    _ text: consuming SecretBytes, _ key: borrowing PrivateKey, _ name: String
  ) throws -> SecretBytes {
    let isSame = try PrivateKey.parse(pem: text).publicKey == key.publicKey
    guard isSame else { throw selfCheck(name) }
    return text
  }

  private static func selfCheck(_ name: String) -> FleetError {
    FleetError(.conflict, "the key of \(name) was not the same after it was converted; nothing is written")
  }
}
