internal import OpenSSL

/// Who replicates from whom.
final class Topology {
  private let masters: [Int]
  private let hosts: [DeployedHost]
  private let names: MasterNames
  /// The places of the masters by what they are called.
  private let called: [String: [Int]]
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
    names = MasterNames(deployment.hosts, masters: masters)
    called = Dictionary(grouping: masters) { deployment.hosts[$0].name }
    isOneAuthoritys = deployment.authority != nil
    declared = Dictionary(grouping: deployment.declaredLinks, by: \.slave)
      .mapValues { Set($0.map(\.master)) }
  }

  /// The links of one connection: to the declared masters; else to the ones that it dials by the name of the
  /// host or of its certificate; else to all.
  func links(of slave: Int, _ connection: Int) -> [Link] {
    let named = masters(named: hosts[slave].connections[connection].dials).subtracting([slave])
    let isOpen = isOneAuthoritys || named.isEmpty
    let declared = declared[hosts[slave].name].map { $0.flatMap { called[$0] ?? [] }.sorted() }
    let meant = declared ?? (isOpen ? masters : named.sorted())
    return meant.lazy.filter { $0 != slave }.map { master in
      Link(
        slave: slave, connection: connection, master: master,
        isDialled: declared != nil || named.isEmpty || named.contains(master))
    }
  }

  private func masters(named name: String?) -> Set<Int> {
    guard let name else { return [] }
    if let known = dialled[name] { return known }
    let certified = names.candidates(for: name).filter { hosts[$0].serverLeaf?.isFor(name) == true }
    let known =
      certified.isEmpty
      ? masters.filter { hosts[$0].name.lowercased() == name.lowercased() } : certified
    dialled[name] = Set(known)
    return Set(known)
  }
}
