internal import CertificateAuthority
internal import SecureFiles

extension Fleet {
  /// The hosts of which the ledger has a present certificate, by name; for those who only look.
  ///
  /// The ledger is read from memory, without a lock, so that looking leaves nothing beside it, as SQLite's log would
  /// be.
  ///
  /// - Returns: nil where that cannot be told: there is no ledger, it may not be read, or it is being written.
  public static func hostsOnRecord(in pki: PKIFolder) -> [String]? {
    let path = pki.authority.ledger
    // What stands in a log is not in the file itself.
    if let log = try? FileStatus.ifExists(path + "-wal"), log.size > 0 { return nil }
    guard let image = try? Files.read(path, limit: ledgerLimit), !image.isEmpty,
      let entries = try? SQLiteLedger(image: image, called: path).allCurrent()
    else { return nil }
    return Set(entries.map(\.holder)).sorted()
  }

  /// Longer ones are not read into memory.
  private static let ledgerLimit = 1 << 28
}
