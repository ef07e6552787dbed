internal import OpenSSL
internal import Verification

/// A host of a deployment, and where its server is looked for.
struct LiveTarget: Sendable {
  /// Its place among the hosts.
  let place: Int
  let name: String
  /// Nil where nothing says where it listens.
  let endpoint: Endpoint?
  /// Whether it has something to serve, so that it is probed.
  let serves: Bool

  /// All hosts of a deployment.
  ///
  /// A master is looked for where somebody said, else where slaves dial it, else by its name in the fleet file, else
  /// by the first name of its certificate, else by its own. A slave alone is looked for where somebody said, or by
  /// its name in the fleet file: nobody dials it.
  static func all(
    of deployment: Deployment, links: [NamedLink], _ settings: LiveSettings
  ) -> [LiveTarget] {
    var dialled: [Int: Endpoint] = [:]
    for link in links where dialled[link.master] == nil {
      let side = deployment.hosts[link.slave].connections[link.connection]
      guard let host = side.dials, let port = UInt16(exactly: side.port ?? 3306) else { continue }
      dialled[link.master] = Endpoint(host: host, port: port)
    }
    return deployment.hosts.enumerated().map { place, host in
      let named = settings.names[host.name].map { Endpoint(host: $0, port: 3306) }
      let serves = host.asMaster != nil && host.servesSlaves
      let own = serves ? Endpoint(host: host.certified ?? host.name, port: 3306) : nil
      return LiveTarget(
        place: place, name: host.name,
        endpoint: settings.addresses[host.name] ?? dialled[place] ?? named ?? own, serves: serves)
    }
  }
}

extension DeployedHost {
  /// The first name of its server's certificate that can be dialled.
  fileprivate var certified: String? {
    let names = asMaster?.presentation?.chain.value?.first?.fields.subjectAlternativeNames ?? []
    return names.map(\.text).first { !$0.hasPrefix("*") && !$0.isEmpty }
  }
}
