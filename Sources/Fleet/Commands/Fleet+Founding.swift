public import CertificateAuthority
public import OpenSSL
internal import Replication
internal import Secrets
internal import SecureFiles

/// What `init-ca` is asked for.
public struct FoundingRequest: Sendable {
  /// The authority's name; nil for a fresh one.
  public var name: String?
  public var algorithm: KeyAlgorithm?
  public var days: Int?
  public var protection: KeyProtection
  /// Whether a master gets a server's certificate at once.
  public var wantsMaster: Bool
  /// The master's name; nil for the one that the authority has, or `master`.
  public var master: HostName?
  public var names: [GeneralName]
  /// The name of this machine, which the master is taken to run on; nil where it is not known.
  public var machine: String?
  public var settings: HostSettings

  public init(
    name: String?, algorithm: KeyAlgorithm?, days: Int?, protection: KeyProtection, wantsMaster: Bool,
    master: HostName?, names: [GeneralName], machine: String?, settings: HostSettings
  ) {
    self.name = name
    self.algorithm = algorithm
    self.days = days
    self.protection = protection
    self.wantsMaster = wantsMaster
    self.master = master
    self.names = names
    self.machine = machine
    self.settings = settings
  }
}

extension FoundingRequest {
  /// Refuses what could never be founded, before anything is on disk.
  ///
  /// - Throws: for names, days, accounts and addresses that nothing could be made of.
  public func check() throws {
    try AuthorityRequest(
      name: name ?? AuthorityRequest.freshName(), algorithm: algorithm ?? .ecdsaP256,
      days: days ?? Profile.authority.defaultDays, protection: protection
    ).check()
    guard wantsMaster else { return }
    let ownName = master?.description ?? "master"
    if let name, name.lowercased() == ownName.lowercased() {
      throw FleetError(
        .reservedName, "\(ownName) is the authority's own name", hint: "give the master another name")
    }
    let server = settings.server ?? .default
    let user = settings.user ?? AccountName.defaultUser
    _ = try AccountName(user: user, host: settings.accountHost ?? "%", on: server)
    _ = try MasterAddress(
      host: settings.masterHost ?? "master", port: settings.masterPort ?? 3306, user: user, dialledBy: server)
  }
}

/// What `init-ca` did.
public struct Founded: Sendable {
  public let authority: Certificate
  /// Whether the authority was made just now; else it was there.
  public let isNew: Bool
  /// nil where no master was asked for.
  public let master: IssueOutcome?
}

extension Fleet {
  /// Makes the authority and its master, or finds them as they are.
  ///
  /// - Throws: where there is an authority already and something else is asked for than it is.
  public func found(_ request: FoundingRequest) throws -> Founded {
    if let existing = try store.authority(say: say)?.certificate {
      try check(existing, against: request)
      let issuer = try issuer(of: existing, toCheck: request.protection)
      return Founded(authority: existing, isNew: false, master: try master(request, issuer))
    }
    try checkPlace(of: request)
    let issuer = try store.create(
      AuthorityRequest(
        name: try request.name ?? AuthorityRequest.freshName(), algorithm: request.algorithm ?? .ecdsaP256,
        days: request.days ?? Profile.authority.defaultDays, protection: request.protection,
        notes: request.settings.notes))
    return Founded(authority: issuer.certificate, isNew: true, master: try master(request, issuer))
  }

  /// No authority is made where its master could not be, nor over the hosts of another that was lost.
  private func checkPlace(of request: FoundingRequest) throws {
    try Self.checkNoHosts(pki)
    guard request.wantsMaster else { return }
    _ = try MasterNames.names(of: try masterName(request), asked: request.names, machine: request.machine)
  }

  /// - Throws: where a host has a folder.
  static func checkNoHosts(_ pki: PKIFolder) throws {
    guard let host = try firstHost(pki) else { return }
    throw FleetError(
      .folderInTheWay, "\(pki.host(host)) exists, but there is no authority in \(pki.root) that issued it",
      hint: "bring the authority's files back from a backup, or choose another --pki folder")
  }

  static func firstHost(_ pki: PKIFolder) throws -> String? {
    guard try Files.exists(pki.hosts) else { return nil }
    return try Files.list(pki.hosts).first { !$0.hasPrefix(".") }
  }

  /// The authority that is there, where a passphrase is given: a source of passphrases may be read only once.
  ///
  /// - Throws: where the passphrase is not that of the authority's key.
  private func issuer(of existing: Certificate, toCheck protection: KeyProtection) throws -> Issuer? {
    guard case .encrypted(let source, _) = protection else { return nil }
    guard try store.keyIsEncrypted() else {
      throw AuthorityConflict(existing: existing, root: pki.root)
        .refusal("its key is not encrypted, though a passphrase is given")
    }
    return try store.unlock(source, say: say)
  }

  private func master(
    _ request: FoundingRequest, _ issuer: Issuer?
  ) throws -> IssueOutcome? {
    guard request.wantsMaster else { return nil }
    var issue = IssueRequest(
      hosts: [try masterName(request)], role: .master, names: request.names, algorithm: request.algorithm,
      machine: request.machine)
    issue.mayEndEarly = true
    return try self.issue(issue) { try issuer ?? store.unlock(nil, say: say) }.first
  }

  /// A master is named once: a second one is not made by accident.
  private func masterName(_ request: FoundingRequest) throws -> HostName {
    guard let noted = try store.ledger.note("master", of: "") else {
      return try request.master ?? HostName("master")
    }
    guard let asked = request.master, asked.description != noted else { return try HostName(noted) }
    throw IssuanceError(
      .authorityExists,
      "\(pki.root) has an authority already, and its master is named \(noted), not \(asked)",
      hint: "for another master: `mkcerts issue \(asked) --role master`")
  }

  /// The authority is never made anew: what was asked for must be what is there.
  private func check(_ existing: Certificate, against request: FoundingRequest) throws {
    let conflict = AuthorityConflict(existing: existing, root: pki.root)
    try conflict.check(name: request.name, algorithm: request.algorithm, days: request.days)
    try checkSettings(request.settings, conflict)
  }

  private func checkSettings(_ asked: HostSettings, _ conflict: AuthorityConflict) throws {
    let has = try HostSettings(of: "", in: store.ledger).filled(from: .defaults).notes
    for (option, value) in asked.notes.sorted(by: { $0.key < $1.key }) where value != has[option] {
      throw conflict.refusal("its hosts have --\(option) \(has[option] ?? "unset"), not \(value)")
    }
  }
}
