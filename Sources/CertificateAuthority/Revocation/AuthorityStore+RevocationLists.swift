public import OpenSSL

/// A revocation list that was made just now, and is in the ledger.
public struct MadeRevocationList: Sendable {
  public let number: Int
  public let list: RevocationList

  /// The days from its making to its nextUpdate: seconds later it would be one less than was asked for.
  public var days: Int {
    guard let begin = list.thisUpdate, let end = list.nextUpdate else { return 0 }
    return begin.adding(seconds: Profile.backdate).days(until: end)
  }
}

extension AuthorityStore {
  /// The days from the making of a list to its nextUpdate, unless others are asked for: as many as a leaf
  /// lasts, so that each host is visited for its certificate before its list ends.
  public static let defaultListDays = Profile.client.defaultDays

  /// Signs a complete revocation list of every generation that needs one: whose certificates have not all ended,
  /// or which signs now. What is in the ledger as revoked and has not ended is in its list.
  ///
  /// Numbers are taken in the ledger before anything is signed, and the signed lists are recorded there; they
  /// are not delivered yet.
  ///
  /// - Parameters:
  ///   - issuers: the generations whose keys are at hand. Those of which none is here keep the list they have.
  ///   - days: the days until nextUpdate; nil for ``defaultListDays``, or fewer where the authority ends first.
  /// - Returns: the lists that were made.
  /// - Throws: where `days` are out of range or lie beyond the authority's end; then nothing was recorded.
  public func makeRevocationLists(signedBy issuers: [Issuer], days: Int? = nil) throws -> [MadeRevocationList]
  {
    let now = clock()
    let scopes = try listScopes(at: now, issuers)
    for scope in scopes where scope.issuer != nil { try check(days, scope.certificate, at: now) }
    var made: [(plan: PlannedRevocationList, list: RevocationList, covering: [Int])] = []
    for scope in scopes {
      guard let issuer = scope.issuer else { continue }
      let end = scope.certificate.fields.notAfter ?? now
      let plan = try ledger.planRevocationList(
        ofGeneration: scope.generations.last ?? issuer.generation,
        thisUpdate: now.adding(seconds: -Profile.backdate),
        nextUpdate: min(now.adding(days: days ?? Self.defaultListDays), end))
      let entries = try ledger.revoked(ofGenerations: scope.generations, endingAfter: now)
      made.append((plan, try sign(plan, entries, issuer, scope.certificate), scope.generations))
    }
    let needed = Set(scopes.flatMap(\.generations))
    let over = try ledger.revocationLists().map(\.generation).filter { !needed.contains($0) }
    try ledger.record(made, dropping: over)
    return made.map { MadeRevocationList(number: $0.plan.number, list: $0.list) }
  }

  /// - Throws: where ``makeRevocationLists(signedBy:days:)`` would refuse `days`.
  public func checkListDays(_ days: Int?, signedBy issuers: [Issuer]) throws {
    let now = clock()
    for scope in try listScopes(at: now, issuers) where scope.issuer != nil {
      try check(days, scope.certificate, at: now)
    }
  }

  private func sign(
    _ plan: PlannedRevocationList, _ revoked: [(serial: SerialNumber, revocation: Revocation)],
    _ issuer: Issuer, _ certificate: Certificate
  ) throws -> RevocationList {
    // Dated back as far as the list itself: no entry is younger than its list.
    let entries = revoked.map { serial, revocation in
      RevocationList.Entry(
        serial: serial, date: revocation.time.adding(seconds: -Profile.backdate), reason: revocation.reason)
    }
    let template = RevocationListTemplate(
      issuer: certificate.fields.subject, number: plan.number, thisUpdate: plan.thisUpdate,
      nextUpdate: plan.nextUpdate, authorityKeyIdentifier: certificate.fields.subjectKeyIdentifier ?? [],
      entries: entries)
    return try PreparedRevocationList(template, authority: certificate.fields).sign(with: issuer.signer.key)
  }

  /// - Throws: where `days` are asked for that cannot be.
  private func check(_ days: Int?, _ authority: Certificate, at now: Time) throws(IssuanceError) {
    guard let days else { return }
    guard (1...Profile.longestDays).contains(days) else {
      throw IssuanceError(
        .badDays, "--days \(days) is not between 1 and \(Profile.longestDays)",
        hint: "leave --days out for \(Self.defaultListDays) days")
    }
    guard let end = authority.fields.notAfter, now.adding(days: days) > end else { return }
    let left = daysLeft(of: authority)
    throw IssuanceError(
      .outlivesAuthority,
      "the authority ends \(end.date), in \(left) days, before a revocation list of \(days) days does",
      hint: left > 0 ? "pass --days \(left), or leave --days out" : "leave --days out")
  }
}

/// What one list is about: all generations of one name and key, since servers tell lists apart by these.
struct ListScope {
  /// Their numbers, the newest last.
  var generations: [Int]
  /// The newest one's certificate.
  var certificate: Certificate
  /// The one whose key is at hand, if any.
  var issuer: Issuer?
}

extension AuthorityStore {
  /// What there have to be lists of: servers that have any list need one of every authority in a chain
  /// (X509_V_FLAG_CRL_CHECK_ALL), so that a generation that begins to sign needs one before its first leaf.
  private func listScopes(at now: Time, _ issuers: [Issuer]) throws -> [ListScope] {
    let busy = Set(try ledger.generationsWithCertificates(endingAfter: now) + issuers.map(\.generation))
    let generations = try ledger.generations().filter { $0.state == .issued }
    let trusted = Set(generations.filter(\.isTrusted).map(\.number))
    var scopes: [ListScope] = []
    for generation in generations {
      guard let der = generation.certificate else { continue }
      let certificate = try Certificate(der: der)
      let issuer = issuers.first { $0.generation == generation.number }
      if let known = scopes.firstIndex(where: { Self.shareList($0.certificate, certificate) }) {
        scopes[known].generations.append(generation.number)
        scopes[known].certificate = certificate
        scopes[known].issuer = issuer ?? scopes[known].issuer
      } else {
        scopes.append(ListScope(generations: [generation.number], certificate: certificate, issuer: issuer))
      }
    }
    // Of a generation that nobody trusts any more no list is needed, however many of its leaves live on.
    return scopes.filter { scope in
      !trusted.isDisjoint(with: scope.generations) && !busy.isDisjoint(with: scope.generations)
        && scope.certificate.fields.notAfter.map { now < $0 } == true
    }
  }

  private static func shareList(_ one: Certificate, _ other: Certificate) -> Bool {
    one.fields.subject == other.fields.subject && one.fields.publicKey == other.fields.publicKey
  }
}
