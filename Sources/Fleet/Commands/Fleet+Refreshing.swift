internal import CertificateAuthority
public import OpenSSL
internal import Replication
internal import SecureFiles

extension Fleet {
  /// Brings what hosts trust, and their texts, up to date: cacert.pem, capath/, crl.pem, replication-tls.cnf and
  /// the SQL files. Keys, certificates, requests and an administrator's own files stay as they are.
  ///
  /// Each folder changes as a whole, and a host that has all this already is left alone. So is one whose folder
  /// is gone: without its key a folder would be of no use.
  ///
  /// - Parameters:
  ///   - hosts: the hosts' names; nil for every host that was issued, revoked ones among them.
  ///   - trusted: what they trust; nil for what stands in the pki folder's cacert.pem.
  ///   - revocationLists: the lists that they check certificates against; nil for those of the ledger.
  /// - Returns: the hosts whose folders changed, in the order of their names.
  /// - Throws: where nothing was issued to one of `hosts`; or why a folder cannot be changed: the folders before
  ///   it are done, it and those after it are as they were, and the same call does the rest.
  @discardableResult
  public func refresh(
    _ hosts: [String]? = nil, trusted: [Certificate]? = nil, revocationLists: [RevocationList]? = nil
  ) throws -> [String] {
    guard let authority = try store.authority(say: say)?.certificate else { return [] }
    let trust = try trust(trusted, revocationLists)
    let scripts = try HostScripts(
      ledger: store.ledger, authority: authority, asked: HostSettings(),
      checksRevocation: trust.hasRevocationLists)
    var refreshed: [String] = []
    let enrolled = try enrolled(hosts)
    for start in stride(from: 0, to: enrolled.count, by: Self.refreshedAtOnce) {
      let part = enrolled[start..<min(start + Self.refreshedAtOnce, enrolled.count)]
      refreshed += try refresh(Array(part), trust, scripts)
    }
    return refreshed
  }

  /// Enough to share the cost of syncing, few enough not to leave much behind when killed.
  private static let refreshedAtOnce = 256

  private func refresh(_ hosts: [Enrolled], _ trust: HostTrust, _ scripts: HostScripts) throws -> [String] {
    let contents = try hosts.map {
      ($0.name, try scripts.contents($0.name, $0.role, keepsKeys: $0.keepsKeys))
    }
    let folders = HostFolders(pki: pki, trust: trust, hosts: Dictionary(contents) { $1 })
    let batch = FolderBatch()
    var changed: [String] = []
    for host in hosts.map(\.name) where try folders.needsRefresh(host) {
      batch.add(try folders.refreshed(host), .replacing(managed: HostFolders.managed))
      changed.append(host)
    }
    try batch.commit()
    return changed
  }

  /// What hosts trust, where nothing else is given as the authority has it.
  func trust(_ certificates: [Certificate]? = nil, _ lists: [RevocationList]? = nil) throws -> HostTrust {
    try HostTrust(
      certificates ?? store.certificatesOnDisk(),
      lists ?? store.ledger.revocationLists().map { try RevocationList(der: $0.list) })
  }

  /// The hosts of these names, or all that have a folder, sorted by name.
  private func enrolled(_ names: [String]?) throws -> [Enrolled] {
    guard let names else { return try enrolledWithFolders() }
    return try names.map { name in
      guard let host = try Self.enrolled(name, in: store.ledger) else {
        throw FleetError(
          .unknownHost, "nothing is issued to \(name) in \(pki.root)",
          hint: "see all hosts with `mkcerts list`")
      }
      return host
    }.sorted { $0.name < $1.name }
  }

  /// The hosts that have a folder, sorted by name. A record may know many more hosts than there are folders, so the
  /// folders are gone through.
  func enrolledWithFolders() throws -> [Enrolled] {
    guard try Files.exists(pki.hosts) else { return [] }
    return try Files.list(pki.hosts).sorted().compactMap { name in
      try Self.enrolled(name, in: store.ledger).flatMap { $0.name == name ? $0 : nil }
    }
  }
}
