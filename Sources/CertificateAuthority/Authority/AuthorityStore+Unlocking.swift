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
    let key = try AuthorityKeyFile(generation.key).key(source)
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
    let key = try AuthorityKeyFile(generation.key).keyInClear(Files.readSecret(generation.key))
    return key == nil
  }

  func checkTime(_ certificate: Certificate) throws(IssuanceError) {
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
}
