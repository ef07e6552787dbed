internal import CertificateAuthority
internal import OpenSSL
internal import Secrets
internal import SecureFiles

extension Fleet {
  /// The lists of the generations that hosts are to trust.
  func presentLists() throws -> [RecordedRevocationList] {
    let lists = try store.ledger.revocationLists()
    guard !lists.isEmpty else { return [] }
    let trusted = Set(try store.trusted(say: say).map(\.number))
    return lists.filter { trusted.contains($0.generation) }
  }

  /// Has crl.pem hold the lists of `trust`, if there are any.
  func writeRevocationLists(_ trust: HostTrust) throws {
    guard trust.hasRevocationLists else { return }
    let path = pki.authority.revocationLists
    let present = try Files.exists(path) ? Files.read(path, limit: HostTrust.readingLimit) : nil
    if present != trust.lists { try Files.replace(path, trust.lists, mode: .certificate) }
  }

  /// Does what a `revoke` or `crl` that was killed did not come to. Nothing else waits for it: where it cannot be
  /// done, that is told.
  ///
  /// - Parameter issuer: the authority, where it is at hand; else one whose key is in clear is taken.
  func completeRevocations(_ issuer: Issuer? = nil) throws {
    let lists = try presentLists()
    let isUnlisted = try isListMissing(among: lists)
    guard isUnlisted || lists.contains(where: { !$0.isDelivered }) else { return }
    do {
      if isUnlisted {
        let issuers = try issuer.map { [$0] } ?? issuersInClear()
        guard !issuers.isEmpty else {
          say(
            "a command was interrupted before it signed a list of what is recorded as revoked; have it signed with "
              + "`mkcerts crl` and the passphrase")
          return
        }
        _ = try store.makeRevocationLists(signedBy: issuers)
      }
      _ = try refresh()
      say(
        "a command that was interrupted had revoked certificates or made a list; "
          + "\(pki.authority.revocationLists) and the hosts' folders are up to date now, the hosts are not")
    } catch {
      say(
        "what an interrupted command revoked is recorded, and its list cannot be brought to its place: \(error)"
      )
    }
  }

  /// Whether a generation that hosts trust has revoked what no list tells of, or has no list where others do.
  private func isListMissing(among lists: [RecordedRevocationList]) throws -> Bool {
    let unlisted = try store.ledger.generationsWithUnlistedRevocations()
    guard !lists.isEmpty || !unlisted.isEmpty else { return false }
    return try store.trusted().contains { generation in
      unlisted.contains(generation.number)
        || !lists.isEmpty && !lists.contains { $0.generation == generation.number }
    }
  }

  private func issuersInClear() throws -> [Issuer] {
    guard try store.trusted().allSatisfy({ try !store.keyIsEncrypted($0) }) else { return [] }
    return try store.unlockTrusted(nil)
  }

  /// The authority's generations, ready to sign lists.
  ///
  /// - Throws: also where a passphrase is given and no key has one.
  func unlockTrusted(_ passphrase: PassphraseSource?) throws -> [Issuer] {
    if passphrase != nil, try store.trusted().allSatisfy({ try !store.keyIsEncrypted($0) }) {
      // The same sentence as for any other command.
      _ = try unlock(passphrase)
    }
    return try store.unlockTrusted(passphrase)
  }
}
