internal import OpenSSL
public import Secrets

extension AuthorityStore {
  /// The generations that hosts are to trust, ready to sign, the one that signs first: all of them sign lists of
  /// what they revoked.
  ///
  /// Another one than the first is left out where its time is over or the passphrase is not that of its key.
  ///
  /// - Parameter source: where the passphrase comes from; it is read once, for all keys that are encrypted.
  /// - Throws: as ``unlock(_:say:)``.
  public func unlockTrusted(_ source: PassphraseSource?) throws -> [Issuer] {
    let trusted = try trusted()
    guard let signing = trusted.first else { throw Self.noAuthority(layout) }
    guard try trusted.contains(where: { try keyIsEncrypted($0) }) else {
      return try [unlock(signing, nil)]
        + trusted.dropFirst().filter { isInTime($0) }.map { try unlock($0, nil) }
    }
    guard let source else { throw AuthorityKeyFile(signing.key).passphraseIsMissing }
    let passphrase = try source.read(purpose: "passphrase of \(signing.key)", confirming: false)
    try checkTime(signing.certificate)
    var issuers: [Issuer] = []
    for generation in trusted where isInTime(generation) {
      if let issuer = try issuer(generation, passphrase) {
        issuers.append(issuer)
      } else if issuers.isEmpty {
        throw AuthorityKeyFile(signing.key).passphraseIsWrong
      }
    }
    return issuers
  }

  private func isInTime(_ generation: TrustedGeneration) -> Bool {
    (try? checkTime(generation.certificate)) != nil
  }

  /// nil where the passphrase is not the one.
  private func issuer(
    _ generation: TrustedGeneration, _ passphrase: borrowing SecretBytes
  ) throws -> Issuer? {
    let file = AuthorityKeyFile(generation.key)
    let text = try file.text()
    if let key = try file.keyInClear(text) { return try issuer(generation, key: key) }
    guard let key = try file.key(text, passphrase: passphrase) else { return nil }
    return try issuer(generation, key: key)
  }

  private func issuer(_ generation: TrustedGeneration, key: consuming PrivateKey) throws -> Issuer {
    try check(key, of: generation)
    return try Issuer(
      store: self, generation: generation.number, certificate: generation.certificate, key: key)
  }
}
