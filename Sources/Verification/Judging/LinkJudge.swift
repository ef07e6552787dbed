internal import OpenSSL
internal import Replication

/// Judges links as a real master and a real slave of these versions do: what the server makes of its files at
/// start, what the slave makes of its own, and each step of the handshake and the login, in their order.
final class LinkJudge {
  /// What is asked about an end again and again.
  private struct End {
    let trust: PathJudge.Number?
    let revocations: PathJudge.Revocations
    let chain: PathJudge.Number?
    let failure: LoadFailure?
  }

  private let hosts: [DeployedHost]
  private let assumed: Server
  private let paths: PathJudge
  private var masters: [Int: (end: End, start: Start)] = [:]
  private var slaves: [Int: [End]] = [:]
  private var names: [NameQuestion: Bool] = [:]

  private struct NameQuestion: Hashable {
    let name: String
    let chain: PathJudge.Number
    let matching: NameMatching
  }

  /// - Parameter assumed: the server of hosts that do not say theirs.
  init(_ hosts: [DeployedHost], at time: Time, assuming assumed: Server) {
    self.hosts = hosts
    self.assumed = assumed
    paths = PathJudge(at: time)
  }

  /// The issuer's key of each certificate in a chain that was found to hold.
  var issuers: [Certificate: PublicKey] { paths.issuers }

  func server(of host: Int) -> Server { hosts[host].server ?? assumed }

  /// What the server of the host in this place does when it starts; nil where it has no options for that.
  func start(of host: Int) -> Start? { master(host)?.start }

  /// What becomes of the link.
  func verdict(_ link: Link) -> Verdict {
    guard let side = hosts[link.master].asMaster, let (master, start) = master(link.master) else {
      return .fails(.unknown)
    }
    if case .exits(let failure) = start { return .fails(.masterExits(failure)) }
    let (connection, slave) = (hosts[link.slave].connections[link.connection], slaveEnd(link))
    if let refusal = connection.refusal { return .fails(.statementRefused(refusal)) }
    guard connection.usesTLS ?? server(of: link.slave).slaveUsesTLSByDefault else {
      return plainLogin(side, connection)
    }
    if let failure = slave.failure { return .fails(.slaveCannotLoad(failure)) }
    let verifies = verifiesMaster(link)
    if verifies, !connection.trust.isNamed, !server(of: link.slave).verifiesByPassword {
      return .fails(.noAuthorityToVerifyBy)
    }
    switch start {
    case .withoutTLS:
      return verifies || server(of: link.slave).refusesPlainMaster
        ? .fails(.masterOffersNoTLS) : plainLogin(side, connection)
    case .withoutCertificate: return .fails(.masterShowsNothing)
    case .withItsOwnCertificate: return ownCertificate(link, connection, side)
    case .withTLS, .exits: return handshake(link, connection, slave, side, master)
    }
  }

  /// Whether the slave looks for the name that it dials, and insists on TLS.
  private func verifiesMaster(_ link: Link) -> Bool {
    hosts[link.slave].connections[link.connection].verifiesMaster
      ?? server(of: link.slave).verifiesMasterByDefault
  }

  private func plainLogin(_ side: MasterSide, _ connection: SlaveSide) -> Verdict {
    if side.requiresSecureTransport { return .fails(.plainIsRefused) }
    let demands = demands(side, connection)
    if let first = demands.first, !demands.contains(.nothing) { return .fails(.accountRefuses(first)) }
    return .plain
  }

  /// A certificate that a server made for itself is accepted by those who verify nothing, or the password.
  private func ownCertificate(_ link: Link, _ connection: SlaveSide, _ side: MasterSide) -> Verdict {
    let isVerified = connection.trust.isNamed || verifiesMaster(link)
    if isVerified, connection.trust.isNamed || !server(of: link.master).makesCertificates {
      return .fails(.slaveRefuses(.selfSigned))
    }
    if connection.presentation != nil { return .fails(.masterRefuses(.selfSigned)) }
    return login(
      Assurance(ofMaster: nil, ofSlave: nil, namesChecked: false), link, connection, side)
  }

  private func handshake(
    _ link: Link, _ connection: SlaveSide, _ slave: End, _ side: MasterSide, _ master: End
  ) -> Verdict {
    if let obstacle = unusableKey(link, side, connection) { return .fails(obstacle) }
    guard let chain = master.chain else { return .fails(.unknown) }
    var ofMaster: PublicKey?
    // A slave that names no authority verifies nothing, but by the password where that is enough.
    if connection.trust.isNamed {
      switch answer(under: slave, on: link.slave, of: master, on: link.master, as: .server) {
      case .ends(let key): ofMaster = key
      case .refused(let refusal): return .fails(.slaveRefuses(refusal))
      case .unknown: return .fails(.unknown)
      }
    } else if verifiesMaster(link) {
      return .fails(.slaveRefuses(.selfSigned))
    }
    let namesChecked = verifiesMaster(link) && !isNameIgnored(link, connection)
    if namesChecked, link.isDialled, let dialled = connection.dials,
      !names(chain, dialled, side, on: link.slave)
    {
      return .fails(.slaveRefusesName(dialled))
    }
    var ofSlave: PublicKey?
    if connection.presentation != nil {
      switch answer(under: master, on: link.master, of: slave, on: link.slave, as: .client) {
      case .ends(let key): ofSlave = key
      case .refused(let refusal): return .fails(.masterRefuses(refusal))
      case .unknown: return .fails(.unknown)
      }
    }
    return login(
      Assurance(ofMaster: ofMaster, ofSlave: ofSlave, namesChecked: namesChecked && connection.dials != nil),
      link, connection, side)
  }

  private func login(
    _ assurance: Assurance, _ link: Link, _ connection: SlaveSide, _ side: MasterSide
  ) -> Verdict {
    let demands = demands(side, connection)
    let leaf = assurance.ofSlave == nil ? nil : connection.presentation?.chain.value?.first
    guard let refused = demands.first, !demands.contains(where: { $0.isMet(by: leaf, cipher: cipher(link)) })
    else {
      return .encrypted(assurance)
    }
    return .fails(.accountRefuses(refused))
  }

  /// The cipher that a connection without any wish ends up with.
  private func cipher(_ link: Link) -> String? { server(of: link.master).preferredSuite }

  /// What the accounts that the slave may log in to ask for; empty where nothing is known of them.
  private func demands(_ side: MasterSide, _ connection: SlaveSide) -> [AccountDemand] {
    side.accounts.filter { connection.user == nil || $0.user == connection.user }.map(\.demand)
  }

  private func isNameIgnored(_ link: Link, _ connection: SlaveSide) -> Bool {
    connection.dials.map { server(of: link.slave).ignoresName(dialling: $0) } ?? false
  }

  private func names(_ chain: PathJudge.Number, _ dialled: String, _ side: MasterSide, on slave: Int) -> Bool
  {
    let matching = server(of: slave).nameMatching
    let question = NameQuestion(name: dialled, chain: chain, matching: matching)
    if let known = names[question] { return known }
    let isNamed = side.presentation?.chain.value?.first?.matches(dialled: dialled, as: matching) ?? false
    names[question] = isNamed
    return isNamed
  }

  private func unusableKey(_ link: Link, _ side: MasterSide, _ connection: SlaveSide) -> Obstacle? {
    for (presentation, purpose) in [
      (side.presentation, TrustStore.Purpose.server), (connection.presentation, .client),
    ] {
      guard let kind = presentation?.chain.value?.first?.fields.publicKey?.kind else { continue }
      if ![link.slave, link.master].allSatisfy({ server(of: $0).takes(kind) }) {
        return .unusableKey(kind, of: purpose)
      }
    }
    return nil
  }
}

extension LinkJudge {
  /// What one end makes of the other's chain, whatever else stands in the way of the link; nil where both
  /// accept.
  func chainObstacle(_ link: Link) -> Obstacle? {
    guard let (master, _) = master(link.master) else { return nil }
    let (connection, slave) = (hosts[link.slave].connections[link.connection], slaveEnd(link))
    if connection.trust.isNamed, master.chain != nil,
      case .refused(let refusal) = answer(
        under: slave, on: link.slave, of: master, on: link.master, as: .server)
    {
      return .slaveRefuses(refusal)
    }
    if slave.chain != nil,
      case .refused(let refusal) = answer(
        under: master, on: link.master, of: slave, on: link.slave, as: .client)
    {
      return .masterRefuses(refusal)
    }
    return nil
  }

  /// What the host in one place makes of what its own kind presents: for a slave that has nobody to replicate
  /// from.
  func answerToItself(_ host: Int, connection: Int) -> PathJudge.Answer {
    let link = Link(slave: host, connection: connection, master: host)
    let end = slaveEnd(link)
    return answer(under: end, on: host, of: end, on: host, as: .client)
  }

  private func answer(
    under receiver: End, on receiving: Int, of sender: End, on sending: Int, as purpose: TrustStore.Purpose
  ) -> PathJudge.Answer {
    guard let chain = sender.chain else { return .unknown }
    guard let trust = receiver.trust else { return .refused(.noAuthority) }
    // A server that has the leaf alone completes the chain from its own ssl-ca (SSL_CTX_set_mode(3),
    // SSL_MODE_NO_AUTO_CHAIN); one that is given a chain sends it as it is.
    let completes = paths.isLeafAlone(chain) || !server(of: sending).sendsChain
    return paths.answer(
      PathJudge.Question(
        trust: trust, revocations: receiver.revocations, chain: chain,
        helpers: completes && sender.trust != trust ? sender.trust : nil,
        sendsLeafAlone: !server(of: sending).sendsChain, purpose: purpose,
        securityLevel: server(of: receiving).judgingLevel))
  }

  private func master(_ place: Int) -> (end: End, start: Start)? {
    if let known = masters[place] { return known }
    guard let side = hosts[place].asMaster else { return nil }
    let made = (
      end(side.trust, side.presentation, nil),
      Start(side, on: server(of: place), hosts[place].mistakes)
    )
    masters[place] = made
    return made
  }

  private func slaveEnd(_ link: Link) -> End {
    if let known = slaves[link.slave] { return known[link.connection] }
    let made = hosts[link.slave].connections.map { side in
      end(
        side.trust, side.presentation,
        LoadFailure.first(
          side.trust, side.presentation, side.transport, as: .client, on: server(of: link.slave)))
    }
    slaves[link.slave] = made
    return made[link.connection]
  }

  private func end(_ trust: Trust, _ presentation: Presentation?, _ failure: LoadFailure?) -> End {
    End(
      trust: paths.number(trust.certificates), revocations: paths.revocations(trust),
      chain: paths.number(presentation?.chain.value),
      failure: failure)
  }
}
