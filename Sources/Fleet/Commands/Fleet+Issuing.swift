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
    try issue(request, progress: progress) { try store.unlock(passphrase, say: say) }
  }

  /// As ``issue(_:passphrase:progress:)``; `unlock` is called where something is to be signed.
  func issue(
    _ request: IssueRequest, progress: (IssueOutcome) -> Void = { _ in }, unlock: () throws -> Issuer
  ) throws -> [IssueOutcome] {
    guard let authority = try store.authority(say: say)?.certificate else {
      throw IssuanceError(
        .noAuthority, "there is no authority in \(pki.root)",
        hint: "name its folder with --pki or MKCERTS_PKI; only where there is none yet: `mkcerts init-ca`")
    }
    try checkNames(request.hosts, authority)
    let plans = try request.hosts.map { try plan($0, request, authority) }
    var outcomes: [String: IssueOutcome] = [:]
    let orders = plans.compactMap(\.order)
    for plan in plans where plan.order == nil { outcomes[plan.name] = outcome(of: plan) }
    if !orders.isEmpty {
      let issuer = try unlock()
      let delivery = try delivery(plans, request, authority)
      try issuer.fill(orders, delivery: delivery) { batch in
        for filled in batch {
          let outcome = outcome(of: filled, request)
          outcomes[filled.order.holder] = outcome
          progress(outcome)
        }
      }
      try noteMaster(plans)
    }
    return plans.compactMap { outcomes[$0.name] }
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
    if let enrolled, !request.replaces {
      let settings = try HostSettings(of: enrolled.name, in: store.ledger)
        .filled(from: HostSettings(of: "", in: store.ledger)).filled(from: .defaults)
      try ConflictCheck(enrolled, request, settings: settings).check()
      guard hasFolder else {
        throw FleetError(
          .folderMissing, "\(host) is issued already, but its folder \(folder) is gone, and its key with it",
          hint: "bring the folder back, or issue it anew with `mkcerts issue \(host) --replace`")
      }
      try checkNothingIsMissing(enrolled, folder)
      return HostPlan(name: enrolled.name, role: enrolled.role, order: nil, enrolled: enrolled)
    }
    if enrolled == nil, hasFolder {
      throw FleetError(
        .folderInTheWay, "\(folder) exists, but nothing was ever issued to \(host)",
        hint: "move that folder away; mkcerts does not write over what it did not make")
    }
    let role = request.role ?? enrolled?.role ?? .slave
    let items = try OrderItems(host, role, request, enrolled, authority: authority).items
    return HostPlan(
      name: host.description, role: role,
      order: Order(
        holder: host.description, items: items, replaces: enrolled != nil,
        notes: notes(host.description, role, enrolled, request)),
      enrolled: enrolled)
  }

  /// Texts may be cleared away after use; without trust, certificate, and key or request a host is not unchanged.
  private func checkNothingIsMissing(_ host: Enrolled, _ folder: String) throws {
    let pairs = host.entries.map(\.profile.pairNames)
    let either = [["cacert.pem"]] + pairs.map { [$0.certificate] } + pairs.map { [$0.key, $0.request] }
    guard let missing = try either.first(where: { try !$0.contains { try Files.exists("\(folder)/\($0)") } })
    else { return }
    throw FleetError(
      .folderMissing, "\(host.name) is issued already, but \(folder)/\(missing[0]) is gone",
      hint: "bring the file back, or issue it anew with `mkcerts issue \(host.name) --replace`")
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
      let isOwn =
        own.lowercased() == host.lowercased() || own.lowercased().hasPrefix(host.lowercased() + " g")
      if isOwn {
        throw FleetError(
          .reservedName, "\(host) is the authority's own name", hint: "give the host another name")
      }
    }
  }

  private func delivery(_ plans: [HostPlan], _ request: IssueRequest, _ authority: Certificate) throws
    -> HostFolders
  {
    let scripts = try HostScripts(ledger: store.ledger, authority: authority, asked: request.settings)
    var hosts: [String: (texts: HostTexts, trust: TrustForm)] = [:]
    for plan in plans where plan.order != nil {
      hosts[plan.name] = (
        try scripts.texts(plan.name, plan.role, keepsKeys: request.request != nil),
        try scripts.settings(of: plan.name).trust ?? .file
      )
    }
    return HostFolders(pki: pki, trusted: try store.certificatesOnDisk(), hosts: hosts)
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
  private func noteMaster(_ plans: [HostPlan]) throws {
    guard let master = plans.first(where: { $0.role == .master && $0.order != nil }),
      try store.ledger.note("master", of: "") == nil
    else { return }
    try store.ledger.setNotes(["master": master.name], of: "")
  }
}
