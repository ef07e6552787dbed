internal import OpenSSL

/// Who replicates from whom.
final class Topology {
  private let masters: [Int]
  private let hosts: [DeployedHost]
  /// The masters of a slave, where somebody said so.
  private let declared: [String: Set<String>]
  /// Whether one authority is named for all: then every slave may come to dial every master, and is to be
  /// accepted there.
  private let isOneAuthoritys: Bool
  /// The masters that a dialled name leads to.
  private var dialled: [String: Set<Int>] = [:]

  init(_ deployment: Deployment, masters: [Int]) {
    self.masters = masters
    hosts = deployment.hosts
    isOneAuthoritys = deployment.authority != nil
    declared = Dictionary(grouping: deployment.declaredLinks, by: \.slave)
      .mapValues { Set($0.map(\.master)) }
  }

  /// The links of one connection: to the declared masters; else to the ones that it dials by the name of the
  /// host or of its certificate; else to all.
  func links(of slave: Int, _ connection: Int) -> [Link] {
    let named = masters(named: hosts[slave].connections[connection].dials).subtracting([slave])
    let isOpen = isOneAuthoritys || named.isEmpty
    let declared = declared[hosts[slave].name]
    let meant = masters.filter { master in
      guard master != slave else { return false }
      return declared?.contains(hosts[master].name) ?? (isOpen || named.contains(master))
    }
    return meant.map { master in
      Link(
        slave: slave, connection: connection, master: master,
        isDialled: declared != nil || named.isEmpty || named.contains(master))
    }
  }

  private func masters(named name: String?) -> Set<Int> {
    guard let name else { return [] }
    if let known = dialled[name] { return known }
    let named = masters.filter { hosts[$0].name.lowercased() == name.lowercased() }
    let certified = masters.filter {
      hosts[$0].asMaster?.presentation?.chain.value?.first?.isFor(name) == true
    }
    dialled[name] = Set(certified.isEmpty ? named : certified)
    return dialled[name] ?? []
  }
}
