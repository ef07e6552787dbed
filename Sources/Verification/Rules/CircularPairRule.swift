/// Two servers that replicate from each other: what keeps one direction from coming up says nothing of the other,
/// so that both are named. What is wrong with each is another rule's to say.
struct CircularPairRule: Rule {
  static let name = "circular-pair"
  static let explainsLinks = false

  private struct Direction: Hashable {
    let slave: Int
    let master: Int
  }

  func findings(in examination: Examination) -> [Finding] {
    let unproven = Dictionary(
      examination.survey.unproven.map {
        (Direction(slave: $0.link.slave, master: $0.link.master), $0.verdict)
      }
    ) { first, _ in first }
    guard !unproven.isEmpty else { return [] }
    let hosts = examination.deployment.hosts
    let both = Set(examination.slaves.filter { hosts[$0].isMaster })
    var said: Set<Direction> = []
    for link in examination.links where both.contains(link.slave) && both.contains(link.master) {
      guard examination.isNamed(link) else { continue }
      said.insert(Direction(slave: link.slave, master: link.master))
    }
    let pairs = said.filter { pair in
      pair.slave < pair.master && said.contains(Direction(slave: pair.master, master: pair.slave))
    }
    return pairs.sorted { ($0.slave, $0.master) < ($1.slave, $1.master) }.compactMap { pair in
      let directions = [pair, Direction(slave: pair.master, master: pair.slave)]
      guard directions.contains(where: { unproven[$0] != nil }) else { return nil }
      let words = directions.map { direction in
        "\(hosts[direction.slave].name) from \(hosts[direction.master].name) \(Self.word(unproven[direction]))"
      }
      return finding(
        .note, hosts[pair.slave], nil,
        "\(hosts[pair.slave].name) and \(hosts[pair.master].name) replicate from each other: "
          + words.joined(separator: ", "),
        fix: "mend what is said of each: both have to be good masters and good slaves")
    }
  }

  private static func word(_ verdict: Verdict?) -> String {
    switch verdict {
    case nil: "comes up"
    case .fails: "does not come up"
    case .plain: "comes up in plain text"
    case .encrypted: "comes up, but not under the one authority"
    }
  }
}
