internal import OpenSSL

extension AuthorityStore {
  /// Brings ledger and files to agree again after a process was killed: what was delivered whole becomes
  /// issued, and the rest is given up and cleaned away.
  ///
  /// - Returns: a sentence about each thing that was done; empty where nothing was.
  public func heal(_ delivery: some Delivery) throws -> [String] {
    let unfinished = try ledger.unfinished()
    var sentences: [String] = []
    var abandoned: [LedgerEntry] = []
    var delivered: [String: [Certificate]] = [:]
    for entry in unfinished {
      // The serial number alone could be anybody's; the key is the planned one's.
      if let certificate = try delivery.delivered(entry.serial, to: entry.holder),
        certificate.fields.publicKey?.fingerprint == entry.keyFingerprint
      {
        delivered[entry.holder, default: []].append(certificate)
      } else {
        abandoned.append(entry)
      }
    }
    for (holder, certificates) in delivered.sorted(by: { $0.key < $1.key }) {
      try ledger.markIssued(certificates, retiring: [holder], at: clock())
      sentences.append(
        "\(holder) was delivered by a command that was interrupted, and is now recorded as issued")
    }
    if !abandoned.isEmpty {
      try ledger.abandon(abandoned.map(\.serial))
      let names = Set(abandoned.map(\.holder)).sorted()
      let some =
        names.prefix(3).joined(separator: ", ") + (names.count > 3 ? " and \(names.count - 3) more" : "")
      sentences.append(
        "a command that was interrupted had not delivered \(some); the serial numbers are given up")
    }
    return sentences + (try delivery.removeLeftovers())
  }
}
