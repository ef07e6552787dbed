internal import OpenSSL
internal import Replication
public import Verification

/// What servers are to serve, by the files that their hosts were given.
public struct Expectation: Sendable {
  /// A host that has something to serve.
  struct Host: Sendable {
    let name: String
    /// The chain in its file, the leaf first.
    let chain: [Certificate]
    let file: String
    /// What it trusts, by its file.
    let trusted: [Certificate]
    let trustFile: String?
    /// Whether mkcerts can issue it anew.
    let isOfPKI: Bool

    var leaf: Certificate { chain[0] }
  }

  /// Where the files are.
  let source: String
  let hosts: [Host]
  /// Whether mkcerts can issue from there.
  let isOfPKI: Bool
  /// The names of the other hosts, in lower case: slaves, which have nothing to serve by their files.
  let others: Set<String>
  /// The certificates that all chains are to lead to.
  let authority: [Certificate]
  let authorityFile: String
  /// The revocation lists of the authority.
  let lists: [RevocationList]
  /// What slaves dial that verify their master's name, in lower case.
  let dialled: Set<String>

  /// What the hosts of `deployment` are to serve.
  ///
  /// - Throws: ``LiveError`` with code `badFiles` where none of them has a certificate to serve, or there is no
  ///   authority to hold them against.
  public init(_ deployment: Deployment) throws(LiveError) {
    source = deployment.source
    hosts = deployment.hosts.compactMap { host in
      guard let side = host.asMaster, let presentation = side.presentation,
        let chain = presentation.chain.value, !chain.isEmpty
      else { return nil }
      return Host(
        name: host.name, chain: chain, file: presentation.chain.path, trusted: side.trust.certificates,
        trustFile: side.trust.path, isOfPKI: host.isOfPKI)
    }
    isOfPKI = deployment.hosts.contains(where: \.isOfPKI)
    others = Set(deployment.hosts.map { $0.name.lowercased() }).subtracting(
      hosts.map { $0.name.lowercased() })
    let own = deployment.authority?.value ?? []
    authority = own.isEmpty ? hosts.flatMap(\.trusted) : own
    authorityFile =
      (own.isEmpty ? nil : deployment.authority?.path) ?? hosts.compactMap(\.trustFile).first
      ?? deployment.source
    lists = deployment.revocations?.value ?? []
    dialled = Set(
      deployment.hosts.flatMap(\.connections).filter { $0.verifiesMaster == true }.compactMap {
        $0.dials?.lowercased()
      })
    guard !hosts.isEmpty else {
      throw LiveError(
        .badFiles, "\(source) has no certificate that a server could serve",
        hint: "name a pki folder, or the folder of a master, with server-cert.pem")
    }
    guard !authority.isEmpty else {
      throw LiveError(
        .badFiles, "\(authorityFile) holds no authority that a chain could be held against",
        hint: "see what is wrong with it: `mkcerts verify \(source)`")
    }
  }

  /// Reads a pki folder, or what belongs to one host.
  ///
  /// - Throws: ``VerificationError`` where there is neither; ``LiveError`` as ``init(_:)``.
  public init(reading path: String) throws {
    try NamedPath.check(path)
    let reader =
      DeploymentReader.isPKIFolder(path)
      ? DeploymentReader(pkiFolder: path)
      : DeploymentReader(sources: [HostSource(paths: path.split(separator: ",").map(String.init), part: .any)]
      )
    try self.init(reader.read(assuming: .default))
  }

  /// Which host a server is: the one that has the name by which it was called, or else the one whose certificate it
  /// serves, of that name, or, where only one host serves anything, that. Nil where nothing tells.
  func host(of probed: Probed) -> Host? {
    guard !isOther(probed.endpoint) else { return nil }
    return named(probed.endpoint) ?? presenting(probed) ?? (hosts.count == 1 ? hosts[0] : nil)
  }

  /// Whether it is called as a host that has nothing to serve.
  func isOther(_ endpoint: Endpoint) -> Bool {
    endpoint.host.map { others.contains($0.lowercased()) } ?? false
  }

  /// The host that is called so, or else the only one whose certificate is for that name.
  private func named(_ endpoint: Endpoint) -> Host? {
    guard let name = endpoint.host else { return nil }
    if let host = hosts.first(where: { $0.name.lowercased() == name.lowercased() }) { return host }
    let matching = hosts.filter { $0.leaf.isFor(name) }
    return matching.count == 1 ? matching[0] : nil
  }

  /// The host that has the certificate which is served, or else the only one whose subject that has.
  func presenting(_ probed: Probed) -> Host? {
    guard let leaf = probed.served?.chain.first else { return nil }
    if let host = hosts.first(where: { $0.leaf == leaf }) { return host }
    let matching = hosts.filter { $0.leaf.fields.subject.matches(leaf.fields.subject) }
    return matching.count == 1 ? matching[0] : nil
  }
}
