internal import OpenSSL

/// All links of a deployment, judged once.
struct Survey: Sendable {
  /// Those that are not proven, and what becomes of them.
  private(set) var unproven: [(link: Link, verdict: Verdict)] = []
  /// How many are proven.
  private(set) var proven = 0
  /// The authority's keys that the proven ones end at.
  private(set) var ends: Set<PublicKey> = []
  /// The hosts that have links, and those among them of which one fails.
  private(set) var linked: Set<Int> = []
  private(set) var failing: Set<Int> = []

  /// That of no links.
  init() {}

  /// - Parameters:
  ///   - generations: the keys that are known to be one authority's, of several generations; a link between
  ///     two of them is proven where both ends trust both.
  ///   - isTheAuthority: whether a chain that ends at this key ends where it should.
  init(
    _ links: some Sequence<Link>, by judge: LinkJudge, generations: Set<PublicKey>,
    where isTheAuthority: (PublicKey) -> Bool
  ) {
    for link in links {
      linked.formUnion([link.slave, link.master])
      let verdict = judge.verdict(link)
      switch verdict {
      case .encrypted(let assurance):
        if let key = assurance.shared, ends.contains(key) || isTheAuthority(key) {
          ends.insert(key)
          proven += 1
          continue
        }
        if assurance.trustIsMutual, let ofMaster = assurance.ofMaster, let ofSlave = assurance.ofSlave,
          generations.contains(ofMaster), generations.contains(ofSlave)
        {
          ends.formUnion([ofMaster, ofSlave])
          proven += 1
          continue
        }
      case .fails: failing.formUnion([link.slave, link.master])
      case .plain: break
      }
      unproven.append((link, verdict))
    }
  }

  /// Takes in what was found of the links that come after these.
  mutating func add(_ others: Survey) {
    unproven += others.unproven
    proven += others.proven
    ends.formUnion(others.ends)
    linked.formUnion(others.linked)
    failing.formUnion(others.failing)
  }
}
