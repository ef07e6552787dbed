internal import CertificateAuthority
public import OpenSSL
internal import Replication
public import Secrets
internal import SecureFiles

/// What `apply` did.
public struct FleetApplied: Sendable {
  /// The difference that it found, all of which but what is held is no more.
  public let plan: FleetPlan
  /// The authority's certificate.
  public let authority: Certificate
  /// The hosts that were issued, in the order of the file.
  public let issued: [IssueOutcome]
  /// What is to be done on the hosts whose folders changed, those together for which it is the same.
  public let steps: [HostTask]
}

extension Fleet {
  /// Makes the pki folder what the fleet file wants: the authority where there is none, certificates that are
  /// missing, due or changed, and texts that are not as they should be. Nothing else is touched, nothing is
  /// deleted and nothing revoked.
  ///
  /// Everything is checked before the first serial number is planned; a run that was killed is completed by
  /// the next.
  ///
  /// - Parameters:
  ///   - within: within how many seconds an end is due.
  ///   - passphrase: where the passphrase of the authority's key comes from; a new authority's key is
  ///     encrypted with it, by way of `derivation`.
  ///   - progress: called with each host whose keys are made, and how many there are in all.
  public func apply(
    _ file: FleetFile, within: Int64, passphrase: PassphraseSource?, derivation: KeyDerivation = .scrypt,
    progress: IssuanceProgress? = nil
  ) throws -> FleetApplied {
    let record = try FleetRecord(store.ledger)
    var plan = try FleetPlanner(
      file: file, pki: pki, record: record, now: store.clock(), within: within
    ).plan()
    let made = try record.authority == nil ? create(file, passphrase, derivation) : nil
    let authority = try made?.certificate ?? presentAuthority()
    let before = try textsBefore(plan)
    let batch = try FleetBatch(file, plan, record, ledger: store.ledger, authority: authority)
    let issued = try issue(batch, progress: progress) { try made ?? unlock(passphrase) }
    let refreshed = plan.hosts(to: .refresh).map(\.host)
    let notes = plan.notes.filter { refreshed.contains($0.key) }
    if !notes.isEmpty { try store.ledger.setNotes(notes) }
    try noteMaster(among: file.hosts.map(\.name.description))
    // Noted first: a run that is killed between the two finds the texts out of date the next time.
    try refresh(refreshed)
    let steps = try steps(of: file, plan, before)
    plan.notes = [:]
    return FleetApplied(plan: plan, authority: authority, issued: issued, steps: steps)
  }

  /// What lies in the folders that are about to change.
  private func textsBefore(_ plan: FleetPlan) throws -> [String: FolderTexts] {
    var texts: [String: FolderTexts] = [:]
    for host in plan.hosts where host.action.isChange && host.action != .issue {
      texts[host.host] = try FolderTexts(of: pki.host(host.host))
    }
    return texts
  }

  /// What is to be done on the hosts that have something new.
  private func steps(of file: FleetFile, _ plan: FleetPlan, _ before: [String: FolderTexts]) throws
    -> [HostTask]
  {
    let actions = Dictionary(plan.hosts.map { ($0.host, $0.action) }) { first, _ in first }
    guard actions.values.contains(where: \.isChange) else { return [] }
    let hasLists = try !store.ledger.revocationLists().isEmpty
    let enrolled = Dictionary(try allEnrolled().map { ($0.name, $0) }) { first, _ in first }
    var groups = HostTaskGroups()
    for host in file.hosts {
      let name = host.name.description
      guard let action = actions[name], action.isChange, let present = enrolled[name] else { continue }
      let configuration = try host.settings.configuration(
        name, host.role, keepsKeys: present.keepsKeys, checksRevocation: hasLists)
      if action == .issue {
        groups.add(
          HostTask(installing: configuration, from: pki.host(name), replicates: host.master != nil))
      } else {
        groups.add(
          try task(
            on: present, as: configuration, pairs: action == .refresh ? .none : .keysToo, before: before[name]
          ))
      }
    }
    return groups.mastersFirst
  }

  private func create(
    _ file: FleetFile, _ passphrase: PassphraseSource?, _ derivation: KeyDerivation
  ) throws -> Issuer {
    try store.create(
      AuthorityRequest(
        name: try file.authority.name ?? AuthorityRequest.freshName(),
        algorithm: file.authority.algorithm ?? .ecdsaP256, days: file.authority.lasting,
        protection: passphrase.map { .encrypted($0, derivation) } ?? .clear, notes: file.defaults.notes))
  }

  private func issue(
    _ batch: FleetBatch, progress: IssuanceProgress?, unlock: () throws -> Issuer
  ) throws -> [IssueOutcome] {
    guard !batch.orders.isEmpty else { return [] }
    let delivery = HostFolders(pki: pki, trust: try trust(), hosts: try batch.deliveries())
    var outcomes: [IssueOutcome] = []
    let count = batch.orders.count
    try unlock().fill(batch.orders, delivery: delivery) { filled in
      outcomes += filled.map(outcome)
    } drafted: { _ in
      progress?(count)
    }
    return outcomes
  }
}
