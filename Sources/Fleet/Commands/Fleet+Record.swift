internal import CertificateAuthority

extension Fleet {
  /// The hosts of which the ledger has a present certificate, by name; for those who only look.
  ///
  /// The ledger is read without a lock, so that looking leaves nothing beside it, as SQLite's log would be.
  ///
  /// - Returns: nil where that cannot be told: there is no ledger, it may not be read, or it is being written.
  public static func hostsOnRecord(in pki: PKIFolder) -> [String]? {
    try? SQLiteLedger(atRest: pki.authority.ledger).currentHolders()
  }
}
