internal import OpenSSL

/// A deployment under examination at one moment, with what several rules need to know of it.
final class Examination {
  let deployment: Deployment
  let time: Time
  /// Within how many days an end is worth a word.
  let warningDays: Int
  /// The authority's certificates that all hosts are measured by.
  let authority: [Certificate]
  /// The authority's keys: what same means in the same-CA rule.
  let authorityKeys: Set<PublicKey>
  /// The masters and the slaves, by their places among the hosts.
  let masters: [Int]
  let slaves: [Int]

  init(_ deployment: Deployment, at time: Time, warningDays: Int) {
    self.deployment = deployment
    self.time = time
    self.warningDays = warningDays
    authority = Self.authority(of: deployment)
    authorityKeys = Set(authority.compactMap(\.fields.publicKey))
    masters = deployment.hosts.indices.filter { deployment.hosts[$0].asMaster != nil }
    slaves = deployment.hosts.indices.filter { deployment.hosts[$0].asSlave != nil }
  }

  /// The key in the authority's folder is not cacert.pem's: until that is mended, what hosts should have is not known.
  var isAuthorityInDoubt: Bool {
    deployment.authorityKeyFile?.key.map { !authority.isEmpty && !authorityKeys.contains($0) } ?? false
  }

  /// Every slave's connection to every master but itself. Never kept: there may be millions.
  var links: some Sequence<Link> {
    slaves.lazy.flatMap { [masters] slave in
      masters.lazy.filter { $0 != slave }.map { Link(slave: slave, master: $0) }
    }
  }

  /// How many links there are.
  var linkCount: Int { slaves.count * masters.count - slaves.filter(Set(masters).contains).count }

  /// The authority's key that `certificate` is signed by; nil for one that is not of this authority.
  func signer(of certificate: Certificate) -> PublicKey? {
    if let known = signers[certificate] { return known }
    // Whoever was found to have issued it on the way to a proof signed it.
    if let issuer = issuers[certificate], authorityKeys.contains(issuer) { return issuer }
    let signer = authority.lazy.compactMap(\.fields.publicKey).first { certificate.isSigned(by: $0) }
    signers[certificate] = .some(signer)
    return signer
  }

  private var signers: [Certificate: PublicKey?] = [:]

  /// The issuers' keys of the certificates in all chains that hold.
  private lazy var issuers: [Certificate: PublicKey] = {
    for link in links { _ = judge.verdict(link) }
    return judge.issuers
  }()

  /// Hosts that an earlier rule has found broken, so that a later one does not say the same in other words.
  var broken: Set<String> = []
  /// Whether the authority itself was found broken.
  var isAuthorityBroken = false

  /// The judgement of a link's two directions, each distinct one done once.
  lazy var judge = LinkJudge(deployment.hosts, at: time)

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
}

/// One slave's connection to one master, by their places among the hosts.
struct Link: Sendable, Hashable {
  let slave: Int
  let master: Int
}
