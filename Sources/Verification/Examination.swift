internal import OpenSSL

/// A deployment under examination at one moment, with what several rules need to know of it.
final class Examination {
  let deployment: Deployment
  let time: Time
  /// Within how many days an end is worth a word.
  let warningDays: Int
  /// The authority's certificates that all hosts are measured by.
  let authority: [Certificate]
  let links: [Link]

  init(_ deployment: Deployment, at time: Time, warningDays: Int) {
    self.deployment = deployment
    self.time = time
    self.warningDays = warningDays
    authority = Self.authority(of: deployment)
    links = Self.links(of: deployment)
  }

  /// The keys of the authority: what same means in the same-CA rule.
  lazy var authorityKeys: Set<PublicKey> = Set(authority.compactMap(\.fields.publicKey))

  /// True where `certificate` is signed by a key of the authority.
  func isSignedByAuthority(_ certificate: Certificate) -> Bool {
    authorityKeys.contains { certificate.isSigned(by: $0) }
  }

  /// Hosts that an earlier rule has found broken, so that a later one does not say the same in other words.
  var broken: Set<String> = []

  /// The judgement of a link's two directions, each distinct one done once.
  lazy var judge = LinkJudge(time: time)

  /// What the source says; else what most hosts trust.
  private static func authority(of deployment: Deployment) -> [Certificate] {
    if let named = deployment.authority?.value { return named }
    var votes: [[Certificate]: Int] = [:]
    for host in deployment.hosts {
      if let trust = host.trust.value { votes[trust, default: 0] += 1 }
    }
    // The first of the hosts decides between equals, so that the same input has the same answer.
    return deployment.hosts.compactMap(\.trust.value).max { (votes[$0] ?? 0) < (votes[$1] ?? 0) } ?? []
  }

  private static func links(of deployment: Deployment) -> [Link] {
    let masters = deployment.masters
    return deployment.slaves.flatMap { slave in
      masters.filter { $0.name != slave.name }.map { Link(slave: slave, master: $0) }
    }
  }
}

/// One slave's connection to one master.
struct Link: Sendable {
  let slave: DeployedHost
  let master: DeployedHost
}
