internal import OpenSSL
internal import Replication
internal import Verification

/// Where slaves come from to a master, which accounts are for.
extension RunningJudge {
  /// By the places of the slaves: what the master's own list of connections shows, and what somebody said.
  func origins(_ facts: ServerFacts, _ sight: ServerSight) -> [Int: SlaveOrigin] {
    let links = links.filter { $0.master == sight.target.place }
    let threads =
      facts.senders?.map { (user: $0.user, host: $0.host) }
      ?? facts.readers?.readers.map { (user: $0.user, host: $0.host) } ?? []
    let hosts = Dictionary(grouping: threads, by: \.user).mapValues { $0.map { $0.host.lowercased() } }
    var origins: [Int: SlaveOrigin] = [:]
    for link in links {
      let slave = deployment.hosts[link.slave]
      var origin = SlaveOrigin(
        known: Set([settings.addresses[slave.name]?.host, settings.names[slave.name]].compactMap(\.self)))
      let user = slave.connections[link.connection].user
      let ofUser = user.flatMap { hosts[$0] } ?? []
      let slavesOfUser = links.count { deployment.hosts[$0.slave].connections[$0.connection].user == user }
      // One that is not connected may come from anywhere.
      if ofUser.count >= slavesOfUser || isReceiving(link), !ofUser.isEmpty, !ofUser.contains("") {
        origin.seen = own(slave, link, origin.known, among: Set(ofUser))
      }
      origins[link.slave] = origin
    }
    return origins
  }

  /// Of the hosts that a user's connections come from, the one that is surely the slave's, else all of them.
  private func own(
    _ slave: DeployedHost, _ link: NamedLink, _ known: Set<String>, among hosts: Set<String>
  ) -> Set<String> {
    let leaf = slave.connections[link.connection].presentation?.chain.value?.first
    let certified = (leaf?.fields.subjectAlternativeNames ?? []).map(\.text)
    let names = known.union(certified).union([slave.name, slave.reportedHost].compactMap(\.self))
    let own = hosts.intersection(names.map { $0.lowercased() })
    return own.count == 1 ? own : hosts
  }

  /// Whether the slave of a link says that it is connected.
  private func isReceiving(_ link: NamedLink) -> Bool { row(of: link)?.receiving?.lowercased() == "yes" }
}
