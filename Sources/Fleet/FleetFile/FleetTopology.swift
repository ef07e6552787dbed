internal import Replication

/// Finds the master of each host of a fleet: the one that its section names, or the only one there could be.
struct FleetTopology {
  private struct Group {
    let hosts: Range<Int>
    let role: Role
    let master: FleetValue?
    let line: Int
  }

  private var groups: [Group] = []
  /// Whether every section was understood; else a host that seems to be missing may be described in another.
  var isWhole = true

  /// Takes the hosts of one section, by their places among all hosts.
  mutating func add(_ hosts: Range<Int>, _ role: Role, _ master: FleetValue?, _ section: FleetSection) {
    groups.append(Group(hosts: hosts, role: role, master: master, line: section.line))
  }

  /// Sets the master of each host. Where one cannot be found, a problem tells so once for the section.
  func resolve(_ hosts: inout [FleetHost], _ problems: inout FleetProblems) {
    let places = Dictionary(
      hosts.enumerated().map { ($1.name.description.lowercased(), $0) },
      uniquingKeysWith: { first, _ in first })
    let candidates = Self.candidates(hosts)
    for group in groups where group.role.clientPair != nil {
      if let named = group.master {
        guard let master = master(named, hosts, places, &problems) else { continue }
        for place in group.hosts where place == master {
          problems.add(named.line, "\(hosts[place].name) would replicate from itself")
        }
        for place in group.hosts { hosts[place].master = hosts[master].name.description }
      } else if group.role != .peer {
        choose(candidates, for: group, &hosts, &problems)
      }
    }
  }

  /// Those that a slave which names no master may mean: the masters, or else whoever can be dialled.
  private static func candidates(_ hosts: [FleetHost]) -> [Int] {
    let masters = hosts.indices.filter { hosts[$0].role == .master }
    return masters.isEmpty ? hosts.indices.filter { hosts[$0].role.serverPair != nil } : masters
  }

  private func choose(
    _ candidates: [Int], for group: Group, _ hosts: inout [FleetHost], _ problems: inout FleetProblems
  ) {
    for place in group.hosts {
      let others = candidates.prefix(4).filter { $0 != place }
      let name = hosts[place].name
      switch others.count {
      case 1: hosts[place].master = hosts[others[0]].name.description
      case 0:
        guard isWhole else { return }
        let advice =
          group.role == .both ? "; one that no other is to replicate to is a [master \(name)]" : ""
        return problems.add(group.line, "\(name) has no master: nobody else here can be dialled\(advice)")
      default:
        let names = others.prefix(2).map { hosts[$0].name.description }.joined(separator: ", ")
        return problems.add(
          group.line,
          "\(name) does not say which master it replicates from, as with master = "
            + "\(hosts[others[0]].name): there are \(names)\(candidates.count > 2 ? " and others" : "")")
      }
    }
  }

  /// The host that `named` means.
  private func master(
    _ named: FleetValue, _ hosts: [FleetHost], _ places: [String: Int], _ problems: inout FleetProblems
  ) -> Int? {
    guard !named.text.contains(",") else {
      problems.add(
        named.line,
        "master names several, and the statements that are written here make one connection a host")
      return nil
    }
    guard let place = places[named.text.lowercased()] else {
      guard isWhole else { return nil }
      let nearest =
        hosts.count > 1_000
        ? nil : NearestWord.of(named.text, among: hosts.lazy.map(\.name.description))
      problems.add(
        named.line,
        "the master \(named.text.quotedForDisplay) is no host of this file"
          + (nearest.map { "; \($0) may be meant" } ?? ""))
      return nil
    }
    guard hosts[place].role.serverPair != nil else {
      let name = hosts[place].name
      problems.add(
        named.line,
        "the master \(name) is a slave, which nobody can dial; one that is both is a [both \(name)]")
      return nil
    }
    return place
  }
}
