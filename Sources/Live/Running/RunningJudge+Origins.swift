internal import OpenSSL
internal import Replication
internal import Verification

/// Where slaves come from to a master, which accounts are for.
extension RunningJudge {
  /// By the places of the slaves: what the master's own list of connections shows, and what somebody said.
  func origins(_ facts: ServerFacts, _ links: [NamedLink]) -> [Int: SlaveOrigin] {
    let threads =
      facts.senders?.map { (user: $0.user, host: $0.host) }
      ?? facts.readers?.readers.map { (user: $0.user, host: $0.host) } ?? []
    let hosts = Dictionary(grouping: threads, by: \.user).mapValues { $0.map { $0.host.lowercased() } }
    let distinct = hosts.mapValues { Set($0) }
    let slaves = Dictionary(grouping: links, by: user(of:)).mapValues(\.count)
    var origins: [Int: SlaveOrigin] = [:]
    for link in links {
      let slave = deployment.hosts[link.slave]
      var origin = SlaveOrigin(
        known: Set([settings.addresses[slave.name]?.host, settings.names[slave.name]].compactMap(\.self)))
      let user = user(of: link)
      // One that is not connected may come from anywhere.
      if let user, let all = distinct[user], !all.contains(""),
        hosts[user]?.count ?? 0 >= slaves[user] ?? 0 || isReceiving(link)
      {
        let own = own(slave, link, origin.known, among: all)
        if own.count <= Self.mostOrigins { origin.seen = own }
      }
      origins[link.slave] = origin
    }
    return origins
  }

  /// From how many hosts a slave may come for each to be held against each account.
  private static let mostOrigins = 256

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
