internal import OpenSSL
internal import Replication
internal import Threads

/// A deployment under examination at one moment, with what several rules need to know of it.
final class Examination {
  let deployment: Deployment
  let time: Time
  /// Within how many seconds an end is worth a word.
  let warningSeconds: Int64
  /// The authority's certificates that all hosts are measured by.
  let authority: [Certificate]
  /// The authority's keys: what same means in the same-CA rule.
  let authorityKeys: Set<PublicKey>
  private let topology: Topology
  /// The masters and the slaves, by their places among the hosts.
  let masters: [Int]
  let slaves: [Int]

  /// The server of hosts that do not say theirs.
  let assumed: Server
  /// Told of the slaves that are judged; nil where nobody asks.
  var progress: VerificationProgress?

  init(_ deployment: Deployment, at time: Time, warningSeconds: Int64, assuming assumed: Server) {
    self.assumed = assumed
    self.deployment = deployment
    self.time = time
    self.warningSeconds = warningSeconds
    authority = Self.authority(of: deployment)
    authorityKeys = Set(authority.compactMap(\.fields.publicKey))
    masters = deployment.hosts.indices.filter { deployment.hosts[$0].isMaster }
    slaves = deployment.hosts.indices.filter { !deployment.hosts[$0].connections.isEmpty }
    topology = Topology(deployment, masters: masters)
  }

  /// The key in the authority's folder is not cacert.pem's: until that is mended, what hosts should have is not known.
  var isAuthorityInDoubt: Bool {
    deployment.authorityKeyFile?.key.map { !authority.isEmpty && !authorityKeys.contains($0) } ?? false
  }

  /// The links of the deployment. Never kept: there may be millions.
  var links: some Sequence<Link> {
    Self.links(of: slaves, deployment, topology)
  }

  private static func links(
    of slaves: [Int], _ deployment: Deployment, _ topology: Topology
  ) -> some Sequence<Link> {
    slaves.lazy.flatMap { slave in
      deployment.hosts[slave].connections.indices.lazy.flatMap { topology.links(of: slave, $0) }
    }
  }

  /// Whether somebody said that the slave replicates from just this master: by --link, or by the name that its
  /// statement dials.
  func isNamed(_ link: Link) -> Bool {
    let (slave, master) = (deployment.hosts[link.slave], deployment.hosts[link.master])
    return deployment.declaredLinks.contains(DeclaredLink(slave: slave.name, master: master.name))
      || link.isDialled && slave.connections[link.connection].dials != nil
  }

  /// Whether a pki folder is examined, from which mkcerts can issue hosts anew.
  var isOfPKI: Bool { deployment.authority != nil }

  /// Where the shared authority's certificate is to be had.
  var authorityFile: String? {
    deployment.authority?.path
      ?? deployment.hosts.lazy.flatMap(\.trusts).first { trust in
        trust.file?.value?.contains { $0.fields.publicKey.map(self.authorityKeys.contains) == true } == true
      }?.path
  }

  /// The server of a host: its own, or else the assumed one.
  func server(of host: DeployedHost) -> Server { host.server ?? assumed }

  /// What sentences call the server of a host: where nobody named it, in words that are true of all, so that what is
  /// found for several is said once.
  func title(of host: DeployedHost) -> String { host.server?.title ?? "the server" }

  /// What the options in the statement of a slave begin with: `MASTER_` or `SOURCE_`.
  func words(of host: DeployedHost) -> String { server(of: host).words.prefix }

  /// Whether chains that end at these keys end at the authority. Where none is named, whatever both ends of
  /// each link lead to is the authority of that link.
  func isTheAuthority(_ keys: Set<PublicKey>) -> Bool {
    !keys.isEmpty && (deployment.authority == nil || keys.isSubset(of: authorityKeys))
  }

  /// The certificate of an authority that one of these keys is of.
  func certificate(ofKeyIn keys: Set<PublicKey>) -> Certificate? {
    let trusted = deployment.hosts.lazy.flatMap { $0.trusts.flatMap(\.certificates) }
    let isMeant = { (certificate: Certificate) in certificate.fields.publicKey.map(keys.contains) == true }
    return authority.first(where: isMeant) ?? trusted.first(where: isMeant)
  }

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

  /// Whether servers that match names in this way find the name in the certificate; a thousand slaves ask the same.
  func isNamed(_ leaf: Certificate, _ name: String, as matching: NameMatching) -> Bool {
    let question = NameQuestion(name: name, leaf: leaf, matching: matching)
    if let known = names[question] { return known }
    let isNamed = leaf.matches(dialled: name, as: matching)
    names[question] = isNamed
    return isNamed
  }

  private struct NameQuestion: Hashable {
    let name: String
    let leaf: Certificate
    let matching: NameMatching
  }

  private var names: [NameQuestion: Bool] = [:]

  /// The issuers' keys of the certificates in all chains that hold.
  private lazy var issuers: [Certificate: PublicKey] = {
    _ = survey
    return judge.issuers.merging(surveyedIssuers) { first, _ in first }
  }()

  /// Hosts that an earlier rule has found broken, so that a later one does not say the same in other words.
  var broken: Set<String> = []
  /// Hosts of which anything that breaks was said.
  var said: Set<String> = []
  /// Files whose chain lacks an intermediate that is known, so that who signed it is known too.
  var lackingIntermediates: Set<String> = []
  /// Whether the authority itself was found broken.
  var isAuthorityBroken = false

  /// Whether what stands in the way of a link is a host's own files, of which a rule has said already what is
  /// wrong with them.
  func isSaid(_ obstacle: Obstacle, _ link: Link) -> Bool {
    switch obstacle {
    case .slaveCannotLoad, .slaveRefusesName: said.contains(deployment.hosts[link.slave].name)
    case .masterExits, .masterOffersNoTLS: said.contains(deployment.hosts[link.master].name)
    default: false
    }
  }

  /// What a rule says breaks a host does so only where a link of that host fails, or its server: the links are
  /// judged as servers judge them, and the rules explain why.
  func weighed(_ finding: Finding) -> Finding {
    guard finding.severity == .breaks, let host = finding.host, wellLinked.contains(host) else {
      return finding
    }
    return finding.exposed
  }

  /// The places of the hosts by their names.
  private(set) lazy var places = Dictionary(
    deployment.hosts.enumerated().map { ($0.element.name, $0.offset) }
  ) { first, _ in first }

  /// What the links of each host fail for.
  private(set) lazy var failures = failuresByHost()

  /// How many findings say of the host in a place that something breaks.
  private(set) var troubles: [Int: Int] = [:]

  /// Takes note of all that was found, so that what servers print can be told from what they would print next.
  func count(_ findings: [Finding]) {
    for finding in findings where finding.severity == .breaks {
      if let place = finding.host.flatMap({ places[$0] }) { troubles[place, default: 0] += 1 }
    }
  }

  /// The hosts that have links, all of which come up.
  private lazy var wellLinked: Set<String> = {
    let others = deployment.hosts.indices.filter { place in
      if case .exits = judge.start(of: place) { return true }
      // What a text would have said that is not understood may break any link, and so may a statement of which only a
      // server tells what it does, and one that is refused, where no other makes an account.
      let host = deployment.hosts[place]
      return host.unreadable.contains(where: \.mayTellOfLinks) || host.mistakes.contains(where: \.isUndecided)
        || host.mistakes.contains(where: \.isStatement) && host.asMaster?.accounts.isEmpty == true
    }
    return Set(
      survey.linked.subtracting(survey.failing).subtracting(others).map { deployment.hosts[$0].name })
  }()

  /// What becomes of all links.
  ///
  /// Only a pki folder tells that two keys are of one authority: names and bundles prove nothing.
  private(set) lazy var survey = surveyed()

  /// The issuers' keys that other threads have found.
  private var surveyedIssuers: [Certificate: PublicKey] = [:]

  /// How many slaves are worth a thread, and a word on how far it is.
  private static let slavesOfThread = 32

  /// Judges the links of all slaves on all cores, each thread those of some slaves by a judge of its own.
  private func surveyed() -> Survey {
    let generations = isOfPKI ? authorityKeys : []
    let width = min(Parallel.width, slaves.count / Self.slavesOfThread)
    guard width > 1 else {
      return Survey(links, by: judge, generations: generations) { isTheAuthority([$0]) }
    }
    let size = (slaves.count + width - 1) / width
    let parts = stride(from: 0, to: slaves.count, by: size).map {
      Array(slaves[$0..<min($0 + size, slaves.count)])
    }
    let count = slaves.count
    let found = Parallel.map(parts) { [deployment, masters, time, assumed, authorityKeys, progress] slaves in
      let judge = LinkJudge(deployment.hosts, at: time, assuming: assumed)
      let topology = Topology(deployment, masters: masters)
      var survey = Survey()
      for start in stride(from: 0, to: slaves.count, by: Self.slavesOfThread) {
        let some = Array(slaves[start..<min(start + Self.slavesOfThread, slaves.count)])
        survey.add(
          Survey(Self.links(of: some, deployment, topology), by: judge, generations: generations) {
            deployment.authority == nil || authorityKeys.contains($0)
          })
        progress?(.judging, some.count, count)
      }
      return (survey: survey, issuers: judge.issuers)
    }
    for issuers in found.map(\.issuers) { surveyedIssuers.merge(issuers) { first, _ in first } }
    return found.dropFirst().reduce(into: found[0].survey) { $0.add($1.survey) }
  }

  /// The chains among them that are refused, each reason once.
  private(set) lazy var refusedChains = RefusedChain.all(survey.unproven)

  /// The hosts that made their keys themselves, and sent requests.
  lazy var hostsOfRequests = deployment.hostsOfRequests

  /// The judgement of a link's two directions, each distinct one done once.
  lazy var judge = LinkJudge(deployment.hosts, at: time, assuming: assumed)

  /// What the source says; else what most hosts trust, and most certificates that they show are signed by.
  ///
  /// What holds intermediates alone is no authority while somebody trusts a root: no server takes a partial chain.
  private static func authority(of deployment: Deployment) -> [Certificate] {
    if let named = deployment.authority?.value { return named }
    var votes: [[Certificate]: Int] = [:]
    let all = deployment.hosts.flatMap { $0.trusts.map(\.certificates) }.filter { !$0.isEmpty }
    let rooted = all.filter { $0.contains(where: \.isSelfIssued) }
    let trusts = rooted.isEmpty ? all : rooted
    for trust in trusts { votes[trust, default: 0] += 1 }
    if votes.count > 1 {
      let tops = deployment.hosts.flatMap(\.presentations).compactMap { $0.presentation.chain.value?.last }
      for trust in votes.keys {
        let keys = trust.compactMap(\.fields.publicKey)
        votes[trust, default: 0] += tops.count { top in keys.contains { top.isSigned(by: $0) } }
      }
    }
    // The first of the hosts decides between equals, so that the same input has the same answer.
    return trusts.max { (votes[$0] ?? 0) < (votes[$1] ?? 0) } ?? []
  }
}
