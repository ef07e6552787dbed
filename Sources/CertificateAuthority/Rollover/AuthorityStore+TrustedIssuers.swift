internal import OpenSSL
public import Secrets

extension AuthorityStore {
  /// Every generation that hosts trust, ready to sign, the one that signs certificates first: during a
  /// rollover revocation lists are needed of both.
  ///
  /// Another generation whose time is over, or whose key the passphrase does not open, is left out.
  ///
  /// - Parameter source: where the passphrase comes from; it is read once, if a key is encrypted at all.
  /// - Throws: as ``unlock(_:say:)`` for the generation that signs certificates.
  public func unlockTrusted(_ source: PassphraseSource?) throws -> [Issuer] {
    let trusted = try trusted()
    guard let signing = trusted.first else { throw Self.noAuthority(layout) }
    guard trusted.count > 1 else { return [try unlock(signing, source)] }
    var passphrase: SecretBytes?
    if let source, try trusted.contains(where: keyIsEncrypted) {
      passphrase = try source.read(purpose: "passphrase of \(signing.key)", confirming: false)
    }
    var issuers: [Issuer] = []
    for generation in trusted {
      do {
        issuers.append(try issuer(generation, passphrase))
      } catch {
        guard generation.number != signing.number else { throw error }
      }
    }
    return issuers
  }

  private func issuer(_ generation: TrustedGeneration, _ passphrase: borrowing SecretBytes?) throws -> Issuer
  {
    try checkTime(generation.certificate)
    let key = try AuthorityKeyFile(generation.key).key(passphrase: passphrase)
    try check(key, of: generation)
    return try Issuer(
      store: self, generation: generation.number, certificate: generation.certificate, key: key)
  }
}
