internal import CertificateAuthority
internal import OpenSSL
internal import Replication
public import Secrets
internal import SecureFiles

extension Fleet {
  /// Issues a folder for each host that has none yet, or, where asked, anew.
  ///
  /// Everything is checked before the first serial number is planned.
  ///
  /// - Parameters:
  ///   - passphrase: where the passphrase of the authority's key comes from, if it has one.
  ///   - progress: called with each host that is done.
  /// - Returns: what became of each host, in the order of the request.
  public func issue(
    _ request: IssueRequest, passphrase: PassphraseSource?, progress: (IssueOutcome) -> Void = { _ in }
  ) throws -> [IssueOutcome] {
    try issue(request, progress: progress) { try unlock(passphrase) }
  }

  /// The authority, ready to sign.
  ///
  /// - Throws: also where a passphrase is given and the key has none.
  func unlock(_ passphrase: PassphraseSource?) throws -> Issuer {
    if passphrase != nil, try !store.keyIsEncrypted() {
      throw IssuanceError(
        .wrongPassphrase, "a passphrase is given, but \(pki.authority.key) is not encrypted",
        hint:
          "leave the passphrase out; to encrypt the key: `mkcerts passphrase set --new-passphrase-prompt`"
      )
    }
    return try store.unlock(passphrase, say: say)
  }

  /// The authority's certificate.
  ///
  /// - Throws: where there is none.
  func presentAuthority() throws -> Certificate {
    guard let authority = try store.authority(say: say)?.certificate else {
      throw IssuanceError(
        .noAuthority, "there is no authority in \(pki.root)",
        hint: "name its folder with --pki or MKCERTS_PKI; only where there is none yet: `mkcerts init-ca`")
    }
    return authority
  }

  /// As ``issue(_:passphrase:progress:)``; `unlock` is called where something is to be signed.
  func issue(
    _ request: IssueRequest, progress: (IssueOutcome) -> Void = { _ in }, unlock: () throws -> Issuer
  ) throws -> [IssueOutcome] {
    let authority = try presentAuthority()
    try checkNames(request.hosts, authority)
    let plans = try request.hosts.map { try plan($0, request, authority) }
    var outcomes: [String: IssueOutcome] = [:]
    let orders = plans.compactMap(\.order)
    for plan in plans where plan.order == nil { outcomes[plan.name] = outcome(of: plan) }
    if !orders.isEmpty {
      let issuer = try unlock()
      try completeRevocations(issuer)
      let delivery = try delivery(plans, request, authority)
      try issuer.fill(orders, delivery: delivery) { batch in
        for filled in batch {
          let outcome = outcome(of: filled)
          outcomes[filled.order.holder] = outcome
          progress(outcome)
        }
      }
      try noteMaster(among: plans.map(\.name))
      // A renewal changes no account.
      if !request.keepsTerms {
        try bringAccounts(of: plans, request.settings, authority, to: &outcomes)
      }
    }
    return plans.compactMap { outcomes[$0.name] }
  }

  /// Brings other hosts' texts up to date where accounts changed: those of the masters for slaves with accounts of
  /// their own, and all that were asked to have others now.
  private func bringAccounts(
    of plans: [HostPlan], _ asked: HostSettings, _ authority: Certificate,
    to outcomes: inout [String: IssueOutcome]
  ) throws {
    let scripts = try HostScripts(ledger: store.ledger, authority: authority, asked: HostSettings())
    let plans = plans.filter { $0.order != nil }
    let changing = asked.namesAccounts ? Set(plans.filter { $0.order?.replaces == true }.map(\.name)) : []
    let concerned = try plans.filter {
      try changing.contains($0.name) || $0.role.clientPair != nil && scripts.hasItsOwnAccount($0.name)
    }.map(\.name)
    guard !concerned.isEmpty else { return }
    let masters = scripts.masters.map(\.name)
    let issued = plans.map(\.name)
    let changed = try refresh(masters).filter { !issued.contains($0) }
    // What a master's accounts are, its slaves' statements name.
    if masters.contains(where: changing.contains) { try refresh(scripts.register.slaves()) }
    for host in concerned {
      outcomes[host]?.accountsOn = changed.isEmpty ? nil : changed
      if changing.contains(host) {
        outcomes[host]?.procedure = .newRequirement
      } else if !changed.isEmpty {
        outcomes[host]?.procedure = .newSlave
      }
    }
  }

  /// What is to be done for one host: an order, or nothing.
  struct HostPlan {
    let name: String
    let role: Role
    let order: Order?
    let enrolled: Enrolled?
  }

  private func plan(_ host: HostName, _ request: IssueRequest, _ authority: Certificate) throws -> HostPlan {
    let enrolled = try Self.enrolled(host.description, in: store.ledger)
    let folder = pki.host(host.description)
    let hasFolder = try Files.exists(folder)
    if let enrolled, enrolled.name != host.description {
      throw FleetError(
        .nameCollision, "\(host) differs from \(enrolled.name), which is issued already, only in case",
        hint: "give it another name")
    }
    try checkNotRevoked(host, enrolled, request)
    if let enrolled, !request.replaces {
      let settings = try HostSettings.whole(of: enrolled.name, in: store.ledger)
      try ConflictCheck(enrolled, request, settings: settings).check()
      guard hasFolder else {
        throw FleetError(
          .folderMissing, "\(host) is issued already, but its folder \(folder) is gone, and its key with it",
          hint: "bring the folder back, or issue it anew with \(enrolled.reissue)")
      }
      try checkNothingIsMissing(enrolled, folder)
      return HostPlan(name: enrolled.name, role: enrolled.role, order: nil, enrolled: enrolled)
    }
    if enrolled == nil, hasFolder {
      throw FleetError(
        .folderInTheWay, "\(folder) exists, but nothing was ever issued to \(host)",
        hint: "move that folder away; mkcerts does not write over what it did not make")
    }
    try checkKeyStays(enrolled, request)
    let role = request.role ?? enrolled?.role ?? .slave
    let items = try OrderItems(host, role, request, enrolled, authority: authority, folder: folder).items
    return HostPlan(
      name: host.description, role: role,
      order: Order(
        holder: host.description, items: items, replaces: enrolled != nil,
        notes: notes(host.description, role, enrolled, request)),
      enrolled: enrolled)
  }

  /// What is revoked gets no successor unasked, and no certificate over a key that others may have.
  private func checkNotRevoked(
    _ host: HostName, _ enrolled: Enrolled?, _ request: IssueRequest
  ) throws {
    if let asked = request.request,
      try store.ledger.isCompromised(keyFingerprint: asked.publicKey.fingerprint)
    {
      throw FleetError(
        .revoked, "the request of \(host) is for a key that was revoked as compromised: others may have it",
        hint: "make a new key and request on the host")
    }
    guard !request.replaces, let entry = enrolled?.revoked.first, let revocation = entry.revocation else {
      return
    }
    throw FleetError(
      .revoked,
      "the \(entry.profile.rawValue) certificate of \(entry.holder) (serial \(entry.serial.short)) was revoked "
        + "\(revocation.time.iso8601) (\(revocation.reason.name)), and nothing takes its place unasked",
      hint: "where the host is to be trusted again: \(enrolled?.reissue ?? "issue it anew")")
  }

  /// Texts may be cleared away after use; without trust, certificate, and key or request a host is not unchanged.
  private func checkNothingIsMissing(_ host: Enrolled, _ folder: String) throws {
    let pairs = host.entries.map(\.profile.pairNames)
    let either = [["cacert.pem"]] + pairs.map { [$0.certificate] } + pairs.map { [$0.key, $0.request] }
    guard let missing = try either.first(where: { try !$0.contains { try Files.exists("\(folder)/\($0)") } })
    else { return }
    throw FleetError(
      .folderMissing, "\(host.name) is issued already, but \(folder)/\(missing[0]) is gone",
      hint: "bring the file back, or issue it anew with \(host.reissue)")
  }

  /// A key that never left its host does not get a successor that was made elsewhere, unless that is asked for.
  private func checkKeyStays(_ enrolled: Enrolled?, _ request: IssueRequest) throws(FleetError) {
    guard let enrolled, enrolled.keepsKeys, request.request == nil,
      request.algorithm == nil, !request.keepsKeys, !request.keepsRequests
    else { return }
    throw FleetError(
      .conflict,
      "the key of \(enrolled.name) was made on the host and never left it, and no request for a new one is given",
      hint:
        "issue it anew with `mkcerts issue \(enrolled.name) --csr FILE --replace`; for a key that is made here, "
        + "add --key KIND in the place of --csr")
  }

  /// No two hosts of one name but for case, and none with the authority's.
  private func checkNames(_ hosts: [HostName], _ authority: Certificate) throws(FleetError) {
    var seen: [String: String] = [:]
    let own = authority.fields.subject.commonName ?? ""
    for host in hosts.map(\.description) {
      if let other = seen.updateValue(host, forKey: host.lowercased()) {
        throw FleetError(
          .nameCollision,
          other == host ? "\(host) is named twice" : "\(other) and \(host) differ only in case",
          hint: "name each host once")
      }
      if [own, AuthorityRequest.name(of: own)].contains(where: { $0.lowercased() == host.lowercased() }) {
        throw FleetError(
          .reservedName, "\(host) is the authority's own name", hint: "give the host another name")
      }
    }
  }

  private func delivery(_ plans: [HostPlan], _ request: IssueRequest, _ authority: Certificate) throws
    -> HostFolders
  {
    let scripts = try HostScripts(ledger: store.ledger, authority: authority, asked: request.settings)
    var hosts: [String: (texts: HostTexts, form: TrustForm)] = [:]
    for plan in plans {
      guard let order = plan.order else { continue }
      let keepsKeys = order.items.contains { if case .request = $0.key { true } else { false } }
      hosts[plan.name] = try scripts.contents(plan.name, plan.role, keepsKeys: keepsKeys)
    }
    return HostFolders(pki: pki, trust: try trust(), hosts: hosts)
  }

  /// What the host's texts are written for, to be remembered.
  private func notes(_ host: String, _ role: Role, _ enrolled: Enrolled?, _ request: IssueRequest)
    -> [String: String]
  {
    var notes = request.settings.notes
    if role.serverPair != nil { notes["dial"] = dialled(enrolled, request) }
    return notes
  }

  /// What slaves dial: a name that was asked for, else this machine's, else the host's own.
  private func dialled(_ enrolled: Enrolled?, _ request: IssueRequest) -> String? {
    if let asked = request.names.first(where: { !$0.text.hasPrefix("*") }) { return asked.text }
    guard enrolled == nil else { return nil }
    return request.machine.flatMap { try? GeneralName(parsing: $0) }?.text
  }

  /// Remembers the first master, which slaves dial unless they are told otherwise.
  ///
  /// A command that was killed may not have come to it, so every command that opens the folder sees to it.
  ///
  /// - Parameter names: the order in which hosts were asked for, where they were issued at once.
  func noteMaster(among names: [String] = []) throws {
    guard try store.ledger.note("master", of: "") == nil else { return }
    let masters = try store.ledger.allCurrentServers().filter {
      try Self.enrolled($0.holder, in: store.ledger)?.role == .master
    }
    let issued = names.first { name in masters.contains { $0.holder == name } }
    guard let first = issued ?? masters.min(by: { $0.plannedAt < $1.plannedAt })?.holder else { return }
    try store.ledger.setNotes(["master": first], of: "")
  }
}
