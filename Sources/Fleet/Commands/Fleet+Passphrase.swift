public import CertificateAuthority
public import Secrets

extension Fleet {
  /// Changes, adds or removes the passphrase of the authority's keys.
  ///
  /// - Parameters:
  ///   - protection: how the keys shall lie on disk.
  ///   - source: where their present passphrase comes from; nil where they have none.
  /// - Returns: what became of each key file.
  /// - Throws: where the present passphrase is missing, superfluous or wrong; nothing has changed then.
  public func protectKeys(_ protection: KeyProtection, opening source: PassphraseSource?) throws
    -> [ProtectedKey]
  {
    try store.protectKeys(protection, opening: source, say: say)
  }
}
