internal import OpenSSL

/// All links of a deployment, judged once.
struct Survey {
  /// Those that are not proven, and what becomes of them.
  private(set) var unproven: [(link: Link, verdict: Verdict)] = []
  /// How many are proven.
  private(set) var proven = 0
  /// The authority's keys that the proven ones end at.
  private(set) var ends: Set<PublicKey> = []
  /// The hosts that have links, and those among them of which one fails.
  private(set) var linked: Set<Int> = []
  private(set) var failing: Set<Int> = []

  /// - Parameter isTheAuthority: whether a chain that ends at this key ends where it should.
  init(_ links: some Sequence<Link>, by judge: LinkJudge, where isTheAuthority: (PublicKey) -> Bool) {
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
      case .fails: failing.formUnion([link.slave, link.master])
      case .plain: break
      }
      unproven.append((link, verdict))
    }
  }
}
