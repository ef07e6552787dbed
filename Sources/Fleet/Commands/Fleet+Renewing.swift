internal import CertificateAuthority
internal import OpenSSL
internal import Replication
public import Secrets
internal import SecureFiles

extension Fleet {
  /// Gives hosts new certificates in the place of those that they have, with the same roles, names, kinds of
  /// keys and settings.
  ///
  /// Everything is checked before the first serial number is planned. Where one host that was named cannot be
  /// renewed, none is. Where all were meant, or those that end soon, such a host is left out and told.
  ///
  /// - Parameters:
  ///   - passphrase: where the passphrase of the authority's key comes from, if it has one.
  ///   - progress: called with each host whose keys are made, and how many there are in all.
  /// - Throws: for a named host that is unknown or revoked, has lost its folder or its key, or made its key
  ///   itself and gave no request for a new one; and where the authority ends before the certificates would.
  public func renew(
    _ request: RenewRequest, passphrase: PassphraseSource?, progress: IssuanceProgress? = nil
  ) throws -> Renewed {
    let (hosts, leftOut) = try selected(by: request)
    guard !hosts.isEmpty else {
      let next = try store.ledger.firstEnd()
      return Renewed(hosts: [], steps: [], leftOut: leftOut, nextEnd: next?.iso8601)
    }
    var issue = IssueRequest(
      hosts: try hosts.map { try HostName($0.name) }, days: request.days, replaces: true,
      request: request.request)
    issue.keepsTerms = true
    issue.keepsKeys = request.keepsKeys
    let before = try hosts.map { try FolderTexts(of: pki.host($0.name)) }
    let outcomes = try self.issue(issue, passphrase: passphrase, progress: progress)
    let renewed = outcomes.map { outcome in
      RenewedHost(
        host: outcome.host, role: outcome.role, folder: outcome.folder, certificates: outcome.certificates,
        keepsKey: request.keepsKeys)
    }
    let isNewRequest = request.request != nil
    var tasks = HostTaskGroups()
    for (host, before) in zip(hosts, before) {
      tasks.add(
        try task(
          on: host, pairs: request.keepsKeys || isNewRequest ? .certificates : .keysToo, before: before,
          isNewRequest: isNewRequest))
    }
    return Renewed(hosts: renewed, steps: tasks.mastersFirst, leftOut: leftOut, nextEnd: nil)
  }

  /// The hosts to be renewed, and those that are meant and cannot be.
  private func selected(by request: RenewRequest) throws -> (hosts: [Enrolled], leftOut: [Renewed.LeftOut]) {
    let names: [String]
    switch request.selection {
    case .hosts(let named): return (try named.map { try host(named: $0, request) }, [])
    case .all: names = try store.ledger.allCurrent().map(\.holder)
    case .within(let seconds):
      names = try store.ledger.current(endingBefore: store.clock().adding(seconds: seconds)).map(\.holder)
    }
    var hosts: [Enrolled] = []
    var leftOut: [Renewed.LeftOut] = []
    for name in Set(names).sorted() {
      guard let host = try Self.enrolled(name, in: store.ledger) else { continue }
      do {
        try checkRenewal(of: host, request)
        hosts.append(host)
      } catch let error as FleetError {
        leftOut.append(.init(host: name, reason: error.description, fix: error.hint))
      }
    }
    return (hosts, leftOut)
  }

  private func host(named name: HostName, _ request: RenewRequest) throws -> Enrolled {
    guard let host = try Self.enrolled(name.description, in: store.ledger) else {
      throw FleetError(
        .unknownHost, "nothing is issued to \(name) in \(pki.root)",
        hint: "see all hosts with `mkcerts list`; issue it with `mkcerts issue \(name)`")
    }
    try checkRenewal(of: host, request)
    return host
  }

  private func checkRenewal(of host: Enrolled, _ request: RenewRequest) throws {
    if let revoked = host.revoked.first {
      throw FleetError(
        .revoked,
        "the \(revoked.profile.rawValue) certificate of \(host.name) (serial \(revoked.serial.short)) is revoked, and "
          + "what is revoked is not renewed",
        hint: "where the host is to be trusted again: \(host.reissue), with a new key")
    }
    let folder = pki.host(host.name)
    guard try Files.exists(folder) else {
      throw FleetError(
        .folderMissing, "the folder of \(host.name), \(folder), is gone",
        hint:
          "bring it back from a backup, or issue the host anew with \(host.reissue)")
    }
    if request.keepsKeys {
      for entry in host.entries { _ = try KeptKeys(folder: folder).source(of: entry) }
      try checkKeysAreGood(host)
    } else if let asked = request.request {
      guard !host.entries.contains(where: { $0.keyFingerprint == asked.publicKey.fingerprint }) else {
        throw FleetError(
          .conflict, "the request is for the key that \(host.name) has already, not for a new one",
          hint:
            "make a new key and request on the host; to keep the key: `mkcerts renew \(host.name) --keep-key`"
        )
      }
    } else if host.keepsKeys {
      throw FleetError(
        .conflict,
        "the key of \(host.name) was made on the host and never left it, and no request for a new one is given",
        hint: "`mkcerts renew \(host.name) --csr FILE`; for the key that it has: "
          + "`mkcerts renew \(host.name) --keep-key`")
    }
  }

  /// A key that is in other hands is not certified again.
  private func checkKeysAreGood(_ host: Enrolled) throws {
    let compromised = try host.entries.first {
      try store.ledger.isCompromised(keyFingerprint: $0.keyFingerprint)
    }
    guard let compromised else { return }
    throw FleetError(
      .revoked,
      "the key of \(host.name), SHA-256 \(compromised.keyFingerprint.prefix(6).hexadecimal(separator: ":"))…, was "
        + "revoked because it is in other hands",
      hint: "renew it with a new key: `mkcerts renew \(host.name)`")
  }
}
