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
    guard let (generation, certificate) = try authority(say: say) else {
      throw IssuanceError(
        .noAuthority, "there is no authority in \(layout.root)",
        hint: "name its folder with --pki or MKCERTS_PKI; only where there is none yet: `mkcerts init-ca`")
    }
    try checkTime(certificate)
    let key = try readKey(source)
    guard key.publicKey == certificate.fields.publicKey else {
      throw IssuanceError(
        .foreignKey,
        "\(layout.key) is not the key of \(layout.certificate): the SHA-256 of the one begins with "
          + "\(key.publicKey.shortFingerprint), of the other with "
          + "\(certificate.fields.publicKey?.shortFingerprint ?? "?")",
        hint: "bring back the file that belongs here from a backup")
    }
    return try Issuer(store: self, generation: generation, certificate: certificate, key: key)
  }

  /// Whether the authority's key needs a passphrase.
  public func keyIsEncrypted() throws -> Bool {
    let text = try Files.readSecret(layout.key)
    do throws(PEMError) {
      _ = try PrivateKey.parse(pem: text)
      return false
    } catch {
      guard error.code == .encrypted else { throw unreadableKey(error) }
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
        hint: "nothing that it signs would be accepted; make a new authority in another --pki folder")
    }
  }

  private func readKey(_ source: PassphraseSource?) throws -> PrivateKey {
    let status = try FileStatus(of: layout.key, followingLinks: true)
    guard status.kind == .file else {
      throw IssuanceError(
        .brokenAuthority, "\(layout.key) is \(status.kind.rawValue), not the authority's key",
        hint: "move it away, and bring the key back from a backup")
    }
    guard status.permissions & 0o027 == 0 else {
      throw IssuanceError(
        .brokenAuthority, "\(layout.key) is open to other users (mode \(status.mode))",
        hint: "close it with `chmod 600 \(layout.key)`, and ask who may have read it")
    }
    let text = try Files.readSecret(layout.key)
    do throws(PEMError) {
      return try PrivateKey.parse(pem: text)
    } catch {
      guard error.code == .encrypted else { throw unreadableKey(error) }
      return try decrypt(text, source)
    }
  }

  private func decrypt(_ text: borrowing SecretBytes, _ source: PassphraseSource?) throws -> PrivateKey {
    guard let source else {
      throw IssuanceError(
        .encryptedKey, "\(layout.key) is encrypted, and no passphrase was given",
        hint: "use --passphrase-file, --passphrase-fd, --passphrase-env or --passphrase-prompt")
    }
    let passphrase = try source.read(purpose: "passphrase of \(layout.key)", confirming: false)
    do throws(PEMError) {
      return try PrivateKey.parse(pem: text, passphrase: passphrase)
    } catch {
      guard error.code == .wrongPassphrase else { throw unreadableKey(error) }
      throw IssuanceError(
        .wrongPassphrase, "the passphrase does not decrypt \(layout.key)",
        hint: "nothing was changed; try another")
    }
  }

  private func unreadableKey(_ error: PEMError) -> IssuanceError {
    IssuanceError(
      .brokenAuthority, "\(layout.key) cannot be read as a private key: \(error)",
      hint: "bring it back from a backup")
  }
}
