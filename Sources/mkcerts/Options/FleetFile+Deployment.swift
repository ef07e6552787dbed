internal import Fleet
internal import Verification

extension FleetFile {
  /// The links of the fleet, for what judges a deployment.
  var declaredLinks: [DeclaredLink] { links.map { DeclaredLink(slave: $0.slave, master: $0.master) } }

  /// What reads the hosts of the fleet from the pki folder `root`.
  func reader(of root: String) -> DeploymentReader {
    var reader = DeploymentReader(pkiFolder: root, links: declaredLinks)
    reader.namesOfLinks = path
    let names = Set(hosts.map(\.name.description))
    reader.hosts = names
    reader.hostsOnRecord = (Fleet.hostsOnRecord(in: PKIFolder(root)) ?? []).filter(names.contains)
    return reader
  }
}
