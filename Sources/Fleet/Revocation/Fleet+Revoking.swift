internal import CertificateAuthority
internal import OpenSSL
public import Secrets

extension Fleet {
  /// Revokes certificates, and makes the lists that tell of it.
  ///
  /// All is found and checked before anything is recorded: where one is not there, none is revoked. Then the
  /// revocations are recorded, lists are signed, recorded, and written to crl.pem and every host's folder; what
  /// of this a killed process did not come to, the next command does. What is revoked already stays as it was
  /// revoked, and where that is all, nothing is done.
  ///
  /// - Parameter passphrase: where the passphrase of the authority's key comes from, if it has one.
  /// - Throws: for what cannot be found or revoked, and where no list could be signed.
  public func revoke(_ request: RevokeRequest, passphrase: PassphraseSource?) throws -> Revoked {
    _ = try presentAuthority()
    let now = store.clock()
    let search = RevocationSearch(ledger: store.ledger, pki: pki, now: now)
    var seen: Set<SerialNumber> = []
    let meant = try request.subjects.flatMap { try search.entries(of: $0) }
      .filter { seen.insert($0.serial).inserted }
    let fresh = meant.filter { $0.revocation == nil }
    guard !fresh.isEmpty else {
      let certificates = try meant.map { try summary($0, request, isNew: false) }
      return Revoked(certificates: certificates, lists: [], refreshed: [], steps: [])
    }
    let issuers = try issuers(passphrase)
    try store.checkListDays(request.days, signedBy: issuers)
    try store.ledger.revoke(fresh.map(\.serial), reason: request.reason ?? .unspecified, at: now)
    let made = try makeLists(issuers, days: request.days)
    let isNew = Set(fresh.map(\.serial))
    let certificates = try meant.map { try summary($0, request, isNew: isNew.contains($0.serial)) }
    return Revoked(
      certificates: certificates, lists: made.lists, refreshed: made.refreshed, steps: made.steps)
  }

  /// Makes the revocation lists anew.
  ///
  /// - Parameters:
  ///   - days: the days until nextUpdate; nil for the default.
  ///   - passphrase: where the passphrase of the authority's key comes from, if it has one.
  public func makeRevocationLists(days: Int?, passphrase: PassphraseSource?) throws -> Revoked {
    _ = try presentAuthority()
    let made = try makeLists(try issuers(passphrase), days: days)
    return Revoked(certificates: [], lists: made.lists, refreshed: made.refreshed, steps: made.steps)
  }

  /// All that lists are to be of.
  private func issuers(_ passphrase: PassphraseSource?) throws -> [Issuer] {
    if passphrase != nil, try !store.trusted().contains(where: store.keyIsEncrypted) {
      // Says what is wrong.
      _ = try unlock(passphrase)
    }
    return try store.unlockTrusted(passphrase)
  }

  private func makeLists(
    _ issuers: [Issuer], days: Int?
  ) throws -> (lists: [ListSummary], refreshed: [String], steps: [HostTask]) {
    let isFirst = try store.ledger.revocationLists().isEmpty
    let made = try store.makeRevocationLists(signedBy: issuers, days: days)
    let refreshed = try deliverRevocationLists()
    return (made.map(summary), refreshed, try RolloutPlan(self).steps(namesListsNewly: isFirst))
  }

  private func summary(_ made: MadeRevocationList) -> ListSummary {
    let end = made.list.nextUpdate ?? store.clock()
    return ListSummary(
      file: pki.authority.revocationLists, issuer: made.list.issuer.rfc2253, number: made.number,
      thisUpdate: made.list.thisUpdate?.iso8601 ?? "", nextUpdate: end.iso8601,
      daysLeft: made.days, entries: made.list.entries.count)
  }

  private func summary(
    _ entry: LedgerEntry, _ request: RevokeRequest, isNew: Bool
  ) throws -> RevokedCertificate {
    let revocation = try store.ledger.entry(of: entry.serial)?.revocation
    let reason = revocation?.reason ?? .unspecified
    let others = try store.ledger.certificates(overKey: entry.keyFingerprint, endingAfter: store.clock())
      .filter { $0.serial != entry.serial }
    return RevokedCertificate(
      host: entry.holder, profile: entry.profile.rawValue, serial: entry.serial.description,
      notAfter: entry.notAfter.iso8601, isNew: isNew, revokedAt: revocation?.time.iso8601 ?? "",
      reason: reason.name, otherReason: request.reason.flatMap { $0 == reason ? nil : $0.name },
      sameKey: others.map(\.serial.description), sharedWith: others.map(\.holder))
  }
}
