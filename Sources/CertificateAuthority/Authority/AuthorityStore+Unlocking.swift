internal import OpenSSL
public import Secrets
internal import SecureFiles

extension AuthorityStore {
  /// The authority, ready to sign.
  ///
  /// - Parameter source: where the passphrase comes from; looked at only where the key is encrypted.
  /// - Throws: where there is no authority, its time is over or has not come, its key is open to others,
  ///   encrypted without a passphrase being given, or not the key of cacert.pem.
  public func unlock(_ source: PassphraseSource?, say: (String) -> Void = { _ in }) throws -> Issuer {
    guard let signing = try trusted(say: say).first else { throw Self.noAuthority(layout) }
    return try unlock(signing, source)
  }

  /// This generation, ready to sign.
  ///
  /// - Throws: as ``unlock(_:say:)``.
  public func unlock(_ generation: TrustedGeneration, _ source: PassphraseSource?) throws -> Issuer {
    try checkTime(generation.certificate)
    let key = try key(of: generation, source)
    return try Issuer(
      store: self, generation: generation.number, certificate: generation.certificate, key: key)
  }

  /// The key of a generation, whatever the time.
  func key(of generation: TrustedGeneration, _ source: PassphraseSource?) throws -> PrivateKey {
    let key = try readKey(generation.key, source)
    try check(key, of: generation)
    return key
  }

  /// - Throws: ``IssuanceError`` with the code `foreignKey` where the key is another's.
  func check(_ key: borrowing PrivateKey, of generation: TrustedGeneration) throws(IssuanceError) {
    let publicKey = key.publicKey
    guard publicKey != generation.publicKey else { return }
    throw IssuanceError(
      .foreignKey,
      "\(generation.key) is not the key of \(layout.certificate): the SHA-256 of the one begins with "
        + "\(publicKey.shortFingerprint), of the other with "
        + "\(generation.publicKey?.shortFingerprint ?? "?")",
      hint: "bring back the file that belongs here from a backup")
  }

  /// Whether the signing generation's key needs a passphrase.
  public func keyIsEncrypted() throws -> Bool {
    guard let signing = try trusted().first else { throw Self.noAuthority(layout) }
    return try keyIsEncrypted(signing)
  }

  /// Whether a generation's key needs a passphrase.
  public func keyIsEncrypted(_ generation: TrustedGeneration) throws -> Bool {
    let text = try Files.readSecret(generation.key)
    do throws(PEMError) {
      _ = try PrivateKey.parse(pem: text)
      return false
    } catch {
      guard error.code == .encrypted else { throw unreadableKey(generation.key, error) }
      return true
    }
  }

  private func checkTime(_ certificate: Certificate) throws(IssuanceError) {
    let now = clock()
    guard let notBefore = certificate.fields.notBefore, let notAfter = certificate.fields.notAfter else {
      throw IssuanceError(.brokenAuthority, "the validity of \(layout.certificate) cannot be read")
    }
    guard notBefore <= now else {
      throw IssuanceError(
        .clockBehind,
        "this machine's clock says \(now.iso8601), before the authority's first second, "
          + "\(notBefore.iso8601)", hint: "set the clock, and see it with `date -u`")
    }
    guard now < notAfter else {
      throw IssuanceError(
        .authorityExpired, "the authority \(certificate.fields.subject.rfc2253) expired \(notAfter.iso8601)",
        hint:
          "renew its certificate over the same key with `mkcerts rollover keep-key`, or begin a new generation with "
          + "`mkcerts rollover begin`")
    }
  }

  private func readKey(_ path: String, _ source: PassphraseSource?) throws -> PrivateKey {
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
    let text = try Files.readSecret(path)
    do throws(PEMError) {
      return try PrivateKey.parse(pem: text)
    } catch {
      guard error.code == .encrypted else { throw unreadableKey(path, error) }
      return try decrypt(path, text, source)
    }
  }

  private func decrypt(
    _ path: String, _ text: borrowing SecretBytes, _ source: PassphraseSource?
  ) throws -> PrivateKey {
    guard let source else { throw Self.passphraseMissing(path) }
    return try decrypt(path, text, try source.read(purpose: "passphrase of \(path)", confirming: false))
  }

  static func passphraseMissing(_ path: String) -> IssuanceError {
    IssuanceError(
      .encryptedKey, "\(path) is encrypted, and no passphrase was given",
      hint: "use --passphrase-file, --passphrase-fd, --passphrase-env or --passphrase-prompt")
  }

  func decrypt(
    _ path: String, _ text: borrowing SecretBytes, _ passphrase: borrowing SecretBytes
  ) throws -> PrivateKey {
    do throws(PEMError) {
      return try PrivateKey.parse(pem: text, passphrase: passphrase)
    } catch {
      guard error.code == .wrongPassphrase else { throw unreadableKey(path, error) }
      throw IssuanceError(
        .wrongPassphrase, "the passphrase does not decrypt \(path)",
        hint: "nothing was changed; try another")
    }
  }

  private func unreadableKey(_ path: String, _ error: PEMError) -> IssuanceError {
    IssuanceError(
      .brokenAuthority, "\(path) cannot be read as a private key: \(error)",
      hint: "bring it back from a backup")
  }
}
