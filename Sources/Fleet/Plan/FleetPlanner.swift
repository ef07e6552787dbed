internal import CertificateAuthority
internal import OpenSSL
internal import Replication
internal import SecureFiles

/// Finds the difference between a fleet file and a pki folder. It changes nothing, and needs no key.
struct FleetPlanner {
  let file: FleetFile
  let pki: PKIFolder
  let record: FleetRecord
  let now: Time
  /// Within how many seconds an end is due.
  let within: Int64

  /// - Throws: where the authority that is there is not the one that the file asks for, or something cannot
  ///   be read.
  func plan() throws -> FleetPlan {
    try checkAuthority()
    let first = try file.hosts.map { try (host: $0, action: certificates(of: $0)) }
    let scripts = try scripts(for: first.filter { $0.action.action != .held }.map(\.host))
    let trust = try trust()
    var notes: [String: [String: String]] = [:]
    var hosts: [PlannedHost] = []
    for (host, decided) in first {
      var decided = decided
      if decided.action != .held {
        let (changed, reasons) = try settingsChanges(of: host)
        if !changed.isEmpty { notes[host.name.description] = changed }
        if decided.action == .unchanged, let trust, let scripts {
          let stale = try staleFiles(of: host, scripts, trust)
          if !changed.isEmpty || !stale.isEmpty {
            decided = (.refresh, reasons + (stale.isEmpty ? [] : ["writes \(stale.joined(separator: ", "))"]))
          }
        } else {
          decided.reasons += record.hosts[host.name.description.lowercased()] == nil ? [] : reasons
        }
      }
      hosts.append(planned(host, decided))
    }
    return FleetPlan(
      file: file.path, pki: pki.root,
      authority: .init(isNew: record.authority == nil, name: authorityName), hosts: hosts + left,
      notes: notes)
  }

  private typealias Decision = (action: PlannedHost.Action, reasons: [String])

  private var authorityName: String? {
    record.authority?.fields.subject.commonName.map(AuthorityRequest.name(of:)) ?? file.authority.name
  }

  private func planned(_ host: FleetHost, _ decided: Decision) -> PlannedHost {
    PlannedHost(
      host: host.name.description, role: host.role.rawValue, action: decided.action, reasons: decided.reasons,
      notAfter: record.hosts[host.name.description.lowercased()]?.end.iso8601)
  }

  /// The hosts that are not in the file.
  private var left: [PlannedHost] {
    let wanted = Set(file.hosts.map { $0.name.description.lowercased() })
    return record.hosts.filter { !wanted.contains($0.key) }.values.sorted { $0.name < $1.name }.map { host in
      PlannedHost(
        host: host.name, role: host.role.rawValue, action: .left, reasons: [], notAfter: host.end.iso8601)
    }
  }
}

extension FleetPlanner {
  /// What is to become of the certificates of a host, without a look at its texts.
  private func certificates(of host: FleetHost) throws -> Decision {
    let name = host.name.description
    let folder = try FolderDifference(pki.host(name))
    guard let present = record.hosts[name.lowercased()] else { return try withoutCertificates(host, folder) }
    guard present.name == name else {
      return (.held, ["differs from \(present.name), which is issued already, only in case"])
    }
    if let revoked = present.revoked { return (.held, [words(of: revoked, present)]) }
    var decision: Decision = (.unchanged, [])
    if let lost = folder.lost(of: present) {
      decision = (.reissue, [lost])
    } else {
      let reasons = try CertificateDifference(wanted: host, host: present, record: record).reasons()
      if !reasons.isEmpty {
        decision = (.reissue, reasons)
      } else if isDue(host, present) {
        decision = (.renew, [present.end < now ? "ended \(present.end.date)" : "ends \(present.end.date)"])
      }
    }
    if decision.action.isIssuance, present.keepsKeys, host.request == nil, host.algorithm == nil {
      let why = "its key never left the host: csr = FILE brings a request, key = KIND has a key made here"
      return (.held, decision.reasons + [why])
    }
    return decision
  }

  private func withoutCertificates(_ host: FleetHost, _ folder: FolderDifference) throws -> Decision {
    let name = host.name.description
    if folder.exists {
      return (.held, ["\(pki.host(name)) exists, but nothing was ever issued to it: move that folder away"])
    }
    let own = [authorityName, record.authority?.fields.subject.commonName]
    if own.contains(where: { $0?.lowercased() == name.lowercased() }) {
      return (.held, ["is the authority's own name: give the host another"])
    }
    return (.issue, [])
  }

  /// A host that was revoked gets nothing for being in the file still: somebody has to want it.
  private func words(of revoked: LedgerEntry, _ host: FleetRecord.Host) -> String {
    let command = "mkcerts issue \(host.name)\(host.keepsKeys ? " --csr FILE" : "") --replace"
    return "was revoked on \(revoked.revocation?.time.date ?? "?") and is in the file still: take it out, "
      + "or issue it anew with `\(command)`"
  }

  /// Whether new certificates are worth making: the present ones end within the span, or, where they last no
  /// more than three spans in all, in the last third of their time. Not where new ones would end no later.
  private func isDue(_ host: FleetHost, _ present: FleetRecord.Host) -> Bool {
    present.entries.contains { entry in
      let lasting = max(0, entry.notAfter.seconds - entry.notBefore.seconds)
      guard entry.notAfter.seconds - now.seconds < min(within, lasting / 3) else { return false }
      let end = now.adding(days: host.days ?? entry.profile.defaultDays)
      let last = host.days == nil ? min(end, record.authority?.fields.notAfter ?? end) : end
      return last.seconds > entry.notAfter.seconds + 3_600
    }
  }
}

extension FleetPlanner {
  /// What writes the texts of all hosts as they are to be; nil where there is no authority yet.
  private func scripts(for hosts: [FleetHost]) throws -> HostScripts? {
    guard let authority = record.authority, let ledger = record.ledger else { return nil }
    return try HostScripts(
      HostRegister(hosts, defaults: file.defaults, over: record), ledger: ledger, authority: authority,
      asked: HostSettings())
  }

  /// What every host trusts; nil where there is no authority yet.
  private func trust() throws -> HostTrust? {
    guard let ledger = record.ledger else { return nil }
    return try HostTrust(
      Certificate.parse(pem: Files.read(pki.authority.certificate)),
      ledger.revocationLists().map { try RevocationList(der: $0.list) })
  }

  private func staleFiles(of host: FleetHost, _ scripts: HostScripts, _ trust: HostTrust) throws -> [String] {
    let name = host.name.description
    let keepsKeys = record.hosts[name.lowercased()]?.keepsKeys ?? false
    let contents = try scripts.contents(name, host.role, keepsKeys: keepsKeys)
    return try HostFolders(pki: pki, trust: trust, hosts: [name: contents]).staleFiles(of: name)
  }

  /// What is to be noted about a host that is not noted yet, and both sides of each setting that changes.
  private func settingsChanges(of host: FleetHost) throws -> (notes: [String: String], reasons: [String]) {
    let name = host.name.description
    var has = try record.settings(of: name)
    if record.authority == nil { has = file.defaults.filled(from: .defaults).notes }
    // These are a host's own, and no other's stand in for them.
    for note in ["master", "dial", "master-host"] { has[note] = record.note(note, of: name) ?? "" }
    let changed = host.notes.filter { $0.value != has[$0.key] ?? "" }
    func shown(_ value: String?) -> String { value.flatMap { $0.isEmpty ? nil : $0 } ?? "none" }
    let reasons = changed.sorted { $0.key < $1.key }.filter { $0.key != "dial" && has[$0.key] != "" }
      .map { "\($0.key): \(shown(has[$0.key])) → \(shown($0.value))" }
    return (changed, reasons)
  }

  /// The authority is never made anew: what the file asks for must be what is there.
  private func checkAuthority() throws {
    let asked = file.authority
    guard let existing = record.authority else {
      try Fleet.checkNoHosts(pki)
      return
    }
    try AuthorityConflict(
      existing: existing, root: pki.root, place: asked.line.map { "\(file.path):\($0)" }
    ).check(name: asked.name, algorithm: asked.algorithm, days: asked.days)
  }
}
