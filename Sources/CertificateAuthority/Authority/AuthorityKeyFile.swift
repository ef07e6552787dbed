internal import OpenSSL
internal import Secrets
internal import SecureFiles

/// The file that holds the key of one generation.
struct AuthorityKeyFile {
  let path: String

  init(_ path: String) { self.path = path }

  /// What is in it.
  ///
  /// - Throws: where it is not a file, or open to others.
  func text() throws -> SecretBytes {
    let status = try FileStatus(of: path, followingLinks: true)
    guard status.kind == .file else {
      throw IssuanceError(
        .brokenAuthority, "\(path) is \(status.kind.rawValue), not the authority's key",
        hint: "move it away, and bring the key back from a backup")
    }
    guard status.permissions & 0o027 == 0 else {
      throw IssuanceError(
        .brokenAuthority, "\(path) is open to other users (mode \(status.mode))",
        hint: "close it with `chmod 600 \(path)`, and ask who may have read it")
    }
    return try Files.readSecret(path)
  }

  /// The key in `text` if it is in clear; nil where it is encrypted.
  func keyInClear(_ text: borrowing SecretBytes) throws(IssuanceError) -> PrivateKey? {
    do throws(PEMError) {
      return try PrivateKey.parse(pem: text)
    } catch {
      guard error.code == .encrypted else { throw unreadable(error) }
      return nil
    }
  }

  /// The key in `text`, decrypted; nil where the passphrase is not the one.
  func key(_ text: borrowing SecretBytes, passphrase: borrowing SecretBytes) throws(IssuanceError)
    -> PrivateKey?
  {
    do throws(PEMError) {
      return try PrivateKey.parse(pem: text, passphrase: passphrase)
    } catch {
      guard error.code == .wrongPassphrase else { throw unreadable(error) }
      return nil
    }
  }

  /// The key, decrypted with the passphrase from `source` where it is encrypted.
  func key(_ source: PassphraseSource?) throws -> PrivateKey {
    let text = try text()
    if let key = try keyInClear(text) { return key }
    guard let source else { throw passphraseIsMissing }
    let passphrase = try source.read(purpose: "passphrase of \(path)", confirming: false)
    guard let key = try key(text, passphrase: passphrase) else { throw passphraseIsWrong }
    return key
  }

  /// The key, decrypted with `passphrase` where it is encrypted.
  func key(passphrase: borrowing SecretBytes?) throws -> PrivateKey {
    let text = try text()
    if let key = try keyInClear(text) { return key }
    switch passphrase {
    case .none: throw passphraseIsMissing
    case .some(let passphrase):
      guard let key = try key(text, passphrase: passphrase) else { throw passphraseIsWrong }
      return key
    }
  }

  var passphraseIsMissing: IssuanceError {
    IssuanceError(
      .encryptedKey, "\(path) is encrypted, and no passphrase was given",
      hint: "use --passphrase-file, --passphrase-fd, --passphrase-env or --passphrase-prompt")
  }

  var passphraseIsWrong: IssuanceError {
    IssuanceError(
      .wrongPassphrase, "the passphrase does not decrypt \(path)",
      hint: "nothing was changed; try another")
  }

  private func unreadable(_ error: PEMError) -> IssuanceError {
    IssuanceError(
      .brokenAuthority, "\(path) cannot be read as a private key: \(error)",
      hint: "bring it back from a backup")
  }
}
