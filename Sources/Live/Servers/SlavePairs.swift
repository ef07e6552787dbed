internal import OpenSSL
internal import Verification

/// The pairs of slaves that can be shown to their master in a probe: a deployment that holds their keys in clear, where
/// they can be read, holds all that it takes. Others are passed over: no probe needs them.
struct SlavePairs {
  private let deployment: Deployment
  private let links: [Int: [NamedLink]]

  init(_ deployment: Deployment, _ links: [NamedLink]) {
    self.deployment = deployment
    self.links = Dictionary(grouping: links, by: \.master)
  }

  /// One pair of each authority that the slaves of the master in this place are issued by: whether it knows that
  /// authority is what one shows for all. Each that it refuses counts for the server as one broken connection.
  func ofSlaves(of master: Int) -> [PresentedPair] {
    var issuers: Set<[UInt8]> = []
    var pairs: [PresentedPair] = []
    for link in links[master] ?? [] where pairs.count < Self.most {
      let slave = deployment.hosts[link.slave]
      guard let presentation = slave.connections[link.connection].presentation,
        let leaf = presentation.chain.value?.first, !issuers.contains(Self.issuer(of: leaf)),
        let pair = try? PresentedPair(of: slave.name, presentation, at: deployment.source)
      else { continue }
      issuers.insert(Self.issuer(of: leaf))
      pairs.append(pair)
    }
    return pairs
  }

  /// A rollover has two, and no deployment many.
  private static let most = 4

  private static func issuer(of leaf: Certificate) -> [UInt8] {
    leaf.fields.authorityKeyIdentifier?.keyIdentifier ?? Array(leaf.fields.issuer.rfc2253.utf8)
  }
}
