internal import CertificateAuthority
internal import OpenSSL
internal import SecureFiles

extension Fleet {
  /// Writes the lists of the ledger to crl.pem and every host's folder, and marks them as delivered.
  ///
  /// - Returns: the hosts whose folders changed.
  func deliverRevocationLists() throws -> [String] {
    let recorded = try store.ledger.revocationLists()
    let lists = try recorded.map { try RevocationList(der: $0.list) }
    let path = pki.authority.revocationLists
    let text = try trust(nil, lists).lists
    let present = try Files.exists(path) ? Files.read(path, limit: HostTrust.readingLimit) : nil
    if present != text { try Files.replace(path, text, mode: .certificate) }
    let refreshed = try refresh(revocationLists: lists)
    try store.ledger.markDelivered(recorded.filter { !$0.isDelivered })
    return refreshed
  }

  /// Does what a `revoke` or `crl` that was killed did not come to. Nothing else waits for it: where it cannot be
  /// done, that is told.
  ///
  /// - Parameter issuer: the authority, where it is at hand; else one whose key is in clear is taken.
  func completeRevocations(_ issuer: Issuer? = nil) throws {
    // What a retired generation signed is refused without a list.
    let trusted = Set(try store.trusted().map(\.number))
    let isUnlisted = try !trusted.isDisjoint(with: store.ledger.generationsWithUnlistedRevocations())
    let isUndelivered = try store.ledger.revocationLists().contains { !$0.isDelivered }
    guard isUnlisted || isUndelivered else { return }
    do {
      if isUnlisted {
        let issuers = try [issuer].compactMap { $0 } + issuersInClear(apartFrom: issuer)
        guard !issuers.isEmpty else {
          say(
            "a revoke was interrupted: what it revoked is recorded, and stands in no list yet; sign one with "
              + "`mkcerts crl` and the passphrase")
          return
        }
        _ = try store.makeRevocationLists(signedBy: issuers)
      }
      _ = try deliverRevocationLists()
      say(
        "a command that was interrupted had revoked certificates or made a list; "
          + "\(pki.authority.revocationLists) and the hosts' folders are up to date now, the hosts are not")
    } catch {
      say(
        "what an interrupted command revoked is recorded, and its list cannot be brought to its place: \(error)"
      )
    }
  }

  private func issuersInClear(apartFrom issuer: Issuer?) throws -> [Issuer] {
    try store.trusted().filter { try $0.certificate != issuer?.certificate && !store.keyIsEncrypted($0) }
      .map { try store.unlock($0, nil) }
  }
}
