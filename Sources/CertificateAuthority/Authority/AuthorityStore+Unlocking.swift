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
    guard let (generation, certificate) = try authority(say: say) else { throw Self.noAuthority(layout) }
    try checkTime(certificate)
    let key = try AuthorityKeyFile(layout.key).key(source)
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
    let key = try AuthorityKeyFile(layout.key).keyInClear(Files.readSecret(layout.key))
    return key == nil
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
}
