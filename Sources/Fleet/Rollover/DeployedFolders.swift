internal import CertificateAuthority
public import OpenSSL
internal import Replication
internal import SecureFiles
internal import Verification

/// Host folders as they lie on the hosts, or copies of them that were fetched from there.
public struct DeployedFolders: HostWitness {
  private let folders: [String]
  private let pki: PKIFolder

  /// - Parameters:
  ///   - folders: each the folder of a host, or a folder of such folders.
  ///   - pki: the pki folder, whose own host folders prove nothing of what is deployed.
  public init(_ folders: [String], of pki: PKIFolder) {
    self.folders = folders
    self.pki = pki
  }

  public func sightings(holder: (Certificate) throws -> String?) throws -> [HostSighting] {
    try folders.flatMap { try hostFolders(in: $0) }.map { folder in
      let deployment = try DeploymentReader(
        sources: [HostSource(name: Self.name(of: folder), paths: [folder], part: .any)]
      ).read(assuming: .default)
      guard let host = deployment.hosts.first else { throw notAHost(folder) }
      return try sighting(of: host, in: folder, holder: holder)
    }
  }

  /// The folders of hosts that `folder` is, or holds.
  private func hostFolders(in folder: String) throws -> [String] {
    try checkIsNotPKI(folder)
    let names = try Files.list(folder).filter { !$0.hasPrefix(".") }
    if names.contains(where: { $0.hasSuffix(".pem") || $0.hasSuffix(".cnf") || $0 == TrustForm.folder.name })
    {
      return [folder]
    }
    let below = try names.map { Self.trimmed(folder) + "/" + $0 }.filter {
      try FileStatus(of: $0, followingLinks: true).kind == .folder
    }
    guard !below.isEmpty else { throw notAHost(folder) }
    return below
  }

  /// What mkcerts itself wrote is what was prepared, and not what a host has.
  private func checkIsNotPKI(_ folder: String) throws {
    let asked = try FileStatus(of: folder, followingLinks: true)
    let own =
      [pki.root, pki.hosts] + (try Files.exists(pki.hosts) ? Files.list(pki.hosts).map(pki.host) : [])
    let isOwn = try own.contains { path in
      try FileStatus.ifExists(path, followingLinks: true)?.isSame(as: asked) == true
    }
    guard isOwn else { return }
    throw FleetError(
      .notDeployed,
      "\(folder) is what mkcerts prepared in \(pki.root), and proves nothing of what hosts have",
      hint:
        "name copies that were fetched from the hosts; where a server reads this very folder, say so with "
        + "--confirm HOST")
  }

  private func sighting(
    of host: DeployedHost, in folder: String, holder: (Certificate) throws -> String?
  ) throws -> HostSighting {
    let presentations =
      [host.asMaster?.presentation].compactMap { $0 } + host.connections.compactMap(\.presentation)
    let trusts = [host.asMaster?.trust].compactMap { $0 } + host.connections.map(\.trust)
    let leaves = presentations.compactMap { $0.chain.value?.first }
    guard let name = try leaves.lazy.compactMap(holder).first else { throw notAHost(folder) }
    let problems =
      presentations.compactMap(\.problem) + host.unreadable.map { "\($0.path) cannot be read: \($0.reason)" }
    return HostSighting(
      host: name, source: folder, trusts: trusts.map(\.certificates),
      lists: trusts.map { $0.isRevocationNamed ? $0.revocationLists : nil }, presented: leaves,
      problems: problems)
  }

  private func notAHost(_ folder: String) -> FleetError {
    FleetError(
      .notDeployed, "\(folder) holds no certificate that was issued in \(pki.root)",
      hint: "name the folder of a host, or a folder with one for each host")
  }

  private static func name(of folder: String) -> String {
    trimmed(folder).split(separator: "/").last.map(String.init) ?? folder
  }

  private static func trimmed(_ folder: String) -> String {
    folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder
  }
}

extension Presentation {
  /// Why a server could not present it; nil where it could, or the key was not brought along.
  fileprivate var problem: String? {
    switch (chain, key) {
    case (.absent(let path), _): "\(path) is missing"
    case (.unreadable(let path, let reason), _): "\(path) cannot be used: \(reason)"
    case (.found(let path, let certificates), .found(let keyPath, .key(let key)))
    where certificates.first?.fields.publicKey != key:
      "\(keyPath) is not the key of \(path)"
    default: nil
    }
  }
}
